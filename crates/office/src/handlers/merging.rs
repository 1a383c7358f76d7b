//! Merging two tickets, undoing it, and splitting one (R9).

use guichet_api::tickets::*;
use guichet_domain::event::Entity;
use guichet_domain::ticket::Opening;
use guichet_domain::{
    Attachment, AttachmentId, Change, LinkKind, RequestId, Step, Ticket, Verb, merge,
};

use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::notice::Notice;

pub(crate) async fn merge_tickets(act: &mut Act, request: MergeTickets) -> Result<TicketSheet> {
    let before = act
        .allowed_at(request.source, request.version, Verb::Merge)
        .await?;
    let target = act.allowed(request.target, Verb::Merge).await?;
    let role = act.actor.role().ok_or_else(Fault::forbidden)?;
    let mut source = before.clone();
    merge::merge(&mut source, &target, act.staff()?, role, act.at)?;
    for step in act.tx.steps(before.id).await? {
        act.move_step(step, &target).await?;
    }
    let mut files = act.tx.attachments(before.id).await?;
    files.retain(|file| file.step_id.is_none());
    act.move_files(files, &target).await?;
    act.save_ticket(&before, &mut source).await?;
    act.reject_intervention(&source).await?;
    let target = act.touch(&target).await?;
    act.tx.index_ticket(&target).await?;
    act.tx.index_ticket(&source).await?;
    act.sheet_of(request.target).await
}

pub(crate) async fn undo_merge(act: &mut Act, request: UndoMerge) -> Result<TicketSheet> {
    let (before, ground) = act.seen(request.source).await?;
    act.allow(Verb::UndoMerge, ground)?;
    let target = match before.merged_into {
        Some(id) => act
            .tx
            .ticket_by_id(id)
            .await?
            .ok_or_else(|| Fault::not_found("ticket"))?,
        None => return Err(guichet_domain::Refusal::Join.into()),
    };
    let target = act.allowed(target.number, Verb::Merge).await?;
    let merging = act.merge_of(&before).await?;
    let mut source = before.clone();
    merge::undo_merge(&mut source, &target)?;
    act.save_ticket(&before, &mut source).await?;
    let merged_at = before.closed_at;
    for step in act.tx.steps(target.id).await? {
        if step.origin_number == source.number && merged_at.is_some_and(|at| step.created_at <= at)
        {
            act.move_step(step, &source).await?;
        }
    }
    act.bring_files_back(merging, &target, &source).await?;
    act.put_interventions_back(&source, merging).await?;
    let target = act.touch(&target).await?;
    act.tx.index_ticket(&target).await?;
    act.tx.index_ticket(&source).await?;
    act.sheet_of(request.source).await
}

pub(crate) async fn split_ticket(act: &mut Act, request: SplitTicket) -> Result<TicketSheet> {
    let before = act.allowed(request.number, Verb::Merge).await?;
    let steps = act.tx.steps(before.id).await?;
    let first = steps
        .iter()
        .position(|step| step.id == request.step_id)
        .ok_or_else(|| Fault::not_found("step"))?;
    let opening = Opening {
        id: act.clock.id(),
        channel: before.channel,
        by: act.actor.author(),
        at: act.at,
    };
    let mut facts = before.facts();
    facts.label = request.label;
    facts.description = steps[first].body.clone();
    facts.due_at = None;
    let mut new = Ticket::open(opening, facts, &act.settings)?;
    new.number = act.tx.next_number("ticket").await?;
    act.tx.insert_ticket(&new).await?;
    act.record_ticket(None, &new).await?;
    for step in steps.into_iter().skip(first) {
        act.move_step(step, &new).await?;
    }
    act.add_link(&new, LinkKind::Follows, before.id).await?;
    let before = act.touch(&before).await?;
    act.tx.index_ticket(&before).await?;
    act.tx.index_ticket(&new).await?;
    act.notify(Notice::unassigned(&new)).await?;
    act.sheet_of(new.number).await
}

impl Act {
    /// The call that merged this ticket into the one it says.
    async fn merge_of(&mut self, source: &Ticket) -> Result<RequestId> {
        let events = self.tx.events_of_ticket(source.id).await?;
        let merged = events.iter().rfind(|event| {
            let into = |change: &Change| change.field == "merged_into" && !change.after.is_null();
            event.entity == Entity::Ticket && event.changes.iter().any(into)
        });
        merged
            .map(|event| event.request_id)
            .ok_or_else(|| guichet_domain::Refusal::Join.into())
    }

    /// The files that a merge took from the source, those of its steps aside, which follow them.
    async fn bring_files_back(
        &mut self,
        merge: RequestId,
        target: &Ticket,
        source: &Ticket,
    ) -> Result<()> {
        let events = self.tx.events_of_ticket(target.id).await?;
        let moved: Vec<AttachmentId> = events
            .iter()
            .filter(|event| event.request_id == merge && event.entity == Entity::Attachment)
            .map(|event| AttachmentId(event.entity_id))
            .collect();
        let mut files = self.tx.attachments(target.id).await?;
        files.retain(|file| file.step_id.is_none() && moved.contains(&file.id));
        self.move_files(files, source).await
    }

    async fn move_files(&mut self, files: Vec<Attachment>, to: &Ticket) -> Result<()> {
        for before in files {
            let mut after = before.clone();
            after.ticket_id = Some(to.id);
            self.tx.move_attachment(before.id, to.id).await?;
            let about = About {
                entity: Entity::Attachment,
                id: before.id.0,
                ticket: Some(to.id),
                version: 2,
            };
            self.record(about, Some(&before), Some(&after)).await?;
        }
        Ok(())
    }

    /// Moves a step with its files; it keeps the number of the ticket it was written on.
    async fn move_step(&mut self, step: Step, to: &Ticket) -> Result<()> {
        let mut after = step.clone();
        after.ticket_id = to.id;
        self.tx.update_step(&after).await?;
        self.record_step(Some(&step), &after).await?;
        let mut files = self.tx.attachments(step.ticket_id).await?;
        files.retain(|file| file.step_id == Some(step.id));
        self.move_files(files, to).await?;
        if let Some(executor) = after.executor_id {
            self.tx.add_executor(to, executor).await?;
        }
        Ok(())
    }
}
