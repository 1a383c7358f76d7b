//! `cargo xtask bench mail`: from a real Dovecot to tickets, beside the floor (fetching alone) of the same run; and what is left
//! of thousands of messages when the program that collects them is killed again and again.

mod kills;
mod speed;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use guichet_api::session::SetUp;
use guichet_courier::{Collector, SealingKey};
use guichet_domain::mail::{MailStart, Security, Treatment};
use guichet_domain::{Language, Mailbox};
use guichet_office::{Clock, Office, Place};
use guichet_testkit::dovecot::{Dovecot, PASSWORD, SUPPORT};
use tempfile::TempDir;

/// What is measured of mail.
#[derive(Debug, Args)]
pub struct Options {
    /// From mailboxes to tickets, instead of the calls.
    #[arg(long)]
    pub mail: bool,
    /// How often the program is killed while the messages of the last part arrive; not at all by default.
    #[arg(long, default_value_t = 0)]
    kills: u32,
    /// Messages of that part.
    #[arg(long, default_value_t = 10_000)]
    messages: usize,
}

/// Senders: each writes less than an office lets anybody write within an hour.
const SENDERS: usize = 500;

/// Measures it; fails when a message is lost or kept twice.
pub async fn run(options: &Options, json: bool) -> Result<()> {
    if options.kills > 0 {
        return kills::run(options.kills, options.messages, json).await;
    }
    speed::run(json).await
}

/// An office in a file, with a mailbox of a real Dovecot.
struct Desk {
    dovecot: Dovecot,
    office: Office,
    mailbox: Mailbox,
    sealed: String,
    folder: TempDir,
}

impl Desk {
    async fn set_up() -> Result<Self> {
        let dovecot = Dovecot::start().await;
        let folder = tempfile::tempdir()?;
        let place = Place::File(folder.path().join("office.guichet"));
        let office = Office::open(&place, Clock::system()).await?;
        let set_up = SetUp {
            office: "Atelier Kerlann".into(),
            language: Language::French,
            first_name: "Ann".into(),
            last_name: "Le Goff".into(),
            login: "ann".into(),
            password: "correct horse".into(),
            demo_tickets: 0,
        };
        let args = serde_json::to_string(&set_up)?;
        office.rpc(None, "set_up", &args).await.body?;
        let sealed = SealingKey::in_file(&folder.path().join("mail.key"))?.seal(PASSWORD)?;
        let mailbox = Mailbox {
            port: dovecot.tls_port().into(),
            start: MailStart::Now,
            kept: Treatment::Move,
            kept_folder: "Traités".into(),
            ..Mailbox::new(SUPPORT, "localhost", Security::Tls)
        };
        let mailbox = office.set_mailbox(mailbox, Some(&sealed)).await?;
        let desk = Self {
            dovecot,
            office,
            mailbox,
            sealed,
            folder,
        };
        desk.collects().await?;
        Ok(desk)
    }

    fn key_file(&self) -> PathBuf {
        self.folder.path().join("mail.key")
    }

    fn collector(&self) -> Collector {
        Collector {
            office: self.office.clone(),
            key_file: self.key_file(),
            authority: Some(self.dovecot.authority()),
        }
    }

    /// Reads the mailbox to its end; answers how many messages that were.
    async fn collects(&self) -> Result<usize> {
        let read = self.collector();
        let read = read.once(&self.mailbox, Some(&self.sealed), |_| {}).await;
        Ok(read.context("the mailbox is read")?.ended.values().sum())
    }

    fn gets(&self, rank: usize, bytes: usize) {
        self.dovecot
            .deliver(SUPPORT, "INBOX", &message(rank, bytes));
    }
}

/// A message of so many bytes, in the words of such messages; beyond what somebody writes, a file.
fn message(rank: usize, bytes: usize) -> Vec<u8> {
    const WORDS: [&str; 12] = [
        "imprimante",
        "réseau",
        "chaudière",
        "accueil",
        "depuis",
        "ce",
        "matin",
        "plus",
        "rien",
        "merci",
        "serveur",
        "agence",
    ];
    let sender = rank % SENDERS;
    let mut seed = rank.wrapping_mul(2_654_435_761) | 1;
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        WORDS[(seed >> 33) % WORDS.len()]
    };
    let mut text = String::new();
    while text.len() < bytes.min(5 << 10) {
        text += word();
        text += if text.len().is_multiple_of(7) {
            ".\r\n"
        } else {
            " "
        };
    }
    let file = bytes.saturating_sub(text.len());
    let head = format!(
        "From: Client {sender} <client{sender}@lebihan.example>\r\nTo: {SUPPORT}\r\nSubject: Panne {rank}\r\n\
         Message-ID: <{rank}@lebihan.example>\r\nDate: Wed, 25 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    );
    if file == 0 {
        return format!("{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n")
            .into_bytes();
    }
    let line = "QmFzZTY0IGlzIG5vdCBjb21wcmVzc2VkLCBhbmQgdGhpcyBsaW5lIGlzIG9mdGVuIHJlcGVhdGVk\r\n";
    let file = line.repeat(file / line.len());
    format!(
        "{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\
         --b\r\nContent-Type: application/octet-stream; name=\"journal-{rank}.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {file}--b--\r\n"
    )
    .into_bytes()
}
