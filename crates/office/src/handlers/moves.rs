//! The transitions of a ticket (R4), each with its intervention (R15, R18) and its notices.

use guichet_api::tickets::*;
use guichet_domain::mail::Template;
use guichet_domain::refusal::Problem;
use guichet_domain::{Refusal, Role, StaffId, Status, Ticket, Verb};

use crate::act::Act;
use crate::fault::Result;
use crate::notice::Notice;

pub(crate) async fn assign_ticket(act: &mut Act, request: AssignTicket) -> Result<Moved> {
    let ticket = assign(act, request.number, request.version, request.to).await?;
    act.moved(ticket).await
}

/// Gives a ticket to somebody: from the pool for who assigns, one's own for who hands over.
pub(crate) async fn assign(
    act: &mut Act,
    number: i64,
    version: i64,
    to: StaffId,
) -> Result<Ticket> {
    let (before, ground) = act.seen(number).await?;
    if !act.actor.may(Verb::Assign, ground) {
        act.allow(Verb::HandOver, ground)?;
    }
    act.unmoved(&before, version).await?;
    act.may_be_assigned(to).await?;
    let mut after = before.clone();
    after.enter(before.state().give(to)?);
    if after == before {
        return Ok(before);
    }
    act.save_ticket(&before, &mut after).await?;
    act.give_intervention(&after, to).await?;
    act.notify(Notice::assigned(&after, to)).await?;
    act.tell_staff(Template::Assigned, after.id, None, to)
        .await?;
    Ok(after)
}

pub(crate) async fn take_ticket(act: &mut Act, request: TakeTicket) -> Result<Moved> {
    let ticket = take(act, request.number, request.version).await?;
    act.moved(ticket).await
}

pub(crate) async fn take(act: &mut Act, number: i64, version: i64) -> Result<Ticket> {
    let before = act.allowed_at(number, version, Verb::Take).await?;
    let me = act.staff()?;
    let mut after = before.clone();
    after.enter(before.state().take(me)?);
    act.save_ticket(&before, &mut after).await?;
    act.give_intervention(&after, me).await?;
    Ok(after)
}

pub(crate) async fn unassign_ticket(act: &mut Act, request: UnassignTicket) -> Result<Moved> {
    let ticket = unassign(act, request.number, request.version).await?;
    act.moved(ticket).await
}

pub(crate) async fn unassign(act: &mut Act, number: i64, version: i64) -> Result<Ticket> {
    let before = act.allowed_at(number, version, Verb::Unassign).await?;
    let mut after = before.clone();
    after.enter(before.state().unassign()?);
    act.save_ticket(&before, &mut after).await?;
    act.release_intervention(&after).await?;
    act.notify(Notice::unassigned(&after)).await?;
    Ok(after)
}

pub(crate) async fn wait_ticket(act: &mut Act, request: WaitTicket) -> Result<Moved> {
    let ticket = wait(act, request.number, request.version, request.stage).await?;
    act.moved(ticket).await
}

pub(crate) async fn wait(
    act: &mut Act,
    number: i64,
    version: i64,
    stage: guichet_domain::Stage,
) -> Result<Ticket> {
    let before = act.allowed_at(number, version, Verb::Wait).await?;
    let mut after = before.clone();
    after.enter(before.state().wait(stage)?);
    act.save_ticket(&before, &mut after).await?;
    Ok(after)
}

pub(crate) async fn set_stage(act: &mut Act, request: SetStage) -> Result<Moved> {
    let before = act
        .allowed_at(request.number, request.version, Verb::Wait)
        .await?;
    let mut after = before.clone();
    after.enter(before.state().at(request.stage)?);
    if after != before {
        act.save_ticket(&before, &mut after).await?;
    }
    act.moved(after).await
}

pub(crate) async fn resolve_ticket(act: &mut Act, request: ResolveTicket) -> Result<Moved> {
    if let Some(step) = request.step {
        let ticket = act
            .allowed_at(request.number, request.version, Verb::AddStep)
            .await?;
        act.write_step(&ticket, step, &[]).await?;
        let version = act.seen(request.number).await?.0.version;
        let resolved = resolve(act, request.number, version).await?;
        return act.moved(resolved).await;
    }
    let ticket = resolve(act, request.number, request.version).await?;
    act.moved(ticket).await
}

pub(crate) async fn resolve(act: &mut Act, number: i64, version: i64) -> Result<Ticket> {
    let before = act.allowed_at(number, version, Verb::Resolve).await?;
    let mut after = before.clone();
    after.resolve(act.staff()?, act.at)?;
    act.save_ticket(&before, &mut after).await?;
    act.finish_intervention(&after).await?;
    act.tell_closing(Template::Resolved, &after).await?;
    Ok(after)
}

pub(crate) async fn reject_ticket(act: &mut Act, request: RejectTicket) -> Result<Moved> {
    let ticket = reject(
        act,
        request.number,
        request.version,
        request.stage,
        &request.reason,
    )
    .await?;
    act.moved(ticket).await
}

pub(crate) async fn reject(
    act: &mut Act,
    number: i64,
    version: i64,
    stage: guichet_domain::Stage,
    reason: &str,
) -> Result<Ticket> {
    let before = act.allowed_at(number, version, Verb::Reject).await?;
    let mut after = before.clone();
    after.reject(stage, reason, Some(act.staff()?), act.at)?;
    act.save_ticket(&before, &mut after).await?;
    act.reject_intervention(&after).await?;
    act.tell_closing(Template::Rejected, &after).await?;
    Ok(after)
}

pub(crate) async fn reopen_ticket(act: &mut Act, request: ReopenTicket) -> Result<Moved> {
    let before = act
        .allowed_at(request.number, request.version, Verb::Reopen)
        .await?;
    let mut after = before.clone();
    after.reopen(act.is_active(before.assignee_id).await?)?;
    act.save_ticket(&before, &mut after).await?;
    act.reopen_intervention(&after).await?;
    match after.assignee_id {
        Some(assignee) => {
            act.notify(Notice::reopened(&after, assignee)).await?;
            act.tell_staff(Template::Reopened, after.id, None, assignee)
                .await?;
        }
        None => act.notify(Notice::unassigned(&after)).await?,
    }
    act.moved(after).await
}

impl Act {
    /// Refuses an assignee who left, or who only answers the phone.
    async fn may_be_assigned(&mut self, to: StaffId) -> Result<()> {
        let staff = self
            .tx
            .staff(to)
            .await?
            .filter(|staff| staff.active && staff.role != Role::Receptionist);
        match staff {
            Some(_) => Ok(()),
            None => Err(Refusal::invalid("to", Problem::Unknown).into()),
        }
    }

    /// Whether this person still works here.
    pub(crate) async fn is_active(&mut self, staff: Option<StaffId>) -> Result<bool> {
        match staff {
            Some(id) => Ok(self.tx.staff(id).await?.is_some_and(|staff| staff.active)),
            None => Ok(false),
        }
    }

    /// The assignee's first step or minute begins the work; a client's public words resume it.
    pub(crate) async fn work_began(
        &mut self,
        before: &Ticket,
        by: StaffId,
        client_said: bool,
    ) -> Result<Ticket> {
        let state = before.state().worked_on(by);
        let state = if client_said { state.answered() } else { state };
        let mut after = before.clone();
        if !matches!(before.status, Status::Resolved | Status::Rejected) {
            after.enter(state);
        }
        self.save_ticket(before, &mut after).await?;
        Ok(after)
    }
}
