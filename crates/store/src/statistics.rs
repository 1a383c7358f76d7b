//! Approximate figures that only choose the plan of a list: how many tickets there are per facet,
//! company, category and person.
//!
//! Not counters: nothing shows them, they may be hours old or absent, and every page is right
//! whatever they say. A job rebuilds them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use guichet_domain::Moment;
use uuid::Uuid;

use crate::db::Engine;
use crate::list::{Bounds, Hides, Planner};
use crate::{Db, Person, Result, Tx};

/// What tickets are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    Assignee,
    Category,
    Company,
    Logger,
    On,
}

impl Dimension {
    const ALL: [Self; 5] = [
        Self::Assignee,
        Self::Category,
        Self::Company,
        Self::Logger,
        Self::On,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Assignee => "assignee",
            Self::Category => "category",
            Self::Company => "company",
            Self::Logger => "logger",
            Self::On => "on",
        }
    }
}

/// The figures in memory; none at all until the job has run once.
#[derive(Debug, Default)]
pub struct ListStatistics {
    facets: HashMap<i16, u64>,
    keys: HashMap<(Dimension, Uuid), Vec<(i16, u64)>>,
}

impl ListStatistics {
    /// How many tickets have one of these codes; `None` before the first rebuild.
    pub(crate) fn tickets(&self, codes: impl Iterator<Item = i16>) -> Option<u64> {
        if self.facets.is_empty() {
            return None;
        }
        let known = codes.filter_map(|code| self.facets.get(&code));
        Some(known.sum())
    }

    /// How many of them belong to this key; `codes` are in ascending order.
    pub(crate) fn tickets_of(&self, dimension: Dimension, key: Uuid, codes: &[i16]) -> Option<u64> {
        if self.facets.is_empty() {
            return None;
        }
        let found = self.keys.get(&(dimension, key)).into_iter().flatten();
        let among = found.filter(|(code, _)| codes.binary_search(code).is_ok());
        Some(among.map(|(_, tickets)| tickets).sum())
    }

    fn add(&mut self, (dimension, key, facet, tickets): StatisticRow) {
        let tickets = u64::try_from(tickets).unwrap_or(0);
        let known = Dimension::ALL.into_iter().find(|d| d.code() == dimension);
        match (known, key) {
            (Some(known), Some(key)) => {
                self.keys
                    .entry((known, key))
                    .or_default()
                    .push((facet, tickets));
            }
            _ => {
                self.facets.insert(facet, tickets);
            }
        }
    }
}

type StatisticRow = (String, Option<Uuid>, i16, i64);

const REBUILD: [&str; 6] = [
    "insert into list_statistic (dimension, key, facet, tickets)
     select 'facet', cast(null as uuid), facet, count(*) from ticket group by facet",
    "insert into list_statistic (dimension, key, facet, tickets)
     select 'company', company_id, facet, count(*) from ticket where company_id is not null group by company_id, facet",
    "insert into list_statistic (dimension, key, facet, tickets)
     select 'category', category_id, facet, count(*) from ticket where category_id is not null group by category_id, facet",
    "insert into list_statistic (dimension, key, facet, tickets)
     select 'assignee', assignee_id, facet, count(*) from ticket where assignee_id is not null group by assignee_id, facet",
    "insert into list_statistic (dimension, key, facet, tickets)
     select 'logger', created_by_staff_id, facet, count(*) from ticket
     where created_by_staff_id is not null group by created_by_staff_id, facet",
    "insert into list_statistic (dimension, key, facet, tickets)
     select 'on', staff_id, facet, count(*) from ticket_staff group by staff_id, facet",
];

impl Tx {
    /// Counts everything anew. A process that has a [`Planner`] sees it when it next asks for one
    /// that is younger; [`Db::rebuild_list_statistics`] shows it at once.
    pub async fn rebuild_list_statistics(&mut self) -> Result<()> {
        run!(self, sqlx::query("delete from list_statistic"))?;
        for statement in REBUILD {
            run!(self, sqlx::query(statement))?;
        }
        Ok(())
    }

    /// Reads the figures.
    pub async fn list_statistics(&mut self) -> Result<ListStatistics> {
        let rows: Vec<StatisticRow> = on!(self, conn => sqlx::query_as(
            "select dimension, key, facet, tickets from list_statistic",
        ).fetch_all(conn).await)?;
        let mut statistics = ListStatistics::default();
        for row in rows {
            statistics.add(row);
        }
        Ok(statistics)
    }
}

/// The planner a database keeps, and when it was made; clones of the database share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownPlanner(Arc<Mutex<Option<(Moment, Planner)>>>);

impl KnownPlanner {
    fn younger_than(&self, oldest: Moment) -> Option<Planner> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, planner) = known.as_ref().filter(|(at, _)| *at >= oldest)?;
        Some(planner.clone())
    }

    fn set(&self, planner: Option<(Moment, Planner)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = planner;
    }
}

impl Db {
    /// What chooses the plans of lists, from figures read at most `age` ago.
    pub async fn planner(&self, now: Moment, age: TimeDelta) -> Result<Planner> {
        if let Some(planner) = self.planner.younger_than(now - age) {
            return Ok(planner);
        }
        let statistics = self.read_as(Person::Job).await?.list_statistics().await?;
        let bounds = Bounds {
            hides: match self.is_ours() {
                true => Hides::Nothing,
                false if self.is_personal() => Hides::Figures,
                false => Hides::Tickets,
            },
            ..Bounds::default()
        };
        let planner = Planner::new(Arc::new(statistics), bounds);
        self.planner.set(Some((now, planner.clone())));
        Ok(planner)
    }

    /// After a fill, tells PostgreSQL's planner what the tables hold by now, as its own cleaner would minutes later.
    pub async fn settle(&self) {
        if let Engine::Postgres { pool, .. } = &self.engine
            && let Err(error) = sqlx::query("vacuum analyze").execute(pool).await
        {
            tracing::warn!(%error, "the server has no figures of what was filled yet");
        }
    }

    /// Counts everything anew, in a transaction of its own; the next plan uses it.
    pub async fn rebuild_list_statistics(&self) -> Result<()> {
        let mut tx = self.write_as(Person::Job).await?;
        tx.rebuild_list_statistics().await?;
        tx.commit().await?;
        self.planner.set(None);
        Ok(())
    }
}
