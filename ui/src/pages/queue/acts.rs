//! What is done to tickets from the list: one call for one or many, one toast, one undo.

use std::rc::Rc;

use guichet_api::ApiError;
use guichet_api::lists::TicketLine;
use guichet_api::tickets::{Bulk, BulkChange, ChangeTickets, TicketVersion, UndoChanges};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::state::{Change, Queue};
use crate::bridge;
use crate::components::{Toast, Toasts, use_toasts};
use crate::i18n::names;
use crate::session::{Session, use_session};
use crate::{refusals, t};

/// Changes the targets of the queue.
#[hook]
pub fn use_act(queue: &UseReducerHandle<Queue>) -> Callback<BulkChange> {
    let (session, toasts, queue) = (use_session(), use_toasts(), queue.clone());
    Callback::from(move |change: BulkChange| {
        let targets = queue.targets();
        if targets.is_empty() {
            return;
        }
        let words = done_words(&change, &targets, &session);
        let items = targets
            .iter()
            .map(|line| TicketVersion {
                number: line.number,
                version: line.version,
            })
            .collect();
        let (toasts, queue) = (toasts.clone(), queue.clone());
        spawn_local(async move {
            let answer = bridge::call(&ChangeTickets { items, change }).await;
            queue.dispatch(Change::ChooseNone);
            queue.dispatch(Change::ReadAgain);
            tell(answer, words, &toasts, &queue);
        });
    })
}

/// Says what was done, with its undo, and what was refused, with its reason.
fn tell(
    answer: Result<Bulk, ApiError>,
    words: String,
    toasts: &Toasts,
    queue: &UseReducerHandle<Queue>,
) {
    let bulk = match answer {
        Ok(bulk) => bulk,
        Err(error) => return toasts.show(Toast::failed(refusals::sentence(&error))),
    };
    for refused in bulk.refused.iter().take(3) {
        let why = refusals::sentence(&refused.error);
        toasts.show(Toast::failed(t!(
            "queue-refused",
            number = refused.number.to_string(),
            why = why
        )));
    }
    if !bulk.done.is_empty() {
        toasts.show(Toast::undoable(
            words,
            undo(bulk.done, toasts.clone(), queue.clone()),
        ));
    }
}

fn undo(items: Vec<TicketVersion>, toasts: Toasts, queue: UseReducerHandle<Queue>) -> Callback<()> {
    Callback::from(move |()| {
        let (request, toasts, queue) = (
            UndoChanges {
                items: items.clone(),
            },
            toasts.clone(),
            queue.clone(),
        );
        spawn_local(async move {
            let answer = bridge::call(&request).await;
            queue.dispatch(Change::ReadAgain);
            match answer {
                Ok(bulk) if bulk.refused.is_empty() => toasts.show(Toast::done(t!("queue-undone"))),
                Ok(bulk) => {
                    let why = bulk
                        .refused
                        .first()
                        .map(|refused| refusals::sentence(&refused.error));
                    toasts.show(Toast::failed(why.unwrap_or_default()));
                }
                Err(error) => toasts.show(Toast::failed(refusals::sentence(&error))),
            }
        });
    })
}

fn done_words(change: &BulkChange, targets: &[Rc<TicketLine>], session: &Session) -> String {
    let what = match targets {
        [one] => one.number.to_string(),
        many => t!("queue-tickets", count = many.len()),
    };
    match change {
        BulkChange::Assign(id) => t!(
            "queue-done-assigned",
            what = what,
            name = session.name_of(*id)
        ),
        BulkChange::Unassign => t!("queue-done-unassigned", what = what),
        BulkChange::Take => t!("queue-done-taken", what = what),
        BulkChange::Priority(priority) => {
            t!(
                "queue-done-priority",
                what = what,
                priority = names::priority(*priority)
            )
        }
        BulkChange::Wait => t!("queue-done-waiting", what = what),
        BulkChange::Resolve => t!("queue-done-resolved", what = what),
        BulkChange::Reject(_) => t!("queue-done-rejected", what = what),
    }
}
