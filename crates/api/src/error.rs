//! What the wire says when a call is refused.

use std::collections::BTreeMap;

use guichet_domain::Refusal;
use serde::{Deserialize, Serialize};

/// What a caller branches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A field is wrong: `fields` says which and why.
    Invalid,
    /// This actor may not do this.
    Forbidden,
    /// There is no such thing, or this actor may not see it.
    NotFound,
    /// Somebody changed it meanwhile.
    Conflict,
    /// The ticket is closed, or the intervention invoiced.
    Locked,
    /// The status does not allow it.
    Transition,
    /// The delay to do it is over.
    TooLate,
    /// The two tickets cannot be joined.
    Join,
    /// Nobody is logged in, or the session is over.
    Unauthenticated,
    /// Wrong login or password; `fields.attempts_left`.
    WrongPassword,
    /// Too many wrong passwords; `fields.wait_seconds`.
    SlowDown,
    /// The file is larger than the settings allow; `fields.megabytes`.
    TooLarge,
    /// The office is set up already.
    NotEmpty,
    /// The database is out of reach or refuses to write; what was typed is kept. `fields.reason` may say why.
    Offline,
    /// The program is older than the database; update it.
    TooOld,
    /// A fault of the program; it is in the log.
    Broken,
}

/// A refused call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[error("{message}")]
pub struct ApiError {
    /// What to branch on.
    pub code: Code,
    /// A sentence for people, in English; the interface has its own by code and field.
    pub message: String,
    /// The fields that are wrong, each with its problem, or the figures the code promises.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// A [`Conflict`](crate::tickets::Conflict), when somebody else's change is why. As JSON: every refusal is read by
    /// every caller, and few of them look into this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Box<serde_json::Value>>,
}

impl ApiError {
    /// An error without fields.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            fields: BTreeMap::new(),
            conflict: None,
        }
    }

    /// The same with one more field.
    pub fn with(mut self, field: &str, value: impl ToString) -> Self {
        self.fields.insert(field.to_owned(), value.to_string());
        self
    }
}

impl ApiError {
    /// Whether what was asked is refused for what it is: asking again changes nothing.
    pub const fn is_final(&self) -> bool {
        match self.code {
            Code::Invalid
            | Code::Forbidden
            | Code::NotFound
            | Code::Locked
            | Code::Transition
            | Code::TooLate
            | Code::Join
            | Code::TooLarge => true,
            Code::Conflict
            | Code::Unauthenticated
            | Code::WrongPassword
            | Code::SlowDown
            | Code::NotEmpty
            | Code::Offline
            | Code::TooOld
            | Code::Broken => false,
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        match refusal {
            Refusal::Locked | Refusal::Settled => Self::new(Code::Locked, message),
            Refusal::Transition { from } => {
                Self::new(Code::Transition, message).with("status", from)
            }
            Refusal::Invalid { field, problem } => {
                Self::new(Code::Invalid, message).with(field, problem)
            }
            Refusal::TooLate => Self::new(Code::TooLate, message),
            Refusal::Join => Self::new(Code::Join, message),
        }
    }
}
