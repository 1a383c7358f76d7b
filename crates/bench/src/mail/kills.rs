//! Messages arrive while the program that collects them is killed again and again: none is lost, none is kept twice.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use guichet_api::mail::{ListMails, MailPage};
use guichet_domain::TicketId;
use guichet_domain::mail::Outcome;
use guichet_testkit::dovecot::SUPPORT;
use serde_json::json;

use super::{Desk, SENDERS};

/// A message of the usual length.
const BYTES: usize = 2 << 10;

pub async fn run(kills: u32, messages: usize, json: bool) -> Result<()> {
    ensure!(messages / SENDERS < 50, "more messages need more senders");
    let desk = Desk::set_up().await?;
    let (mut delivered, mut killed) = (0, 0);
    let mut chance: u64 = 0x9e37_79b9_7f4a_7c15;
    for round in 1..=kills {
        let upto = messages * round as usize / kills as usize;
        while delivered < upto {
            desk.gets(delivered, BYTES);
            delivered += 1;
        }
        let mut program = collect(&desk)?
            .spawn()
            .context("the program does not start")?;
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        tokio::time::sleep(Duration::from_millis(30 + (chance >> 33) % 270)).await;
        // A kill that comes after the end is none.
        killed += u32::from(program.try_wait()?.is_none());
        program.kill()?;
        program.wait()?;
    }
    let status = collect(&desk)?.status()?;
    ensure!(status.success(), "the last round was not ended");
    let (rows, tickets, other) = ledger(&desk).await?;
    let left = desk.dovecot.messages(SUPPORT, "INBOX").len();
    let moved = desk.dovecot.messages(SUPPORT, "Traités").len();
    let findings = desk.office.check().await?;
    let lost = messages.saturating_sub(rows);
    let twice = tickets.saturating_sub(messages);
    match json {
        true => println!(
            "{}",
            json!({"messages": messages, "kills": killed, "rows": rows, "tickets": tickets, "other": other,
            "lost": lost, "twice": twice, "left": left, "moved": moved, "findings": findings.len()})
        ),
        false => println!(
            "{messages} messages, {killed} kills: {rows} in the ledger, {tickets} tickets, {other} with another outcome, \
             {lost} lost, {twice} twice; {moved} moved, {left} left in the inbox; {} findings of `check`",
            findings.len()
        ),
    }
    ensure!(
        rows == messages && tickets == messages && moved == messages && left == 0,
        "a message was lost or kept twice"
    );
    ensure!(findings.is_empty(), "the office is damaged: {findings:?}");
    Ok(())
}

/// The program itself, reading the mailbox once.
fn collect(desk: &Desk) -> Result<Command> {
    let program = std::env::var_os("GUICHET_PROGRAM")
        .context("GUICHET_PROGRAM names the program that is killed")?;
    let mut command = Command::new(program);
    command
        .arg("--db")
        .arg(desk.folder.path().join("office.guichet"))
        .args(["mail", "collect", "--once", "--authority"])
        .arg(desk.dovecot.authority())
        .env("GUICHET_MAIL_KEY", desk.key_file())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(command)
}

/// Rows of the ledger, tickets they opened, and rows with another outcome.
async fn ledger(desk: &Desk) -> Result<(usize, usize, usize)> {
    let mut tickets: BTreeSet<TicketId> = BTreeSet::new();
    let (mut rows, mut other, mut before) = (0, 0, None);
    loop {
        let asked = ListMails {
            outcome: None,
            mailbox_id: None,
            before,
            limit: 200,
        };
        let args = serde_json::to_string(&asked)?;
        let page = desk.office.rpc_as("ann", "list_mails", &args).await.body?;
        let page: MailPage = serde_json::from_str(&page)?;
        rows += page.rows.len();
        for row in page.rows {
            match row.mail.outcome {
                Outcome::NewTicket => tickets.extend(row.mail.ticket_id),
                _ => other += 1,
            }
        }
        match page.next {
            Some(next) => before = Some(next),
            None => return Ok((rows, tickets.len(), other)),
        }
    }
}
