//! The headless program: the office without a window, for a server, a script or a test.
//!
//! It opens the database and carries what was typed to the office; it holds no rule of the trade.

mod calls;
mod check;
mod demo;
mod init;
mod mail;
mod moving;
mod passwd;
mod place;
mod rpc;
mod serve;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// A ticket desk for a small service company, without its window
#[derive(Parser)]
#[command(name = "guichet", version)]
struct Arguments {
    /// The database: a file, or a postgres:// address; without it, the file of the desktop
    #[arg(long, global = true, env = "GUICHET_DB", hide_env_values = true)]
    db: Option<String>,
    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fill an empty database with a demonstration office
    Demo(demo::Options),
    /// Prepare a PostgreSQL database for an office that several workstations share
    Init(init::Options),
    /// Make one call as a member of the staff
    Rpc(rpc::Options),
    /// List every call with the shapes of its request and reply
    Calls,
    /// Rebuild everything from its history and compare
    Check,
    /// Read, import and collect mails
    Mail(mail::Options),
    /// Carry an office from a file to a server or back, verified
    Move(moving::Options),
    /// Change the password of a member of the staff
    Passwd(passwd::Options),
    /// Answer browsers on this machine
    Serve(serve::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log(&arguments.command);
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("guichet: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Arguments { db, json, command } = arguments;
    let (db, json) = (db.as_deref(), *json);
    match command {
        Command::Demo(options) => demo::run(db, options, json).await,
        Command::Init(options) => init::run(db, options).await,
        Command::Rpc(options) => rpc::run(db, options).await,
        Command::Calls => calls::run(json),
        Command::Check => check::run(db, json).await,
        Command::Mail(options) => mail::run(db, options, json).await,
        Command::Move(options) => moving::run(options).await,
        Command::Passwd(options) => passwd::run(db, options).await,
        Command::Serve(options) => serve::run(db, options).await,
    }
}

/// A server tells what it does; a command that ends at once speaks only when something is wrong.
fn log(command: &Command) {
    let usual = if matches!(command, Command::Serve(_)) {
        "info"
    } else {
        "warn"
    };
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| usual.into());
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .init();
}
