//! Where the reader stood in the queue, for when they come back, and for the ticket's page to
//! walk from one to the next. It lasts as long as the window.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::state::Queue;

thread_local! {
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
