//! A statement under construction: its text with numbered placeholders, and the values they stand for.
//!
//! Values are never spliced into the text. Two kinds of digits are written out, both our own
//! constants and neither from a caller: how many rows a statement may read, since a planner
//! must see that number, and which branch a row comes from.

use guichet_domain::Moment;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Arguments, AssertSqlSafe, Database, Encode, FromRow, Postgres, Sqlite, Type};
use uuid::Uuid;

use crate::{Error, Result, Tx};

/// A value of a statement.
#[derive(Debug, Clone)]
pub(crate) enum Bind {
    Id(Uuid),
    Time(Moment),
    Number(i64),
    Small(i16),
    Text(String),
}

/// A statement under construction.
#[derive(Debug, Default)]
pub(crate) struct Sql {
    text: String,
    binds: Vec<Bind>,
}

impl Sql {
    /// Adds text, which holds no value.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Keeps a value whose placeholder is in text that was written beforehand.
    pub fn hold(&mut self, value: Bind) -> &mut Self {
        self.binds.push(value);
        self
    }

    /// Adds the placeholder of a value.
    pub fn bind(&mut self, value: Bind) -> &mut Self {
        self.binds.push(value);
        let place = format!("${}", self.binds.len());
        self.push(&place)
    }

    /// Adds the placeholders of several values, with commas between them.
    pub fn bind_all(&mut self, values: impl IntoIterator<Item = Bind>) -> &mut Self {
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }

    /// Adds so many selects, one after the other, as one table.
    pub fn union_all(&mut self, selects: usize, write: impl Fn(usize, &mut Self)) -> &mut Self {
        for place in 0..selects {
            let all = if place > 0 { " union all " } else { "" };
            self.push(&format!("{all}select * from ("));
            write(place, self);
            self.push(&format!(") b{place}"));
        }
        self
    }

    /// Its rows.
    pub async fn fetch_all<T>(&self, tx: &mut Tx) -> Result<Vec<T>>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let text = AssertSqlSafe(self.text.as_str());
        Ok(match tx {
            Tx::Sqlite(tx) => {
                let values = arguments::<Sqlite>(&self.binds).map_err(sqlx::Error::Encode)?;
                sqlx::query_as_with(text, values)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Tx::Postgres(tx) => {
                let values = arguments::<Postgres>(&self.binds).map_err(sqlx::Error::Encode)?;
                sqlx::query_as_with(text, values)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// The one number it answers.
    pub async fn fetch_count(&self, tx: &mut Tx) -> Result<u64> {
        let rows: Vec<(i64,)> = self.fetch_all(tx).await?;
        let counted = rows.first().and_then(|(count,)| u64::try_from(*count).ok());
        counted.ok_or_else(|| Error::Unreadable("a count".into()))
    }
}

fn arguments<DB: Database>(binds: &[Bind]) -> std::result::Result<DB::Arguments, BoxDynError>
where
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    Moment: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    i16: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut arguments = DB::Arguments::default();
    for bind in binds {
        match bind {
            Bind::Id(id) => arguments.add(*id)?,
            Bind::Time(time) => arguments.add(*time)?,
            Bind::Number(number) => arguments.add(*number)?,
            Bind::Small(small) => arguments.add(*small)?,
            Bind::Text(text) => arguments.add(text.clone())?,
        }
    }
    Ok(arguments)
}
