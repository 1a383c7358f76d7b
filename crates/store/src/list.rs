//! Lists of tickets: pages by cursor, and counts.
//!
//! A page is exactly what the naive query answers, whatever the plan; a call reads a bounded
//! number of rows, so that a page may be short and yet have a next one. What a person may see
//! is a [`Sight`], which `office` makes of its actor.

mod access;
mod codes;
mod condition;
mod count;
mod cursor;
mod order;
mod page;
mod plan;
mod probe;
mod sql;
mod wanted;

use guichet_domain::{Channel, Criticality, Moment, Priority, StaffId, Stage, Status, TicketId};

pub use cursor::{BadCursor, Cursor};
pub use order::Order;
pub use plan::{Bounds, Hides, Planner};
pub(crate) use sql::{Bind, Sql};
pub use wanted::{Sight, Wanted};

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TicketLine {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// Its title.
    pub label: String,
    /// Where it stands.
    pub status: Status,
    /// Where it stands inside.
    pub stage: Stage,
    /// The client's view.
    pub criticality: Criticality,
    /// The technician's view.
    pub priority: Priority,
    /// How it came.
    pub channel: Channel,
    /// The company's name.
    pub company: Option<String>,
    /// The contact's title and names.
    pub contact: Option<String>,
    /// The machine's name.
    pub equipment: Option<String>,
    /// Who has it.
    pub assignee_id: Option<StaffId>,
    /// When it was logged.
    pub created_at: Moment,
    /// Its last change or step.
    pub updated_at: Moment,
    /// When it should be done.
    pub due_at: Moment,
}

/// A page of tickets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The rows, in order.
    pub rows: Vec<TicketLine>,
    /// Where the next page begins; there is one whenever there is `more`.
    pub next: Option<Cursor>,
    /// Whether rows may follow.
    pub more: bool,
}

/// How many tickets there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At most the cap.
    pub count: u32,
    /// Whether there are more.
    pub capped: bool,
}

/// What a [`TicketLine`] is read from; `t` is the ticket. Names are looked up row by row: joined, PostgreSQL was
/// seen to read the whole directory, expecting two rows of a page.
pub(crate) const LINE: &str =
    "t.id, t.number, t.version, t.label, t.status, t.stage, t.criticality, t.priority, t.channel,
     (select c.name from company c where c.id = t.company_id) as company,
     (select trim(trim(k.title || ' ' || k.first_name) || ' ' || k.last_name) from contact k where k.id = t.contact_id) as contact,
     (select e.name from equipment e where e.id = t.equipment_id) as equipment,
     t.assignee_id, t.created_at, t.updated_at, t.due_at";
