//! Lists of tickets: pages by cursor, and counts.
//!
//! A page is exactly what the naive query answers, whatever the plan; a call reads a bounded
//! number of rows, so that a page may be short and yet have a next one. What a person may see
//! is a [`Sight`], which `office` makes of its actor.

mod access;
mod codes;
mod condition;
mod cursor;
mod order;
mod plan;
mod sql;
mod wanted;

use guichet_domain::{
    Channel, Criticality, Moment, Priority, StaffId, Stage, Status, TicketId, TicketSort,
};

use access::{Reading, Stretch};
use cursor::Keys;
pub use cursor::{BadCursor, Cursor};
pub use order::Order;
pub use plan::{Bounds, Planner};
pub(crate) use sql::{Bind, Sql};
pub use wanted::{Sight, Wanted};

use crate::{Error, Result, Tx};

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

/// What a [`TicketLine`] is read from, with its joins; `t` is the ticket.
pub(crate) const LINE: &str =
    "t.id, t.number, t.version, t.label, t.status, t.stage, t.criticality, t.priority, t.channel,
     c.name as company, trim(trim(k.title || ' ' || k.first_name) || ' ' || k.last_name) as contact,
     e.name as equipment, t.assignee_id, t.created_at, t.updated_at, t.due_at";
/// The joins of [`LINE`].
pub(crate) const LINE_JOINS: &str = "left join company c on c.id = t.company_id
     left join contact k on k.id = t.contact_id
     left join equipment e on e.id = t.equipment_id";

#[derive(sqlx::FromRow)]
struct Hit {
    branch: i32,
    #[sqlx(flatten)]
    line: TicketLine,
}

impl TicketLine {
    fn cursor(&self, sort: TicketSort) -> Cursor {
        Keys {
            id: self.id.0,
            number: self.number,
            priority: self.priority.rank(),
            created_at: self.created_at,
            updated_at: self.updated_at,
            due_at: self.due_at,
        }
        .cursor(sort)
    }
}

impl Tx {
    /// A page of at most `limit` tickets after a cursor. It must read one state of the database
    /// throughout, as the transactions of [`crate::Db::read`] do.
    pub async fn list_tickets(
        &mut self,
        planner: &Planner,
        wanted: &Wanted<'_>,
        order: Order,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page> {
        let limit = limit.max(1);
        if after.is_some_and(|after| after.sort() != order.sort) {
            return Err(Error::Refused("a page of another order".into()));
        }
        let readings = self.plan_page(planner, wanted, limit).await?;
        if readings.is_empty() {
            return Ok(Page::default());
        }
        let stretch = Stretch {
            order,
            after,
            walk: planner.bounds.walk,
        };
        let hits = self.read_hits(&readings, &stretch, limit + 1).await?;
        let horizon = self.horizon(&readings, &stretch, &hits, limit + 1).await?;
        Ok(page(hits, horizon, order, limit))
    }

    /// How many tickets there are, counted up to a cap.
    pub async fn count_tickets(
        &mut self,
        planner: &Planner,
        wanted: &Wanted<'_>,
        cap: u32,
    ) -> Result<Count> {
        let probed = self
            .probe_drivers(&wanted.conditions(), planner.bounds.driver)
            .await?;
        let mut sql = Sql::default();
        let branches = wanted.branches()?;
        if branches.is_empty() {
            return Ok(Count {
                count: 0,
                capped: false,
            });
        }
        sql.push("select count(*) from (");
        for (place, branch) in branches.into_iter().enumerate() {
            let access = planner.for_count(&branch, &probed);
            sql.push(if place > 0 {
                " union all select found from ("
            } else {
                "select found from ("
            });
            Reading { branch, access }.write_count(cap + 1, &mut sql);
            sql.push(&format!(") b{place}"));
        }
        sql.push(") hit");
        let found = sql.fetch_count(self).await?;
        Ok(Count {
            count: u32::try_from(found).map_or(cap, |found| found.min(cap)),
            capped: found > u64::from(cap),
        })
    }

    async fn plan_page(
        &mut self,
        planner: &Planner,
        wanted: &Wanted<'_>,
        limit: u32,
    ) -> Result<Vec<Reading>> {
        let branches = wanted.branches()?;
        if branches.is_empty() {
            return Ok(Vec::new());
        }
        let probed = self
            .probe_drivers(&wanted.conditions(), planner.bounds.driver)
            .await?;
        let readings = branches.into_iter().map(|branch| Reading {
            access: planner.for_page(&branch, &probed, limit),
            branch,
        });
        Ok(readings.collect())
    }

    /// The first rows of each branch, together in order.
    async fn read_hits(
        &mut self,
        readings: &[Reading],
        stretch: &Stretch<'_>,
        rows: u32,
    ) -> Result<Vec<Hit>> {
        let mut sql = Sql::default();
        sql.push(&format!("select hit.branch, {LINE} from ("));
        for (place, reading) in readings.iter().enumerate() {
            sql.push(if place > 0 {
                " union all select * from ("
            } else {
                "select * from ("
            });
            reading.write_page(place, stretch, rows, &mut sql);
            sql.push(&format!(") b{place}"));
        }
        // A cross join keeps SQLite from reading the tickets first.
        sql.push(&format!(
            ") hit cross join ticket t {LINE_JOINS} where t.id = hit.id"
        ));
        stretch.order.write("hit", &mut sql);
        sql.fetch_all(self).await
    }

    /// The first place beyond which a branch was not read: a walk that found too little and was
    /// stopped. Rows of the other branch beyond it would hide those not found yet.
    async fn horizon(
        &mut self,
        readings: &[Reading],
        stretch: &Stretch<'_>,
        hits: &[Hit],
        rows: u32,
    ) -> Result<Option<Cursor>> {
        let mut nearest: Option<Cursor> = None;
        for (place, reading) in readings.iter().enumerate() {
            let found = hits
                .iter()
                .filter(|hit| usize::try_from(hit.branch) == Ok(place))
                .count();
            let is_full = u32::try_from(found).is_ok_and(|found| found >= rows);
            if is_full || matches!(reading.access, plan::Access::Driver(_)) {
                continue;
            }
            let mut sql = Sql::default();
            reading.write_horizon(stretch, &mut sql);
            let last: Vec<Keys> = sql.fetch_all(self).await?;
            let reached = last.first().map(|keys| keys.cursor(stretch.order.sort));
            nearest = match (nearest, reached) {
                (Some(near), Some(far)) if stretch.order.is_after(&far, &near) => Some(near),
                (near, reached) => reached.or(near),
            };
        }
        Ok(nearest)
    }
}

/// Cuts what was found at the horizon and at the limit.
fn page(hits: Vec<Hit>, horizon: Option<Cursor>, order: Order, limit: u32) -> Page {
    let is_seen = |line: &TicketLine| {
        let place = line.cursor(order.sort);
        horizon.is_none_or(|horizon| !order.is_after(&place, &horizon))
    };
    let lines = hits.into_iter().map(|hit| hit.line);
    let mut rows: Vec<TicketLine> = lines.filter(is_seen).collect();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = if rows.len() > limit {
        rows.truncate(limit);
        rows.last().map(|line| line.cursor(order.sort))
    } else {
        horizon
    };
    Page {
        rows,
        more: next.is_some(),
        next,
    }
}
