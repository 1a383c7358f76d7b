//! Mails the office sends: what happened, to whom it is told, and how far the mail is (R7, R23).

use serde::{Deserialize, Serialize};

use crate::word::word;
use crate::*;

word! {
    /// What happened, as a mail tells it.
    Template {
        /// A mail of theirs became a ticket.
        Opened = "opened",
        /// Somebody wrote to the client.
        Answered = "answered",
        /// The client wrote to whoever treats their ticket.
        ClientAnswered = "client_answered",
        /// A ticket is given to somebody.
        Assigned = "assigned",
        /// Somebody is named in an internal step.
        Mentioned = "mentioned",
        /// Done.
        Resolved = "resolved",
        /// Not done.
        Rejected = "rejected",
        /// Open again.
        Reopened = "reopened",
    }
}

word! {
    /// How far a mail of the outbox is.
    Posted {
        /// It is to be sent.
        Waiting = "waiting",
        /// A server took it.
        Sent = "sent",
        /// It will not be sent; the trouble says why.
        Failed = "failed",
        /// What it told was undone in time.
        Withdrawn = "withdrawn",
    }
}

/// How long a mail born of a change waits, to be withdrawn by its undo (R7).
pub const HELD: chrono::TimeDelta = chrono::TimeDelta::seconds(10);

/// A mail of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutboxMail {
    /// Its id.
    pub id: OutboxId,
    /// When what it tells happened.
    pub at: Moment,
    /// It is not sent before.
    pub due_at: Moment,
    /// What it tells.
    pub template: Template,
    /// The call that made it.
    pub request_id: RequestId,
    /// The ticket it is about.
    pub ticket_id: TicketId,
    /// The step it tells.
    pub step_id: Option<StepId>,
    /// The contact it goes to.
    pub contact_id: Option<ContactId>,
    /// The member of the staff it goes to.
    pub staff_id: Option<StaffId>,
    /// How far it is.
    pub state: Posted,
    /// How often it was tried.
    pub tries: i32,
    /// When it was sent, given up or withdrawn.
    pub settled_at: Option<Moment>,
    /// What the server said last.
    pub trouble: Option<String>,
    /// The mailbox it left by.
    pub mailbox_id: Option<MailboxId>,
    /// The address it went to.
    pub address: Option<String>,
    /// Its Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// What it says.
    pub body: Option<String>,
}

/// Tries before a mail is given up: some three days.
pub const MOST_TRIES: i32 = 12;

/// How long the next try waits: one minute, then twice as long each time, at most twelve hours.
pub fn backoff(tries: i32) -> chrono::TimeDelta {
    let doublings = u32::try_from(tries.saturating_sub(1)).unwrap_or(0).min(10);
    chrono::TimeDelta::minutes(1 << doublings).min(chrono::TimeDelta::hours(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r23_tries_come_ever_later_and_end_within_some_days() {
        let waits: Vec<i64> = (1..MOST_TRIES)
            .map(|tries| backoff(tries).num_minutes())
            .collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
        assert_eq!(waits[0], 1);
        let days = waits.iter().sum::<i64>() / (24 * 60);
        assert!((1..=4).contains(&days), "{days}");
    }
}
