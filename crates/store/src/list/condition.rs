//! One thing a list asks of a ticket, as text; `t` is the ticket.

use guichet_domain::{Moment, StaffId};
use uuid::Uuid;

use super::codes::Codes;
use super::sql::{Bind, Sql};

/// One thing a list asks of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    Facet(Codes),
    Company(Uuid),
    Category(Uuid),
    Contact(Uuid),
    Equipment(Uuid),
    Assignee(Uuid),
    CreatedFrom(Moment),
    CreatedBefore(Moment),
    DueBefore(Moment),
    Binned,
    NotBinned,
    On(StaffId),
    LoggedBy(StaffId),
}

impl Condition {
    /// Whether it says what somebody sees, not what they ask.
    pub const fn is_sight(&self) -> bool {
        matches!(self, Self::On(_) | Self::LoggedBy(_))
    }

    /// Writes it; a set of every code asks nothing and writes `true`.
    pub fn write(&self, sql: &mut Sql) {
        match self {
            Self::Facet(codes) => write_facet(codes, "t", sql),
            Self::Company(id) => column(sql, "t.company_id = ", Bind::Id(*id)),
            Self::Category(id) => column(sql, "t.category_id = ", Bind::Id(*id)),
            Self::Contact(id) => column(sql, "t.contact_id = ", Bind::Id(*id)),
            Self::Equipment(id) => column(sql, "t.equipment_id = ", Bind::Id(*id)),
            Self::Assignee(id) => column(sql, "t.assignee_id = ", Bind::Id(*id)),
            Self::CreatedFrom(time) => column(sql, "t.created_at >= ", Bind::Time(*time)),
            Self::CreatedBefore(time) => column(sql, "t.created_at < ", Bind::Time(*time)),
            Self::DueBefore(time) => column(sql, "t.due_at < ", Bind::Time(*time)),
            Self::LoggedBy(id) => column(sql, "t.created_by_staff_id = ", Bind::Id(id.0)),
            Self::Binned => {
                sql.push("t.binned_at is not null");
            }
            Self::NotBinned => {
                sql.push("t.binned_at is null");
            }
            Self::On(id) => {
                sql.push("exists (select 1 from ticket_staff s where s.ticket_id = t.id and s.staff_id = ")
                    .bind(Bind::Id(id.0))
                    .push(" and (s.assignee or s.technician or s.executor))");
            }
        }
    }
}

fn column(sql: &mut Sql, test: &str, value: Bind) {
    sql.push(test).bind(value);
}

/// Writes `alias.facet between …` for a run of codes, else `in (…)`.
pub(super) fn write_facet(codes: &Codes, alias: &str, sql: &mut Sql) {
    if codes.is_everything() {
        sql.push("true");
    } else if let Some((first, last)) = codes.as_run() {
        sql.push(alias)
            .push(".facet between ")
            .bind(Bind::Small(first))
            .push(" and ")
            .bind(Bind::Small(last));
    } else {
        sql.push(alias)
            .push(".facet in (")
            .bind_all(codes.iter().map(Bind::Small))
            .push(")");
    }
}

/// Writes all of them, joined by `and`.
pub(super) fn write_all<'a>(conditions: impl IntoIterator<Item = &'a Condition>, sql: &mut Sql) {
    for (place, condition) in conditions.into_iter().enumerate() {
        if place > 0 {
            sql.push(" and ");
        }
        condition.write(sql);
    }
}
