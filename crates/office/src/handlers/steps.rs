//! Steps: what somebody said, did or found (R5, R10).

use guichet_api::reception::Card;
use guichet_api::tickets::*;
use guichet_domain::event::Entity;
use guichet_domain::mail::Template;
use guichet_domain::refusal::Problem;
use guichet_domain::step::NewStep;
use guichet_domain::{AttachmentId, Moment, Refusal, Stage, Step, StepKind, Ticket, Verb, moment};
use guichet_store::CardRow;
use serde::Serialize;

use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::notice::{Notice, Scene};
use crate::{handlers, sheet};

/// What a message changes of its ticket's own row.
#[derive(Serialize)]
struct Touched {
    version: i64,
    updated_at: Moment,
}

pub(crate) async fn add_step(act: &mut Act, request: AddStep) -> Result<TicketSheet> {
    let (ticket, ground) = act.seen(request.number).await?;
    if !(request.step.is_message() && act.actor.may(Verb::LeaveMessage, ground)) {
        act.allow(Verb::AddStep, ground)?;
    }
    ticket.must_be_open()?;
    let after = act
        .write_step(&ticket, request.step, &request.attachments)
        .await?;
    act.tx
        .delete_draft(act.staff()?, &format!("ticket:{}", request.number))
        .await?;
    if request.wait && after.status != guichet_domain::Status::AwaitingReply {
        handlers::wait(act, after.number, after.version, Stage::Waiting).await?;
    }
    act.sheet_of(request.number).await
}

pub(crate) async fn leave_message(act: &mut Act, request: LeaveMessage) -> Result<Card> {
    let (card, ground) = act.found(request.number).await?;
    act.allow(Verb::LeaveMessage, ground)?;
    let message = NewStep {
        kind: StepKind::Information,
        body: request.body,
        public: false,
        minutes: 0,
        done_at: None,
        executor_id: None,
        by_contact_id: None,
    };
    if !act.actor.may(Verb::AddStep, ground) {
        return act.write_message(card, message, &request.attachments).await;
    }
    let (ticket, _) = act.seen(request.number).await?;
    act.write_step(&ticket, message, &request.attachments)
        .await?;
    let (card, _) = act.found(request.number).await?;
    Ok(sheet::card(card))
}

pub(crate) async fn edit_step(act: &mut Act, request: EditStep) -> Result<TicketSheet> {
    let (ticket, ground) = act.seen(request.number).await?;
    let before = act
        .tx
        .step(request.step_id)
        .await?
        .filter(|step| step.ticket_id == ticket.id);
    let before = before.ok_or_else(|| Fault::not_found("step"))?;
    let stays_message = before.is_message() && request.minutes == 0;
    if !(stays_message && act.actor.may(Verb::LeaveMessage, ground)) {
        act.allow(Verb::AddStep, ground)?;
    }
    let me = act.staff()?;
    if before.by_staff_id != Some(me) {
        return Err(Fault::forbidden());
    }
    let mut after = before.clone();
    after.edit(&ticket, me, &request.body, request.minutes, act.at)?;
    act.tx.update_step(&after).await?;
    act.record_step(Some(&before), &after).await?;
    if after.minutes > 0 {
        act.begin_intervention(&ticket).await?;
    }
    let ticket = act.touch(&ticket).await?;
    act.tx.index_ticket(&ticket).await?;
    act.sheet_of(request.number).await
}

pub(crate) async fn attach_files(act: &mut Act, request: AttachFiles) -> Result<TicketSheet> {
    let ticket = act.allowed(request.number, Verb::ChangeFacts).await?;
    act.hang_files(ticket.id, None, &request.attachments, false)
        .await?;
    act.touch(&ticket).await?;
    act.sheet_of(request.number).await
}

impl Act {
    /// Writes an internal message on a ticket of which its author may see no more than the card.
    async fn write_message(
        &mut self,
        mut card: CardRow,
        new: NewStep,
        files: &[AttachmentId],
    ) -> Result<Card> {
        let me = self.staff()?;
        let message = Step {
            id: self.clock.id(),
            ticket_id: card.id,
            origin_number: card.number,
            body: new.check(files.len(), self.at)?,
            kind: new.kind,
            body_before: None,
            done_at: self.at,
            created_at: self.at,
            edited_at: None,
            executor_id: Some(me),
            by_staff_id: Some(me),
            by_contact_id: None,
            minutes: 0,
            public: false,
            after_closing: false,
            intervention_id: None,
        };
        self.tx.insert_step(&message).await?;
        self.record_step(None, &message).await?;
        self.hang_files(card.id, Some(&message), files, false)
            .await?;
        self.touch_card(&mut card).await?;
        self.tx.index_message(card.number, &message.body).await?;
        self.notify_mentions(Scene::from(&card), message.id, &message.body)
            .await?;
        Ok(sheet::card(card))
    }

    async fn touch_card(&mut self, card: &mut CardRow) -> Result<()> {
        let touched = |card: &CardRow| Touched {
            version: card.version,
            updated_at: card.updated_at,
        };
        let before = touched(card);
        let at = self.at.max(card.created_at);
        self.tx.touch_ticket(card.id, card.version, at).await?;
        (card.version, card.updated_at) = (card.version + 1, at);
        let about = About {
            entity: Entity::Ticket,
            id: card.id.0,
            ticket: Some(card.id),
            version: card.version,
        };
        self.record(about, Some(&before), Some(&touched(card)))
            .await
    }

    /// Writes a step with its files; the ticket and its intervention follow.
    pub(crate) async fn write_step(
        &mut self,
        ticket: &Ticket,
        new: NewStep,
        files: &[AttachmentId],
    ) -> Result<Ticket> {
        let body = new.check(files.len(), self.at)?;
        let me = self.staff()?;
        let client_said = new.by_contact_id.is_some();
        if client_said && new.kind != StepKind::Answer {
            return Err(Refusal::invalid("kind", Problem::OutOfRange).into());
        }
        let done_at = new
            .done_at
            .map(|at| moment::typed("done_at", at))
            .transpose()?;
        self.know_contact("by_contact_id", new.by_contact_id)
            .await?;
        let executor = new.executor_id.unwrap_or(me);
        let executes = !client_said && self.may_execute(executor).await?;
        let step = Step {
            id: self.clock.id(),
            ticket_id: ticket.id,
            origin_number: ticket.number,
            kind: new.kind,
            body,
            body_before: None,
            done_at: done_at.unwrap_or(self.at),
            created_at: self.at,
            edited_at: None,
            executor_id: (!client_said).then_some(executor),
            by_staff_id: Some(me),
            by_contact_id: new.by_contact_id,
            minutes: new.minutes,
            public: new.public || client_said,
            after_closing: false,
            intervention_id: self.under_way(ticket).await?,
        };
        self.tx.insert_step(&step).await?;
        self.record_step(None, &step).await?;
        self.hang_files(ticket.id, Some(&step), files, step.public)
            .await?;
        if executes {
            self.tx.add_executor(ticket, executor).await?;
        }
        let after = self
            .work_began(ticket, executor, client_said && step.public)
            .await?;
        if step.minutes > 0 {
            self.begin_intervention(ticket).await?;
        }
        self.tx.index_ticket(&after).await?;
        self.notify_step(&after, &step).await?;
        Ok(after)
    }

    /// A receptionist's message puts nobody on the ticket.
    async fn may_execute(&mut self, executor: guichet_domain::StaffId) -> Result<bool> {
        let staff = self.tx.staff(executor).await?;
        match staff {
            None => Err(Refusal::invalid("executor_id", Problem::Unknown).into()),
            Some(staff) => Ok(staff.role == guichet_domain::Role::Technician),
        }
    }

    async fn notify_step(&mut self, ticket: &Ticket, step: &Step) -> Result<()> {
        if step.public && step.by_contact_id.is_none() {
            self.tell_clients(Template::Answered, ticket, Some(step))
                .await?;
        }
        if let (Some(contact), Some(assignee)) = (step.by_contact_id, ticket.assignee_id) {
            self.notify(Notice::answer(ticket, assignee, contact))
                .await?;
            self.tell_staff(Template::ClientAnswered, ticket.id, Some(step.id), assignee)
                .await?;
        }
        if !step.public {
            self.notify_mentions(Scene::from(ticket), step.id, &step.body)
                .await?;
        }
        Ok(())
    }

    pub(crate) async fn record_step(&mut self, before: Option<&Step>, after: &Step) -> Result<()> {
        let version = if before.is_none() { 1 } else { 2 };
        let about = About {
            entity: Entity::Step,
            id: after.id.0,
            ticket: Some(after.ticket_id),
            version,
        };
        self.record(about, before, Some(after)).await
    }
}
