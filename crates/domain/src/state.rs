//! R4 as types: one type per status, and a method only where the transition is legal.
//!
//! An illegal transition is not refused here, it cannot be written:
//!
//! ```compile_fail
//! use guichet_domain::state::Unassigned;
//! Unassigned::opened().wait(guichet_domain::Stage::Waiting); // only InProgress waits
//! ```
//!
//! ```compile_fail
//! use guichet_domain::{StaffId, state::AwaitingIntake};
//! AwaitingIntake { assignee: StaffId(uuid::Uuid::nil()) }; // only `assign` and `hand_over` make one
//! ```

use crate::{Refusal, StaffId, Stage, Status};

/// Nobody has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unassigned(());

/// Somebody has it and has not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AwaitingIntake {
    assignee: StaffId,
}

/// Somebody works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InProgress {
    assignee: StaffId,
    stage: Stage,
}

/// The client must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AwaitingReply {
    assignee: StaffId,
    stage: Stage,
}

/// Done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    assignee: StaffId,
}

/// Not done, for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejected {
    assignee: Option<StaffId>,
    stage: Stage,
}

/// A ticket's status with what it always comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has it.
    Unassigned(Unassigned),
    /// Somebody has it and has not begun.
    AwaitingIntake(AwaitingIntake),
    /// Somebody works on it.
    InProgress(InProgress),
    /// The client must answer.
    AwaitingReply(AwaitingReply),
    /// Done.
    Resolved(Resolved),
    /// Not done, for a reason.
    Rejected(Rejected),
}

impl Unassigned {
    /// A new request.
    pub const fn opened() -> Self {
        Self(())
    }

    /// Gives it to somebody.
    pub const fn assign(self, to: StaffId) -> AwaitingIntake {
        AwaitingIntake { assignee: to }
    }

    /// Takes it oneself and begins.
    pub const fn take(self, by: StaffId) -> InProgress {
        InProgress::begun(by)
    }
}

impl AwaitingIntake {
    /// Takes it oneself, the assignee or not, and begins.
    pub const fn take(self, by: StaffId) -> InProgress {
        InProgress::begun(by)
    }

    /// The assignee's first step or minute begins it.
    pub const fn begin(self) -> InProgress {
        InProgress::begun(self.assignee)
    }

    /// Gives it to somebody else; the status stays.
    pub const fn hand_over(self, to: StaffId) -> Self {
        Self { assignee: to }
    }
}

impl InProgress {
    const fn begun(assignee: StaffId) -> Self {
        Self {
            assignee,
            stage: Stage::Examination,
        }
    }

    /// Waits for the client, who may also disagree.
    pub fn wait(self, stage: Stage) -> Result<AwaitingReply, Refusal> {
        let stage = stage_of(Status::AwaitingReply, stage)?;
        Ok(AwaitingReply {
            assignee: self.assignee,
            stage,
        })
    }

    /// Moves inside the status.
    pub fn at(self, stage: Stage) -> Result<Self, Refusal> {
        Ok(Self {
            stage: stage_of(Status::InProgress, stage)?,
            ..self
        })
    }

    /// Gives it to somebody else; status and stage stay.
    pub const fn hand_over(self, to: StaffId) -> Self {
        Self {
            assignee: to,
            stage: self.stage,
        }
    }
}

impl AwaitingReply {
    /// The client's public step resumes the work.
    pub const fn answered(self) -> InProgress {
        InProgress::begun(self.assignee)
    }

    /// Moves inside the status.
    pub fn at(self, stage: Stage) -> Result<Self, Refusal> {
        Ok(Self {
            stage: stage_of(Status::AwaitingReply, stage)?,
            ..self
        })
    }

    /// Gives it to somebody else; status and stage stay.
    pub const fn hand_over(self, to: StaffId) -> Self {
        Self {
            assignee: to,
            stage: self.stage,
        }
    }
}

/// What every open status has in common.
pub trait Open: Copy + Into<State> {
    /// Who has it.
    fn assignee(self) -> Option<StaffId>;

    /// Done; without an assignee, whoever resolves becomes it.
    fn resolve(self, by: StaffId) -> Resolved {
        Resolved {
            assignee: self.assignee().unwrap_or(by),
        }
    }

    /// Not done: `Rejected`, or `Cancelled` when the client cancels or a merge absorbs it.
    fn reject(self, stage: Stage) -> Result<Rejected, Refusal> {
        let stage = stage_of(Status::Rejected, stage)?;
        Ok(Rejected {
            assignee: self.assignee(),
            stage,
        })
    }
}

/// An open status with an assignee, which can be taken from them.
pub trait Assigned: Open {
    /// Back to the pool.
    fn unassign(self) -> Unassigned {
        Unassigned(())
    }
}

/// A closed status, which only the client or an administrator reopens (R6).
pub trait Closed: Copy + Into<State> {
    /// Who had it.
    fn assignee(self) -> Option<StaffId>;

    /// In progress again when its assignee still works here, else back to the pool.
    fn reopen(self, assignee_is_active: bool) -> State {
        match self.assignee() {
            Some(assignee) if assignee_is_active => InProgress::begun(assignee).into(),
            Some(_) | None => Unassigned(()).into(),
        }
    }
}

macro_rules! standing {
    ($($status:ident: $assignee:expr, $($kind:ident)+);+ $(;)?) => {$(
        impl From<$status> for State {
            fn from(state: $status) -> Self {
                Self::$status(state)
            }
        }
        standing!(@ $status, $assignee, $($kind)+);
    )+};
    (@ $status:ident, $assignee:expr, Assigned) => {
        standing!(@ $status, $assignee, Open);
        impl Assigned for $status {}
    };
    (@ $status:ident, $assignee:expr, $kind:ident) => {
        impl $kind for $status {
            fn assignee(self) -> Option<StaffId> {
                let read: fn($status) -> Option<StaffId> = $assignee;
                read(self)
            }
        }
    };
}

standing! {
    Unassigned: |_| None, Open;
    AwaitingIntake: |s| Some(s.assignee), Assigned;
    InProgress: |s| Some(s.assignee), Assigned;
    AwaitingReply: |s| Some(s.assignee), Assigned;
    Resolved: |s| Some(s.assignee), Closed;
    Rejected: |s| s.assignee, Closed;
}

fn stage_of(status: Status, stage: Stage) -> Result<Stage, Refusal> {
    if status.stages().contains(&stage) {
        return Ok(stage);
    }
    Err(Refusal::invalid("stage", crate::refusal::Problem::Unknown))
}

impl State {
    /// The state three stored columns describe, or `None` when they contradict each other.
    pub fn from_columns(status: Status, stage: Stage, assignee: Option<StaffId>) -> Option<Self> {
        stage_of(status, stage).ok()?;
        Some(match (status, assignee) {
            (Status::Unassigned, None) => Unassigned(()).into(),
            (Status::AwaitingIntake, Some(assignee)) => AwaitingIntake { assignee }.into(),
            (Status::InProgress, Some(assignee)) => InProgress { assignee, stage }.into(),
            (Status::AwaitingReply, Some(assignee)) => AwaitingReply { assignee, stage }.into(),
            (Status::Resolved, Some(assignee)) => Resolved { assignee }.into(),
            (Status::Rejected, assignee) => Rejected { assignee, stage }.into(),
            (Status::Unassigned, Some(_))
            | (
                Status::AwaitingIntake
                | Status::InProgress
                | Status::AwaitingReply
                | Status::Resolved,
                None,
            ) => return None,
        })
    }

    /// The status.
    pub const fn status(&self) -> Status {
        match self {
            Self::Unassigned(_) => Status::Unassigned,
            Self::AwaitingIntake(_) => Status::AwaitingIntake,
            Self::InProgress(_) => Status::InProgress,
            Self::AwaitingReply(_) => Status::AwaitingReply,
            Self::Resolved(_) => Status::Resolved,
            Self::Rejected(_) => Status::Rejected,
        }
    }

    /// The stage inside the status.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Unassigned(_) | Self::AwaitingIntake(_) => Stage::Opening,
            Self::InProgress(state) => state.stage,
            Self::AwaitingReply(state) => state.stage,
            Self::Resolved(_) => Stage::Resolved,
            Self::Rejected(state) => state.stage,
        }
    }

    /// Who has it, or had it when it closed.
    pub fn assignee(&self) -> Option<StaffId> {
        match *self {
            Self::Unassigned(_) => None,
            Self::AwaitingIntake(state) => Open::assignee(state),
            Self::InProgress(state) => Open::assignee(state),
            Self::AwaitingReply(state) => Open::assignee(state),
            Self::Resolved(state) => Closed::assignee(state),
            Self::Rejected(state) => Closed::assignee(state),
        }
    }

    /// Gives it to somebody: assigns from the pool, hands over otherwise.
    pub fn give(self, to: StaffId) -> Result<Self, Refusal> {
        match self {
            Self::Unassigned(state) => Ok(state.assign(to).into()),
            Self::AwaitingIntake(state) => Ok(state.hand_over(to).into()),
            Self::InProgress(state) => Ok(state.hand_over(to).into()),
            Self::AwaitingReply(state) => Ok(state.hand_over(to).into()),
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Takes it oneself.
    pub fn take(self, by: StaffId) -> Result<Self, Refusal> {
        match self {
            Self::Unassigned(state) => Ok(state.take(by).into()),
            Self::AwaitingIntake(state) => Ok(state.take(by).into()),
            Self::InProgress(_) | Self::AwaitingReply(_) => Err(self.illegal()),
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Puts it back in the pool.
    pub fn unassign(self) -> Result<Self, Refusal> {
        match self {
            Self::Unassigned(_) => Err(self.illegal()),
            Self::AwaitingIntake(state) => Ok(state.unassign().into()),
            Self::InProgress(state) => Ok(state.unassign().into()),
            Self::AwaitingReply(state) => Ok(state.unassign().into()),
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Waits for the client.
    pub fn wait(self, stage: Stage) -> Result<Self, Refusal> {
        match self {
            Self::InProgress(state) => Ok(state.wait(stage)?.into()),
            Self::Unassigned(_) | Self::AwaitingIntake(_) | Self::AwaitingReply(_) => {
                Err(self.illegal())
            }
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Moves inside the status.
    pub fn at(self, stage: Stage) -> Result<Self, Refusal> {
        match self {
            Self::InProgress(state) => Ok(state.at(stage)?.into()),
            Self::AwaitingReply(state) => Ok(state.at(stage)?.into()),
            Self::Unassigned(_) | Self::AwaitingIntake(_) => Err(self.illegal()),
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Done.
    pub fn resolve(self, by: StaffId) -> Result<Self, Refusal> {
        match self {
            Self::Unassigned(state) => Ok(state.resolve(by).into()),
            Self::AwaitingIntake(state) => Ok(state.resolve(by).into()),
            Self::InProgress(state) => Ok(state.resolve(by).into()),
            Self::AwaitingReply(state) => Ok(state.resolve(by).into()),
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Not done.
    pub fn reject(self, stage: Stage) -> Result<Self, Refusal> {
        match self {
            Self::Unassigned(state) => Ok(state.reject(stage)?.into()),
            Self::AwaitingIntake(state) => Ok(state.reject(stage)?.into()),
            Self::InProgress(state) => Ok(state.reject(stage)?.into()),
            Self::AwaitingReply(state) => Ok(state.reject(stage)?.into()),
            Self::Resolved(_) | Self::Rejected(_) => Err(Refusal::Locked),
        }
    }

    /// Open again.
    pub fn reopen(self, assignee_is_active: bool) -> Result<Self, Refusal> {
        match self {
            Self::Resolved(state) => Ok(state.reopen(assignee_is_active)),
            Self::Rejected(state) => Ok(state.reopen(assignee_is_active)),
            Self::Unassigned(_)
            | Self::AwaitingIntake(_)
            | Self::InProgress(_)
            | Self::AwaitingReply(_) => Err(self.illegal()),
        }
    }

    /// A step by a member of the staff: the assignee's first one begins the work.
    pub fn worked_on(self, by: StaffId) -> Self {
        match self {
            Self::AwaitingIntake(state) if state.assignee == by => state.begin().into(),
            other => other,
        }
    }

    /// A client's public step, by any channel and not a robot's, resumes the work.
    pub const fn answered(self) -> Self {
        match self {
            Self::AwaitingReply(state) => Self::InProgress(state.answered()),
            other => other,
        }
    }

    const fn illegal(&self) -> Refusal {
        Refusal::Transition {
            from: self.status(),
        }
    }
}
