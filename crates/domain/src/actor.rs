//! Who acts: the first argument of every call.

use serde::{Deserialize, Serialize};

use crate::ticket::Author;
use crate::{CompanyId, ContactId, Role, StaffId};

/// Who makes a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A member of the staff.
    Staff {
        /// Who.
        id: StaffId,
        /// As what.
        role: Role,
    },
    /// A client on the portal or by mail.
    Client {
        /// Who.
        id: ContactId,
        /// The company of today.
        company_id: Option<CompanyId>,
        /// Whether they may open tickets there (utilisateur avec pouvoir).
        power: bool,
        /// Whether their account shows them the whole company's tickets.
        whole_company: bool,
    },
    /// A job of the office itself.
    Job,
}

impl Actor {
    /// The member of the staff, if it is one.
    pub const fn staff_id(&self) -> Option<StaffId> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            Self::Client { .. } | Self::Job => None,
        }
    }

    /// The role, if it is a member of the staff.
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Staff { role, .. } => Some(*role),
            Self::Client { .. } | Self::Job => None,
        }
    }

    /// Supervisors and administrators see and change every ticket.
    pub const fn sees_everything(&self) -> bool {
        match self {
            Self::Staff { role, .. } => matches!(role, Role::Supervisor | Role::Administrator),
            Self::Client { .. } => false,
            Self::Job => true,
        }
    }

    /// As the rows and events keep it.
    pub const fn author(&self) -> Author {
        match self {
            Self::Staff { id, .. } => Author::Staff(*id),
            Self::Client { id, .. } => Author::Contact(*id),
            Self::Job => Author::Job,
        }
    }
}
