//! R12 and R8: who may do what. The expected answers are written by hand in `tests/rights.csv`.

use serde::{Deserialize, Serialize};

use crate::word::word;
use crate::{Actor, Role, Status};

word! {
    /// What somebody may want to do.
    Verb {
        /// Read a ticket in full.
        See = "see",
        /// Read a ticket's card: number, label, status, dates, assignee, equipment.
        SeeCard = "see_card",
        /// Change its facts, people, files and links.
        ChangeFacts = "change_facts",
        /// Say what its intervention bills, closed or not (R6).
        Bill = "bill",
        /// Add a step.
        AddStep = "add_step",
        /// Leave an internal message for whoever treats it.
        LeaveMessage = "leave_message",
        /// Take it oneself.
        Take = "take",
        /// Give it to anybody, from the pool or from somebody.
        Assign = "assign",
        /// Hand one's own over to somebody.
        HandOver = "hand_over",
        /// Put it back in the pool.
        Unassign = "unassign",
        /// Wait for the client, or move inside a status.
        Wait = "wait",
        /// Done.
        Resolve = "resolve",
        /// Not done, for a reason.
        Reject = "reject",
        /// Open it again.
        Reopen = "reopen",
        /// Merge it with another, or split it.
        Merge = "merge",
        /// Undo a merge, asked of the ticket it absorbed; `Merge` is asked of its target.
        UndoMerge = "undo_merge",
        /// Put it in the bin or take it out.
        Bin = "bin",
        /// Open a ticket.
        Create = "create",
        /// Read the directory.
        ReadDirectory = "read_directory",
        /// Create and change contacts, companies, machines, places.
        ChangeDirectory = "change_directory",
        /// Create and change categories, teams, kinds, products, contracts, projects.
        ChangeCatalog = "change_catalog",
        /// Read the figures of everybody.
        SeeActivity = "see_activity",
        /// Change rules and templates.
        ChangeRules = "change_rules",
        /// Change settings.
        ChangeSettings = "change_settings",
        /// Create, change and retire accounts.
        ManageAccounts = "manage_accounts",
    }
}

/// What somebody is to a ticket; all that hold are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Logged it.
    pub logged: bool,
    /// Has it.
    pub assignee: bool,
    /// Is on it: another technician, the executor of a step, or an approved substitute.
    pub on: bool,
    /// Is the person concerned or who reported it.
    pub party: bool,
    /// Is in copy.
    pub observer: bool,
    /// Is of the ticket's company today.
    pub colleague: bool,
}

impl Relation {
    /// Staff on the ticket, the assignee included.
    pub const fn is_on(self) -> bool {
        self.assignee || self.on
    }
}

/// The ticket a verb is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// Where it stands.
    pub status: Status,
    /// What the actor is to it.
    pub relation: Relation,
}

impl Actor {
    /// Whether this actor may do this to that ticket, its status permitting.
    pub fn may(&self, verb: Verb, ground: Ground) -> bool {
        match self {
            Self::Staff {
                role: Role::Receptionist,
                ..
            } => receptionist(verb, ground),
            Self::Staff {
                role: Role::Technician,
                ..
            } => technician(verb, ground),
            Self::Staff {
                role: Role::Supervisor,
                ..
            } => supervisor(verb, ground),
            Self::Staff {
                role: Role::Administrator,
                ..
            } => administrator(verb, ground),
            Self::Client {
                power,
                whole_company,
                ..
            } => client(verb, ground, *power && *whole_company),
            Self::Job => true,
        }
    }

    /// Whether this actor may do this, whatever the ticket.
    pub fn may_in_general(&self, verb: Verb) -> bool {
        match self {
            Self::Staff { role, .. } => in_general(*role, verb),
            Self::Client { power, .. } => *power && verb == Verb::Create,
            Self::Job => true,
        }
    }
}

fn in_general(role: Role, verb: Verb) -> bool {
    use Role::*;
    match verb {
        Verb::Create | Verb::ReadDirectory | Verb::ChangeDirectory => true,
        Verb::ChangeCatalog | Verb::SeeActivity | Verb::ChangeRules => {
            matches!(role, Supervisor | Administrator)
        }
        Verb::ChangeSettings | Verb::ManageAccounts => role == Administrator,
        Verb::See
        | Verb::SeeCard
        | Verb::ChangeFacts
        | Verb::Bill
        | Verb::AddStep
        | Verb::LeaveMessage
        | Verb::Take
        | Verb::Assign
        | Verb::HandOver
        | Verb::Unassign
        | Verb::Wait
        | Verb::Resolve
        | Verb::Reject
        | Verb::Reopen
        | Verb::Merge
        | Verb::UndoMerge
        | Verb::Bin => false,
    }
}

fn receptionist(verb: Verb, Ground { status, relation }: Ground) -> bool {
    let sees = status == Status::Unassigned || relation.logged;
    match verb {
        Verb::See => sees,
        Verb::SeeCard => true,
        Verb::ChangeFacts | Verb::Bill => sees && status.is_pool(),
        Verb::LeaveMessage => !status.is_closed(),
        _ => false,
    }
}

fn technician(verb: Verb, Ground { status, relation }: Ground) -> bool {
    let open = !status.is_closed();
    match verb {
        Verb::See | Verb::SeeCard => status.is_pool() || relation.is_on(),
        Verb::ChangeFacts
        | Verb::AddStep
        | Verb::LeaveMessage
        | Verb::Resolve
        | Verb::Reject
        | Verb::Merge => open && relation.is_on(),
        Verb::Bill => relation.is_on(),
        Verb::Wait => relation.is_on() && may_wait(status),
        Verb::UndoMerge => relation.is_on() && status == Status::Rejected,
        Verb::Take => status.is_pool(),
        Verb::HandOver | Verb::Unassign => {
            relation.assignee && open && status != Status::Unassigned
        }
        _ => false,
    }
}

fn supervisor(verb: Verb, Ground { status, .. }: Ground) -> bool {
    let open = !status.is_closed();
    match verb {
        Verb::See | Verb::SeeCard | Verb::Bill | Verb::Bin => true,
        Verb::ChangeFacts
        | Verb::AddStep
        | Verb::LeaveMessage
        | Verb::Assign
        | Verb::Resolve
        | Verb::Reject
        | Verb::Merge => open,
        Verb::Take => status.is_pool(),
        Verb::HandOver | Verb::Unassign => open && status != Status::Unassigned,
        Verb::UndoMerge => status == Status::Rejected,
        Verb::Wait => may_wait(status),
        _ => false,
    }
}

fn administrator(verb: Verb, ground: Ground) -> bool {
    match verb {
        Verb::Reopen => ground.status.is_closed(),
        _ => supervisor(verb, ground),
    }
}

fn client(verb: Verb, Ground { status, relation }: Ground, whole_company: bool) -> bool {
    let sees_as_colleague = whole_company && relation.colleague;
    let decides = relation.party || sees_as_colleague;
    match verb {
        // A client's late answer is a step too, marked as one (R6).
        Verb::See | Verb::AddStep => decides || relation.observer,
        Verb::Resolve | Verb::Reject => !status.is_closed() && decides,
        Verb::Reopen => status.is_closed() && decides,
        _ => false,
    }
}

const fn may_wait(status: Status) -> bool {
    matches!(status, Status::InProgress | Status::AwaitingReply)
}
