//! `guichet mail import`: mails of files go the way of those that arrive, and nothing is answered.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use guichet_mail::filed;
use guichet_office::mail::{Arrival, Origin};

use super::tell;
use crate::place;

/// Which mails, and for whom.
#[derive(Args)]
pub struct Options {
    /// Files of one mail, mboxes, maildirs, or folders of them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The mailbox whose defaults their tickets get, by its address or name
    #[arg(long)]
    mailbox: Option<String>,
}

/// Keeps them all, and says what became of each.
pub async fn run(db: Option<&str>, options: &Options, json: bool) -> Result<ExitCode> {
    let office = place::existing(db).await?;
    let mailbox = match &options.mailbox {
        None => None,
        Some(name) => match office.mailbox_named(name).await? {
            Some(mailbox) => Some(Box::new(mailbox)),
            None => bail!("there is no mailbox {name}"),
        },
    };
    let mut ended: BTreeMap<String, usize> = BTreeMap::new();
    for path in &options.paths {
        let mails = filed(path).with_context(|| format!("{} cannot be read", path.display()))?;
        for mail in mails {
            let mail = mail.with_context(|| format!("{} cannot be read", path.display()))?;
            let arrival = Arrival {
                origin: Origin::File {
                    name: mail.name,
                    mailbox: mailbox.clone(),
                },
                arrived: None,
                raw: mail.raw,
            };
            let receipt = office.receive(arrival).await?;
            *ended.entry(receipt.mail.outcome.to_string()).or_default() += 1;
            tell(&receipt, json);
        }
    }
    office.close().await;
    if !json {
        for (outcome, count) in &ended {
            println!("{count:>7} {outcome}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
