//! Everything of an office carried into an empty database of either engine, and compared there: `guichet move`.
//!
//! Tables and columns are read from the schema itself, so that a new one is never forgotten. Not a backup: that is `copies`.

mod value;

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Row};

use crate::bulk::rows_per_statement;
use crate::rights::quoted;
use crate::{Db, Error, Result, Tx};
use value::{Kind, Value, bind_value, read_value};

/// What each database makes for itself: the record of its migrations, the words of search, notes of open transactions.
pub const ITS_OWN: [&str; 3] = ["_sqlx_migrations", "ticket_words", "acting"];

/// Rows are stored when so many bytes wait: files are large.
const ENOUGH: usize = 4 * 1024 * 1024;
/// Tickets whose words are gathered at once.
const PAGE: i64 = 500;

/// What one table holds: equal figures mean the same rows, whatever their order and their engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The table.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// The sum of their digests.
    pub sum: u128,
}

/// A table of the office, its columns by name.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
}

impl Db {
    /// What every table of the office holds, read at one moment; its owner's to ask.
    pub async fn tally(&self) -> Result<Vec<Tally>> {
        self.read().await?.tally().await
    }

    /// Carries everything of another office into this empty database, telling each table as it is done. Nothing is kept
    /// unless both hold the same in the end.
    pub async fn carry_from(
        &self,
        source: &Db,
        told: &mut dyn FnMut(&Tally),
    ) -> Result<Vec<Tally>> {
        if !source.is_ours() || !self.is_ours() {
            return Err(Error::Forbidden);
        }
        let (mut from, mut to) = (source.read().await?, self.write().await?);
        if to.tally().await?.iter().any(|table| table.rows > 0) {
            return Err(Error::NotEmpty(self.place().shown()));
        }
        let pointers = to.loosen().await?;
        let mut carried = Vec::new();
        for table in from.tables().await? {
            let tally = from.carry(&table, &mut to).await?;
            told(&tally);
            carried.push(tally);
        }
        to.run_all(pointers).await?;
        to.index_all().await?;
        let different = differences(&carried, &to.tally().await?);
        if !different.is_empty() {
            return Err(Error::Different(different.join("; ")));
        }
        to.commit().await?;
        self.restore_guards().await?;
        self.settle().await;
        Ok(carried)
    }
}

/// What the second does not hold as the first does, a sentence a table.
pub fn differences(first: &[Tally], second: &[Tally]) -> Vec<String> {
    let named =
        |list: &[Tally], table: &str| list.iter().find(|tally| tally.table == table).cloned();
    let lost = first
        .iter()
        .filter_map(|before| match named(second, &before.table) {
            None => Some(format!("{} is not there", before.table)),
            Some(after) if after == *before => None,
            Some(after) if after.rows == before.rows => Some(format!(
                "{}: {} rows, not the same",
                before.table, before.rows
            )),
            Some(after) => Some(format!(
                "{}: {} rows, then {}",
                before.table, before.rows, after.rows
            )),
        });
    let added = second
        .iter()
        .filter(|after| named(first, &after.table).is_none());
    lost.chain(added.map(|after| format!("{} was not there", after.table)))
        .collect()
}

/// Reads the rows of a table one by one; `$body` sees each as its values.
macro_rules! each_row {
    ($tx:expr, $table:expr, |$values:ident| $body:expr) => {{
        let text = $table.select();
        on!($tx, conn => {
            let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(conn);
            while let Some(row) = rows.try_next().await? {
                let mut $values: Vec<Value> = Vec::with_capacity($table.columns.len());
                for (place, (_, kind)) in $table.columns.iter().enumerate() {
                    $values.push(read_value!(row, place, kind));
                }
                $body
            }
        })
    }};
}

impl Tx {
    /// The office's tables as the schema has them, by name.
    async fn tables(&mut self) -> Result<Vec<Table>> {
        let text = match self {
            Self::Sqlite(_) => {
                "select m.name, c.name, lower(c.type) from sqlite_master m join pragma_table_info(m.name) c
                 where m.type = 'table' and m.name not like 'sqlite%' order by m.name, c.name"
            }
            Self::Postgres(_) => {
                "select cast(c.table_name as text), cast(c.column_name as text), cast(c.data_type as text)
                 from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                 where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                 order by c.table_name collate \"C\", c.column_name collate \"C\""
            }
        };
        let rows: Vec<(String, String, String)> =
            on!(self, conn => sqlx::query_as(text).fetch_all(conn).await)?;
        let mut tables: Vec<Table> = Vec::new();
        for (name, column, declared) in rows {
            // FTS5 keeps its index in tables named after its own.
            if ITS_OWN.contains(&name.as_str()) || name.starts_with("ticket_words_") {
                continue;
            }
            let kind = Kind::of(&declared).ok_or_else(|| {
                Error::Unreadable(format!(
                    "{name}.{column} is a {declared}, which is not carried"
                ))
            })?;
            match tables.last_mut() {
                Some(table) if table.name == name => table.columns.push((column, kind)),
                _ => tables.push(Table {
                    name,
                    columns: vec![(column, kind)],
                }),
            }
        }
        Ok(tables)
    }

    async fn tally(&mut self) -> Result<Vec<Tally>> {
        let mut all = Vec::new();
        for table in self.tables().await? {
            let mut tally = Tally::of(&table);
            each_row!(self, table, |row| tally.add(&row));
            all.push(tally);
        }
        Ok(all)
    }

    async fn carry(&mut self, table: &Table, to: &mut Self) -> Result<Tally> {
        let mut tally = Tally::of(table);
        let most = rows_per_statement(table.columns.len());
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        each_row!(self, table, |row| {
            tally.add(&row);
            bytes += row.iter().map(Value::size).sum::<usize>();
            waiting.push(row);
            if waiting.len() == most || bytes > ENOUGH {
                to.keep(table, std::mem::take(&mut waiting)).await?;
                bytes = 0;
            }
        });
        if !waiting.is_empty() {
            to.keep(table, waiting).await?;
        }
        Ok(tally)
    }

    async fn keep(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<()> {
        let into = format!("{} ({})", quoted(&table.name), table.names());
        let text = self.rows_text(&into, table.columns.len(), rows.len());
        run!(self, {
            let mut query = sqlx::query(AssertSqlSafe(text));
            for value in rows.into_iter().flatten() {
                query = bind_value!(query, value);
            }
            query
        })?;
        Ok(())
    }

    /// Rows come in no order: what they point to is looked for at the end, and steps of closed tickets are let in.
    /// Answers the statements that look for it.
    async fn loosen(&mut self) -> Result<Vec<String>> {
        const POINTERS: &str = "select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
             from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace";
        self.lift_step_guard().await?;
        let Self::Postgres(tx) = self else {
            // Looked for when the transaction is kept.
            run!(self, sqlx::query("pragma defer_foreign_keys = on"))?;
            return Ok(Vec::new());
        };
        // Deferred, each would wait in the server's memory, some twenty for every ticket.
        let pointers: Vec<(String, String)> = sqlx::query_as(POINTERS).fetch_all(&mut **tx).await?;
        let (dropped, added): (Vec<String>, Vec<String>) = pointers.into_iter().unzip();
        self.run_all(dropped).await?;
        Ok(added)
    }

    async fn run_all(&mut self, statements: Vec<String>) -> Result<()> {
        for statement in statements {
            run!(self, sqlx::raw_sql(AssertSqlSafe(statement)))?;
        }
        Ok(())
    }

    /// Gathers the words of every ticket, as each call does of its own.
    async fn index_all(&mut self) -> Result<()> {
        let mut after = i64::MIN;
        while let Some(upto) = self.number_after(after, PAGE).await? {
            let words = self.words_of_tickets(after, upto).await?;
            self.insert_ticket_words(&words).await?;
            after = upto;
        }
        Ok(())
    }
}

impl Table {
    fn names(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        names.join(", ")
    }

    fn select(&self) -> String {
        format!("select {} from {}", self.names(), quoted(&self.name))
    }
}

impl Tally {
    fn of(table: &Table) -> Self {
        Self {
            table: table.name.clone(),
            rows: 0,
            sum: 0,
        }
    }

    fn add(&mut self, row: &[Value]) {
        let mut hasher = Sha256::new();
        row.iter().for_each(|value| value.feed(&mut hasher));
        let digest = hasher.finalize();
        let half = digest.iter().take(16);
        let number = half.fold(0, |number: u128, byte| (number << 8) | u128::from(*byte));
        self.rows += 1;
        // Sums, so that the order says nothing and equal rows do not cancel each other.
        self.sum = self.sum.wrapping_add(number);
    }
}
