//! Lists, counters and search of tickets.

use guichet_domain::*;

use crate::wire;

wire! {
    /// A page of tickets.
    struct ListTickets {
        /// What it keeps.
        filter: TicketFilter,
        /// Its order.
        sort: TicketSort,
        /// Whether the order is turned round.
        descending: bool,
        /// Where the page before ended; none for the first.
        after: Option<String>,
        /// Rows wanted, at most 200.
        limit: u32,
    }

    /// A page: fewer rows than wanted with `more` means that the walk was bounded; ask again.
    struct TicketPage {
        /// The rows.
        rows: Vec<TicketLine>,
        /// Where the next page begins.
        next: Option<String>,
        /// Whether rows may follow.
        more: bool,
    }

    /// A ticket in a list.
    struct TicketLine {
        /// Its id.
        id: TicketId,
        /// Its number.
        number: i64,
        /// Its version.
        version: i64,
        /// Its title.
        label: String,
        /// Where it stands.
        status: Status,
        /// Where it stands inside.
        stage: Stage,
        /// The client's view.
        criticality: Criticality,
        /// The technician's view.
        priority: Priority,
        /// How it came.
        channel: Channel,
        /// The company's name.
        company: Option<String>,
        /// The contact's name.
        contact: Option<String>,
        /// The machine's name.
        equipment: Option<String>,
        /// Who has it.
        assignee_id: Option<StaffId>,
        /// When it was logged.
        created_at: Moment,
        /// Its last change or step.
        updated_at: Moment,
        /// When it should be done.
        due_at: Moment,
    }

    /// Counts several lists at once, each up to 1,000.
    struct CountTickets {
        /// What each keeps.
        filters: Vec<TicketFilter>,
    }

    /// How many tickets a list keeps.
    struct Count {
        /// At most 1,000.
        count: u32,
        /// Whether there are more.
        capped: bool,
    }

    /// Searches words and beginnings of words, newest first.
    struct SearchTickets {
        /// What was typed.
        text: String,
        /// Rows wanted, at most 100.
        limit: u32,
    }

    /// What a search finds.
    struct Found {
        /// The tickets, newest first.
        rows: Vec<TicketLine>,
        /// Whether older ones may match too.
        more: bool,
    }

    /// Asks for one's own day.
    struct MyDay {}

    /// One's own day: what is mine and due, what waits, what I closed.
    struct Day {
        /// Mine and late.
        late: Vec<TicketLine>,
        /// Mine and due today, by the caller's clock of the office.
        today: Vec<TicketLine>,
        /// Mine and not begun.
        to_begin: Vec<TicketLine>,
        /// Mine and waiting for the client.
        waiting: Vec<TicketLine>,
        /// Minutes I recorded today.
        minutes: i64,
    }
}
