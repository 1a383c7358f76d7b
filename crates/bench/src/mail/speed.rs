//! How many messages a second become tickets, beside fetching alone; and the memory a large one takes.

use std::time::Instant;

use anyhow::{Context, Result};
use guichet_courier::{Secret, Security, Server, Session};
use guichet_testkit::dovecot::{PASSWORD, SUPPORT};
use serde_json::json;

use super::Desk;

/// What is measured: its name, the messages, the bytes of each, and how many a second there must be.
const PARTS: [(&str, usize, usize, f64); 2] = [
    ("texts of 5 kB", 10_000, 5 << 10, 500.0),
    ("50 kB on average", 2_000, 50 << 10, 100.0),
];
/// The large one, and what it may take above what the program has anyway.
const LARGE: usize = 20 << 20;
const MOST_KILOBYTES: i64 = 60 * 1024;

pub async fn run(json: bool) -> Result<()> {
    if !json {
        println!(
            "\n{:<28} {:>12} {:>12} {:>9}",
            "from Dovecot to tickets", "messages/s", "fetched/s", "at least"
        );
    }
    for (name, messages, bytes, least) in PARTS {
        let desk = Desk::set_up().await?;
        for rank in 0..messages {
            desk.gets(rank, bytes);
        }
        let floor = rate(messages, fetch(&desk).await?);
        let began = Instant::now();
        let kept = desk.collects().await?;
        anyhow::ensure!(kept == messages, "{kept} of {messages} messages were kept");
        let reached = rate(messages, began.elapsed().as_secs_f64());
        let over = if reached < least { " !" } else { "" };
        if json {
            println!(
                "{}",
                json!({"name": name, "messages_per_s": reached, "floor_per_s": floor, "least": least})
            );
        } else {
            println!("{name:<28} {reached:>12.0} {floor:>12.0} {least:>9.0}{over}");
        }
    }
    memory(json).await
}

async fn memory(json: bool) -> Result<()> {
    let desk = Desk::set_up().await?;
    desk.gets(1, 5 << 10);
    desk.collects().await?;
    let idle = status("VmRSS")?;
    desk.gets(2, LARGE);
    std::fs::write("/proc/self/clear_refs", "5")
        .context("the peak cannot be measured from here")?;
    desk.collects().await?;
    let above = status("VmHWM")? - idle;
    if json {
        println!(
            "{}",
            json!({"name": "memory of a message of 20 MB", "kilobytes": above, "most": MOST_KILOBYTES})
        );
        return Ok(());
    }
    let over = if above > MOST_KILOBYTES { " !" } else { "" };
    println!("a message of 20 MB takes {above} kB above idle, of {MOST_KILOBYTES}{over}");
    Ok(())
}

fn rate(messages: usize, seconds: f64) -> f64 {
    messages as f64 / seconds
}

/// Fetches every message and keeps nothing; the seconds it took.
async fn fetch(desk: &Desk) -> Result<f64> {
    let server = Server {
        host: "localhost".into(),
        port: desk.dovecot.tls_port(),
        security: Security::Tls,
        authority: Some(desk.dovecot.authority()),
        login: SUPPORT.into(),
        secret: Secret::Password(PASSWORD.into()),
    };
    let began = Instant::now();
    let mut session = Session::open(&server).await?;
    session.select("INBOX").await?;
    let uids: Vec<u32> = session
        .after(0)
        .await?
        .iter()
        .map(|mail| mail.uid)
        .collect();
    let mut mails = session.fetch(&uids);
    while mails.next().await?.is_some() {}
    Ok(began.elapsed().as_secs_f64())
}

/// A figure of this process, in kilobytes.
fn status(name: &str) -> Result<i64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let figure = line.and_then(|line| line.split_whitespace().next());
    Ok(figure.context("the system says no figure")?.parse()?)
}
