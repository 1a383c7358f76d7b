//! `guichet mail collect`: the mailboxes of the office are read, once or until the program is asked to end.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use guichet_courier::{Collector, Tally};
use guichet_office::Office;

use super::{key_file, tell};
use crate::place;

/// Which, and how long.
#[derive(Args)]
pub struct Options {
    /// Each mailbox to its end, and no more
    #[arg(long)]
    once: bool,
    /// This mailbox alone, by its address or name
    #[arg(long)]
    mailbox: Option<String>,
    /// The certificate of an authority to believe besides those of this machine
    #[arg(long, env = "GUICHET_MAIL_AUTHORITY")]
    authority: Option<PathBuf>,
}

/// Reads them; a failure when one could not be read.
pub async fn run(db: Option<&str>, options: &Options, json: bool) -> Result<ExitCode> {
    let office = place::existing(db).await?;
    let collector = collector(office.clone(), options.authority.clone())?;
    if !options.once {
        collector.forever().await?;
    }
    let mut code = ExitCode::SUCCESS;
    let mailboxes = office.mailboxes().await?;
    let is_asked = |name: &str| options.mailbox.as_deref().is_none_or(|asked| asked == name);
    let mut met = false;
    for (mailbox, sealed) in &mailboxes {
        if !is_asked(&mailbox.name) && !is_asked(&mailbox.address) {
            continue;
        }
        met = true;
        let told = |receipt: &_| {
            if json {
                tell(receipt, json);
            }
        };
        match collector.once(mailbox, sealed.as_deref(), told).await {
            Ok(tally) if json => drop(tally),
            Ok(tally) => println!("{}: {}", mailbox.address, summary(&tally)),
            Err(hitch) => {
                code = ExitCode::FAILURE;
                eprintln!("{}: {hitch}", mailbox.address);
            }
        }
    }
    office.close().await;
    if !met {
        bail!("there is no such mailbox: make one with `guichet mail mailbox`");
    }
    Ok(code)
}

/// What reads the mailboxes of this office.
pub fn collector(office: Office, authority: Option<PathBuf>) -> Result<Collector> {
    Ok(Collector {
        office,
        key_file: key_file()?,
        authority,
    })
}

fn summary(tally: &Tally) -> String {
    if tally.waiting > 0 {
        return format!(
            "{} messages wait: say with `guichet mail mailbox --start archive` or `--start now` what becomes of them",
            tally.waiting
        );
    }
    let ended = tally
        .ended
        .iter()
        .map(|(outcome, count)| format!("{count} {outcome}"));
    match ended.collect::<Vec<_>>() {
        none if none.is_empty() => "nothing new".to_owned(),
        some => some.join(", "),
    }
}
