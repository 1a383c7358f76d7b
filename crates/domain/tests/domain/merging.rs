//! R9: merging two tickets, undoing it, linking them.

use guichet_domain::merge::{check_link, merge, undo_merge};
use guichet_domain::{LinkKind, Refusal, Role, Stage, Status, Ticket};
use proptest::prelude::*;
use proptest::sample::select;

use crate::chance::open_ticket;
use crate::office::{ann, garage, nine, printer_ticket_of_ronan, ronan, till_ticket};

fn merged() -> (Ticket, Ticket) {
    let (mut source, target) = (printer_ticket_of_ronan(), till_ticket());
    merge(&mut source, &target, ronan(), Role::Technician, nine()).expect("both are open");
    (source, target)
}

#[test]
fn r9_the_source_is_cancelled_and_leads_to_the_target() {
    let (source, target) = merged();
    assert_eq!(
        (source.status, source.stage),
        (Status::Rejected, Stage::Cancelled)
    );
    assert_eq!(source.merged_into, Some(target.id));
    assert_eq!(
        (source.closed_by, source.closed_at),
        (Some(ronan()), Some(nine()))
    );
}

#[test]
fn r9_of_two_merges_in_opposite_directions_the_second_is_refused() {
    let (source, mut target) = merged();
    let before = target.clone();
    let back = merge(&mut target, &source, ann(), Role::Supervisor, nine());
    assert_eq!(back, Err(Refusal::Locked));
    assert_eq!(target, before);
}

#[test]
fn r9_a_closed_ticket_neither_absorbs_nor_is_absorbed() {
    let (mut source, mut target) = (printer_ticket_of_ronan(), till_ticket());
    target.resolve(ann(), nine()).expect("it is open");
    let absorbed = merge(&mut source, &target, ann(), Role::Supervisor, nine());
    assert_eq!(absorbed, Err(Refusal::Locked));
    let absorbing = merge(&mut target, &source, ann(), Role::Supervisor, nine());
    assert_eq!(absorbing, Err(Refusal::Locked));
}

#[test]
fn r9_two_companies_are_merged_only_by_a_supervisor() {
    for (role, accepted) in [
        (Role::Receptionist, false),
        (Role::Technician, false),
        (Role::Supervisor, true),
        (Role::Administrator, true),
    ] {
        let (mut source, mut target) = (printer_ticket_of_ronan(), till_ticket());
        target.company_id = Some(garage());
        let before = source.clone();
        let result = merge(&mut source, &target, ann(), role, nine());
        assert_eq!(result.is_ok(), accepted, "{role}");
        assert_eq!(source == before, !accepted, "{role}");
    }
}

#[test]
fn r9_a_ticket_is_not_merged_into_itself() {
    let target = printer_ticket_of_ronan();
    let mut source = target.clone();
    let result = merge(&mut source, &target, ann(), Role::Supervisor, nine());
    assert_eq!(result, Err(Refusal::Join));
}

#[test]
fn r9_undo_is_refused_once_the_target_is_closed() {
    let (mut source, mut target) = merged();
    target.resolve(ann(), nine()).expect("it is open");
    let before = source.clone();
    assert_eq!(undo_merge(&mut source, &target), Err(Refusal::Locked));
    assert_eq!(source, before);
}

#[test]
fn r9_undo_asks_for_the_ticket_it_was_merged_into() {
    let (mut source, target) = merged();
    let mut another = target.clone();
    another.id = printer_ticket_of_ronan().id;
    assert_eq!(undo_merge(&mut source, &another), Err(Refusal::Join));
    undo_merge(&mut source, &target).expect("the target is open");
    assert_eq!(undo_merge(&mut source, &target), Err(Refusal::Join));
}

#[test]
fn r9_a_merged_ticket_is_neither_reopened_nor_withdrawn_but_unmerged() {
    let (mut source, _) = merged();
    assert_eq!(source.reopen(true), Err(Refusal::Join));
    assert_eq!(
        source.withdraw_closing(ronan(), nine()),
        Err(Refusal::TooLate)
    );
}

#[test]
fn r9_only_an_open_ticket_is_linked_and_never_to_itself() {
    let (mut from, to) = (printer_ticket_of_ronan(), till_ticket());
    for &kind in LinkKind::ALL {
        assert_eq!(check_link(&from, to.id, kind), Ok(()), "{kind}");
        assert_eq!(
            check_link(&from, from.id, kind),
            Err(Refusal::Join),
            "{kind}"
        );
    }
    from.resolve(ann(), nine()).expect("it is open");
    for &kind in LinkKind::ALL {
        assert_eq!(
            check_link(&from, to.id, kind),
            Err(Refusal::Locked),
            "{kind}"
        );
    }
}

proptest! {
    #[test]
    fn r9_undo_restores_the_source(before in open_ticket(), role in select(vec![Role::Supervisor, Role::Administrator])) {
        let (mut source, target) = (before.clone(), till_ticket());
        merge(&mut source, &target, ann(), role, nine()).expect("both are open");
        prop_assert!(source.status.is_closed());
        undo_merge(&mut source, &target).expect("the target is open");
        prop_assert_eq!(source.withdrawals, before.withdrawals + 1);
        source.withdrawals = before.withdrawals;
        prop_assert_eq!(source, before);
    }
}
