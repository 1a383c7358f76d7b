//! What a list asks, made ready to plan: a filter and a sight become one or two branches.
//!
//! Branches share no ticket: a technician's pool and the tickets they are on are told apart by
//! status. `or exists (…)` in one walk says the same and is far slower.

use guichet_domain::facet;
use guichet_domain::{Moment, StaffId, Status, TicketFilter};

use super::codes::{Codes, Family};
use super::condition::{Condition, write_all};
use super::sql::Sql;
use crate::{Error, Result};

/// Which tickets a person sees (R8). Who sees how is `office`'s to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Every ticket.
    Everything,
    /// The pool, and those this person is on.
    Technician(StaffId),
    /// The unassigned ones, and those this person logged.
    Receptionist(StaffId),
}

/// Which tickets are listed, counted or searched.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What whoever asks may see.
    pub sight: Sight,
    /// What they ask; `mine` is an assignee by now.
    pub filter: &'a TicketFilter,
    /// What is late is late now.
    pub now: Moment,
}

/// A set of tickets that one access path finds: all conditions hold, the codes' included.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub codes: Codes,
    pub conditions: Vec<Condition>,
    /// Whether somebody sees some tickets of these codes and others not.
    pub is_partly_seen: bool,
}

impl Wanted<'_> {
    /// Its branches; none when what is asked contradicts itself.
    pub(super) fn branches(&self) -> Result<Vec<Branch>> {
        if self.filter.mine {
            return Err(Error::Refused("`mine` without saying whose".into()));
        }
        let asked = self.conditions();
        if is_empty_period(self.filter) {
            return Ok(Vec::new());
        }
        let codes = Codes::new(&facet::codes(self.filter));
        let parts = self.sight.parts(&codes).into_iter();
        let possible = parts.filter(|(codes, _)| !codes.is_empty());
        Ok(possible
            .map(|(codes, sees)| Branch::new(codes, &asked, sees))
            .collect())
    }

    /// What is asked beside the small columns, the same in each branch.
    pub(super) fn conditions(&self) -> Vec<Condition> {
        let filter = self.filter;
        let bin = match filter.binned {
            true => Condition::Binned,
            false => Condition::NotBinned,
        };
        let late = filter.late.then_some(self.now);
        [
            filter.company.map(|id| Condition::Company(id.0)),
            filter.category.map(|id| Condition::Category(id.0)),
            filter.contact.map(|id| Condition::Contact(id.0)),
            filter.equipment.map(|id| Condition::Equipment(id.0)),
            filter.assignee.map(|id| Condition::Assignee(id.0)),
            filter.created_from.map(Condition::CreatedFrom),
            filter.created_before.map(Condition::CreatedBefore),
            late.map(Condition::DueBefore),
            Some(bin),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn is_empty_period(filter: &TicketFilter) -> bool {
    matches!((filter.created_from, filter.created_before), (Some(from), Some(before)) if from >= before)
}

impl Branch {
    /// `sees` is tested last: it looks into another table. Whoever has a ticket is on it.
    fn new(codes: Codes, asked: &[Condition], sees: Option<Condition>) -> Self {
        let has = |sees: &Condition| matches!(sees, Condition::On(id) if asked.contains(&Condition::Assignee(id.0)));
        let is_partly_seen = sees.is_some();
        let sees = sees.filter(|sees| !has(sees));
        let small = (!codes.is_everything()).then(|| Condition::Facet(codes.clone()));
        let conditions = asked.iter().cloned().chain(small).chain(sees);
        Self {
            conditions: conditions.collect(),
            codes,
            is_partly_seen,
        }
    }
}

impl Sight {
    /// The codes whoever looks sees whatever the ticket, and those they see on a condition.
    fn parts(self, codes: &Codes) -> Vec<(Codes, Option<Condition>)> {
        let split = |sees: fn(Status) -> bool, condition: Condition| {
            let others = codes.only(|status| !sees(status));
            vec![(codes.only(sees), None), (others, Some(condition))]
        };
        match self {
            Self::Everything => vec![(codes.clone(), None)],
            Self::Technician(id) => split(Status::is_pool, Condition::On(id)),
            Self::Receptionist(id) => split(|s| s == Status::Unassigned, Condition::LoggedBy(id)),
        }
    }

    /// Writes the test of one ticket in hand, for what looks rows up by number.
    pub(crate) fn write(self, sql: &mut Sql) {
        let everything = Codes::of(Family::Whole);
        sql.push("(");
        for (place, (codes, sees)) in self.parts(&everything).into_iter().enumerate() {
            sql.push(if place > 0 { " or (" } else { "(" });
            let small = Condition::Facet(codes);
            write_all(std::iter::once(&small).chain(&sees), sql);
            sql.push(")");
        }
        sql.push(")");
    }
}
