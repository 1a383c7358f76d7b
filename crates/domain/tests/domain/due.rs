//! R2 and R3: when a ticket should be done, when it is late, and what priority is proposed.

use chrono::TimeDelta;
use guichet_domain::due::{Delays, ProposedPriorities, is_late};
use guichet_domain::ticket::Facts;
use guichet_domain::{Criticality, Priority, Settings, Status, Ticket};
use proptest::prelude::*;
use proptest::sample::select;

use crate::chance::{facts, moment, open_ticket};
use crate::office::{ann, nine, opening, printer_call, printer_ticket};

fn hours(many: i64) -> TimeDelta {
    TimeDelta::hours(many)
}

fn logged(facts: Facts) -> Ticket {
    Ticket::open(opening(), facts, &Settings::default()).expect("facts that may be logged")
}

#[test]
fn r2_each_criticality_has_its_delay() {
    for (criticality, delay) in [
        (Criticality::Critical, 4),
        (Criticality::Serious, 8),
        (Criticality::Medium, 24),
        (Criticality::Low, 72),
    ] {
        let ticket = logged(Facts {
            criticality: Some(criticality),
            ..printer_call()
        });
        assert_eq!(ticket.due_at, nine() + hours(delay), "{criticality}");
    }
}

#[test]
fn r2_the_delays_are_those_of_the_settings() {
    let settings = Settings {
        delays: Delays {
            medium: 2,
            ..Delays::default()
        },
        ..Settings::default()
    };
    let ticket = Ticket::open(opening(), printer_call(), &settings).expect("a whole call");
    assert_eq!(ticket.due_at, nine() + hours(2));
}

#[test]
fn r2_the_delay_runs_from_the_report_and_never_ends_before_the_ticket_is_logged() {
    for (noticed, due) in [(-1, 23), (-24, 0), (-200, 0)] {
        let ticket = logged(Facts {
            reported_at: Some(nine() + hours(noticed)),
            ..printer_call()
        });
        assert_eq!(ticket.due_at, nine() + hours(due), "{noticed} h");
    }
}

#[test]
fn r2_the_due_time_follows_the_criticality_until_somebody_types_over_it() {
    let settings = Settings::default();
    let mut ticket = printer_ticket();
    let graver = Facts {
        criticality: Some(Criticality::Critical),
        ..ticket.facts()
    };
    ticket
        .change_facts(graver, ann(), &settings)
        .expect("it is open");
    assert_eq!((ticket.due_at, ticket.due_by), (nine() + hours(4), None));

    let promised = Facts {
        due_at: Some(nine() + hours(30)),
        ..ticket.facts()
    };
    ticket
        .change_facts(promised, ann(), &settings)
        .expect("it is open");
    assert_eq!(ticket.due_by, Some(ann()));

    let milder = Facts {
        criticality: Some(Criticality::Low),
        ..ticket.facts()
    };
    ticket
        .change_facts(milder, ann(), &settings)
        .expect("it is open");
    assert_eq!(
        (ticket.criticality, ticket.due_at, ticket.due_by),
        (Criticality::Low, nine() + hours(30), Some(ann()))
    );
}

#[test]
fn r2_a_ticket_is_late_after_its_due_time_and_not_at_it() {
    let ticket = printer_ticket();
    assert!(!ticket.is_late(ticket.due_at));
    assert!(ticket.is_late(ticket.due_at + TimeDelta::microseconds(1)));
}

#[test]
fn r3_a_priority_is_proposed_for_each_criticality_by_the_table() {
    let table = ProposedPriorities {
        low: Priority::VeryLow,
        ..ProposedPriorities::default()
    };
    let settings = Settings {
        priorities: table,
        ..Settings::default()
    };
    for (criticality, priority) in [
        (Criticality::Critical, Priority::Urgent),
        (Criticality::Serious, Priority::High),
        (Criticality::Medium, Priority::Medium),
        (Criticality::Low, Priority::VeryLow),
    ] {
        let facts = Facts {
            criticality: Some(criticality),
            ..printer_call()
        };
        let ticket = Ticket::open(opening(), facts, &settings).expect("a whole call");
        assert_eq!(ticket.priority, priority, "{criticality}");
    }
}

#[test]
fn r3_a_chosen_priority_wins_over_the_proposed_one_and_outlives_the_criticality() {
    let mut ticket = logged(Facts {
        priority: Some(Priority::VeryLow),
        ..printer_call()
    });
    let graver = Facts {
        criticality: Some(Criticality::Critical),
        ..ticket.facts()
    };
    ticket
        .change_facts(graver, ann(), &Settings::default())
        .expect("it is open");
    assert_eq!(ticket.priority, Priority::VeryLow);
}

#[test]
fn r3_a_call_without_criticality_is_medium() {
    assert_eq!(printer_ticket().criticality, Criticality::Medium);
}

proptest! {
    #[test]
    fn r2_due_is_never_before_created(facts in facts(), later in facts()) {
        let mut ticket = logged(facts);
        prop_assert!(ticket.due_at >= ticket.created_at);
        ticket.change_facts(later, ann(), &Settings::default()).expect("it is open");
        prop_assert!(ticket.due_at >= ticket.created_at);
    }

    #[test]
    fn r2_a_due_time_nobody_typed_is_the_criticalitys(facts in facts(), criticality in select(Criticality::ALL)) {
        let settings = Settings::default();
        let mut ticket = logged(Facts { due_at: None, ..facts });
        let changed = Facts { criticality: Some(criticality), ..ticket.facts() };
        ticket.change_facts(changed, ann(), &settings).expect("it is open");
        let delay = hours(settings.delays.hours(criticality).into());
        prop_assert_eq!(ticket.due_at, (ticket.reported_at + delay).max(ticket.created_at));
        prop_assert_eq!(ticket.due_by, None);
    }

    #[test]
    fn r2_late_is_open_not_awaiting_a_reply_and_past_due(ticket in open_ticket(), now in moment()) {
        let late = ticket.due_at < now && ticket.status != Status::AwaitingReply;
        prop_assert_eq!(ticket.is_late(now), late);
    }

    #[test]
    fn r2_a_closed_ticket_is_never_late(due in moment(), now in moment()) {
        prop_assert!(!is_late(Status::Resolved, due, now));
        prop_assert!(!is_late(Status::Rejected, due, now));
    }
}
