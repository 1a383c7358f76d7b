//! The page of the queue: tabs, chips, list, bar and pane, and the keys that move among them.

use std::cell::Cell;
use std::rc::Rc;

use guichet_api::tickets::BulkChange;
use guichet_domain::TicketFilter;
use yew::prelude::*;
use yew_router::prelude::*;

use super::acts::use_act;
use super::bulk::{Bulk, Picking};
use super::lens::Lens;
use super::list::{AtTop, List};
use super::memory;
use super::pane::Pane;
use super::state::{Change, Queue};
use super::toolbar::Toolbar;
use super::views::{OPEN, Views, all, standing};
use super::walk::{Walk, use_walk};
use crate::components::{Button, Empty, Notice, Tone, caps, icon, skeleton_rows};
use crate::keys::{Action, Screen, use_keys};
use crate::load::use_slow;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::shell::Page;
use crate::{browser, refusals, t};

/// What else the page remembers while it stands.
#[derive(Clone)]
struct Desk {
    queue: UseReducerHandle<Queue>,
    adding: UseStateHandle<bool>,
    searching: UseStateHandle<bool>,
    picking: UseStateHandle<Option<Picking>>,
    on_act: Callback<BulkChange>,
    on_open: Callback<i64>,
    session: Session,
}

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
    let keys = desk.clone();
    use_keys(Screen::Queue, false, move |action| act(&keys, action));
    let slow = use_slow(!queue.loaded);
    let on_pick = setter(&desk.picking);
    html! {
        <Page title={t!("shell-queue")}>
            <Tabs queue={queue.clone()} />
            <div class="queue">
                <section class="queue-list" aria-label={t!("queue-title")}>
                    <Toolbar queue={queue.clone()} adding={*desk.adding} on_adding={setter(&desk.adding)} searching={*desk.searching} on_searching={setter(&desk.searching)} />
                    <News queue={queue.clone()} />
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

fn setter<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.clone();
    Callback::from(move |value| state.set(value))
}

/// What stands over the list when it has nothing to show, or failed.
fn state_of(queue: &UseReducerHandle<Queue>, walk: &Walk, slow: bool) -> Html {
    if let Some(error) = &walk.error {
        let retry = html! { <Button class="small" on_click={walk.on_retry.reform(|_| ())}>{t!("retry")}</Button> };
        return html! { <Notice tone={Tone::Danger} action={retry}>{refusals::sentence(error)}</Notice> };
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
        resetting.dispatch(Change::Look {
            view: view.clone(),
            lens,
        });
    });
    html! {
        <Empty icon="filter" title={t!("queue-nothing")} text={t!("queue-nothing-note")}>
            <Button {on_click}>{t!("queue-reset")}</Button>
        </Empty>
    }
}

/// Nothing is open: what comes next is a call.
#[component]
fn AllDone() -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    let on_click = Callback::from(move |_| navigator.push(&Route::Reception));
    html! {
        <Empty icon="inbox" title={t!("queue-all-done")} text={t!("queue-all-done-note")}>
            <Button {on_click} keys={(Screen::Everywhere, Action::GoReception)}>{t!("queue-take-call")}</Button>
        </Empty>
    }
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
        Some(lens) => queue.dispatch(Change::Look {
            view: key.to_string(),
            lens,
        }),
        None => navigator.push(&Route::MyDay),
    });
    html! { <Views view={props.queue.view.clone()} lens={Some(props.queue.lens.clone())} {on_look} /> }
}

/// How many tickets changed that the list does not hold; they show when asked for.
#[component]
fn News(props: &QueueProps) -> Html {
    let count = props.queue.news.len();
    if count == 0 || !props.queue.loaded {
        return Html::default();
    }
    let queue = props.queue.clone();
    let on_click = Callback::from(move |_| queue.dispatch(Change::ReadAgain));
    html! {
        <button class="news" type="button" onclick={on_click}>
            {icon("up")}{t!("queue-news", count = count)}{Screen::Queue.chord(Action::ShowNews).map(caps)}
        </button>
    }
}

fn act(desk: &Desk, action: Action) -> bool {
    let queue = &desk.queue;
    let change = match action {
        Action::Next => Change::Move(1),
        Action::Previous => Change::Move(-1),
        Action::PageDown => Change::Move(15),
        Action::PageUp => Change::Move(-15),
        Action::First => Change::Move(i64::from(i32::MIN)),
        Action::Last => Change::Move(i64::from(i32::MAX)),
        Action::Peek => Change::Peek,
        Action::Choose => Change::Choose,
        Action::ExtendDown => Change::Extend(1),
        Action::ExtendUp => Change::Extend(-1),
        Action::ChooseAll => Change::ChooseAll,
        Action::ShowNews => Change::ReadAgain,
        Action::NextView => return turn(desk, 1),
        Action::PreviousView => return turn(desk, -1),
        Action::Back => return back(desk),
        other => return work(desk, other),
    };
    queue.dispatch(change);
    true
}

/// The keys that do something to tickets, or open what does.
fn work(desk: &Desk, action: Action) -> bool {
    let has_target = !desk.queue.targets().is_empty();
    match action {
        Action::Filter => desk.adding.set(true),
        Action::Find => {
            desk.searching.set(true);
            browser::focus_id("queue-search");
        }
        Action::Open | Action::Answer => match desk.queue.current {
            Some(number) if action == Action::Answer => {
                memory::answer_next();
                desk.on_open.emit(number);
            }
            Some(number) => desk.on_open.emit(number),
            None => return false,
        },
        Action::Assign if has_target => desk.picking.set(Some(Picking::Assign)),
        Action::Status if has_target => desk.picking.set(Some(Picking::Status)),
        Action::Priority if has_target => desk.picking.set(Some(Picking::Priority)),
        Action::TakeIt if has_target => desk.on_act.emit(BulkChange::Take),
        _ => return false,
    }
    true
}

/// One level back: the search, the choice, the pane.
fn back(desk: &Desk) -> bool {
    let queue = &desk.queue;
    if *desk.searching {
        desk.searching.set(false);
        if !queue.lens.text.is_empty() {
            let lens = Lens {
                text: String::new(),
                ..queue.lens.clone()
            };
            queue.dispatch(Change::Look {
                view: queue.view.clone(),
                lens,
            });
        }
        browser::focus_id("queue-list");
    } else if !queue.chosen.is_empty() {
        queue.dispatch(Change::ChooseNone);
    } else if queue.pane {
        queue.dispatch(Change::ClosePane);
    } else {
        return false;
    }
    true
}

/// The view after or before.
fn turn(desk: &Desk, by: isize) -> bool {
    let views = all(&desk.session);
    let here = views
        .iter()
        .position(|(key, _, _)| *key == desk.queue.view)
        .unwrap_or(0) as isize;
    let next = (here + by).rem_euclid(views.len() as isize) as usize;
    if let Some((view, _, lens)) = views.into_iter().nth(next) {
        desk.queue.dispatch(Change::Look { view, lens });
    }
    true
}
