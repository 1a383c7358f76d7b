//! The only crate that contains SQL: one text for SQLite and PostgreSQL, through [`on!`].
//!
//! It stores and finds; it decides nothing. Rules are `domain`'s, rights are `office`'s. What
//! differs between the engines lives in named seams: `place` and `db` (opening), `guard`
//! (triggers), `search` (full text), `copies` (backup).

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

pub mod copies;
mod db;
mod error;
mod guard;
mod place;
mod search;

pub use db::{Db, Tx};
pub use error::{Error, Result};
pub use place::Place;
