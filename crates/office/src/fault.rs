//! Why a call fails, until it crosses the wire.

use guichet_api::tickets::Conflict;
use guichet_api::{ApiError, Code};
use guichet_domain::Refusal;
use guichet_store as store;
use guichet_store::Reach;

use crate::Office;

/// A handler's answer.
pub(crate) type Result<T> = std::result::Result<T, Fault>;

/// Why a call fails.
#[derive(Debug)]
pub(crate) enum Fault {
    /// A refusal with its words.
    Refused(ApiError),
    /// What the store says.
    Store(store::Error),
}

impl Fault {
    pub(crate) fn new(code: Code, message: &str) -> Self {
        Self::Refused(ApiError::new(code, message))
    }

    /// There is no such thing, or the actor may not see it: the two look the same.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(
            Code::NotFound,
            &format!("there is no such {what}, or you may not see it"),
        )
    }

    /// The same naming a field and what is wrong with it.
    pub(crate) fn field(self, field: &str, problem: &str) -> Self {
        match self {
            Self::Refused(error) => Self::Refused(error.with(field, problem)),
            Self::Store(error) => Self::Store(error),
        }
    }

    pub(crate) fn forbidden() -> Self {
        Self::new(Code::Forbidden, "your role does not allow this")
    }

    pub(crate) fn conflict() -> Self {
        Self::Refused(changed_meanwhile())
    }

    /// The same, of a change that was applied long before it was sent again.
    pub(crate) fn made_before() -> Self {
        Self::Refused(changed_meanwhile().with("reason", "made"))
    }

    /// The same, with what collides.
    pub(crate) fn collides(conflict: Conflict) -> Self {
        let conflict = serde_json::to_value(conflict).ok().map(Box::new);
        Self::Refused(ApiError {
            conflict,
            ..changed_meanwhile()
        })
    }
}

impl From<ApiError> for Fault {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl Office {
    /// An answer as it crosses the wire; a damaged file is named there, with its last copy.
    pub(crate) fn answer<T>(&self, done: Result<T>) -> std::result::Result<T, ApiError> {
        done.map_err(|fault| match fault {
            Fault::Refused(error) => error,
            // Whoever changed the password or was retired is asked again, with what was being typed kept.
            Fault::Store(store::Error::Reach(Reach::WrongPassword | Reach::Retired))
                if self.seat.is_some() =>
            {
                ApiError::new(
                    Code::Unauthenticated,
                    "the server asks for the password again",
                )
            }
            Fault::Store(error) => told(&self.db.explain(error)),
        })
    }
}

fn changed_meanwhile() -> ApiError {
    ApiError::new(
        Code::Conflict,
        "somebody changed it meanwhile; look at it again",
    )
}

/// What the store says, as a door tells it.
pub fn told(error: &store::Error) -> ApiError {
    use store::Error::*;
    use store::Reach::WrongPassword;
    let code = match error {
        Stale => return changed_meanwhile(),
        Taken => Code::Conflict,
        Dangling | Refused(_) => Code::Invalid,
        Locked => Code::Locked,
        Reach(WrongPassword) => Code::WrongPassword,
        Reach(reason) => return offline(error, reason.code()),
        OldServer { .. } => return offline(error, "old_server"),
        Unreachable(_) => Code::Offline,
        NotOurs(_) => return offline(error, "not_ours"),
        TooOld { .. } => return offline(error, "old_schema"),
        NetworkShare { .. } | ReadOnly { .. } | Damaged { .. } | DiskFull => {
            return offline(error, "storage");
        }
        TooNew { .. } => Code::TooOld,
        NotOwner { .. } | Forbidden => Code::Forbidden,
        NotEmpty(_) => Code::NotEmpty,
        Different(_) => Code::Broken,
        Unreadable(_) | Engine(_) => {
            tracing::error!(error = %error, "a call met a fault of the database");
            return ApiError::new(Code::Broken, "something broke; it is in the log");
        }
    };
    ApiError::new(code, error.to_string())
}

/// Out of reach, with the word by which the interface says why.
fn offline(error: &store::Error, reason: &str) -> ApiError {
    ApiError::new(Code::Offline, error.to_string()).with("reason", reason)
}
