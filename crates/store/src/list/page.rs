//! A page: each branch read by its access, put together in order, cut at the horizon.

use guichet_domain::TicketSort;

use super::access::{Reading, Stretch};
use super::cursor::{Cursor, Keys};
use super::order::Order;
use super::plan::{Access, Planner};
use super::sql::Sql;
use super::wanted::Wanted;
use super::{LINE, Page, TicketLine};
use crate::{Error, Result, Tx};

/// A row of the page, with the place of the branch it was found by.
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
        let readings = self
            .plan(planner, wanted, |branch, probed| {
                planner.for_page(branch, probed, limit)
            })
            .await?;
        if readings.is_empty() {
            return Ok(Page::default());
        }
        let stretch = Stretch { order, after };
        let hits = self.read_hits(&readings, &stretch, limit + 1).await?;
        let horizon = self.horizon(&readings, &stretch, &hits, limit + 1).await?;
        Ok(page(hits, horizon, order, limit))
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
        sql.union_all(readings.len(), |place, sql| {
            readings[place].write_page(place, stretch, rows, sql);
        });
        // A cross join keeps SQLite from reading the tickets first.
        sql.push(") hit cross join ticket t where t.id = hit.id");
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
            if is_full || matches!(reading.access, Access::Driver(_)) {
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
