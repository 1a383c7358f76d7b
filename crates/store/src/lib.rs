//! The only crate that contains SQL: one text for SQLite and PostgreSQL, through [`on!`].
//!
//! It stores and finds; it decides nothing. Rules are `domain`'s, rights are `office`'s. What
//! differs between the engines lives in named seams: `place`, `reach` and `opening`, `guard`
//! (triggers), `rights` (row-level security), `search` (full text), `feed` (changes), `copies` (backup),
//! `carrying` (from one engine to the other).

/// Runs one query on whichever engine the transaction is open on.
macro_rules! on {
    ($tx:expr, $conn:ident => $query:expr) => {
        match &mut *$tx {
            $crate::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $query
            }
            $crate::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $query
            }
        }
    };
}

/// Runs one statement on whichever engine the transaction is open on; answers the rows it changed.
macro_rules! run {
    ($tx:expr, $query:expr) => {
        on!($tx, conn => $query.execute(conn).await.map(|done| done.rows_affected()))
    };
}

mod audit;
mod bulk;
pub mod carrying;
pub mod copies;
mod db;
pub mod directory;
mod entity;
mod error;
mod events;
mod feed;
mod files;
mod guard;
mod interventions;
mod links;
mod list;
mod mail;
pub mod notices;
mod opening;
pub mod people;
mod place;
mod presence;
mod reach;
mod requests;
mod rights;
mod search;
mod settings;
pub mod sharing;
mod statistics;
mod steps;
mod tickets;
mod words;

pub use audit::{KeptRecord, KeptTicket, Loose, Pointers};
pub use bulk::{LookupRow, TicketStaffRow};
pub use db::{Db, Tx};
pub use directory::{DirectoryRow, Kept};
pub use error::{Error, Result};
pub use events::Touched;
pub use feed::{Feed, News};
pub use links::{CardRow, CardsOf, LinkRow};
pub use list::{
    BadCursor, Bounds, Count, Cursor, Hides, Order, Page, Planner, Sight, TicketLine, Wanted,
};
pub use mail::{FolderRow, MailLine, MailPlace, MailQuery};
pub use notices::{NewNotice, NoticeRow};
pub use people::{PasswordRow, SessionRow, ViewRow};
pub use place::{Address, Place};
pub use presence::PresenceRow;
pub use reach::{Key, Reach};
pub use requests::Known;
pub use rights::{Person, verifier};
pub use search::Found;
pub use statistics::ListStatistics;
