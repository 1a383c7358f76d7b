//! Who and what else a ticket concerns: other technicians, observers, machines, files, links.

use guichet_api::tickets::*;
use guichet_domain::event::Entity;
use guichet_domain::refusal::Problem;
use guichet_domain::{
    AttachmentId, ContactId, EquipmentId, LinkKind, Refusal, StaffId, Step, Ticket, TicketId, Verb,
    merge, settle,
};
use serde::{Deserialize, Serialize};

use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::handlers::unreadable;

/// The people and machines of a ticket beyond its own row, as its history keeps them.
#[derive(Serialize, Deserialize, PartialEq)]
pub(crate) struct Around {
    pub(crate) technicians: Vec<StaffId>,
    pub(crate) observers: Vec<ContactId>,
    pub(crate) other_equipment: Vec<EquipmentId>,
}

impl Around {
    /// What they become when whoever saw them otherwise asks for a change.
    fn changed(&self, seen: &Self, asked: &SetPeople) -> Self {
        Self {
            technicians: settle::members(&seen.technicians, &self.technicians, &asked.technicians),
            observers: settle::members(&seen.observers, &self.observers, &asked.observers),
            other_equipment: settle::members(
                &seen.other_equipment,
                &self.other_equipment,
                &asked.other_equipment,
            ),
        }
    }
}

/// A link, as the history keeps it.
#[derive(Serialize)]
pub(crate) struct LinkFact {
    pub(crate) kind: LinkKind,
    pub(crate) from: guichet_domain::TicketId,
    pub(crate) to: guichet_domain::TicketId,
}

pub(crate) async fn set_people(act: &mut Act, request: SetPeople) -> Result<Moved> {
    let ticket = act.allowed(request.number, Verb::ChangeFacts).await?;
    let since = act.since(&ticket, request.version).await?;
    let before = act.around(&ticket).await?;
    for technician in &request.technicians {
        if !act.is_active(Some(*technician)).await? {
            return Err(Refusal::invalid("technicians", Problem::Unknown).into());
        }
    }
    for observer in &request.observers {
        act.know_contact("observers", Some(*observer)).await?;
    }
    for machine in &request.other_equipment {
        act.know_equipment("other_equipment", Some(*machine))
            .await?;
    }
    let seen = settle::seen(&before, &since, Entity::TicketTechnician).map_err(unreadable)?;
    let after = before.changed(&seen, &request);
    if after == before {
        return act.moved(ticket).await;
    }
    // The technicians last: whoever takes themselves off no longer reads the ticket.
    let ticket = act.touch(&ticket).await?;
    act.tx.set_observers(ticket.id, &after.observers).await?;
    act.tx
        .set_other_equipment(ticket.id, &after.other_equipment)
        .await?;
    act.tx.index_ticket(&ticket).await?;
    act.tx.set_technicians(&ticket, &after.technicians).await?;
    let about = About {
        entity: Entity::TicketTechnician,
        id: ticket.id.0,
        ticket: Some(ticket.id),
        version: ticket.version,
    };
    act.record(about, Some(&before), Some(&after)).await?;
    act.moved(ticket).await
}

pub(crate) async fn link_tickets(act: &mut Act, request: LinkTickets) -> Result<TicketSheet> {
    let ticket = act.allowed(request.number, Verb::ChangeFacts).await?;
    let (other, _) = act.seen(request.to).await?;
    merge::check_link(&ticket, other.id, request.kind)?;
    act.add_link(&ticket, request.kind, other.id).await?;
    act.touch(&ticket).await?;
    act.sheet_of(request.number).await
}

pub(crate) async fn unlink_tickets(act: &mut Act, request: UnlinkTickets) -> Result<TicketSheet> {
    let ticket = act.allowed(request.number, Verb::ChangeFacts).await?;
    let unlinked = act.tx.unlink(ticket.id, request.kind, request.to).await?;
    if let Some(to) = unlinked {
        let link = LinkFact {
            kind: request.kind,
            from: ticket.id,
            to,
        };
        act.record_link(&ticket, Some(&link), None).await?;
        act.touch(&ticket).await?;
    }
    act.sheet_of(request.number).await
}

pub(crate) async fn set_intervention(
    act: &mut Act,
    request: SetIntervention,
) -> Result<TicketSheet> {
    let before = act
        .tx
        .intervention(request.id)
        .await?
        .ok_or_else(|| Fault::not_found("intervention"))?;
    let ticket = match before.ticket_id {
        Some(id) => act.tx.ticket_by_id(id).await?,
        None => None,
    };
    let ticket = ticket.ok_or_else(|| Fault::not_found("intervention"))?;
    let (ticket, ground) = act.seen(ticket.number).await?;
    act.allow(Verb::Bill, ground)?;
    Act::same_version(before.version, request.version)?;
    let arranged = (request.kind_id, request.without_planning);
    if arranged != (before.kind_id, before.without_planning) {
        act.allow(Verb::ChangeFacts, ground)?;
    }
    let (kind, product) = (request.kind_id, request.product_id);
    act.know_record("kind_id", "kind", kind.map(|id| id.0))
        .await?;
    act.know_record("product_id", "product", product.map(|id| id.0))
        .await?;
    let mut after = before.clone();
    (after.kind_id, after.without_planning) = arranged;
    after.bill(request.product_id, request.billable)?;
    act.save_intervention(&before, after).await?;
    act.sheet_of(ticket.number).await
}

impl Act {
    pub(crate) async fn around(&mut self, ticket: &Ticket) -> Result<Around> {
        let machines = self.tx.other_equipment(ticket.id).await?;
        let mut other_equipment: Vec<EquipmentId> =
            machines.into_iter().map(|machine| machine.id).collect();
        other_equipment.sort();
        Ok(Around {
            technicians: self.tx.technicians(ticket.id).await?,
            observers: self.tx.observers(ticket.id).await?,
            other_equipment,
        })
    }

    /// Puts these contacts in copy of a ticket.
    pub(crate) async fn set_observers(
        &mut self,
        ticket: &Ticket,
        before: Around,
        observers: Vec<ContactId>,
    ) -> Result<()> {
        let ticket = self.touch(ticket).await?;
        self.tx.set_observers(ticket.id, &observers).await?;
        let after = Around {
            technicians: before.technicians.clone(),
            observers,
            other_equipment: before.other_equipment.clone(),
        };
        let about = About {
            entity: Entity::TicketTechnician,
            id: ticket.id.0,
            ticket: Some(ticket.id),
            version: ticket.version,
        };
        self.record(about, Some(&before), Some(&after)).await
    }

    pub(crate) async fn add_link(
        &mut self,
        from: &Ticket,
        kind: LinkKind,
        to: TicketId,
    ) -> Result<()> {
        if self.tx.link(from.id, kind, to).await? {
            self.record_link(
                from,
                None,
                Some(&LinkFact {
                    kind,
                    from: from.id,
                    to,
                }),
            )
            .await?;
        }
        Ok(())
    }

    async fn record_link(
        &mut self,
        from: &Ticket,
        before: Option<&LinkFact>,
        after: Option<&LinkFact>,
    ) -> Result<()> {
        let about = About {
            entity: Entity::TicketLink,
            id: from.id.0,
            ticket: Some(from.id),
            version: from.version,
        };
        self.record(about, before, after).await
    }

    /// Hangs the files its actor uploaded on a ticket or a step.
    pub(crate) async fn hang_files(
        &mut self,
        ticket: TicketId,
        step: Option<&Step>,
        files: &[AttachmentId],
        public: bool,
    ) -> Result<()> {
        for file in files {
            let me = self.staff()?;
            if !self
                .tx
                .hang_attachment(*file, me, ticket, step.map(|step| step.id), public)
                .await?
            {
                return Err(Refusal::invalid("attachments", Problem::Unknown).into());
            }
            let after = self.tx.attachment(*file).await?;
            let about = About {
                entity: Entity::Attachment,
                id: file.0,
                ticket: Some(ticket),
                version: 1,
            };
            self.record(about, None, after.as_ref()).await?;
        }
        Ok(())
    }
}
