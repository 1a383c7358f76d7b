//! The trade's closed lists: statuses, stages, levels, channels, kinds of step, roles.

use crate::word::{ranked, word};

/// A code that is none of the list's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word: {0}")]
pub struct UnknownWord(pub String);

word! {
    /// Where a ticket stands (R4).
    Status {
        Unassigned = "unassigned",
        AwaitingIntake = "awaiting_intake",
        InProgress = "in_progress",
        AwaitingReply = "awaiting_reply",
        Resolved = "resolved",
        Rejected = "rejected",
    }
}

word! {
    /// Where a ticket stands inside its status (R4).
    Stage {
        Opening = "opening",
        Examination = "examination",
        Correction = "correction",
        Waiting = "waiting",
        Disagreement = "disagreement",
        Resolved = "resolved",
        Rejected = "rejected",
        Cancelled = "cancelled",
    }
}

word! {
    /// How a request reached the office (R1).
    Channel {
        Phone = "phone",
        Chat = "chat",
        WebForm = "web_form",
        Mail = "mail",
        WalkIn = "walk_in",
    }
}

word! {
    /// What a step is (R5).
    StepKind {
        Question = "question",
        Answer = "answer",
        Instruction = "instruction",
        Information = "information",
        Reason = "reason",
        Event = "event",
        History = "history",
        Document = "document",
        Solution = "solution",
    }
}

word! {
    /// What a member of the staff is (R12).
    Role {
        Receptionist = "receptionist",
        Technician = "technician",
        Supervisor = "supervisor",
        Administrator = "administrator",
    }
}

word! {
    /// What a contact is to the office; PSP is a partner, a service or a provider.
    Segment {
        Client = "client",
        Prospect = "prospect",
        Psp = "psp",
        Other = "other",
    }
}

word! {
    /// Where an intervention stands (R15).
    InterventionStatus {
        ToPlan = "to_plan",
        Planned = "planned",
        Started = "started",
        Done = "done",
        ToInvoice = "to_invoice",
        Invoiced = "invoiced",
        Cancelled = "cancelled",
    }
}

word! {
    /// How one ticket depends on another (R9), read from the first to the second.
    LinkKind {
        DuplicateOf = "duplicate_of",
        BlockedBy = "blocked_by",
        Follows = "follows",
    }
}

word! {
    /// The language of a person.
    Language { French = "fr", English = "en" }
}

ranked! {
    /// How grave it is for the client (R2).
    Criticality {
        Critical = 1 "critical",
        Serious = 2 "serious",
        Medium = 3 "medium",
        Low = 4 "low",
    }
}

ranked! {
    /// In what order the office treats it (R3); never shown to clients.
    Priority {
        Urgent = 1 "urgent",
        VeryHigh = 2 "very_high",
        High = 3 "high",
        Medium = 4 "medium",
        Low = 5 "low",
        VeryLow = 6 "very_low",
    }
}

impl Status {
    /// Resolved and Rejected are the only closed states (R6).
    pub const fn is_closed(self) -> bool {
        match self {
            Self::Resolved | Self::Rejected => true,
            Self::Unassigned | Self::AwaitingIntake | Self::InProgress | Self::AwaitingReply => {
                false
            }
        }
    }

    /// Every technician sees these (R8).
    pub const fn is_pool(self) -> bool {
        matches!(self, Self::Unassigned | Self::AwaitingIntake)
    }

    /// The stages of this status, its default first (R4).
    pub const fn stages(self) -> &'static [Stage] {
        match self {
            Self::Unassigned | Self::AwaitingIntake => &[Stage::Opening],
            Self::InProgress => &[Stage::Examination, Stage::Correction],
            Self::AwaitingReply => &[Stage::Waiting, Stage::Disagreement],
            Self::Resolved => &[Stage::Resolved],
            Self::Rejected => &[Stage::Rejected, Stage::Cancelled],
        }
    }

    /// The statuses a ticket of this status may enter; withdrawals aside (R4, R6).
    pub const fn successors(self) -> &'static [Status] {
        use Status::*;
        match self {
            Unassigned => &[AwaitingIntake, InProgress, Resolved, Rejected],
            AwaitingIntake => &[InProgress, Unassigned, Resolved, Rejected],
            InProgress => &[AwaitingReply, Unassigned, Resolved, Rejected],
            AwaitingReply => &[InProgress, Unassigned, Resolved, Rejected],
            Resolved | Rejected => &[InProgress, Unassigned],
        }
    }
}
