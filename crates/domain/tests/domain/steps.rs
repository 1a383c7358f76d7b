//! R5 and R10: what a step may say, how long it took, and who rewrites it.

use chrono::TimeDelta;
use guichet_domain::refusal::Problem;
use guichet_domain::step::NewStep;
use guichet_domain::{Refusal, StaffId, Step, StepId, StepKind, Ticket};
use proptest::prelude::*;
use uuid::Uuid;

use crate::office::{ann, nine, printer_ticket_of_ronan, ronan};

fn answer() -> NewStep {
    NewStep {
        kind: StepKind::Answer,
        body: "Tambour remplacé.".into(),
        public: true,
        minutes: 25,
        done_at: None,
        executor_id: None,
        by_contact_id: None,
    }
}

fn written_by(by: StaffId, ticket: &Ticket) -> Step {
    Step {
        id: StepId(Uuid::from_u128(0x51)),
        ticket_id: ticket.id,
        origin_number: ticket.number,
        kind: StepKind::Answer,
        body: "Tambour remplacé.".into(),
        body_before: None,
        done_at: nine(),
        created_at: nine(),
        edited_at: None,
        executor_id: Some(by),
        by_staff_id: Some(by),
        by_contact_id: None,
        minutes: 25,
        public: true,
        after_closing: false,
        intervention_id: None,
    }
}

#[test]
fn r5_a_step_says_something_or_carries_minutes_or_files() {
    let silent = NewStep {
        body: " \n ".into(),
        minutes: 0,
        ..answer()
    };
    let refused = Refusal::invalid("body", Problem::Empty);
    assert_eq!(silent.check(0, nine()), Err(refused));
    assert!(silent.check(1, nine()).is_ok(), "a file says enough");
    let stopwatch = NewStep {
        minutes: 5,
        ..silent
    };
    assert!(stopwatch.check(0, nine()).is_ok(), "minutes say enough");
}

#[test]
fn r5_a_step_did_not_happen_in_the_future() {
    let at = |away| NewStep {
        done_at: Some(nine() + TimeDelta::microseconds(away)),
        ..answer()
    };
    assert!(at(0).check(0, nine()).is_ok());
    assert!(at(-1).check(0, nine()).is_ok());
    let refused = Refusal::invalid("done_at", Problem::InFuture);
    assert_eq!(at(1).check(0, nine()), Err(refused));
}

#[test]
fn r5_the_first_text_is_kept_however_often_it_is_rewritten() {
    let ticket = printer_ticket_of_ronan();
    let mut step = written_by(ronan(), &ticket);
    for text in ["Tambour changé.", "Tambour et toner changés."] {
        step.edit(&ticket, ronan(), text, 30, nine())
            .expect("one's own, on an open ticket");
    }
    assert_eq!(step.body, "Tambour et toner changés.");
    assert_eq!(step.body_before.as_deref(), Some("Tambour remplacé."));
    assert_eq!((step.minutes, step.edited_at), (30, Some(nine())));
}

#[test]
fn r5_correcting_the_minutes_alone_keeps_no_other_text() {
    let ticket = printer_ticket_of_ronan();
    let mut step = written_by(ronan(), &ticket);
    let same = step.body.clone();
    step.edit(&ticket, ronan(), &same, 40, nine())
        .expect("one's own, on an open ticket");
    assert_eq!((step.minutes, step.body_before), (40, None));
}

#[test]
fn r5_nobody_rewrites_the_step_of_another_not_even_its_executor() {
    let ticket = printer_ticket_of_ronan();
    let mut step = written_by(ronan(), &ticket);
    step.executor_id = Some(ann());
    let before = step.clone();
    let rewritten = step.edit(&ticket, ann(), "Rien", 0, nine());
    assert_eq!(rewritten, Err(Refusal::Locked));
    assert_eq!(step, before);
}

#[test]
fn r5_a_clients_words_are_nobodys_to_rewrite() {
    let ticket = printer_ticket_of_ronan();
    let mut step = written_by(ronan(), &ticket);
    step.by_staff_id = None;
    let rewritten = step.edit(&ticket, ronan(), "Rien", 0, nine());
    assert_eq!(rewritten, Err(Refusal::Locked));
}

#[test]
fn r5_a_step_is_not_deleted_by_emptying_it() {
    let ticket = printer_ticket_of_ronan();
    let mut step = written_by(ronan(), &ticket);
    let before = step.clone();
    let emptied = step.edit(&ticket, ronan(), "  ", 0, nine());
    assert_eq!(emptied, Err(Refusal::invalid("body", Problem::Empty)));
    assert_eq!(step, before);
}

#[test]
fn r6_closing_locks_the_steps_for_their_author_too() {
    let mut ticket = printer_ticket_of_ronan();
    let mut step = written_by(ronan(), &ticket);
    ticket.resolve(ronan(), nine()).expect("it is open");
    let rewritten = step.edit(&ticket, ronan(), "Rien", 30, nine());
    assert_eq!(rewritten, Err(Refusal::Locked));
}

proptest! {
    #[test]
    fn r10_a_step_holds_from_nothing_to_a_day_of_minutes(minutes in -3000i32..3000) {
        let fits = (0..=1440).contains(&minutes);
        let refused = Err(Refusal::invalid("minutes", Problem::OutOfRange));
        let typed = NewStep { minutes, ..answer() }.check(0, nine());
        prop_assert_eq!(typed.is_ok(), fits);
        let ticket = printer_ticket_of_ronan();
        let mut step = written_by(ronan(), &ticket);
        let edited = step.edit(&ticket, ronan(), "Tambour changé.", minutes, nine());
        prop_assert_eq!(edited, if fits { Ok(()) } else { refused });
        prop_assert_eq!(step.minutes, if fits { minutes } else { 25 });
    }
}
