//! Where a page ended: the sort key of a row, as an opaque word on the wire.

use std::str::FromStr;

use chrono::DateTime;
use guichet_domain::{Moment, TicketSort};
use uuid::Uuid;

/// The first microsecond of the year 10000.
const LATEST: i64 = 253_402_300_800_000_000;

/// The place of a row in one of the orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cursor {
    /// By due time.
    Due(Moment, Uuid),
    /// By priority, the oldest first.
    Priority(i16, Moment, Uuid),
    /// By last change.
    Updated(Moment, Uuid),
    /// By number.
    Number(i64),
}

/// A cursor that this program did not write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this page's beginning cannot be read: {0}")]
pub struct BadCursor(pub String);

/// The columns of a ticket that make its place in any order.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(super) struct Keys {
    pub id: Uuid,
    pub number: i64,
    pub priority: i16,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub due_at: Moment,
}

impl Keys {
    pub const fn cursor(&self, sort: TicketSort) -> Cursor {
        match sort {
            TicketSort::Due => Cursor::Due(self.due_at, self.id),
            TicketSort::Priority => Cursor::Priority(self.priority, self.created_at, self.id),
            TicketSort::Updated => Cursor::Updated(self.updated_at, self.id),
            TicketSort::Number => Cursor::Number(self.number),
        }
    }
}

impl Cursor {
    /// The order it is a place of.
    pub const fn sort(&self) -> TicketSort {
        match self {
            Self::Due(..) => TicketSort::Due,
            Self::Priority(..) => TicketSort::Priority,
            Self::Updated(..) => TicketSort::Updated,
            Self::Number(_) => TicketSort::Number,
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sort = self.sort();
        match self {
            Self::Due(at, id) | Self::Updated(at, id) => {
                write!(f, "{sort}.{}.{}", at.timestamp_micros(), id.simple())
            }
            Self::Priority(rank, at, id) => {
                write!(f, "{sort}.{rank}.{}.{}", at.timestamp_micros(), id.simple())
            }
            Self::Number(number) => write!(f, "{sort}.{number}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| BadCursor(text.chars().take(80).collect()))
    }
}

fn parse(text: &str) -> Option<Cursor> {
    let parts: Vec<&str> = text.split('.').collect();
    let (sort, rest) = parts.split_first()?;
    let time = |micros: &str| {
        let micros = micros.parse().ok()?;
        // PostgreSQL keeps fewer years than chrono: a forged one would be a fault, not a refusal.
        (0..LATEST)
            .contains(&micros)
            .then(|| DateTime::from_timestamp_micros(micros))?
    };
    let id = |text: &str| Uuid::try_parse(text).ok();
    Some(match (sort.parse().ok()?, rest) {
        (TicketSort::Due, [at, of]) => Cursor::Due(time(at)?, id(of)?),
        (TicketSort::Updated, [at, of]) => Cursor::Updated(time(at)?, id(of)?),
        (TicketSort::Priority, [rank, at, of]) => {
            Cursor::Priority(rank.parse().ok()?, time(at)?, id(of)?)
        }
        (TicketSort::Number, [number]) => Cursor::Number(number.parse().ok()?),
        (TicketSort::Due | TicketSort::Updated | TicketSort::Priority | TicketSort::Number, _) => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_left() {
        let at = DateTime::from_timestamp_micros(1_795_000_000_123_456).expect("a time");
        let id = Uuid::from_u128(7);
        for cursor in [
            Cursor::Due(at, id),
            Cursor::Priority(3, at, id),
            Cursor::Updated(at, id),
            Cursor::Number(42),
        ] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn what_is_no_cursor_is_told() {
        for text in [
            "",
            "due",
            "due.x.y",
            "due.-9000000000000000000.00000000000000000000000000000007",
            "number.12.3",
            "later.1",
            "priority.1.2",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(BadCursor(text.into())));
        }
    }
}
