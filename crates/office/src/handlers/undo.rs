//! Undoing one's own last change of a ticket, if nobody changed it since.

use guichet_api::tickets::{Bulk, UndoChanges};
use guichet_domain::event::Entity;
use guichet_domain::{Change, Refusal, Status, Ticket};
use serde_json::Value;

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
    let before = act
        .tx
        .ticket(number)
        .await?
        .ok_or_else(|| Fault::not_found("ticket"))?;
    Act::same_version(before.version, version)?;
    let events = act.tx.events_of_version(before.id.0, version).await?;
    let mine = events
        .iter()
        .find(|event| event.entity == Entity::Ticket && event.actor_id == Some(me.0));
    let Some(event) = mine.filter(|event| event.version > 1) else {
        return Err(Fault::forbidden());
    };
    let closed_it =
        before.status.is_closed() && event.changes.iter().any(|change| change.field == "status");
    let mut after = before.clone();
    if closed_it {
        after.withdraw_closing(me, act.at)?;
    } else {
        after = put_back(&before, &event.changes)?;
        after.withdrawals += i32::from(before.status != after.status);
    }
    act.save_ticket(&before, &mut after).await?;
    follow_intervention(act, &before, &after).await?;
    Ok(after)
}

/// The ticket with each changed field as it was before.
fn put_back(ticket: &Ticket, changes: &[Change]) -> Result<Ticket> {
    let unreadable = || {
        Fault::from(Refusal::Transition {
            from: ticket.status,
        })
    };
    let Ok(Value::Object(mut fields)) = serde_json::to_value(ticket) else {
        return Err(unreadable());
    };
    for change in changes {
        if !matches!(
            change.field.as_str(),
            "version" | "updated_at" | "withdrawals"
        ) {
            fields.insert(change.field.clone(), change.before.clone());
        }
    }
    serde_json::from_value(Value::Object(fields)).map_err(|_| unreadable())
}

async fn follow_intervention(act: &mut Act, before: &Ticket, after: &Ticket) -> Result<()> {
    if before.status.is_closed() != after.status.is_closed() {
        return act.reopen_intervention(after).await;
    }
    match (before.assignee_id, after.assignee_id) {
        (Some(_), None) => act.release_intervention(after).await,
        (None, Some(_)) if after.status != Status::Unassigned => {
            act.reopen_intervention(after).await
        }
        (Some(had), Some(has)) if had != has => act.give_intervention(after, has).await,
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}
