//! What a caller of the store can act on.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::{Reach, sharing};

/// A store's answer.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody changed the row since it was read.
    #[error("somebody changed it meanwhile")]
    Stale,
    /// Another row has this value.
    #[error("another one has this value already")]
    Taken,
    /// A row this one points to does not exist.
    #[error("it points to something that does not exist")]
    Dangling,
    /// The database refuses a change of a closed ticket.
    #[error("the ticket is closed")]
    Locked,
    /// The database refuses a value or a transition.
    #[error("the database refuses this value: {0}")]
    Refused(String),
    /// The file is on a network share, where SQLite loses data.
    #[error(
        "{path} is on a network share ({share}), where an embedded database loses data; put it on a local disk, or use PostgreSQL to share it"
    )]
    NetworkShare {
        /// The file.
        path: String,
        /// The kind of share.
        share: String,
    },
    /// The file cannot be written.
    #[error("{path} cannot be written: give this user the right to write it and its folder")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// The file is damaged or no database; it was not touched.
    #[error("{path} is damaged or is not a Guichet database; it was left untouched. {advice}")]
    Damaged {
        /// The file.
        path: String,
        /// Where the last copy is and what to do.
        advice: String,
    },
    /// The disk is full.
    #[error("the disk is full; make room, nothing was half-saved")]
    DiskFull,
    /// The database was changed by a newer program.
    #[error(
        "this database was made by a newer Guichet (schema {found}, this program knows {known}); update the program"
    )]
    TooNew {
        /// The schema of the database.
        found: i64,
        /// The last schema this program knows.
        known: i64,
    },
    /// The database waits for its owner to bring it up to date.
    #[error(
        "this office's database is of an older Guichet (schema {found}, this program needs {known}); its owner runs `guichet init` once with this version"
    )]
    TooOld {
        /// The schema of the database.
        found: i64,
        /// The schema this program needs.
        known: i64,
    },
    /// The server is older than what the rights need.
    #[error("this server is PostgreSQL {found}; Guichet needs 15 or later: update the server")]
    OldServer {
        /// Its version, as it says it.
        found: String,
    },
    /// The office's database belongs to another login.
    #[error(
        "this office's database belongs to the login {owner}: only that one prepares it or brings it up to date"
    )]
    NotOwner {
        /// Whose it is.
        owner: String,
    },
    /// The database refuses this account what it asked.
    #[error("the database refuses this to your account")]
    Forbidden,
    /// The database belongs to another program.
    #[error("{0} holds another program's data; choose an empty database")]
    NotOurs(String),
    /// Something is stored there already.
    #[error("{0} holds data already; choose an empty database")]
    NotEmpty(String),
    /// What was carried did not arrive the same.
    #[error("nothing is kept, since not everything arrived the same: {0}")]
    Different(String),
    /// A stored value is not what this program writes.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// The way to the server ends before the office.
    #[error("{0}")]
    Reach(#[from] Reach),
    /// The database is out of reach.
    #[error("the database is out of reach: {0}")]
    Unreachable(String),
    /// Anything else the engine says.
    #[error("the database failed: {0}")]
    Engine(sqlx::Error),
}

/// What the triggers of `guard` say.
pub(crate) const LOCKED: &str = "guichet: locked";
/// What the triggers of `guard` say before the two statuses.
pub(crate) const ILLEGAL: &str = "guichet: illegal transition";

/// The SQLSTATE by which a server refuses a program that is older than its schema, whose version is the message.
pub(crate) const LEFT_BEHIND: &str = "GU001";

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(ref db) => {
                from_database(db.as_ref()).unwrap_or(Self::Engine(error))
            }
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_) => Self::Unreachable(error.to_string()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                Self::Unreadable(error.to_string())
            }
            _ => Self::Engine(error),
        }
    }
}

fn from_database(db: &dyn DatabaseError) -> Option<Error> {
    let message = db.message();
    if message.contains(LOCKED) {
        return Some(Error::Locked);
    }
    if message.contains(ILLEGAL) || db.is_check_violation() {
        return Some(Error::Refused(message.to_owned()));
    }
    if db.is_unique_violation() {
        return Some(Error::Taken);
    }
    if db.is_foreign_key_violation() {
        return Some(Error::Dangling);
    }
    let code = db.code()?;
    if db.try_downcast_ref::<SqliteError>().is_some() {
        return from_sqlite(code.parse().ok()?, message);
    }
    let refusal = db.try_downcast_ref::<PgDatabaseError>()?;
    let reach = Reach::of_state(&code, refusal).map(Error::Reach);
    reach.or_else(|| from_postgres(&code, message))
}

/// Result codes, <https://www.sqlite.org/rescode.html>; the low byte is the primary one.
fn from_sqlite(code: i32, message: &str) -> Option<Error> {
    Some(match code & 0xff {
        13 => Error::DiskFull,
        8 => Error::ReadOnly {
            path: "the database".into(),
        },
        11 | 26 => Error::Damaged {
            path: "the database".into(),
            advice: String::new(),
        },
        5 | 6 | 10 | 14 => Error::Unreachable(message.to_owned()),
        _ => return None,
    })
}

/// SQLSTATE, <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn from_postgres(code: &str, message: &str) -> Option<Error> {
    Some(match code {
        // Row-level security and grants, and the triggers that say who may what.
        "42501" => Error::Forbidden,
        "53100" => Error::DiskFull,
        LEFT_BEHIND => Error::TooNew {
            found: message.parse().ok()?,
            known: sharing::schema(),
        },
        "25006" => Error::ReadOnly {
            path: "the database".into(),
        },
        "XX001" | "XX002" => Error::Damaged {
            path: "the database".into(),
            advice: "Restore the server's last backup.".into(),
        },
        // Somebody else's transaction, perhaps of a workstation that is gone, holds the row.
        "55P03" => Error::Reach(Reach::Busy),
        // A server that stops or starts, or ends a transaction that was left alone.
        "57P01" | "57P02" | "57P03" | "25P03" => Error::Unreachable(message.to_owned()),
        _ if code.starts_with("08") => Error::Unreachable(message.to_owned()),
        _ => return None,
    })
}
