//! An order of tickets as text: its columns, what follows a cursor, and what a filter implies of it.

use guichet_domain::TicketSort;

use super::codes::Codes;
use super::condition::Condition;
use super::cursor::Cursor;
use super::sql::{Bind, Sql};

/// An order of tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub sort: TicketSort,
    /// Whether it is turned round, its ties too.
    pub descending: bool,
}

impl Order {
    const fn columns(self) -> &'static [&'static str] {
        match self.sort {
            TicketSort::Due => &["due_at", "id"],
            TicketSort::Priority => &["priority", "created_at", "id"],
            TicketSort::Updated => &["updated_at", "id"],
            TicketSort::Number => &["number"],
        }
    }

    /// Writes ` order by …`.
    pub(super) fn write(self, alias: &str, sql: &mut Sql) {
        let turn = if self.descending { " desc" } else { "" };
        let columns = self.columns().iter();
        let columns: Vec<String> = columns
            .map(|name| format!("{alias}.{name}{turn}"))
            .collect();
        sql.push(" order by ").push(&columns.join(", "));
    }

    /// Writes what is true of the tickets after this place.
    pub(super) fn write_after(self, place: &Cursor, sql: &mut Sql) {
        let columns = self.columns().iter();
        let columns: Vec<String> = columns.map(|name| format!("t.{name}")).collect();
        let sign = if self.descending { " < " } else { " > " };
        let values = match *place {
            Cursor::Due(at, id) | Cursor::Updated(at, id) => vec![Bind::Time(at), Bind::Id(id)],
            Cursor::Priority(rank, at, id) => {
                vec![Bind::Small(rank), Bind::Time(at), Bind::Id(id)]
            }
            Cursor::Number(number) => vec![Bind::Number(number)],
        };
        sql.push(&format!("({}){sign}(", columns.join(", ")))
            .bind_all(values)
            .push(")");
    }

    /// Whether a place comes after another.
    pub(super) fn is_after(self, place: &Cursor, other: &Cursor) -> bool {
        match self.descending {
            true => place < other,
            false => place > other,
        }
    }

    /// Writes what the conditions imply of the first sort column, each after ` and `: a ticket is
    /// never due nor changed before it was created.
    pub(super) fn write_implied(self, codes: &Codes, conditions: &[Condition], sql: &mut Sql) {
        for condition in conditions {
            match (self.sort, condition) {
                (TicketSort::Due, Condition::CreatedFrom(from)) => {
                    sql.push(" and t.due_at >= ").bind(Bind::Time(*from));
                }
                (TicketSort::Due, Condition::DueBefore(now)) => {
                    sql.push(" and t.due_at < ").bind(Bind::Time(*now));
                }
                (TicketSort::Updated, Condition::CreatedFrom(from)) => {
                    sql.push(" and t.updated_at >= ").bind(Bind::Time(*from));
                }
                _ => {}
            }
        }
        if let (TicketSort::Priority, Some((gravest, least))) = (self.sort, codes.priorities()) {
            sql.push(" and t.priority >= ")
                .bind(Bind::Small(gravest.rank()))
                .push(" and t.priority <= ")
                .bind(Bind::Small(least.rank()));
        }
    }
}
