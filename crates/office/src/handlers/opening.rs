//! Logging a request, with whatever the same gesture creates (R2, R3).

use guichet_api::reception::{NewContact, NewEquipment};
use guichet_api::tickets::{OpenTicket, TicketSheet};
use guichet_domain::directory::{Company, Contact, Equipment};
use guichet_domain::step::NewStep;
use guichet_domain::ticket::{Facts, Opening};
use guichet_domain::{
    CompanyId, ContactId, EquipmentId, LinkKind, Segment, StaffId, StepKind, Ticket, Verb,
};

use crate::act::Act;
use crate::fault::Result;
use crate::handlers;
use crate::notice::Notice;

pub(crate) async fn open_ticket(act: &mut Act, request: OpenTicket) -> Result<TicketSheet> {
    act.need(Verb::Create)?;
    let facts = act
        .complete(request.facts, request.new_contact, request.new_equipment)
        .await?;
    let opening = Opening {
        id: act.clock.id(),
        channel: request.channel,
        by: act.actor.author(),
        at: act.at,
    };
    let mut ticket = Ticket::open(opening, facts, &act.settings)?;
    ticket.number = act.tx.next_number("ticket").await?;
    act.tx.insert_ticket(&ticket).await?;
    act.record_ticket(None, &ticket).await?;
    act.hang_files(ticket.id, None, &request.attachments, true)
        .await?;
    if let Some(number) = request.follows {
        act.follow(&ticket, number).await?;
    }
    let ticket = act.leave_note(ticket, &request.note).await?;
    act.tx.index_ticket(&ticket).await?;
    match request.assignee_id {
        Some(to) => act.give_at_once(&ticket, to).await?,
        None => act.notify(Notice::unassigned(&ticket)).await?,
    }
    act.tx.delete_draft(act.staff()?, "reception").await?;
    act.sheet_of(ticket.number).await
}

impl Act {
    /// The facts with the contact and the machine the same gesture creates, and the company they imply.
    async fn complete(
        &mut self,
        mut facts: Facts,
        contact: Option<NewContact>,
        machine: Option<NewEquipment>,
    ) -> Result<Facts> {
        if let Some(contact) = contact {
            facts.contact_id = Some(self.new_contact(contact).await?);
        }
        facts.company_id = self.company_of(&facts).await?;
        self.know_facts(&facts).await?;
        if let Some(machine) = machine {
            facts.equipment_id = Some(
                self.new_equipment(machine, facts.company_id, facts.contact_id)
                    .await?,
            );
        }
        Ok(facts)
    }

    async fn new_contact(&mut self, new: NewContact) -> Result<ContactId> {
        self.need(Verb::ChangeDirectory)?;
        let company_id = match new.company_id {
            Some(id) => Some(id),
            None if new.company_name.trim().is_empty() => None,
            None => Some(self.new_company(&new.company_name).await?),
        };
        let contact = Contact {
            id: self.clock.id(),
            version: 0,
            title: new.title,
            first_name: new.first_name,
            last_name: new.last_name,
            position: String::new(),
            segment: Segment::Client,
            company_id,
            phone: new.phone,
            mobile: String::new(),
            mail: new.mail,
            note: String::new(),
            language: self.settings.language,
            power: false,
            active: true,
        };
        Ok(self.save_contact(contact).await?.id)
    }

    async fn new_company(&mut self, name: &str) -> Result<CompanyId> {
        let company = Company {
            id: self.clock.id(),
            version: 0,
            code: String::new(),
            name: name.to_owned(),
            phone: String::new(),
            mail: String::new(),
            note: String::new(),
            proposed_staff_id: None,
            active: true,
        };
        Ok(self.save_company(company).await?.id)
    }

    async fn new_equipment(
        &mut self,
        new: NewEquipment,
        company_id: Option<CompanyId>,
        contact_id: Option<ContactId>,
    ) -> Result<EquipmentId> {
        let machine = Equipment {
            id: self.clock.id(),
            version: 0,
            name: new.name,
            model: new.model,
            serial: new.serial,
            company_id,
            contact_id: if company_id.is_none() {
                contact_id
            } else {
                None
            },
            place_id: None,
            location: String::new(),
            active: true,
        };
        Ok(self.save_equipment(machine).await?.id)
    }

    /// Links a new ticket to the one it follows, which its actor may see as a card only.
    async fn follow(&mut self, ticket: &Ticket, number: i64) -> Result<()> {
        let (other, _) = self.found(number).await?;
        self.add_link(ticket, LinkKind::Follows, other.id).await
    }

    /// An internal note written by whoever logs the request; it puts nobody on the ticket.
    async fn leave_note(&mut self, ticket: Ticket, note: &str) -> Result<Ticket> {
        if note.trim().is_empty() {
            return Ok(ticket);
        }
        let step = NewStep {
            kind: StepKind::Information,
            body: note.to_owned(),
            public: false,
            minutes: 0,
            done_at: None,
            executor_id: None,
            by_contact_id: None,
        };
        self.write_step(&ticket, step, &[]).await
    }

    /// Takes it oneself, or gives it when one may.
    async fn give_at_once(&mut self, ticket: &Ticket, to: StaffId) -> Result<()> {
        if Some(to) == self.actor.staff_id() {
            handlers::take(self, ticket.number, ticket.version).await?;
        } else {
            handlers::assign(self, ticket.number, ticket.version, to).await?;
        }
        Ok(())
    }
}
