//! `guichet mail mailbox`: a mailbox is made or changed where its password is kept.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use guichet_courier::SealingKey;
use guichet_domain::Mailbox;
use guichet_domain::mail::{MailStart, Security, Treatment};

use super::key_file;
use crate::{passwd, place};

/// What it is; what is not said stays as it was.
#[derive(Args)]
pub struct Options {
    /// Its address
    address: String,
    /// What the office calls it; its address by default
    #[arg(long)]
    name: Option<String>,
    /// Its IMAP server
    #[arg(long)]
    host: Option<String>,
    /// The port there; 993 or 143 by default
    #[arg(long)]
    port: Option<u16>,
    /// tls, start_tls, or plain for a server on this machine
    #[arg(long)]
    security: Option<Security>,
    /// The log-in there; its address by default
    #[arg(long)]
    login: Option<String>,
    /// The folder that is read; INBOX by default
    #[arg(long)]
    folder: Option<String>,
    /// What becomes of what it already holds: ask, now (left where it is) or archive (tickets, nothing is sent)
    #[arg(long)]
    start: Option<MailStart>,
    /// What becomes of a message that reached a ticket: nothing, mark, move or delete
    #[arg(long)]
    kept: Option<Treatment>,
    /// The folder of those that are moved
    #[arg(long)]
    kept_folder: Option<String>,
    /// The same for one that was left out, doubled or put in quarantine
    #[arg(long)]
    left_out: Option<Treatment>,
    /// The folder of those that are moved
    #[arg(long)]
    left_out_folder: Option<String>,
    /// Whether it is read
    #[arg(long)]
    active: Option<bool>,
    /// The SMTP server its mails leave by; from then on changes are told by mail
    #[arg(long)]
    smtp_host: Option<String>,
    /// The port there; 587 by default
    #[arg(long)]
    smtp_port: Option<u16>,
    /// tls, start_tls, or plain for a server on this machine
    #[arg(long)]
    smtp_security: Option<Security>,
    /// Leave the password as it is
    #[arg(long)]
    keep_password: bool,
}

/// Makes or changes it; its password is asked, or read on the input.
pub async fn run(db: Option<&str>, options: &Options) -> Result<ExitCode> {
    let office = place::existing(db).await?;
    let known = office.mailbox_named(&options.address).await?;
    let is_new = known.is_none();
    let mailbox = options.changed(known)?;
    let sealed = match options.keep_password {
        true => None,
        false => Some(SealingKey::in_file(&key_file()?)?.seal(&passwd::new_password()?)?),
    };
    let mailbox = office.set_mailbox(mailbox, sealed.as_deref()).await?;
    office.close().await;
    let done = if is_new { "made" } else { "changed" };
    println!("the mailbox {} is {done}", mailbox.address);
    Ok(ExitCode::SUCCESS)
}

impl Options {
    fn changed(&self, known: Option<Mailbox>) -> Result<Mailbox> {
        let before = match (known, &self.host) {
            (Some(mailbox), _) => mailbox,
            (None, Some(host)) => {
                let security = self.security.unwrap_or(Security::Tls);
                Mailbox::new(&self.address, host, security)
            }
            (None, None) => bail!(
                "{} is a new mailbox: name its server with --host",
                self.address
            ),
        };
        let said = |typed: &Option<String>, stands: String| typed.clone().unwrap_or(stands);
        Ok(Mailbox {
            name: said(&self.name, before.name),
            host: said(&self.host, before.host),
            port: self.port.map_or(before.port, i32::from),
            security: self.security.unwrap_or(before.security),
            login: said(&self.login, before.login),
            folder: said(&self.folder, before.folder),
            start: self.start.unwrap_or(before.start),
            kept: self.kept.unwrap_or(before.kept),
            kept_folder: said(&self.kept_folder, before.kept_folder),
            left_out: self.left_out.unwrap_or(before.left_out),
            left_out_folder: said(&self.left_out_folder, before.left_out_folder),
            active: self.active.unwrap_or(before.active),
            smtp_host: said(&self.smtp_host, before.smtp_host),
            smtp_port: self.smtp_port.map_or(before.smtp_port, i32::from),
            smtp_security: self.smtp_security.unwrap_or(before.smtp_security),
            ..before
        })
    }
}
