//! Mail as the office keeps it (R22): mailboxes, the ledger's rows with their one outcome, what is left out.
//!
//! What a mail says is read elsewhere; here it is already read.

mod exclusion;
mod mailbox;
mod outgoing;
mod subject;

use serde::{Deserialize, Serialize};

use crate::word::word;
use crate::*;

pub use exclusion::{Exclusion, ExclusionField, Exposed};
pub use mailbox::{MailStart, Mailbox, Security, Treatment};
pub use outgoing::{HELD, MOST_TRIES, OutboxMail, Posted, Template, backoff};
pub use subject::{canonical, numbers};

word! {
    /// What became of a message; each has exactly one.
    Outcome {
        /// It opened a ticket.
        NewTicket = "new_ticket",
        /// It continues one.
        FollowUp = "follow_up",
        /// A robot's, kept without changing any status.
        AutoReply = "auto_reply",
        /// A server says that a mail of ours was not delivered.
        Bounce = "bounce",
        /// A rule leaves it out.
        Excluded = "excluded",
        /// The same message came before.
        Duplicate = "duplicate",
        /// It waits for a person.
        Quarantined = "quarantined",
    }
}

word! {
    /// Why it became that.
    MailReason {
        /// It answers nothing that is known.
        Unthreaded = "unthreaded",
        /// It may follow a ticket; the detail is its number.
        MayFollow = "may_follow",
        /// It holds a token made for its sender.
        Token = "token",
        /// It answers a message of the ticket.
        InReplyTo = "in_reply_to",
        /// It refers to a message of the ticket, under the same subject.
        References = "references",
        /// Its subject names a ticket its sender takes part in.
        Subject = "subject",
        /// A member of the staff holds a token: somebody must publish it.
        StaffToken = "staff_token",
        /// Somebody hung it there.
        ByHand = "by_hand",
        /// The token was made for somebody else.
        OtherAddress = "other_address",
        /// A robot's answer to a ticket.
        StatusUnchanged = "status_unchanged",
        /// A robot's answer to nothing that is known.
        NoTicket = "no_ticket",
        /// It will never be delivered.
        Permanent = "permanent",
        /// It was not delivered yet.
        Temporary = "temporary",
        /// A rule of the office.
        Rule = "rule",
        /// A mail of this program.
        Own = "own",
        /// The same id and the same content.
        SameMessage = "same_message",
        /// The same content, and no id.
        SameContent = "same_content",
        /// The reader fails on it; the detail says how.
        Unreadable = "unreadable",
        /// Nobody knows its sender.
        UnknownSender = "unknown_sender",
        /// Its sender may not open tickets.
        NoPower = "no_power",
        /// Its sender wrote too much within an hour.
        Flood = "flood",
        /// The office refused it; the detail says why.
        Refused = "refused",
    }
}

word! {
    /// Whether its mailbox was tidied up after it.
    Tidied {
        /// There is nothing to do.
        None = "none",
        /// It is to be done.
        Pending = "pending",
        /// It is done.
        Done = "done",
    }
}

/// A row of the ledger: a message seen, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// When it was kept.
    pub at: Moment,
    /// The mailbox it came by; none when a file was imported.
    pub mailbox_id: Option<MailboxId>,
    /// The folder, or the file it was imported from.
    pub folder: String,
    /// The folder's UIDVALIDITY.
    pub validity: Option<i64>,
    /// Its UID there.
    pub uid: Option<i64>,
    /// Its Message-ID, without angle brackets; empty when it has none.
    pub message_id: String,
    /// What its author, date, subject and content hash to.
    pub body_hash: String,
    /// The hash under which it is kept as it came.
    pub raw_hash: String,
    /// Its size, in bytes.
    pub size: i64,
    /// When it says it was sent.
    pub sent_at: Option<Moment>,
    /// Its author's name, may be empty.
    pub from_name: String,
    /// Its author's address in small letters, may be empty.
    pub from_address: String,
    /// Its subject, may be empty.
    pub subject: String,
    /// What sends such mails, as the reader names it.
    pub kind: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: MailReason,
    /// What a reason adds: a number, an address, the reader's words.
    pub detail: String,
    /// The ticket it opened or continues.
    pub ticket_id: Option<TicketId>,
    /// The step that holds it.
    pub step_id: Option<StepId>,
    /// The message it is the same as.
    pub duplicate_of: Option<MailId>,
    /// The rule that leaves it out.
    pub exclusion_id: Option<ExclusionId>,
    /// Whether its mailbox was tidied up after it.
    pub treatment: Tidied,
}

impl Mail {
    /// It waits for a person, for this reason.
    pub fn quarantine(&mut self, reason: MailReason, detail: &str) {
        self.outcome = Outcome::Quarantined;
        self.reason = reason;
        self.detail = detail.to_owned();
    }
}

/// An address as it is compared: trimmed, in small letters.
pub fn address(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// The domain of an address; empty when it has none.
pub fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Domains at which anybody has an address: nobody's company is told by them.
const PUBLIC: [&str; 24] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.fr",
    "hotmail.com",
    "hotmail.fr",
    "live.fr",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.fr",
    "icloud.com",
    "me.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "bbox.fr",
    "neuf.fr",
    "gmx.fr",
    "gmx.com",
    "proton.me",
    "protonmail.com",
];

/// Whether anybody may have an address at this domain.
pub fn is_public(domain: &str) -> bool {
    PUBLIC.contains(&domain)
}
