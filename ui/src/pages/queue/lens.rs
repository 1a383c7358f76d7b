//! What a list keeps and its order: a view of the queue, or what was made of one.

use guichet_domain::{TicketFilter, TicketSort};

/// What a list keeps and its order.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// What it keeps.
    pub filter: TicketFilter,
    /// Its order.
    pub sort: TicketSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Words searched in every ticket instead; empty for a list.
    pub text: String,
}

impl Lens {
    /// The order in which what presses most comes first.
    pub fn by_due(filter: TicketFilter) -> Self {
        Self {
            filter,
            sort: TicketSort::Due,
            descending: false,
            text: String::new(),
        }
    }
}
