//! What the keys do in the queue, and which of them do something now.

use guichet_api::tickets::BulkChange;
use yew::prelude::*;

use super::bulk::Picking;
use super::lens::Lens;
use super::memory;
use super::state::{Change, Queue};
use super::views::all;
use crate::browser;
use crate::keys::{Action, Screen, use_commands};
use crate::session::Session;

/// What the page remembers while it stands.
#[derive(Clone)]
pub struct Desk {
    /// The list.
    pub queue: UseReducerHandle<Queue>,
    /// Whether the menu of facets is open.
    pub adding: UseStateHandle<bool>,
    /// Whether words are being searched.
    pub searching: UseStateHandle<bool>,
    /// Which menu of the bar is open.
    pub picking: UseStateHandle<Option<Picking>>,
    /// Changes the chosen tickets.
    pub on_act: Callback<BulkChange>,
    /// Opens a ticket in full.
    pub on_open: Callback<i64>,
    /// Who reads it.
    pub session: Session,
}

/// The keys of the queue.
#[hook]
pub fn use_queue_keys(desk: &Desk) {
    let acting = desk.clone();
    use_commands(Screen::Queue, &offers(desk), move |action| {
        act(&acting, action)
    });
}

/// Some keys need a current row, a choice, or something to close.
fn offers(desk: &Desk) -> Vec<Action> {
    const ALWAYS: [Action; 5] = [
        Action::Filter,
        Action::Find,
        Action::NextView,
        Action::PreviousView,
        Action::ShowNews,
    ];
    const ON_ROWS: [Action; 12] = [
        Action::Next,
        Action::Previous,
        Action::First,
        Action::Last,
        Action::PageDown,
        Action::PageUp,
        Action::Peek,
        Action::Open,
        Action::Choose,
        Action::ExtendDown,
        Action::ExtendUp,
        Action::ChooseAll,
    ];
    const ON_TICKETS: [Action; 4] = [
        Action::Assign,
        Action::TakeIt,
        Action::Status,
        Action::Priority,
    ];
    let queue = &desk.queue;
    let mut offers = Vec::from(ALWAYS);
    if queue.current.is_some() {
        offers.extend(ON_ROWS);
        offers.push(Action::Answer);
    }
    if !queue.targets().is_empty() {
        offers.extend(ON_TICKETS);
    }
    if *desk.searching || !queue.chosen.is_empty() || queue.pane {
        offers.push(Action::Back);
    }
    offers
}

fn act(desk: &Desk, action: Action) {
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
}

/// The keys that do something to tickets, or open what does.
fn work(desk: &Desk, action: Action) {
    match action {
        Action::Filter => desk.adding.set(true),
        Action::Find => {
            desk.searching.set(true);
            browser::focus_id("queue-search");
        }
        Action::Assign => desk.picking.set(Some(Picking::Assign)),
        Action::Status => desk.picking.set(Some(Picking::Status)),
        Action::Priority => desk.picking.set(Some(Picking::Priority)),
        Action::TakeIt => desk.on_act.emit(BulkChange::Take),
        other => {
            if other == Action::Answer {
                memory::answer_next();
            }
            desk.queue
                .current
                .into_iter()
                .for_each(|number| desk.on_open.emit(number));
        }
    }
}

/// One level back: the search, the choice, the pane.
fn back(desk: &Desk) {
    let queue = &desk.queue;
    if *desk.searching {
        desk.searching.set(false);
        if !queue.lens.text.is_empty() {
            let lens = Lens {
                text: String::new(),
                ..queue.lens.clone()
            };
            queue.dispatch(Change::look(queue.view.clone(), lens));
        }
        browser::focus_id("queue-list");
    } else if !queue.chosen.is_empty() {
        queue.dispatch(Change::ChooseNone);
    } else {
        queue.dispatch(Change::ClosePane);
    }
}

/// The view after or before.
fn turn(desk: &Desk, by: isize) {
    let views = all(&desk.session);
    let here = views
        .iter()
        .position(|(key, _, _)| *key == desk.queue.view)
        .unwrap_or(0) as isize;
    let next = (here + by).rem_euclid(views.len() as isize) as usize;
    if let Some((view, _, lens)) = views.into_iter().nth(next) {
        desk.queue.dispatch(Change::look(view, lens));
    }
}
