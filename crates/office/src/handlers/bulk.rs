//! Several tickets at once: each succeeds or is refused alone.

use guichet_api::Code;
use guichet_api::tickets::*;
use guichet_domain::{Stage, Ticket, Verb};

use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::handlers;

/// Most tickets one gesture changes.
const MOST: usize = 500;

pub(crate) async fn change_tickets(act: &mut Act, request: ChangeTickets) -> Result<Bulk> {
    if request.items.len() > MOST {
        return Err(
            Fault::new(Code::Invalid, "choose at most 500 tickets at once")
                .field("items", "out_of_range"),
        );
    }
    let mut bulk = Bulk {
        done: Vec::new(),
        refused: Vec::new(),
    };
    for item in request.items {
        let number = item.number;
        let changed = change_one(act, item, &request.change).await;
        settle(&mut bulk, number, changed)?;
    }
    Ok(bulk)
}

/// A refusal is the ticket's own; a fault of the database ends the whole.
pub(crate) fn settle(bulk: &mut Bulk, number: i64, changed: Result<Ticket>) -> Result<()> {
    match changed {
        Ok(ticket) => bulk.done.push(TicketVersion {
            number,
            version: ticket.version,
        }),
        Err(Fault::Refused(error)) => bulk.refused.push(Refused { number, error }),
        Err(Fault::Store(guichet_store::Error::Stale)) => {
            settle(bulk, number, Err(Fault::conflict()))?;
        }
        Err(fault) => return Err(fault),
    }
    Ok(())
}

async fn change_one(act: &mut Act, item: TicketVersion, change: &BulkChange) -> Result<Ticket> {
    let TicketVersion { number, version } = item;
    match change {
        BulkChange::Assign(to) => handlers::assign(act, number, version, *to).await,
        BulkChange::Unassign => handlers::unassign(act, number, version).await,
        BulkChange::Take => handlers::take(act, number, version).await,
        BulkChange::Wait => handlers::wait(act, number, version, Stage::Waiting).await,
        BulkChange::Resolve => handlers::resolve(act, number, version).await,
        BulkChange::Reject(reason) => {
            handlers::reject(act, number, version, Stage::Rejected, reason).await
        }
        BulkChange::Priority(priority) => {
            let before = act.allowed(number, Verb::ChangeFacts).await?;
            act.untouched(&before, version, &["priority"]).await?;
            let mut facts = before.facts();
            facts.priority = Some(*priority);
            let mut after = before.clone();
            after.change_facts(facts, act.staff()?, &act.settings)?;
            if after == before {
                return Ok(before);
            }
            act.save_ticket(&before, &mut after).await?;
            Ok(after)
        }
    }
}
