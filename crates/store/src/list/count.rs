//! Counts up to a cap: no counter is kept, so that no two changes wait for each other.

use super::Count;
use super::plan::Planner;
use super::sql::Sql;
use super::wanted::Wanted;
use crate::{Result, Tx};

impl Tx {
    /// How many tickets there are, counted up to a cap.
    pub async fn count_tickets(
        &mut self,
        planner: &Planner,
        wanted: &Wanted<'_>,
        cap: u32,
    ) -> Result<Count> {
        let readings = self
            .plan(planner, wanted, |branch, probed| {
                planner.for_count(branch, probed)
            })
            .await?;
        if readings.is_empty() {
            return Ok(Count {
                count: 0,
                capped: false,
            });
        }
        let mut sql = Sql::default();
        sql.push("select count(*) from (");
        sql.union_all(readings.len(), |place, sql| {
            readings[place].write_count(cap + 1, sql);
        });
        sql.push(") hit");
        let found = sql.fetch_count(self).await?;
        Ok(Count {
            count: u32::try_from(found).map_or(cap, |found| found.min(cap)),
            capped: found > u64::from(cap),
        })
    }
}
