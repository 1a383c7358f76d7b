//! The bin: a supervisor's, restorable for thirty days (R5). Nothing here erases.

use chrono::TimeDelta;

use crate::{Moment, Refusal, Ticket};

/// How long a ticket may be taken out of the bin.
pub const RESTORABLE: TimeDelta = TimeDelta::days(30);

impl Ticket {
    /// Puts it in the bin; one that is there already gains no day.
    pub fn bin(&mut self, at: Moment) {
        self.binned_at.get_or_insert(at);
    }

    /// Takes it out of the bin, while that may be done.
    pub fn restore(&mut self, at: Moment) -> Result<(), Refusal> {
        if self.is_gone(at) {
            return Err(Refusal::TooLate);
        }
        self.binned_at = None;
        Ok(())
    }

    /// Whether it has been in the bin for too long to be taken out.
    pub fn is_gone(&self, at: Moment) -> bool {
        self.binned_at
            .is_some_and(|binned| at - binned > RESTORABLE)
    }
}
