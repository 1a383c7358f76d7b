//! `guichet mail`: what the program makes of mails.

pub mod collect;
mod import;
mod mailbox;
mod parse;
pub mod send;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};
use guichet_office::mail::Receipt;
use guichet_workstation::folders;

/// What to do with mails.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    work: Work,
}

#[derive(Subcommand)]
enum Work {
    /// Say what mails say, without touching any database
    Parse(parse::Options),
    /// Keep mails of files as if they had arrived: .eml files, mboxes, maildirs
    Import(import::Options),
    /// Make or change a mailbox of the office
    Mailbox(Box<mailbox::Options>),
    /// Read the mailboxes of the office
    Collect(collect::Options),
    /// Send the mails that are due
    Send(send::Options),
}

/// Does it; a failure when a mail could not be read or kept.
pub async fn run(db: Option<&str>, options: &Options, json: bool) -> Result<ExitCode> {
    match &options.work {
        Work::Parse(options) => parse::run(options, json),
        Work::Import(options) => import::run(db, options, json).await,
        Work::Mailbox(options) => mailbox::run(db, options).await,
        Work::Collect(options) => collect::run(db, options, json).await,
        Work::Send(options) => send::run(db, options).await,
    }
}

/// Where the key of the mailboxes' passwords is: a file of this user's alone, or the one that is named.
fn key_file() -> Result<PathBuf> {
    match std::env::var_os("GUICHET_MAIL_KEY") {
        Some(file) => Ok(PathBuf::from(file)),
        None => Ok(folders::folders()?.data_dir().join("mail.key")),
    }
}

/// A line a mail: its row of the ledger.
fn tell(receipt: &Receipt, json: bool) {
    if json {
        let line = serde_json::to_string(receipt).unwrap_or_default();
        println!("{line}");
        return;
    }
    let Receipt { mail, number } = receipt;
    let number = number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    let (outcome, reason) = (mail.outcome, mail.reason);
    println!(
        "{}: {outcome} ({reason}) {number} {}",
        mail.folder, mail.detail
    );
}
