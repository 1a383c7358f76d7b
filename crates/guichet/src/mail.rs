//! `guichet mail`: what the program makes of mails.

mod import;
mod parse;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

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
}

/// Does it; a failure when a mail could not be read or kept.
pub async fn run(db: Option<&str>, options: &Options, json: bool) -> Result<ExitCode> {
    match &options.work {
        Work::Parse(options) => parse::run(options, json),
        Work::Import(options) => import::run(db, options, json).await,
    }
}
