//! `guichet demo`: a demonstration office, the same for the same seed.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use guichet_api::Call;
use guichet_api::session::{DemoLogin, OfficeState, OfficeStatus};
use serde_json::json;

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

/// Fills an empty database and prints the log-ins, as the door of that office shows them.
pub async fn run(db: Option<&str>, options: &Options, json: bool) -> Result<ExitCode> {
    let office = place::existing_or_new(db).await?;
    let written = office.demo(options.tickets, options.seed).await?;
    let status = office.rpc(None, OfficeStatus::NAME, "{}").await.body?;
    office.close().await;
    let people = serde_json::from_str::<OfficeState>(&status)?.demo;
    if json {
        println!("{}", json!({ "written": written, "people": people }));
    } else {
        println!(
            "{} tickets and {} steps in {:.1} s, {:.0} rows a second",
            written.tickets, written.steps, written.seconds, written.rows_per_second
        );
        print(&people);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(people: &[DemoLogin]) {
    println!("{:<16} {:<24} {:<14} password", "login", "name", "role");
    for person in people {
        let DemoLogin {
            login,
            name,
            role,
            password,
        } = person;
        println!("{login:<16} {name:<24} {:<14} {password}", role.code());
    }
}
