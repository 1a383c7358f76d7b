//! Planning with the database at hand: what no figure is kept of is counted on the spot.

use super::access::Reading;
use super::condition::{Condition, write_all};
use super::plan::{Access, Bounds, Driver, Planner};
use super::sql::Sql;
use super::wanted::{Branch, Wanted};
use crate::{Result, Tx};

impl Tx {
    /// The branches of what is wanted, each with its access; none when it contradicts itself.
    pub(super) async fn plan(
        &mut self,
        planner: &Planner,
        wanted: &Wanted<'_>,
        choose: impl Fn(&Branch, &[Driver]) -> Access,
    ) -> Result<Vec<Reading>> {
        let branches = wanted.branches()?;
        if branches.is_empty() {
            return Ok(Vec::new());
        }
        let probed = self.probe_drivers(planner.bounds, wanted).await?;
        let readings = branches.into_iter().map(|branch| {
            let access = choose(&branch, &probed);
            planner.reading(branch, access)
        });
        Ok(readings.collect())
    }

    /// Counts, up to a bound, what no figure is kept of: a contact's tickets, a machine's, a
    /// period's and the bin's. Reading an index alone, that is a fraction of a millisecond.
    async fn probe_drivers(&mut self, bounds: Bounds, wanted: &Wanted<'_>) -> Result<Vec<Driver>> {
        let bound = bounds.probe(wanted.sight);
        let asked = wanted.conditions();
        let mut drivers = Vec::new();
        for conditions in unknown_sets(&asked, bounds.hides_figures(wanted.sight)) {
            let mut sql = Sql::default();
            sql.push("select count(*) from (select 1 from ticket t where ");
            write_all(&conditions, &mut sql);
            sql.push(&format!(" limit {}) t", u64::from(bound) + 1));
            let found = sql.fetch_count(self).await?;
            drivers.push(Driver {
                conditions,
                rows: Some(found).filter(|rows| *rows <= u64::from(bound)),
                weight: 1.0,
            });
        }
        Ok(drivers)
    }
}

/// The sets of rows that have an index and no figure, or none that whoever asks may know.
fn unknown_sets(asked: &[Condition], hides_figures: bool) -> Vec<Vec<Condition>> {
    let mut sets = Vec::new();
    let mut period = Vec::new();
    for condition in asked {
        match condition {
            Condition::Contact(_) | Condition::Equipment(_) | Condition::Binned => {
                sets.push(vec![condition.clone()]);
            }
            Condition::Company(_) | Condition::Category(_) | Condition::Assignee(_)
                if hides_figures =>
            {
                sets.push(vec![condition.clone()]);
            }
            Condition::CreatedFrom(_) | Condition::CreatedBefore(_) => {
                period.push(condition.clone());
            }
            _ => {}
        }
    }
    if !period.is_empty() {
        sets.push(period);
    }
    sets
}
