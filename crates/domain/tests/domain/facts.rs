//! R2: what a request must say, and what it may not.

use chrono::TimeDelta;
use guichet_domain::refusal::Problem;
use guichet_domain::ticket::{Author, Facts, Opening};
use guichet_domain::{Refusal, Settings, Status, Ticket};
use proptest::prelude::*;

use crate::chance::{facts, open_ticket};
use crate::office::{
    ann, bakery, gwen, marie, nine, opening, paul, printer, printer_call, printer_ticket, ronan,
};

fn log(facts: Facts) -> Result<Ticket, Refusal> {
    Ticket::open(opening(), facts, &Settings::default())
}

#[test]
fn r2_a_label_is_required() {
    for blank in ["", "   ", "\t\n", "\u{a0}\u{202f}", "\0"] {
        let facts = Facts {
            label: blank.into(),
            ..printer_call()
        };
        let refused = Refusal::invalid("label", Problem::Empty);
        assert_eq!(log(facts), Err(refused), "{blank:?}");
    }
}

#[test]
fn r2_one_of_contact_company_and_machine_is_required_and_any_suffices() {
    let nobody = Facts {
        label: "Imprimante".into(),
        ..Facts::default()
    };
    let refused = Refusal::invalid("contact_id", Problem::OneRequired);
    assert_eq!(log(nobody.clone()), Err(refused));
    let contact = Facts {
        contact_id: Some(marie()),
        ..nobody.clone()
    };
    let company = Facts {
        company_id: Some(bakery()),
        ..nobody.clone()
    };
    let machine = Facts {
        equipment_id: Some(printer()),
        ..nobody
    };
    for enough in [contact, company, machine] {
        assert!(log(enough).is_ok());
    }
}

#[test]
fn r2_a_report_may_be_earlier_and_never_later() {
    let reported = |at| Facts {
        reported_at: Some(at),
        ..printer_call()
    };
    let refused = Refusal::invalid("reported_at", Problem::InFuture);
    let tomorrow = nine() + TimeDelta::microseconds(1);
    assert_eq!(log(reported(tomorrow)), Err(refused.clone()));
    let yesterday = nine() - TimeDelta::days(1);
    let ticket = log(reported(yesterday)).expect("noticed the day before");
    assert_eq!(ticket.reported_at, yesterday);
    assert_eq!(printer_ticket().reported_at, nine(), "now by default");

    let mut ticket = printer_ticket();
    let changed = ticket.change_facts(reported(tomorrow), ann(), &Settings::default());
    assert_eq!(changed, Err(refused));
}

#[test]
fn r2_a_reporter_who_is_the_contact_is_not_kept() {
    let by_herself = Facts {
        reporter_id: Some(marie()),
        ..printer_call()
    };
    assert_eq!(log(by_herself).expect("a whole call").reporter_id, None);
    let by_paul = Facts {
        reporter_id: Some(paul()),
        ..printer_call()
    };
    let mut ticket = log(by_paul).expect("a whole call");
    assert_eq!(ticket.reporter_id, Some(paul()));

    let paul_himself = Facts {
        contact_id: Some(paul()),
        ..ticket.facts()
    };
    ticket
        .change_facts(paul_himself, ann(), &Settings::default())
        .expect("it is open");
    assert_eq!(
        (ticket.contact_id, ticket.reporter_id),
        (Some(paul()), None)
    );
}

#[test]
fn r2_a_ticket_is_reported_by_one_person() {
    let two = Facts {
        reporter_id: Some(paul()),
        reporter_staff_id: Some(ronan()),
        ..printer_call()
    };
    let refused = Refusal::invalid("reporter_id", Problem::OutOfRange);
    assert_eq!(log(two), Err(refused));
}

#[test]
fn r2_who_logs_it_is_kept_as_what_they_are() {
    let by = |by| {
        let ticket = Ticket::open(
            Opening { by, ..opening() },
            printer_call(),
            &Settings::default(),
        );
        let ticket = ticket.expect("a whole call");
        (ticket.created_by_staff_id, ticket.created_by_contact_id)
    };
    assert_eq!(by(Author::Staff(gwen())), (Some(gwen()), None));
    assert_eq!(by(Author::Contact(marie())), (None, Some(marie())));
    assert_eq!(by(Author::Job), (None, None));
}

#[test]
fn r2_facts_too_long_for_their_field_are_refused_and_never_cut() {
    let long_label = Facts {
        label: "é".repeat(301),
        ..printer_call()
    };
    let refused = Refusal::invalid("label", Problem::TooLong);
    assert_eq!(log(long_label), Err(refused));
    let long_description = Facts {
        description: "x".repeat(200_001),
        ..printer_call()
    };
    let refused = Refusal::invalid("description", Problem::TooLong);
    assert_eq!(log(long_description), Err(refused));
}

proptest! {
    #[test]
    fn r2_every_request_opens_unassigned_and_is_never_reported_in_the_future(facts in facts()) {
        let ticket = log(facts).expect("facts that may be logged");
        prop_assert_eq!((ticket.status, ticket.assignee_id), (Status::Unassigned, None));
        prop_assert!(ticket.reported_at <= ticket.created_at);
        prop_assert!(ticket.reporter_id.is_none() || ticket.reporter_id != ticket.contact_id);
        prop_assert!(!ticket.label.is_empty());
    }

    #[test]
    fn r2_facts_written_back_as_they_stand_change_nothing(ticket in open_ticket()) {
        let mut same = ticket.clone();
        same.change_facts(ticket.facts(), ann(), &Settings::default()).expect("it is open");
        prop_assert_eq!(same, ticket);
    }

    #[test]
    fn r2_changing_facts_moves_no_status(ticket in open_ticket(), facts in facts()) {
        let mut changed = ticket.clone();
        changed.change_facts(facts, ann(), &Settings::default()).expect("it is open");
        prop_assert_eq!(changed.state(), ticket.state());
        prop_assert_eq!(changed.created_at, ticket.created_at);
    }

    #[test]
    fn r2_a_refused_change_changes_nothing(ticket in open_ticket(), facts in facts()) {
        let mut same = ticket.clone();
        let nobody = Facts { contact_id: None, company_id: None, equipment_id: None, ..facts };
        prop_assert!(same.change_facts(nobody, ann(), &Settings::default()).is_err());
        prop_assert_eq!(same, ticket);
    }
}
