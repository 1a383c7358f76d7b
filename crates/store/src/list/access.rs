//! One branch of a list as text: an access path's rows, the conditions tested on them, their order.

use guichet_domain::StaffId;

use super::codes::Codes;
use super::condition::{Condition, write_all, write_facet};
use super::cursor::Cursor;
use super::order::Order;
use super::plan::Access;
use super::sql::{Bind, Sql};
use super::wanted::Branch;

/// The columns that conditions and orders read; a label is fetched for the rows of the page alone.
const SMALL: &str = "t.id, t.number, t.facet, t.priority, t.created_at, t.updated_at, t.due_at, t.company_id, t.category_id,
     t.contact_id, t.equipment_id, t.assignee_id, t.created_by_staff_id, t.binned_at";
/// The columns a place in an order is made of.
const KEYS: &str = "t.id, t.number, t.priority, t.created_at, t.updated_at, t.due_at";

/// A branch with the access it is read by.
#[derive(Debug)]
pub(super) struct Reading {
    pub branch: Branch,
    pub access: Access,
    /// Longest walk.
    pub walk: u32,
}

/// The part of an order that is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub order: Order,
    pub after: Option<&'a Cursor>,
}

impl Reading {
    /// Writes the first rows of the branch, at most so many, marked with the branch's place.
    pub fn write_page(&self, place: usize, stretch: &Stretch, rows: u32, sql: &mut Sql) {
        sql.push(&format!("select {place} as branch, {KEYS} from ("));
        match &self.access {
            Access::Driver(conditions) => write_driver(conditions, sql),
            Access::Walk(_) => {
                self.write_walk(SMALL, stretch, sql);
                sql.push(&format!(" limit {}", self.walk));
            }
        }
        sql.push(") t where ");
        write_all(&self.branch.conditions, sql);
        if let Some(after) = stretch.after {
            sql.push(" and ");
            stretch.order.write_after(after, sql);
        }
        stretch.order.write("t", sql);
        sql.push(&format!(" limit {rows}"));
    }

    /// Writes one row per ticket of the branch, at most so many, in no order.
    pub fn write_count(&self, rows: u32, sql: &mut Sql) {
        sql.push("select 1 as found from (");
        match &self.access {
            Access::Driver(conditions) => write_driver(conditions, sql),
            Access::Walk(family) => {
                let within = family.sql().unwrap_or("true");
                sql.push(&format!("select {SMALL} from ticket t where {within}"));
            }
        }
        sql.push(") t where ");
        write_all(&self.branch.conditions, sql);
        sql.push(&format!(" limit {rows}"));
    }

    /// Writes the last row a full walk reads; it finds none when the walk reached the end.
    pub fn write_horizon(&self, stretch: &Stretch, sql: &mut Sql) {
        self.write_walk(KEYS, stretch, sql);
        sql.push(&format!(" limit 1 offset {}", self.walk.saturating_sub(1)));
    }

    /// Writes the rows of the order's index from the cursor on, within what the branch implies.
    fn write_walk(&self, columns: &str, stretch: &Stretch, sql: &mut Sql) {
        let Branch {
            codes, conditions, ..
        } = &self.branch;
        let within = codes.family().sql().unwrap_or("true");
        sql.push(&format!("select {columns} from ticket t where {within}"));
        stretch.order.write_implied(codes, conditions, sql);
        if let Some(after) = stretch.after {
            sql.push(" and ");
            stretch.order.write_after(after, sql);
        }
        stretch.order.write("t", sql);
    }
}

/// Writes the rows of a driver and nothing else: with more conditions inside, both planners
/// were seen to prefer another index. The limit cuts nothing; it keeps them from looking inside.
fn write_driver(conditions: &[Condition], sql: &mut Sql) {
    match conditions {
        [Condition::On(id), Condition::Facet(codes)] => write_on(*id, codes, sql),
        _ => {
            sql.push(&format!("select {SMALL} from ticket t where "));
            write_all(conditions, sql);
        }
    }
    sql.push(&format!(" limit {}", i64::MAX));
}

fn write_on(id: StaffId, codes: &Codes, sql: &mut Sql) {
    sql.push(&format!(
        "select {SMALL} from ticket_staff s cross join ticket t where t.id = s.ticket_id and s.staff_id = "
    ))
    .bind(Bind::Id(id.0))
    .push(" and ");
    write_facet(codes, "s", sql);
}
