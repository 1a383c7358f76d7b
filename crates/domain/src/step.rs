//! A step: what somebody said, did or found on a ticket (R5, R10).

use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::*;

/// Minutes in a day, the most one step may hold.
pub const MOST_MINUTES: i32 = 24 * 60;

/// A step of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The ticket it stands on.
    pub ticket_id: TicketId,
    /// The number of the ticket it was written on, kept by a merge.
    pub origin_number: i64,
    /// What it is.
    pub kind: StepKind,
    /// What it says.
    pub body: String,
    /// The text before its author edited it.
    pub body_before: Option<String>,
    /// When it happened.
    pub done_at: Moment,
    /// When it was written.
    pub created_at: Moment,
    /// When its author edited it.
    pub edited_at: Option<Moment>,
    /// Who did it, not necessarily who wrote it nor the assignee.
    pub executor_id: Option<StaffId>,
    /// Who of the staff wrote it.
    pub by_staff_id: Option<StaffId>,
    /// The contact whose words it holds.
    pub by_contact_id: Option<ContactId>,
    /// Time spent, in minutes.
    pub minutes: i32,
    /// Whether the client sees it.
    pub public: bool,
    /// Whether it came after the closing (R6).
    pub after_closing: bool,
    /// The intervention it was made under.
    pub intervention_id: Option<InterventionId>,
}

/// A step as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// What it is.
    pub kind: StepKind,
    /// What it says; required unless it only carries minutes or files.
    pub body: String,
    /// Whether the client sees it.
    pub public: bool,
    /// Time spent, in minutes, at most a day.
    #[serde(default)]
    pub minutes: i32,
    /// When it happened; now by default, never later.
    #[serde(default)]
    pub done_at: Option<Moment>,
    /// Who did it; whoever writes it by default.
    #[serde(default)]
    pub executor_id: Option<StaffId>,
    /// The contact who said it, by phone or at the counter.
    #[serde(default)]
    pub by_contact_id: Option<ContactId>,
}

impl NewStep {
    /// Checks what was typed; `files` counts the attachments.
    pub fn check(&self, files: usize, now: Moment) -> Result<String, Refusal> {
        if let Some(at) = self.done_at {
            moment::typed("done_at", at)?;
        }
        let body = text::body("body", &self.body)?;
        if body.trim().is_empty() && self.minutes == 0 && files == 0 {
            return Err(Refusal::invalid("body", Problem::Empty));
        }
        if !(0..=MOST_MINUTES).contains(&self.minutes) {
            return Err(Refusal::invalid("minutes", Problem::OutOfRange));
        }
        if self.done_at.is_some_and(|at| at > now) {
            return Err(Refusal::invalid("done_at", Problem::InFuture));
        }
        Ok(body)
    }

    /// An internal message: no minute, and in nobody else's name, or it would begin or resume the work.
    pub const fn is_message(&self) -> bool {
        !self.public
            && self.minutes == 0
            && self.executor_id.is_none()
            && self.by_contact_id.is_none()
    }
}

impl Step {
    /// An internal message, which holds no minute and no client's words.
    pub const fn is_message(&self) -> bool {
        !self.public && self.minutes == 0 && self.by_contact_id.is_none()
    }

    /// Rewrites one's own step while the ticket is open; the first text is kept, and a text may not be emptied.
    pub fn edit(
        &mut self,
        ticket: &Ticket,
        by: StaffId,
        body: &str,
        minutes: i32,
        at: Moment,
    ) -> Result<(), Refusal> {
        ticket.must_be_open()?;
        if self.by_staff_id != Some(by) {
            return Err(Refusal::Locked);
        }
        if !(0..=MOST_MINUTES).contains(&minutes) {
            return Err(Refusal::invalid("minutes", Problem::OutOfRange));
        }
        let body = text::body("body", body)?;
        if body.trim().is_empty() && minutes == 0 && !self.body.is_empty() {
            return Err(Refusal::invalid("body", Problem::Empty));
        }
        if body != self.body {
            self.body_before.get_or_insert_with(|| self.body.clone());
            self.body = body;
        }
        self.minutes = minutes;
        self.edited_at = Some(at);
        Ok(())
    }
}
