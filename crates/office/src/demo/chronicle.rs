//! The events a demonstration leaves: the same that the calls would have left.

use guichet_domain::event::{Entity, changes};
use guichet_domain::staff::Membership;
use guichet_domain::ticket::Author;
use guichet_domain::{Event, Moment, RequestId, StaffId};
use serde::Serialize;

use super::chance::Chance;
use crate::act::About;

/// A call somebody made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) by: Author,
    pub(super) at: Moment,
    pub(super) call: &'static str,
    pub(super) request: RequestId,
}

impl Made {
    pub(super) fn new(by: Author, at: Moment, call: &'static str, chance: &mut Chance) -> Self {
        Self {
            by,
            at,
            call,
            request: chance.id(at),
        }
    }

    /// The event of what differs; nothing when nothing does.
    pub(super) fn event<T: Serialize>(
        &self,
        about: About,
        before: Option<&T>,
        after: Option<&T>,
        chance: &mut Chance,
    ) -> Option<Event> {
        let changes = changes(before, after);
        let (actor_kind, actor_id) = self.by.signature();
        (!changes.is_empty()).then(|| Event {
            id: chance.id(self.at),
            at: self.at,
            actor_kind,
            actor_id,
            request_id: self.request,
            call: self.call.to_owned(),
            entity: about.entity,
            entity_id: about.id,
            ticket_id: about.ticket,
            version: about.version,
            changes,
        })
    }

    /// The event of somebody's first teams and skills.
    pub(super) fn membership(
        &self,
        person: StaffId,
        membership: &Membership,
        chance: &mut Chance,
    ) -> Option<Event> {
        let about = About {
            entity: Entity::Membership,
            id: person.0,
            ticket: None,
            version: 1,
        };
        let before = Membership::default();
        self.event(about, Some(&before), Some(membership), chance)
    }

    /// The event of a new record of the directory.
    pub(super) fn born<T: Serialize>(
        &self,
        entity: Entity,
        id: uuid::Uuid,
        record: &T,
        chance: &mut Chance,
    ) -> Option<Event> {
        let about = About {
            entity,
            id,
            ticket: None,
            version: 1,
        };
        self.event(about, None, Some(record), chance)
    }
}
