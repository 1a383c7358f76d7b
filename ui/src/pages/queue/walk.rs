//! Reads the pages of the queue: the first one, the next ones as the reader nears the end, and
//! again those whose tickets changed.

use std::cell::Cell;
use std::rc::Rc;

use guichet_api::ApiError;
use guichet_api::lists::{ListTickets, SearchTickets, TicketPage};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::lens::Lens;
use super::pages::PAGE;
use super::state::{Change, Queue};
use crate::bridge;
use crate::live::use_live;

/// How the reading goes.
#[derive(Clone, PartialEq)]
pub struct Walk {
    /// Why the last page did not come.
    pub error: Option<ApiError>,
    /// Asks for the next page, once.
    pub on_near_end: Callback<()>,
    /// Reads from the top again.
    pub on_retry: Callback<()>,
}

/// Reads pages into `queue`; `at_top` tells whether new rows may show at once.
#[hook]
pub fn use_walk(queue: &UseReducerHandle<Queue>, at_top: &Rc<Cell<bool>>) -> Walk {
    let error = use_state(|| None::<ApiError>);
    let asked = use_mut_ref(|| None::<String>);
    let ask = {
        let (queue, error) = (queue.clone(), error.clone());
        move |after: Option<String>| ask_page(&queue, after, error.clone())
    };
    {
        let (ask, asked) = (ask.clone(), asked.clone());
        use_effect_with((queue.lens.clone(), queue.reading), move |_| {
            asked.replace(None);
            ask(None);
        });
    }
    use_changes(queue, at_top, &ask);
    let on_near_end = {
        let (queue, ask) = (queue.clone(), ask);
        Callback::from(move |()| {
            let next = queue.next_page();
            // The same page is asked for once, however often the scroll says that the end is near.
            if next.is_some() && *asked.borrow() != next {
                asked.replace(next.clone());
                ask(next);
            }
        })
    };
    let queue = queue.clone();
    Walk {
        error: (*error).clone(),
        on_near_end,
        on_retry: Callback::from(move |()| queue.dispatch(Change::ReadAgain)),
    }
}

/// Reads again what changed: the pages that hold a changed ticket, or the whole when one stands at its top.
#[hook]
fn use_changes<F>(queue: &UseReducerHandle<Queue>, at_top: &Rc<Cell<bool>>, ask: &F)
where
    F: Fn(Option<String>) + Clone + 'static,
{
    let live = use_live();
    let (queue, at_top, ask) = (queue.clone(), at_top.clone(), ask.clone());
    let first = use_mut_ref(|| true);
    use_effect_with(live.stamp, move |_| {
        // The stamp one arrives with changed nothing since.
        if first.replace(false) {
            return;
        }
        for after in queue.pages_with(live.tickets.as_deref()) {
            ask(after);
        }
        if at_top.get() && queue.chosen.is_empty() {
            ask(None);
        } else if let Some(tickets) = &live.tickets {
            queue.dispatch(Change::Changed(tickets.clone()));
        }
    });
}

fn ask_page(
    queue: &UseReducerHandle<Queue>,
    after: Option<String>,
    error: UseStateHandle<Option<ApiError>>,
) {
    let (lens, reading, dispatcher) = (queue.lens.clone(), queue.reading, queue.dispatcher());
    spawn_local(async move {
        match read(lens, after.clone()).await {
            Ok(page) => {
                error.set(None);
                dispatcher.dispatch(Change::Came {
                    reading,
                    after,
                    page,
                });
            }
            Err(refusal) => error.set(Some(refusal)),
        }
    });
}

async fn read(lens: Lens, after: Option<String>) -> Result<TicketPage, ApiError> {
    let Lens {
        filter,
        sort,
        descending,
        text,
    } = lens;
    if text.is_empty() {
        return bridge::call(&ListTickets {
            filter,
            sort,
            descending,
            after,
            limit: PAGE,
        })
        .await;
    }
    let found = bridge::call(&SearchTickets { text, limit: PAGE }).await?;
    // A search shows its newest hits only: what is older needs another word.
    Ok(TicketPage {
        rows: found.rows,
        next: None,
        more: false,
    })
}
