//! A mailbox the office reads.

use serde::{Deserialize, Serialize};

use crate::mail::{Outcome, address};
use crate::refusal::{Problem, Refusal};
use crate::word::word;
use crate::{CategoryId, Criticality, Language, MailboxId, text};

word! {
    /// How a mail server is talked to.
    Security {
        /// Encrypted from the first byte.
        Tls = "tls",
        /// Encrypted before the log-in.
        StartTls = "start_tls",
        /// In clear: this machine alone.
        Plain = "plain",
    }
}

word! {
    /// What becomes of the messages a mailbox already holds when it is first read.
    MailStart {
        /// They are counted, and wait for a person to choose.
        Ask = "ask",
        /// They are left where they are: reading begins with the next one.
        Now = "now",
        /// They become tickets, and nothing is sent.
        Archive = "archive",
    }
}

word! {
    /// What becomes of a message in its mailbox, once it is kept here.
    Treatment {
        /// Nothing.
        Nothing = "nothing",
        /// It is marked as read.
        Mark = "mark",
        /// It goes to a folder.
        Move = "move",
        /// It goes away.
        Delete = "delete",
    }
}

/// A mailbox the office reads, with what its messages are by default (R3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    /// Its id.
    pub id: MailboxId,
    /// Grows by one at each change.
    pub version: i64,
    /// What the office calls it.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its IMAP server.
    pub host: String,
    /// Its port.
    pub port: i32,
    /// How the server is talked to.
    pub security: Security,
    /// Its log-in there.
    pub login: String,
    /// The folder that is read.
    pub folder: String,
    /// What becomes of what it holds already.
    pub start: MailStart,
    /// What becomes of a message that reached a ticket.
    pub kept: Treatment,
    /// The folder of those that are moved.
    pub kept_folder: String,
    /// What becomes of one that was left out, doubled or put in quarantine.
    pub left_out: Treatment,
    /// The folder of those that are moved.
    pub left_out_folder: String,
    /// The category of its tickets.
    pub category_id: Option<CategoryId>,
    /// Their criticality.
    pub criticality: Criticality,
    /// The language of what is answered.
    pub language: Language,
    /// Whether it is read.
    pub active: bool,
    /// The SMTP server by which its mails leave; empty when it sends none.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: i32,
    /// How that server is talked to.
    pub smtp_security: Security,
}

impl Mailbox {
    /// A new mailbox: its inbox is read, what it holds already waits for a choice, and what is kept is marked as read.
    pub fn new(address: &str, host: &str, security: Security) -> Self {
        Self {
            id: MailboxId(uuid::Uuid::nil()),
            version: 0,
            name: address.to_owned(),
            address: address.to_owned(),
            host: host.to_owned(),
            port: match security {
                Security::Tls => 993,
                Security::StartTls | Security::Plain => 143,
            },
            security,
            login: address.to_owned(),
            folder: "INBOX".to_owned(),
            start: MailStart::Ask,
            kept: Treatment::Mark,
            kept_folder: String::new(),
            left_out: Treatment::Nothing,
            left_out_folder: String::new(),
            category_id: None,
            criticality: Criticality::Medium,
            language: Language::French,
            active: true,
            smtp_host: String::new(),
            smtp_port: 587,
            smtp_security: Security::StartTls,
        }
    }

    /// The mailbox cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::line("name", &self.name)?;
        self.address = address(&text::line("address", &self.address)?);
        self.host = text::line("host", &self.host)?;
        self.login = text::line("login", &self.login)?;
        self.folder = text::line("folder", &self.folder)?;
        if !self.address.contains('@') {
            return Err(Refusal::invalid("address", Problem::OutOfRange));
        }
        if !(1..=65_535).contains(&self.port) {
            return Err(Refusal::invalid("port", Problem::OutOfRange));
        }
        self.smtp_host = text::optional_line("smtp_host", &self.smtp_host)?;
        if !(1..=65_535).contains(&self.smtp_port) {
            return Err(Refusal::invalid("smtp_port", Problem::OutOfRange));
        }
        self.kept_folder = folder_of(self.kept, "kept_folder", &self.kept_folder)?;
        self.left_out_folder = folder_of(self.left_out, "left_out_folder", &self.left_out_folder)?;
        let read = |folder: &str| folder == self.folder;
        if read(&self.kept_folder) {
            return Err(Refusal::invalid("kept_folder", Problem::Taken));
        }
        if read(&self.left_out_folder) {
            return Err(Refusal::invalid("left_out_folder", Problem::Taken));
        }
        Ok(self)
    }

    /// What becomes of a message in its mailbox when this became of it here, and the folder it may move to.
    pub fn treatment_of(&self, outcome: Outcome) -> (Treatment, &str) {
        match outcome {
            Outcome::NewTicket | Outcome::FollowUp | Outcome::AutoReply | Outcome::Bounce => {
                (self.kept, &self.kept_folder)
            }
            Outcome::Excluded | Outcome::Duplicate | Outcome::Quarantined => {
                (self.left_out, &self.left_out_folder)
            }
        }
    }
}

/// Where messages are moved; whoever moves none names no folder.
fn folder_of(treatment: Treatment, field: &'static str, typed: &str) -> Result<String, Refusal> {
    match treatment {
        Treatment::Move => text::line(field, typed),
        Treatment::Nothing | Treatment::Mark | Treatment::Delete => {
            text::optional_line(field, typed)
        }
    }
}
