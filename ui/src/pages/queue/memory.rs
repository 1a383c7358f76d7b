//! Where the reader stood in the queue, for when they come back, and for the ticket's page to
//! walk from one to the next. It lasts as long as the window.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use super::lens::Lens;
use super::state::Queue;

/// A view to look at: its key and what it keeps.
type Look = (String, Lens);

thread_local! {
    static LOOKED: RefCell<Option<Callback<Look>>> = const { RefCell::new(None) };
    static LAST: RefCell<Option<Rc<Queue>>> = const { RefCell::new(None) };
    static ANSWERING: Cell<bool> = const { Cell::new(false) };
}

/// Where a ticket stands in the list one came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its rank, from 1.
    pub rank: usize,
    /// How many rows the list has read.
    pub rows: usize,
    /// The ticket before.
    pub previous: Option<i64>,
    /// The ticket after.
    pub next: Option<i64>,
}

/// Keeps the queue as it is left.
pub fn keep(queue: Rc<Queue>) {
    LAST.set(Some(queue));
}

/// Calls `act` when another view is asked for; none when the queue is not on the screen.
pub fn when_looked(act: Option<Callback<Look>>) {
    LOOKED.set(act);
}

/// The queue shows this view, now or when it comes on the screen.
pub fn look(view: String, lens: Lens) {
    match LOOKED.with_borrow(Clone::clone) {
        Some(act) => act.emit((view, lens)),
        None => {
            let mut queue = Queue::new(view, lens);
            queue.pane = last().is_some_and(|last| last.pane);
            keep(Rc::new(queue));
        }
    }
}

/// The queue as it was left.
pub fn last() -> Option<Queue> {
    LAST.with_borrow(|last| last.as_deref().cloned())
}

/// The ticket opened next is opened to be answered.
pub fn answer_next() {
    ANSWERING.set(true);
}

/// Whether the ticket that opens is to be answered; asked once.
pub fn takes_answer() -> bool {
    ANSWERING.take()
}

/// Forgets it: whoever logs in next starts afresh.
pub fn forget() {
    LAST.set(None);
}

/// Where a ticket stands in the queue as it was left; none when it is not there.
pub fn place_of(number: i64) -> Option<Place> {
    let queue = last()?;
    let at = queue.rows.iter().position(|row| row.number == number)?;
    let number_at = |at: usize| queue.rows.get(at).map(|row| row.number);
    Some(Place {
        rank: at + 1,
        rows: queue.rows.len(),
        previous: at.checked_sub(1).and_then(number_at),
        next: number_at(at + 1),
    })
}
