//! The plan chooser: by which rows a branch is reached.
//!
//! A *driver* is the smallest set of rows one index finds, read whole; a *walk* reads the index
//! of the order, a bounded number of rows. Whichever is chosen, every condition is tested again
//! on the rows: figures may be wrong, pages may not.

use std::sync::Arc;

use super::access::Reading;
use super::codes::{Codes, Family};
use super::condition::Condition;
use super::wanted::{Branch, Sight};
use crate::statistics::{Dimension, ListStatistics};

/// How many rows one call may read in a branch.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Largest driver, in rows of one index lookup each.
    pub driver: u32,
    /// Longest walk.
    pub walk: u32,
    /// What the database itself hides from whoever asks.
    pub hides: Hides,
}

/// What the database itself hides from whoever asks, as PostgreSQL's policies do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hides {
    /// Nothing.
    Nothing,
    /// The tickets a person does not see: a walk counts only those they do, and passes over the rest unbounded.
    Tickets,
    /// And how many there are: on a person's own connection no figures are known but their own.
    Figures,
}

impl Default for Bounds {
    /// Measured at a million tickets: what fits in 20 ms on either engine.
    fn default() -> Self {
        Self {
            driver: 6_000,
            walk: 5_000,
            hides: Hides::Nothing,
        }
    }
}

impl Bounds {
    /// Longest walk of a branch. Somebody sees about a ninth of the tickets, and each is looked up by the policy.
    fn walk_of(self, branch: &Branch) -> u32 {
        match branch.codes.family() {
            _ if self.hides == Hides::Nothing => self.walk,
            Family::Pool => self.walk.min(3_000),
            _ if branch.is_partly_seen => self.walk.min(100),
            _ => self.walk,
        }
    }

    /// Largest driver of a branch, each row of which the policy looks up.
    fn driver_of(self, branch: &Branch) -> u32 {
        match self.hides != Hides::Nothing && branch.is_partly_seen {
            true => self.driver.min(1_500),
            false => self.driver,
        }
    }

    /// How far what no figure is kept of is counted, in rows that are seen.
    pub(super) fn probe(self, sight: Sight) -> u32 {
        match self.hides != Hides::Nothing && sight != Sight::Everything {
            true => self.driver.min(1_000),
            false => self.driver,
        }
    }

    /// Whether the figures of what is asked are hidden from whoever asks.
    pub(super) fn hides_figures(self, sight: Sight) -> bool {
        self.hides == Hides::Figures && sight != Sight::Everything
    }
}

/// What chooses the plans of lists.
#[derive(Debug, Clone)]
pub struct Planner {
    statistics: Arc<ListStatistics>,
    pub(super) bounds: Bounds,
}

/// How a branch is reached.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Access {
    /// By the rows one index finds: all of these conditions and no other.
    Driver(Vec<Condition>),
    /// Along the index of the order.
    Walk(Family),
}

/// A set of rows one index finds.
#[derive(Debug, Clone)]
pub(super) struct Driver {
    pub conditions: Vec<Condition>,
    /// `None` when nobody knows.
    pub rows: Option<u64>,
    /// What one of its rows costs, in lookups by number.
    pub weight: f64,
}

impl Driver {
    fn cost(&self) -> Option<f64> {
        Some(self.rows? as f64 * self.weight)
    }
}

impl Planner {
    /// A planner with these figures and bounds.
    pub fn new(statistics: Arc<ListStatistics>, bounds: Bounds) -> Self {
        Self { statistics, bounds }
    }

    /// A branch with the way it is read. What the database hides by itself is not tested again.
    pub(super) fn reading(&self, mut branch: Branch, access: Access) -> Reading {
        let walk = self.bounds.walk_of(&branch);
        if self.bounds.hides != Hides::Nothing {
            branch.conditions.retain(|asked| !asked.is_sight());
        }
        Reading {
            branch,
            access,
            walk,
        }
    }

    /// The access by which a page of so many rows costs least.
    pub(super) fn for_page(&self, branch: &Branch, probed: &[Driver], limit: u32) -> Access {
        let drivers = self.drivers(branch, probed);
        let family = branch.codes.family();
        let walk = self.walk_length(&drivers, &branch.codes, family, limit);
        let bound = f64::from(self.bounds.driver_of(branch));
        match cheapest(&drivers) {
            Some((driver, cost)) if cost <= bound && cost <= walk => {
                Access::Driver(driver.conditions.clone())
            }
            _ => Access::Walk(family),
        }
    }

    /// The access by which counting costs least: no order to follow, so no walk to bound.
    pub(super) fn for_count(&self, branch: &Branch, probed: &[Driver]) -> Access {
        let drivers = self.drivers(branch, probed);
        match cheapest(&drivers).or_else(|| Some((drivers.first()?, f64::MAX))) {
            Some((driver, _)) => Access::Driver(driver.conditions.clone()),
            None => Access::Walk(branch.codes.family()),
        }
    }

    fn drivers(&self, branch: &Branch, probed: &[Driver]) -> Vec<Driver> {
        let codes: Vec<i16> = branch.codes.iter().collect();
        let hides = self.bounds.hides == Hides::Figures && branch.is_partly_seen;
        let counted = branch.conditions.iter().filter_map(|condition| {
            let (rows, weight) = self.rows_of(condition, &codes)?;
            let rows = rows.filter(|_| !hides || condition.is_sight() || is_own(branch, condition));
            let facet = Condition::Facet(branch.codes.clone());
            let mut conditions = vec![condition.clone()];
            if *condition != facet {
                conditions.push(facet);
            }
            Some(Driver {
                conditions,
                rows,
                weight,
            })
        });
        counted.chain(probed.iter().cloned()).collect()
    }

    /// The figures of a condition that has any: rows, and the cost of one.
    fn rows_of(&self, condition: &Condition, codes: &[i16]) -> Option<(Option<u64>, f64)> {
        let of = |dimension, key| self.statistics.tickets_of(dimension, key, codes);
        match condition {
            Condition::Company(id) => Some((of(Dimension::Company, *id), 1.0)),
            Condition::Category(id) => Some((of(Dimension::Category, *id), 1.0)),
            Condition::Assignee(id) => Some((of(Dimension::Assignee, *id), 1.0)),
            Condition::LoggedBy(id) => Some((of(Dimension::Logger, id.0), 1.0)),
            // A second lookup, by id: measured 2.5 times dearer.
            Condition::On(id) => Some((of(Dimension::On, id.0), 2.5)),
            Condition::Facet(codes) => Some((self.statistics.tickets(codes.iter()), 1.0)),
            Condition::Contact(_)
            | Condition::Equipment(_)
            | Condition::CreatedFrom(_)
            | Condition::CreatedBefore(_)
            | Condition::DueBefore(_)
            | Condition::Binned
            | Condition::NotBinned => None,
        }
    }

    /// How many rows a walk reads before it has found enough, as if conditions were independent.
    fn walk_length(&self, drivers: &[Driver], codes: &Codes, family: Family, limit: u32) -> f64 {
        let all = self.statistics.tickets(Codes::of(family).iter());
        let (Some(all), Some(among)) = (all, self.statistics.tickets(codes.iter())) else {
            return f64::INFINITY;
        };
        let among = among.max(1) as f64;
        let shares = drivers.iter().filter_map(|driver| driver.rows);
        let hits = shares.fold(among, |hits, rows| hits * (rows as f64 / among).min(1.0));
        f64::from(limit) * all as f64 / hits.max(0.5)
    }
}

/// Whether these are the tickets of whoever asks: an assignee whose sight is no further condition.
fn is_own(branch: &Branch, condition: &Condition) -> bool {
    matches!(condition, Condition::Assignee(_))
        && !branch.conditions.iter().any(Condition::is_sight)
}

fn cheapest(drivers: &[Driver]) -> Option<(&Driver, f64)> {
    let known = drivers
        .iter()
        .filter_map(|driver| Some((driver, driver.cost()?)));
    known.min_by(|(_, one), (_, other)| one.total_cmp(other))
}
