//! One call under way: its actor, its transaction, its time, and the events it leaves.

use guichet_domain::event::{Entity, changes};
use guichet_domain::ticket::Author;
use guichet_domain::{
    Actor, Change, Event, Ground, Moment, RequestId, Settings, StaffId, Ticket, TicketId, Verb,
};
use guichet_store::{Db, Known, Tx};
use serde::Serialize;
use uuid::Uuid;

use crate::Clock;
use crate::fault::{Fault, Result};

/// One call under way.
pub(crate) struct Act {
    pub(crate) db: Db,
    pub(crate) tx: Tx,
    pub(crate) actor: Actor,
    /// In whose name the history tells it: the actor's, or of whoever wrote what a job keeps.
    pub(crate) author: Author,
    pub(crate) at: Moment,
    pub(crate) clock: Clock,
    pub(crate) request: RequestId,
    /// Whether the caller may send it again.
    pub(crate) may_repeat: bool,
    pub(crate) call: &'static str,
    pub(crate) settings: Settings,
    pub(crate) place: String,
}

/// What an event is about.
#[derive(Clone, Copy)]
pub(crate) struct About {
    pub(crate) entity: Entity,
    pub(crate) id: Uuid,
    pub(crate) ticket: Option<TicketId>,
    pub(crate) version: i64,
}

impl Act {
    /// Says which request this is; the reply it had already, if it was made before.
    pub(crate) async fn once(&mut self, request: Option<RequestId>) -> Result<Option<String>> {
        let (Some(request), Some(staff)) = (request, self.actor.staff_id()) else {
            return Ok(None);
        };
        (self.request, self.may_repeat) = (request, true);
        let known = self.tx.begin_request(request, staff, self.call, self.at);
        match known.await? {
            Known::New => Ok(None),
            Known::Made(reply) => Ok(Some(reply)),
            Known::Forgotten => Err(Fault::made_before()),
            Known::Foreign => Err(Fault::conflict()),
        }
    }

    /// Keeps what was done, and its reply with it.
    pub(crate) async fn keep(mut self, reply: String) -> Result<String> {
        if self.may_repeat {
            self.tx.keep_reply(self.request, &reply).await?;
        }
        self.tx.commit().await?;
        Ok(reply)
    }

    /// The member of the staff who calls; others have no such call.
    pub(crate) fn staff(&self) -> Result<StaffId> {
        self.actor.staff_id().ok_or_else(Fault::forbidden)
    }

    /// Refuses whoever may not do this, whatever the ticket.
    pub(crate) fn need(&self, verb: Verb) -> Result<()> {
        if self.actor.may_in_general(verb) {
            Ok(())
        } else {
            Err(Fault::forbidden())
        }
    }

    /// A ticket this actor sees in full, with what they are to it.
    pub(crate) async fn seen(&mut self, number: i64) -> Result<(Ticket, Ground)> {
        let not_found = || Fault::not_found("ticket");
        let ticket = self.tx.ticket(number).await?.ok_or_else(not_found)?;
        let ground = self.ground(&ticket).await?;
        if !self.may_find(Verb::See, &ticket, ground) {
            return Err(not_found());
        }
        Ok((ticket, ground))
    }

    /// The same by its id; none when there is none or this actor may not see it.
    pub(crate) async fn seen_by_id(&mut self, id: TicketId) -> Result<Option<Ticket>> {
        let Some(ticket) = self.tx.ticket_by_id(id).await? else {
            return Ok(None);
        };
        let ground = self.ground(&ticket).await?;
        Ok(Some(ticket).filter(|ticket| self.may_find(Verb::See, ticket, ground)))
    }

    /// Whether this actor may see a ticket, or its card: the bin hides it from who may not empty it.
    pub(crate) fn may_find(&self, verb: Verb, ticket: &Ticket, ground: Ground) -> bool {
        let hidden = ticket.binned_at.is_some() && !self.actor.may(Verb::Bin, ground);
        !hidden && self.actor.may(verb, ground)
    }

    /// A ticket this actor may do this to.
    pub(crate) async fn allowed(&mut self, number: i64, verb: Verb) -> Result<Ticket> {
        let (ticket, ground) = self.seen(number).await?;
        self.allow(verb, ground)?;
        Ok(ticket)
    }

    /// A ticket this actor may do this to, if nobody moved it since the version they saw.
    pub(crate) async fn allowed_at(
        &mut self,
        number: i64,
        version: i64,
        verb: Verb,
    ) -> Result<Ticket> {
        let ticket = self.allowed(number, verb).await?;
        self.unmoved(&ticket, version).await?;
        Ok(ticket)
    }

    /// Refuses whoever may not do this to that ticket; closed tickets say that they are locked.
    pub(crate) fn allow(&self, verb: Verb, ground: Ground) -> Result<()> {
        if self.actor.may(verb, ground) {
            return Ok(());
        }
        if ground.status.is_closed() && verb != Verb::Reopen {
            return Err(guichet_domain::Refusal::Locked.into());
        }
        Err(Fault::forbidden())
    }

    /// Stores a changed ticket with its next version, its event, and its words when they changed.
    pub(crate) async fn save_ticket(&mut self, before: &Ticket, after: &mut Ticket) -> Result<()> {
        after.version = before.version;
        after.updated_at = before.updated_at;
        let is_touched = after == before;
        after.version = before.version + 1;
        after.updated_at = self.at.max(before.created_at);
        if is_touched {
            self.tx
                .touch_ticket(after.id, before.version, after.updated_at)
                .await?;
        } else {
            self.tx.update_ticket(after, before.version).await?;
        }
        self.record_ticket(Some(before), after).await?;
        if found_by(before) != found_by(after) {
            self.tx.index_ticket(after).await?;
        }
        Ok(())
    }

    /// Leaves a ticket's event.
    pub(crate) async fn record_ticket(
        &mut self,
        before: Option<&Ticket>,
        after: &Ticket,
    ) -> Result<()> {
        let about = About {
            entity: Entity::Ticket,
            id: after.id.0,
            ticket: Some(after.id),
            version: after.version,
        };
        self.record(about, before, Some(after)).await
    }

    /// Leaves an event of what differs; nothing when nothing does.
    pub(crate) async fn record<T: Serialize>(
        &mut self,
        about: About,
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<()> {
        let changes = changes(before, after);
        if changes.is_empty() {
            return Ok(());
        }
        self.append(about, changes).await
    }

    /// Leaves an event that tells nothing but that it happened: what changed is a secret.
    pub(crate) async fn record_secret(&mut self, about: About) -> Result<()> {
        self.append(about, Vec::new()).await
    }

    async fn append(&mut self, about: About, changes: Vec<Change>) -> Result<()> {
        let (actor_kind, actor_id) = self.author.signature();
        let event = Event {
            id: self.clock.id(),
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
        };
        Ok(self.tx.append_event(&event).await?)
    }

    /// Refuses a record that was saved from another version than it has.
    pub(crate) fn same_version(stored: i64, seen: i64) -> Result<()> {
        if stored == seen {
            Ok(())
        } else {
            Err(Fault::conflict())
        }
    }
}

/// What of a ticket's own row decides the words it is found by.
fn found_by(ticket: &Ticket) -> impl PartialEq + '_ {
    (
        &ticket.label,
        &ticket.description,
        ticket.contact_id,
        ticket.company_id,
        ticket.equipment_id,
    )
}
