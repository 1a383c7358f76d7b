//! The seam of full-text search: FTS5 on SQLite, a tsvector read through a definer function on
//! PostgreSQL. Both hold the words of `domain::fold` and no others, so they find the same rows.

use sqlx::AssertSqlSafe;

use crate::db::Engine;
use crate::{Db, Result, Tx};

/// The FTS5 table: its rowid is the ticket's number, so that the newest come first for free.
const SQLITE: &str = "create virtual table if not exists ticket_words using fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4', tokenize = 'unicode61 remove_diacritics 0')";

/// The same for PostgreSQL; `array_to_tsvector` takes the words as they are, without a parser.
const POSTGRES: &[&str] = &[
    "create table if not exists ticket_words (number bigint primary key references ticket (number), words tsvector not null)",
    "create index if not exists ticket_words_gin on ticket_words using gin (words) with (fastupdate = off)",
    // Words and sort names are compared byte by byte, as SQLite does.
    "alter table lookup alter column word type text collate \"C\"",
    "alter table company alter column sort_name type text collate \"C\"",
    "alter table contact alter column sort_name type text collate \"C\"",
    "alter table equipment alter column sort_name type text collate \"C\"",
    "alter table place alter column sort_name type text collate \"C\"",
    "alter table record alter column sort_name type text collate \"C\"",
    "alter table category alter column sort_name type text collate \"C\"",
];

/// Creates what search needs.
pub(crate) async fn install(db: &Db) -> Result<()> {
    match &db.engine {
        Engine::Sqlite { writer, .. } => {
            sqlx::raw_sql(SQLITE).execute(writer).await?;
        }
        Engine::Postgres(pool) => {
            let installed: bool =
                sqlx::query_scalar("select to_regclass('ticket_words') is not null")
                    .fetch_one(pool)
                    .await?;
            if installed {
                return Ok(());
            }
            let mut tx = pool.begin().await?;
            sqlx::query("select pg_advisory_xact_lock(4775)")
                .execute(&mut *tx)
                .await?;
            for statement in POSTGRES {
                sqlx::raw_sql(AssertSqlSafe(*statement))
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

impl Tx {
    /// Replaces the words of a ticket; `words` come from `domain::fold::index`.
    pub async fn set_ticket_words(&mut self, number: i64, words: &str) -> Result<()> {
        match self {
            Self::Sqlite(tx) => {
                sqlx::query("insert or replace into ticket_words (rowid, words) values ($1, $2)")
                    .bind(number)
                    .bind(words)
                    .execute(&mut **tx)
                    .await?;
            }
            Self::Postgres(tx) => {
                sqlx::query(
                    "insert into ticket_words (number, words) values ($1, array_to_tsvector(string_to_array($2, ' ')))
                     on conflict (number) do update set words = excluded.words",
                )
                .bind(number)
                .bind(words)
                .execute(&mut **tx)
                .await?;
            }
        }
        Ok(())
    }
}
