//! `guichet passwd`: whoever owns the file lets somebody in again.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::place;

/// Whose password.
#[derive(Args)]
pub struct Options {
    /// The login of a member of the staff
    login: String,
}

/// Changes it; the old one is not asked.
pub async fn run(db: Option<&str>, options: &Options) -> Result<ExitCode> {
    let office = place::existing(db).await?;
    let password = new_password()?;
    office.set_password_of(&options.login, &password).await?;
    office.close().await;
    println!(
        "the password of {} is changed; their open sessions are over",
        options.login
    );
    Ok(ExitCode::SUCCESS)
}

/// A password as somebody types it, or as a script gives it on the input.
pub fn new_password() -> Result<String> {
    if io::stdin().is_terminal() {
        typed()
    } else {
        line()
    }
}

/// Twice, without showing it: nobody sees what they mistype.
fn typed() -> Result<String> {
    let first = rpassword::prompt_password("New password: ")?;
    if first != rpassword::prompt_password("The same again: ")? {
        bail!("the two are not the same; nothing is changed");
    }
    Ok(first)
}

/// The next line of the input.
pub fn line() -> Result<String> {
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .context("the input could not be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
