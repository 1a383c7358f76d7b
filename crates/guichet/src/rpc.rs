//! `guichet rpc`: one call, as one member of the staff, for whoever may read the database.

use std::io;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use crate::place;

/// The call.
#[derive(Args)]
pub struct Options {
    /// Its name, as `guichet calls` lists it
    call: String,
    /// Its request in JSON; `-` reads it from the input
    #[arg(default_value = "{}")]
    request: String,
    /// The login of who makes it
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
}

/// Prints the reply, or the error object and fails.
pub async fn run(db: Option<&str>, options: &Options) -> Result<ExitCode> {
    let request = match options.request.as_str() {
        "-" => io::read_to_string(io::stdin())
            .context("the request could not be read from the input")?,
        typed => typed.to_owned(),
    };
    let office = place::existing(db).await?;
    let outcome = office.rpc_as(&options.login, &options.call, &request).await;
    office.close().await;
    match outcome.body {
        Ok(reply) => {
            println!("{reply}");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            println!("{}", serde_json::to_string(&error)?);
            Ok(ExitCode::FAILURE)
        }
    }
}
