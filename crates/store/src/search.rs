//! The seam of full-text search: FTS5 on SQLite, a tsvector read through a definer function on
//! PostgreSQL. Both hold the words of `domain::fold` and no others, so they find the same rows.

mod found;

pub use found::Found;

use sqlx::AssertSqlSafe;

use crate::db::Engine;
use crate::{Db, Result, Tx};

/// The FTS5 table: its rowid is the ticket's number, so that the newest come first for free. Its
/// tokenizer parts words at ASCII signs alone, as `fold` joined them; `unicode61` has its own idea
/// of letters, and would part words that PostgreSQL keeps whole.
const SQLITE: &str = "create virtual table if not exists ticket_words using fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4', tokenize = 'ascii')";

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

/// The tickets its caller sees whose words match, the newest first: all of them when no more than [`RANKED`] match
/// (`whole`), else at most `wanted`, each looked at until there are enough. A common word is met soon among the newest
/// 20,000; anything else is read by the index. Which it is, the planner's own figures say; left to choose the whole
/// way, it walked every row for two common words that never meet. It runs as its owner, since `@@` may not use an index
/// under row-level security, and tests itself what its caller sees. It is volatile because only such a function may ask
/// for a plan.
pub(crate) const FIND_TICKETS: &str = "create function find_tickets(asked text, wanted bigint)
    returns table (number bigint, label text, whole boolean)
    language plpgsql volatile security definer set search_path from current as $$
    #variable_conflict use_column
    declare
        query constant tsquery := cast(asked as tsquery);
        plan json;
        met bigint[];
        labels text[];
        is_whole boolean;
    begin
        execute 'explain (format json) select 1 from ticket_words w where w.words @@ $1' into plan using query;
        if cast(plan #>> '{0,Plan,Plan Rows}' as double precision) > (case when sees_all() then 1500 else 8000 end) then
            select array_agg(newest.number), array_agg(newest.label) into met, labels
            from (
                select recent.number, seen.label
                from (select w.number, w.words from ticket_words w order by w.number desc limit 20000) recent
                cross join lateral (
                    select t.label from ticket t
                    where t.number = recent.number and t.binned_at is null and ({sees t}) offset 0) seen
                where recent.words @@ query
                order by recent.number desc
                limit wanted) newest;
            if cardinality(met) = wanted then
                return query select f.number, f.label, false from unnest(met, labels) f(number, label);
                return;
            end if;
        end if;
        met := array(select w.number from ticket_words w where w.words @@ query order by w.number desc limit 20000);
        is_whole := cardinality(met) <= {ranked};
        return query
            select hit.number, seen.label, is_whole
            from unnest(met) with ordinality hit(number, place)
            cross join lateral (
                select t.label from ticket t
                where t.number = hit.number and t.binned_at is null and ({sees t}) offset 0) seen
            order by hit.place
            limit case when is_whole then null else wanted end;
    end $$";

/// The most matches that are ranked; beyond, the newest come first.
pub(crate) const RANKED: u32 = 1_000;

/// What a function answers cannot be replaced.
pub(crate) const FORGET: &str =
    "drop function if exists find_tickets(text, bigint), find_seen(tsquery, bigint, bigint)";

/// A definer function must not look anything up where its caller can put something.
pub(crate) const PIN: &str =
    "select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)";

/// Everybody may run a new function.
pub(crate) const KEEP: &str = "revoke execute on function find_tickets(text, bigint) from public";

/// Creates what search needs.
pub(crate) async fn install(db: &Db) -> Result<()> {
    match &db.engine {
        Engine::Sqlite { writer, .. } => {
            sqlx::raw_sql(SQLITE).execute(writer).await?;
        }
        Engine::Postgres { pool, .. } => {
            let mut tx = pool.begin().await?;
            sqlx::query("select pg_advisory_xact_lock(4775)")
                .execute(&mut *tx)
                .await?;
            let installed: bool =
                sqlx::query_scalar("select to_regclass('ticket_words') is not null")
                    .fetch_one(&mut *tx)
                    .await?;
            let tables = POSTGRES.iter().filter(|_| !installed);
            for statement in tables.chain(&[PIN]) {
                sqlx::raw_sql(AssertSqlSafe(*statement))
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Tickets whose words are kept in one statement.
const WORDS_AT_ONCE: usize = 100;

impl Tx {
    /// The words asked, each a beginning, in the engine's own language; they hold letters and
    /// digits alone.
    fn asked(&self, words: &[String]) -> String {
        let (quote, any_end, and) = match self {
            Self::Sqlite(_) => ('"', " *", " "),
            Self::Postgres(_) => ('\'', ":*", " & "),
        };
        let words = words
            .iter()
            .map(|word| format!("{quote}{word}{quote}{any_end}"));
        words.collect::<Vec<_>>().join(and)
    }

    /// Keeps the words of new tickets, each with its number.
    pub async fn insert_ticket_words(&mut self, rows: &[(i64, String)]) -> Result<()> {
        let (into, words) = match self {
            Self::Sqlite(_) => ("ticket_words (rowid, words)", "$words"),
            Self::Postgres(_) => (
                "ticket_words (number, words)",
                "array_to_tsvector(string_to_array($words, ' '))",
            ),
        };
        for chunk in rows.chunks(WORDS_AT_ONCE) {
            let mark = |n: usize| words.replace("$words", &format!("${n}"));
            let values =
                (0..chunk.len()).map(|row| format!("(${}, {})", 2 * row + 1, mark(2 * row + 2)));
            let text = format!(
                "insert into {into} values {}",
                values.collect::<Vec<_>>().join(", ")
            );
            run!(self, {
                let mut query = sqlx::query(AssertSqlSafe(text));
                for (number, words) in chunk {
                    query = query.bind(number).bind(words);
                }
                query
            })?;
        }
        Ok(())
    }

    /// Adds words to those of a ticket whose others this person may not read, where the engine keeps that from them.
    pub(crate) async fn add_ticket_words(&mut self, number: i64, words: &str) -> Result<bool> {
        let Self::Postgres(tx) = self else {
            return Ok(false);
        };
        sqlx::query("select add_words($1, $2)")
            .bind(number)
            .bind(words)
            .execute(&mut **tx)
            .await?;
        Ok(true)
    }

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
                sqlx::query("select keep_words($1, $2)")
                    .bind(number)
                    .bind(words)
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }
}
