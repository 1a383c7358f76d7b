//! R6: closing locks, one's own closing is withdrawn within ten seconds, and who reopens finds it again.

use chrono::TimeDelta;
use guichet_domain::refusal::Problem;
use guichet_domain::{Refusal, Settings, Stage, Status};
use proptest::prelude::*;

use crate::chance::{facts, open_ticket};
use crate::office::{ann, nine, printer_call, printer_ticket, printer_ticket_of_ronan, ronan};

fn seconds(many: i64) -> TimeDelta {
    TimeDelta::seconds(many)
}

#[test]
fn r6_a_withdrawal_is_refused_a_microsecond_after_ten_seconds() {
    let mut ticket = printer_ticket_of_ronan();
    ticket.resolve(ronan(), nine()).expect("it is open");
    let late = nine() + seconds(10) + TimeDelta::microseconds(1);
    assert_eq!(
        ticket.withdraw_closing(ronan(), late),
        Err(Refusal::TooLate)
    );
    assert_eq!(ticket.status, Status::Resolved);
    assert_eq!(
        ticket.withdraw_closing(ronan(), nine() + seconds(10)),
        Ok(())
    );
    assert_eq!(ticket.status, Status::InProgress);
}

#[test]
fn r6_nobody_withdraws_the_closing_of_another() {
    let mut ticket = printer_ticket_of_ronan();
    ticket.resolve(ronan(), nine()).expect("it is open");
    assert_eq!(
        ticket.withdraw_closing(ann(), nine() + seconds(1)),
        Err(Refusal::TooLate)
    );
    assert_eq!(ticket.status, Status::Resolved);
}

#[test]
fn r6_a_closing_of_the_client_is_nobodys_to_withdraw() {
    let mut ticket = printer_ticket_of_ronan();
    ticket
        .reject(Stage::Cancelled, "Réparée par le voisin", None, nine())
        .expect("it is open");
    assert!(!ticket.may_withdraw(ronan(), nine()));
}

#[test]
fn r6_a_withdrawal_is_not_made_twice() {
    let mut ticket = printer_ticket_of_ronan();
    ticket.resolve(ronan(), nine()).expect("it is open");
    ticket
        .withdraw_closing(ronan(), nine())
        .expect("at once, by whoever closed it");
    assert_eq!(
        ticket.withdraw_closing(ronan(), nine()),
        Err(Refusal::TooLate)
    );
}

#[test]
fn r6_a_rejection_needs_a_reason() {
    for blank in ["", "  ", "\n", "\u{a0}"] {
        let mut ticket = printer_ticket();
        assert_eq!(
            ticket.reject(Stage::Rejected, blank, Some(ann()), nine()),
            Err(Refusal::invalid("reason", Problem::Empty))
        );
        assert_eq!(ticket, printer_ticket(), "a refusal changes nothing");
    }
}

#[test]
fn r6_a_rejection_is_a_rejection_or_the_clients_cancelling() {
    for (stage, accepted) in [
        (Stage::Rejected, true),
        (Stage::Cancelled, true),
        (Stage::Resolved, false),
        (Stage::Waiting, false),
    ] {
        let mut ticket = printer_ticket();
        let rejected = ticket.reject(stage, "Doublon", Some(ann()), nine());
        assert_eq!(rejected.is_ok(), accepted, "{stage}");
    }
}

#[test]
fn r6_a_closed_ticket_is_not_closed_again() {
    let mut ticket = printer_ticket_of_ronan();
    ticket.resolve(ronan(), nine()).expect("it is open");
    assert_eq!(ticket.resolve(ann(), nine()), Err(Refusal::Locked));
    assert_eq!(
        ticket.reject(Stage::Rejected, "Doublon", Some(ann()), nine()),
        Err(Refusal::Locked)
    );
    assert_eq!(
        (ticket.closed_by, ticket.status, ticket.reason),
        (Some(ronan()), Status::Resolved, None)
    );
}

#[test]
fn r6_an_open_ticket_is_not_reopened() {
    let mut ticket = printer_ticket_of_ronan();
    let from = Status::InProgress;
    assert_eq!(ticket.reopen(true), Err(Refusal::Transition { from }));
}

#[test]
fn r6_reopening_goes_back_to_whoever_had_it_or_to_the_pool_when_they_left() {
    for (still_here, status, assignee) in [
        (true, Status::InProgress, Some(ronan())),
        (false, Status::Unassigned, None),
    ] {
        let mut ticket = printer_ticket_of_ronan();
        ticket.resolve(ann(), nine()).expect("it is open");
        ticket.reopen(still_here).expect("it is closed");
        assert_eq!((ticket.status, ticket.assignee_id), (status, assignee));
    }
}

#[test]
fn r6_a_ticket_rejected_from_the_pool_is_reopened_there() {
    let mut ticket = printer_ticket();
    ticket
        .reject(Stage::Rejected, "Indésirable", Some(ann()), nine())
        .expect("it is open");
    assert_eq!(ticket.assignee_id, None);
    ticket.reopen(true).expect("it is closed");
    assert_eq!(ticket.status, Status::Unassigned);
}

proptest! {
    #[test]
    fn r6_closing_locks_the_facts(mut ticket in open_ticket(), facts in facts(), done: bool) {
        if done {
            ticket.resolve(ann(), nine()).expect("it is open");
        } else {
            ticket.reject(Stage::Rejected, "Hors contrat", Some(ann()), nine()).expect("it is open");
        }
        let locked = ticket.clone();
        let changed = ticket.change_facts(facts, ann(), &Settings::default());
        prop_assert_eq!(changed, Err(Refusal::Locked));
        prop_assert_eq!(ticket, locked);
    }

    #[test]
    fn r6_a_withdrawal_within_ten_seconds_restores_the_ticket(
        before in open_ticket(),
        done: bool,
        elapsed in 0i64..=10_000_000,
    ) {
        let mut ticket = before.clone();
        if done {
            ticket.resolve(ann(), nine()).expect("it is open");
        } else {
            ticket.reject(Stage::Cancelled, "Rappelle lundi", Some(ann()), nine()).expect("it is open");
        }
        prop_assert!(ticket.status.is_closed());
        let withdrawn = ticket.withdraw_closing(ann(), nine() + TimeDelta::microseconds(elapsed));
        prop_assert_eq!(withdrawn, Ok(()));
        prop_assert_eq!(ticket.withdrawals, before.withdrawals + 1);
        ticket.withdrawals = before.withdrawals;
        prop_assert_eq!(ticket, before);
    }

    #[test]
    fn r6_reopening_leaves_no_trace_of_the_closing(mut ticket in open_ticket(), still_here: bool) {
        ticket.reject(Stage::Rejected, "Hors contrat", Some(ann()), nine()).expect("it is open");
        ticket.reopen(still_here).expect("it is closed");
        prop_assert!(!ticket.status.is_closed());
        prop_assert_eq!(
            (ticket.closed_at, ticket.closed_by, ticket.closed_from, &ticket.reason),
            (None, None, None, &None)
        );
        prop_assert!(!ticket.may_withdraw(ann(), nine()));
    }
}

#[test]
fn r6_a_change_is_possible_again_after_a_reopening() {
    let mut ticket = printer_ticket_of_ronan();
    ticket.resolve(ronan(), nine()).expect("it is open");
    ticket.reopen(true).expect("it is closed");
    let changed = ticket.change_facts(printer_call(), ann(), &Settings::default());
    assert_eq!(changed, Ok(()));
}
