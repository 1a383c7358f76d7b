//! To whom a change is told by mail (R7): once each, never their own, and ten seconds later, so that undoing takes it back.

use guichet_domain::mail::{HELD, OutboxMail, Posted, Template};
use guichet_domain::{ContactId, StaffId, Step, StepId, Ticket, TicketId};

use crate::act::Act;
use crate::fault::Result;

/// A sender is told once within so long that their mails became tickets.
const ACKNOWLEDGED: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// The reason of a rejection of which nothing is told (R5).
const UNWANTED: [&str; 3] = ["indésirable", "spam", "unwanted"];

/// Whom a mail goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Contact(ContactId),
    Staff(StaffId),
}

impl Act {
    /// Tells the clients of a ticket: the person concerned, whoever reported it, those in copy.
    pub(crate) async fn tell_clients(
        &mut self,
        what: Template,
        ticket: &Ticket,
        step: Option<&Step>,
    ) -> Result<()> {
        if !self.settings.sends_mail {
            return Ok(());
        }
        let mut readers = self.tx.observers(ticket.id).await?;
        readers.extend(ticket.contact_id);
        readers.extend(ticket.reporter_id);
        readers.sort();
        readers.dedup();
        let author = step.and_then(|step| step.by_contact_id);
        for contact in readers
            .into_iter()
            .filter(|contact| Some(*contact) != author)
        {
            self.post(
                what,
                ticket.id,
                step.map(|step| step.id),
                Reader::Contact(contact),
            )
            .await?;
        }
        Ok(())
    }

    /// Tells the person concerned, whoever they are told by: the closing of their ticket.
    pub(crate) async fn tell_closing(&mut self, what: Template, ticket: &Ticket) -> Result<()> {
        let reason = ticket
            .reason
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        if UNWANTED.contains(&reason.as_str()) {
            return Ok(());
        }
        self.tell_clients(what, ticket, None).await
    }

    /// Tells somebody of the staff.
    pub(crate) async fn tell_staff(
        &mut self,
        what: Template,
        ticket: TicketId,
        step: Option<StepId>,
        to: StaffId,
    ) -> Result<()> {
        if !self.settings.sends_mail || self.actor.staff_id() == Some(to) {
            return Ok(());
        }
        self.post(what, ticket, step, Reader::Staff(to)).await
    }

    /// Tells a sender that their mail became a ticket, unless they were told so lately.
    pub(super) async fn acknowledge(&mut self, ticket: &Ticket, contact: ContactId) -> Result<()> {
        if !self.settings.sends_mail
            || self
                .tx
                .was_told(contact, Template::Opened, self.at - ACKNOWLEDGED)
                .await?
        {
            return Ok(());
        }
        self.post(Template::Opened, ticket.id, None, Reader::Contact(contact))
            .await
    }

    /// One mail a reader and a change: what closes a ticket says the step that came with it.
    async fn post(
        &mut self,
        what: Template,
        ticket: TicketId,
        step: Option<StepId>,
        reader: Reader,
    ) -> Result<()> {
        let (contact_id, staff_id) = match reader {
            Reader::Contact(id) => (Some(id), None),
            Reader::Staff(id) => (None, Some(id)),
        };
        let earlier = self.tx.mails_of_request(self.request).await?;
        let earlier = earlier.into_iter().find(|mail| {
            mail.ticket_id == ticket
                && (mail.contact_id, mail.staff_id) == (contact_id, staff_id)
                && mail.state == Posted::Waiting
        });
        let step_id = step.or(earlier.as_ref().and_then(|mail| mail.step_id));
        if let Some(earlier) = earlier {
            if what == Template::Answered {
                return Ok(());
            }
            self.tx.withdraw_mail(earlier.id, self.at).await?;
        }
        let mail = OutboxMail {
            id: self.clock.id(),
            at: self.at,
            due_at: self.at + HELD,
            template: what,
            request_id: self.request,
            ticket_id: ticket,
            step_id,
            contact_id,
            staff_id,
            state: Posted::Waiting,
            tries: 0,
            settled_at: None,
            trouble: None,
            mailbox_id: None,
            address: None,
            message_id: None,
            subject: None,
            body: None,
        };
        Ok(self.tx.post(&mail).await?)
    }
}
