//! `guichet mail send`: what is due in the outbox leaves, once or until the program is asked to end.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use guichet_courier::Dispatcher;
use guichet_office::Office;

use super::key_file;
use crate::place;

/// How long.
#[derive(Args)]
pub struct Options {
    /// What is due now, and no more
    #[arg(long)]
    once: bool,
    /// The certificate of an authority to believe besides those of this machine
    #[arg(long, env = "GUICHET_MAIL_AUTHORITY")]
    authority: Option<PathBuf>,
}

/// Sends it.
pub async fn run(db: Option<&str>, options: &Options) -> Result<ExitCode> {
    let office = place::existing(db).await?;
    let dispatcher = dispatcher(office.clone(), options.authority.clone())?;
    if !options.once {
        dispatcher.forever().await;
    }
    let taken = dispatcher.once().await?;
    office.close().await;
    println!("{taken} mails sent");
    Ok(ExitCode::SUCCESS)
}

/// What sends the mails of this office.
pub fn dispatcher(office: Office, authority: Option<PathBuf>) -> Result<Dispatcher> {
    Ok(Dispatcher {
        office,
        key_file: key_file()?,
        authority,
    })
}
