//! Undoing one's own last change of a ticket, if nobody changed it since.

use guichet_api::Code;
use guichet_api::tickets::{Bulk, UndoChanges};
use guichet_domain::event::{self, Entity};
use guichet_domain::{Change, Event, Refusal, RequestId, Ticket};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::handlers::settle;

pub(crate) async fn undo_changes(act: &mut Act, request: UndoChanges) -> Result<Bulk> {
    let mut bulk = Bulk {
        done: Vec::new(),
        refused: Vec::new(),
    };
    for item in request.items {
        let undone = undo_one(act, item.number, item.version).await;
        settle(&mut bulk, item.number, undone)?;
    }
    Ok(bulk)
}

async fn undo_one(act: &mut Act, number: i64, version: i64) -> Result<Ticket> {
    let me = act.staff()?;
    let not_found = || Fault::not_found("ticket");
    let before = act
        .tx
        .own_changed_ticket(number)
        .await?
        .ok_or_else(not_found)?;
    let Some(event) = act.own_change(&before, version).await? else {
        // Whoever changed nothing and does not see it learns nothing of it.
        act.seen(number).await?;
        Act::same_version(before.version, version)?;
        return Err(Fault::forbidden());
    };
    Act::same_version(before.version, version)?;
    let mut after = before.clone();
    if before.status.is_closed() && event.changes.iter().any(|change| change.field == "status") {
        after.withdraw_closing(me, act.at)?;
    } else {
        after = put_back(&before, &event.changes)?;
        after.withdrawals += i32::from(before.status != after.status);
    }
    if before.is_gone(act.at) || after.is_gone(act.at) {
        return Err(Refusal::TooLate.into());
    }
    act.save_ticket(&before, &mut after).await?;
    act.put_interventions_back(&after, event.request_id).await?;
    act.tx.withdraw_mails(event.request_id, act.at).await?;
    Ok(after)
}

/// Whether undoing a call is putting the ticket's own fields back; a step, a merge, a link or a
/// list of people is more than that, and a reopening was told to people.
fn is_undone_by_its_fields(call: &str) -> bool {
    matches!(
        call,
        "edit_ticket"
            | "assign_ticket"
            | "take_ticket"
            | "unassign_ticket"
            | "wait_ticket"
            | "set_stage"
            | "resolve_ticket"
            | "reject_ticket"
            | "change_tickets"
            | "bin_ticket"
            | "restore_ticket"
    )
}

/// A row with each changed field as it was before.
fn put_back<T: Serialize + DeserializeOwned>(row: &T, changes: &[Change]) -> Result<T> {
    let mut row = serde_json::to_value(row).map_err(unreadable)?;
    event::put_back(&mut row, changes);
    serde_json::from_value(row).map_err(unreadable)
}

/// What the history holds is not what this program writes.
pub(crate) fn unreadable(_: serde_json::Error) -> Fault {
    Fault::new(Code::Broken, "this change cannot be read back")
}

impl Act {
    /// The change of this actor that gave the ticket this version, if it may be undone.
    async fn own_change(&mut self, ticket: &Ticket, version: i64) -> Result<Option<Event>> {
        let me = self.staff()?;
        let events = self.tx.events_of_version(ticket.id.0, version).await?;
        Ok(events.into_iter().find(|event| {
            event.entity == Entity::Ticket
                && event.actor_id == Some(me.0)
                && event.version > 1
                && is_undone_by_its_fields(&event.call)
        }))
    }

    /// What a call did to the ticket's interventions is undone: one it created is released.
    pub(crate) async fn put_interventions_back(
        &mut self,
        ticket: &Ticket,
        request: RequestId,
    ) -> Result<()> {
        let events = self.tx.events_of_ticket(ticket.id).await?;
        let done = events
            .into_iter()
            .filter(|event| event.request_id == request && event.entity == Entity::Intervention);
        for event in done {
            let Some(before) = self.tx.intervention(event.entity_id.into()).await? else {
                continue;
            };
            let after = if event.version == 1 {
                let mut released = before.clone();
                released.released(self.tx.intervention_minutes(before.id).await?);
                released
            } else {
                put_back(&before, &event.changes)?
            };
            self.save_intervention(&before, after).await?;
        }
        Ok(())
    }
}
