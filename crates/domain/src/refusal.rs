//! Why a rule says no, in words the caller can branch on.

/// A rule's refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket is closed: facts, steps, minutes, attachments and links are locked (R6).
    #[error("this ticket is closed; only an administrator or the client reopens it")]
    Locked,
    /// The status does not allow it (R4).
    #[error("a ticket that is {from} cannot be changed this way")]
    Transition {
        /// The ticket's status.
        from: crate::Status,
    },
    /// A field is wrong; `field` is its name on the wire.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field's name on the wire.
        field: &'static str,
        /// What is wrong with it.
        problem: Problem,
    },
    /// What the intervention bills was invoiced, or will never be (R6).
    #[error("this intervention is invoiced or cancelled; what it bills no longer changes")]
    Settled,
    /// The delay to do it is over.
    #[error("the delay to do this is over")]
    TooLate,
    /// The two tickets cannot be merged or linked this way.
    #[error("these two tickets cannot be joined this way")]
    Join,
}

/// What is wrong with a field; the interface has the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing but spaces.
    #[error("empty")]
    Empty,
    /// More characters than the field holds.
    #[error("too_long")]
    TooLong,
    /// In the future.
    #[error("in_future")]
    InFuture,
    /// Less than zero or more than a day of minutes, or out of its range.
    #[error("out_of_range")]
    OutOfRange,
    /// Points to nothing.
    #[error("unknown")]
    Unknown,
    /// Somebody else has it already.
    #[error("taken")]
    Taken,
    /// At least one of several is required.
    #[error("one_required")]
    OneRequired,
    /// Too short or too common.
    #[error("weak")]
    Weak,
}

impl Refusal {
    /// A refusal of one field.
    pub const fn invalid(field: &'static str, problem: Problem) -> Self {
        Self::Invalid { field, problem }
    }
}
