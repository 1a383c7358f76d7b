//! Closing, reopening, and taking one's own closing back within ten seconds (R6).

use chrono::TimeDelta;

use crate::{Moment, Refusal, StaffId, Stage, State, Status, Ticket, text};

/// How long one's own closing may be withdrawn.
pub const WITHDRAWAL: TimeDelta = TimeDelta::seconds(10);

impl Ticket {
    /// Done.
    pub fn resolve(&mut self, by: StaffId, at: Moment) -> Result<(), Refusal> {
        let closed = self.state().resolve(by)?;
        self.close(closed, Some(by), at);
        Ok(())
    }

    /// Not done, for a reason; `Stage::Cancelled` when the client cancels.
    pub fn reject(
        &mut self,
        stage: Stage,
        reason: &str,
        by: Option<StaffId>,
        at: Moment,
    ) -> Result<(), Refusal> {
        let closed = self.state().reject(stage)?;
        self.reason = Some(text::line("reason", reason)?);
        self.close(closed, by, at);
        Ok(())
    }

    pub(crate) fn close(&mut self, closed: State, by: Option<StaffId>, at: Moment) {
        self.closed_from = Some(self.status);
        self.closed_from_stage = Some(self.stage);
        self.closed_from_assignee = self.assignee_id;
        self.closed_at = Some(at);
        self.closed_by = by;
        self.enter(closed);
    }

    /// Open again, by an administrator always, by the client within the delay of the settings.
    pub fn reopen(&mut self, assignee_is_active: bool) -> Result<(), Refusal> {
        if self.merged_into.is_some() {
            return Err(Refusal::Join);
        }
        let open = self.state().reopen(assignee_is_active)?;
        self.enter(open);
        self.forget_closing();
        Ok(())
    }

    /// Takes one's own closing back within ten seconds: the ticket stands where it stood.
    pub fn withdraw_closing(&mut self, by: StaffId, at: Moment) -> Result<(), Refusal> {
        if !self.may_withdraw(by, at) {
            return Err(Refusal::TooLate);
        }
        self.stand_as_before()
    }

    /// Whether this closing is one's own and less than ten seconds old.
    pub fn may_withdraw(&self, by: StaffId, at: Moment) -> bool {
        self.closed_by == Some(by)
            && self.merged_into.is_none()
            && self
                .closed_at
                .is_some_and(|closed| at - closed <= WITHDRAWAL)
    }

    pub(crate) fn stand_as_before(&mut self) -> Result<(), Refusal> {
        let before = self
            .closed_from
            .zip(self.closed_from_stage)
            .and_then(|(status, stage)| {
                State::from_columns(status, stage, self.closed_from_assignee)
            })
            .ok_or(Refusal::Transition { from: self.status })?;
        self.enter(before);
        self.withdrawals += 1;
        self.forget_closing();
        Ok(())
    }

    fn forget_closing(&mut self) {
        self.closed_at = None;
        self.closed_by = None;
        self.closed_from = None;
        self.closed_from_stage = None;
        self.closed_from_assignee = None;
        self.reason = None;
    }
}

/// Whether the database lets a ticket go from one status to the other; withdrawals go back to where they came from.
pub fn is_legal(from: Status, to: Status) -> bool {
    from == to || from.successors().contains(&to)
}
