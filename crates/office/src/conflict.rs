//! A change made on a version that is no longer the last one (R38): what does not collide goes through.

use std::collections::BTreeMap;

use guichet_api::tickets::{Collision, Conflict};
use guichet_domain::ticket::Facts;
use guichet_domain::{Event, Ticket, settle};

use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::handlers::unreadable;
use crate::history;

impl Act {
    /// What happened to a ticket since somebody saw this version of it; a version nobody was given is a conflict.
    pub(crate) async fn since(&mut self, ticket: &Ticket, version: i64) -> Result<Vec<Event>> {
        if version == ticket.version {
            return Ok(Vec::new());
        }
        if !(1..ticket.version).contains(&version) {
            return Err(Fault::conflict());
        }
        Ok(self.tx.events_since(ticket.id.0, version).await?)
    }

    /// Refuses a move of a ticket that somebody moved since that version.
    pub(crate) async fn unmoved(&mut self, ticket: &Ticket, version: i64) -> Result<()> {
        self.untouched(ticket, version, &settle::MOVES).await
    }

    /// Refuses a change of fields that somebody changed since that version.
    pub(crate) async fn untouched(
        &mut self,
        ticket: &Ticket,
        version: i64,
        fields: &[&str],
    ) -> Result<()> {
        let since = self.since(ticket, version).await?;
        let collisions = settle::touched(&since, fields);
        self.free_of(ticket, &since, collisions, None).await
    }

    /// The facts to save: one's own changes over what others made of the ticket since that version.
    pub(crate) async fn settled(
        &mut self,
        ticket: &Ticket,
        version: i64,
        mine: Facts,
    ) -> Result<Facts> {
        let since = self.since(ticket, version).await?;
        if since.is_empty() {
            return Ok(mine);
        }
        let (facts, collisions) = settle::facts(ticket, &since, &mine).map_err(unreadable)?;
        self.free_of(ticket, &since, collisions, Some(&facts))
            .await?;
        Ok(facts)
    }

    /// Refuses what collides, with all that one needs to choose.
    async fn free_of(
        &mut self,
        ticket: &Ticket,
        since: &[Event],
        collisions: Vec<settle::Collision<'_>>,
        facts: Option<&Facts>,
    ) -> Result<()> {
        if collisions.is_empty() {
            return Ok(());
        }
        let mut known = BTreeMap::new();
        let mut conflict = Conflict {
            version: ticket.version,
            facts: facts.cloned(),
            collisions: Vec::new(),
            since: Vec::new(),
            names: BTreeMap::new(),
        };
        for collision in collisions {
            let settle::Collision { change, mine, by } = collision;
            for value in [&change.before, &change.after, &mine] {
                let names = &mut conflict.names;
                history::find_names(self, &change.field, value, &mut known, names).await?;
            }
            let line = history::line(self, by.clone(), &mut known).await?;
            conflict.collisions.push(Collision {
                change,
                mine,
                at: line.at,
                by_staff_id: line.by_staff_id,
                by_contact: line.by_contact,
            });
        }
        for event in since {
            let line = history::line(self, event.clone(), &mut known).await?;
            conflict.since.push(line);
        }
        Err(Fault::collides(conflict))
    }
}
