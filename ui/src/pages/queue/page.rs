//! The page of the queue: tabs, chips, list, bar and pane, and the keys that move among them.

use std::cell::Cell;
use std::rc::Rc;

use guichet_domain::TicketFilter;
use yew::prelude::*;
use yew_router::prelude::*;

use super::acts::use_act;
use super::bulk::Bulk;
use super::keys::{Desk, use_queue_keys};
use super::lens::Lens;
use super::list::{AtTop, List};
use super::memory;
use super::pane::Pane;
use super::state::{Change, Queue};
use super::toolbar::toolbar;
use super::views::{OPEN, Views, standing};
use super::walk::{Walk, use_walk};
use crate::components::{Button, caps, empty, failed, icon, setter, skeleton_rows};
use crate::keys::{Action, Screen};
use crate::load::use_slow;
use crate::route::Route;
use crate::session::use_session;
use crate::shell::Page;
use crate::{browser, t};

/// The queue.
#[component]
pub fn QueuePage() -> Html {
    let queue = use_reducer(|| memory::last().unwrap_or_else(first));
    let at_top = use_memo((), |()| AtTop(Rc::new(Cell::new(true))));
    let walk = use_walk(&queue, &at_top.0);
    let current = use_node_ref();
    let navigator = use_navigator().expect("a page stands in a router");
    let desk = Desk {
        on_act: use_act(&queue),
        adding: use_state(|| false),
        searching: use_state(|| !queue.lens.text.is_empty()),
        picking: use_state(|| None),
        on_open: Callback::from(move |number| navigator.push(&Route::Ticket { number })),
        session: use_session(),
        queue: queue.clone(),
    };
    use_effect_with(queue.clone(), |queue| {
        memory::keep(Rc::new((**queue).clone()))
    });
    use_queue_keys(&desk);
    use_looks(&queue);
    let slow = use_slow(!queue.loaded);
    let on_pick = setter(&desk.picking);
    html! {
        <Page title={t!("shell-queue")}>
            <Tabs queue={queue.clone()} />
            <div class="queue">
                <section class="queue-list" aria-label={t!("queue-title")}>
                    {toolbar(&desk)}
                    {news(&queue)}
                    {state_of(&queue, &walk, slow)}
                    <List queue={queue.clone()} {walk} at_top={(*at_top).clone()} current={current.clone()} on_open={desk.on_open.clone()} />
                    <Bulk queue={queue.clone()} picking={*desk.picking} on_pick={on_pick.clone()} on_act={desk.on_act.clone()} {current} />
                </section>
                if queue.pane && queue.current.is_some() {
                    <Pane queue={queue.clone()} {on_pick} on_act={desk.on_act.clone()} on_open={desk.on_open.clone()} />
                }
            </div>
        </Page>
    }
}

fn first() -> Queue {
    let (_, _, lens) = standing().swap_remove(0);
    // Below this width the pane covers the list, so it opens only when asked for.
    const ROOM: f64 = 1100.0;
    let mut queue = Queue::new(OPEN.to_owned(), lens);
    queue.pane = browser::width() >= ROOM;
    queue
}

/// What stands over the list when it has nothing to show, or failed.
fn state_of(queue: &UseReducerHandle<Queue>, walk: &Walk, slow: bool) -> Html {
    if let Some(error) = &walk.error {
        return failed(error, &walk.on_retry);
    }
    if !queue.loaded {
        return if slow {
            skeleton_rows(12)
        } else {
            Html::default()
        };
    }
    if queue.rows.is_empty() {
        nothing(queue)
    } else {
        Html::default()
    }
}

fn nothing(queue: &UseReducerHandle<Queue>) -> Html {
    let open = TicketFilter {
        open: true,
        ..TicketFilter::default()
    };
    if queue.lens.text.is_empty() && queue.lens.filter == open {
        return html! { <AllDone /> };
    }
    let (view, resetting) = (queue.view.clone(), queue.clone());
    let on_click = Callback::from(move |_| {
        let lens = Lens::by_due(TicketFilter {
            open: true,
            ..TicketFilter::default()
        });
        resetting.dispatch(Change::look(view.clone(), lens));
    });
    empty(
        "filter",
        t!("queue-nothing"),
        t!("queue-nothing-note"),
        html! { <Button {on_click}>{t!("queue-reset")}</Button> },
    )
}

/// Nothing is open: what comes next is a call.
#[component]
fn AllDone() -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    let on_click = Callback::from(move |_| navigator.push(&Route::Reception));
    empty(
        "inbox",
        t!("queue-all-done"),
        t!("queue-all-done-note"),
        html! { <Button {on_click} keys={(Screen::Everywhere, Action::GoReception)}>{t!("queue-take-call")}</Button> },
    )
}

#[derive(Properties, PartialEq)]
struct QueueProps {
    queue: UseReducerHandle<Queue>,
}

/// The tabs; *My day* leads to its own page.
#[component]
fn Tabs(props: &QueueProps) -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    let queue = props.queue.clone();
    let on_look = Callback::from(move |(key, lens): (AttrValue, Option<Lens>)| match lens {
        Some(lens) => queue.dispatch(Change::look(key.to_string(), lens)),
        None => navigator.push(&Route::MyDay),
    });
    html! { <Views view={props.queue.view.clone()} lens={Some(props.queue.lens.clone())} {on_look} /> }
}

/// How many tickets changed that the list does not hold; they show when asked for.
fn news(queue: &UseReducerHandle<Queue>) -> Html {
    let count = queue.news.len();
    if count == 0 || !queue.loaded {
        return Html::default();
    }
    let queue = queue.clone();
    let on_click = Callback::from(move |_| queue.dispatch(Change::ReadAgain));
    html! {
        <button class="news" type="button" onclick={on_click}>
            {icon("up")}{t!("queue-news", count = count)}{Screen::Queue.chord(Action::ShowNews).map(caps)}
        </button>
    }
}

/// The palette shows another view at once.
#[hook]
fn use_looks(queue: &UseReducerHandle<Queue>) {
    let dispatcher = queue.dispatcher();
    use_effect_with((), move |()| {
        let look = move |(view, lens)| dispatcher.dispatch(Change::look(view, lens));
        memory::when_looked(Some(Callback::from(look)));
        || memory::when_looked(None)
    });
}
