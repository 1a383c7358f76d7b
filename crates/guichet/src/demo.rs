//! `guichet demo`: a demonstration office, the same for the same seed.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::place;

/// How large, and which one.
#[derive(Args)]
pub struct Options {
    /// How many tickets
    #[arg(long, default_value_t = 1_200)]
    tickets: u32,
    /// The same seed makes the same office
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Fills an empty database and prints the log-ins.
pub async fn run(db: Option<&str>, options: &Options, json: bool) -> Result<ExitCode> {
    let office = place::existing_or_new(db).await?;
    let people = office.demo(options.tickets, options.seed).await?;
    office.close().await;
    if json {
        println!("{}", serde_json::to_string(&people)?);
        return Ok(ExitCode::SUCCESS);
    }
    println!("{:<16} {:<24} {:<14} password", "login", "name", "role");
    for person in people {
        println!(
            "{:<16} {:<24} {:<14} {}",
            person.login,
            person.name,
            person.role.code(),
            person.password
        );
    }
    Ok(ExitCode::SUCCESS)
}
