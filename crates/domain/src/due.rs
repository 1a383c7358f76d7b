//! When a ticket should be done (R2): a delay per criticality, in clock hours.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{Criticality, Moment, Priority, Status, Ticket};

/// Hours given to each criticality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delays {
    /// Hours for a critical one.
    pub critical: u16,
    /// Hours for a serious one.
    pub serious: u16,
    /// Hours for a medium one.
    pub medium: u16,
    /// Hours for a low one.
    pub low: u16,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            critical: 4,
            serious: 8,
            medium: 24,
            low: 72,
        }
    }
}

impl Delays {
    /// Hours for this criticality.
    pub const fn hours(&self, criticality: Criticality) -> u16 {
        match criticality {
            Criticality::Critical => self.critical,
            Criticality::Serious => self.serious,
            Criticality::Medium => self.medium,
            Criticality::Low => self.low,
        }
    }

    /// The due time of a request reported then and logged later: never before it was logged.
    pub fn due_at(
        &self,
        criticality: Criticality,
        reported_at: Moment,
        created_at: Moment,
    ) -> Moment {
        let hours = TimeDelta::hours(self.hours(criticality).into());
        (reported_at + hours).max(created_at)
    }
}

/// The priority proposed for each criticality (R3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProposedPriorities {
    /// For a critical one.
    pub critical: Priority,
    /// For a serious one.
    pub serious: Priority,
    /// For a medium one.
    pub medium: Priority,
    /// For a low one.
    pub low: Priority,
}

impl Default for ProposedPriorities {
    fn default() -> Self {
        Self {
            critical: Priority::Urgent,
            serious: Priority::High,
            medium: Priority::Medium,
            low: Priority::Low,
        }
    }
}

impl ProposedPriorities {
    /// The priority for this criticality.
    pub const fn propose(&self, criticality: Criticality) -> Priority {
        match criticality {
            Criticality::Critical => self.critical,
            Criticality::Serious => self.serious,
            Criticality::Medium => self.medium,
            Criticality::Low => self.low,
        }
    }
}

/// Late = open, not awaiting a reply, past due.
pub fn is_late(status: Status, due_at: Moment, now: Moment) -> bool {
    !status.is_closed() && status != Status::AwaitingReply && due_at < now
}

impl Ticket {
    /// Late = open, not awaiting a reply, past due (R2).
    pub fn is_late(&self, now: Moment) -> bool {
        is_late(self.status, self.due_at, now)
    }
}
