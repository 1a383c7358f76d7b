//! R1 and R2: the facet codes of a filter keep exactly the tickets its small conditions keep.

use guichet_domain::facet::{Facet, codes};
use guichet_domain::{Channel, Criticality, Priority, Stage, Status, Ticket, TicketFilter};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::chance::open_ticket;
use crate::office::{ann, nine};

fn some<T: Clone + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![Just(vec![]), subsequence(all, 0..=all.len())]
}

fn filter() -> impl Strategy<Value = TicketFilter> {
    let words = (
        some(Status::ALL),
        some(Stage::ALL),
        some(Criticality::ALL),
        some(Priority::ALL),
        some(Channel::ALL),
    );
    (words, any::<bool>(), any::<bool>()).prop_map(
        |((statuses, stages, criticalities, priorities, channels), open, late)| TicketFilter {
            statuses,
            stages,
            criticalities,
            priorities,
            channels,
            open,
            late,
            ..TicketFilter::default()
        },
    )
}

/// Whether a filter's small conditions keep it, said condition by condition; the hour aside.
fn keeps(filter: &TicketFilter, facet: Facet) -> bool {
    let closed = facet.status == Status::Resolved || facet.status == Status::Rejected;
    let conditions = [
        filter.statuses.is_empty() || filter.statuses.contains(&facet.status),
        filter.stages.is_empty() || filter.stages.contains(&facet.stage),
        filter.criticalities.is_empty() || filter.criticalities.contains(&facet.criticality),
        filter.priorities.is_empty() || filter.priorities.contains(&facet.priority),
        filter.channels.is_empty() || filter.channels.contains(&facet.channel),
        !filter.open || !closed,
        !filter.late || !(closed || facet.status == Status::AwaitingReply),
    ];
    conditions.into_iter().all(|kept| kept)
}

fn facet(ticket: &Ticket) -> Facet {
    Facet {
        status: ticket.status,
        stage: ticket.stage,
        criticality: ticket.criticality,
        priority: ticket.priority,
        channel: ticket.channel,
    }
}

proptest! {
    #[test]
    fn r1_the_codes_of_a_filter_are_those_it_keeps(filter in filter()) {
        let naive: Vec<i16> = Facet::all()
            .into_iter()
            .filter(|facet| keeps(&filter, *facet))
            .map(Facet::code)
            .collect();
        prop_assert_eq!(codes(&filter), naive);
    }

    #[test]
    fn r1_a_ticket_is_listed_when_its_filter_keeps_it(mut ticket in open_ticket(), filter in filter(), closed: bool) {
        if closed {
            ticket.resolve(ann(), nine()).expect("it is open");
        }
        prop_assert_eq!(codes(&filter).contains(&ticket.facet()), keeps(&filter, facet(&ticket)));
    }

    #[test]
    fn r2_the_late_list_holds_every_late_ticket(ticket in open_ticket()) {
        let late = TicketFilter { late: true, ..TicketFilter::default() };
        let tomorrow = ticket.due_at + chrono::TimeDelta::days(1);
        prop_assert_eq!(codes(&late).contains(&ticket.facet()), ticket.is_late(tomorrow));
    }
}
