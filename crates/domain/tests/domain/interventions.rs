//! R15 and R18: what assigning, working, releasing, closing and reopening do to an intervention.

use guichet_domain::{Intervention, InterventionId, InterventionStatus, ProductId, Refusal};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::office::{nine, printer_ticket, ronan};

fn repair() -> Intervention {
    let id = InterventionId(Uuid::from_u128(0x61));
    Intervention::for_ticket(id, printer_ticket().id, ronan(), nine())
}

fn repair_at(status: InterventionStatus, billable: bool) -> Intervention {
    Intervention {
        status,
        billable,
        ..repair()
    }
}

fn underway() -> impl Strategy<Value = InterventionStatus> {
    select(vec![
        InterventionStatus::ToPlan,
        InterventionStatus::Planned,
        InterventionStatus::Started,
    ])
}

fn over() -> impl Strategy<Value = InterventionStatus> {
    select(vec![
        InterventionStatus::Done,
        InterventionStatus::ToInvoice,
        InterventionStatus::Invoiced,
        InterventionStatus::Cancelled,
    ])
}

#[test]
fn r15_an_assignment_makes_one_to_plan() {
    let made = repair();
    assert_eq!(made.status, InterventionStatus::ToPlan);
    assert_eq!(
        (made.assignee_id, made.ticket_id),
        (ronan(), Some(printer_ticket().id))
    );
}

#[test]
fn r15_the_first_minute_begins_it() {
    let mut begun = repair();
    begun.begin();
    assert_eq!(begun.status, InterventionStatus::Started);
}

#[test]
fn r6_one_that_is_over_is_to_invoice_as_soon_as_it_is_billed() {
    let product = Some(ProductId(Uuid::from_u128(0x71)));
    let mut over = repair_at(InterventionStatus::Done, false);
    over.bill(product, true).expect("it is not invoiced");
    assert_eq!(
        (over.status, over.product_id),
        (InterventionStatus::ToInvoice, product)
    );
    over.bill(product, false).expect("it is not invoiced");
    assert_eq!(over.status, InterventionStatus::Done);
    let mut rejected = repair_at(InterventionStatus::Done, true);
    rejected.bill(product, true).expect("it is not invoiced");
    assert_eq!(
        rejected.status,
        InterventionStatus::Done,
        "another product bills nothing more"
    );
}

proptest! {
    #[test]
    fn r6_what_an_invoiced_or_annulled_one_bills_no_longer_changes(
        status in select(InterventionStatus::ALL),
        billable: bool,
    ) {
        let before = repair_at(status, billable);
        let mut after = before.clone();
        let settled = matches!(status, InterventionStatus::Invoiced | InterventionStatus::Cancelled);
        let answer = after.bill(None, !billable);
        prop_assert_eq!(answer, if settled { Err(Refusal::Settled) } else { Ok(()) });
        prop_assert_eq!(after.billable, if settled { billable } else { !billable });
        let mut same = before.clone();
        prop_assert_eq!(same.bill(before.product_id, billable), Ok(()));
        prop_assert_eq!(same, before);
    }

    #[test]
    fn r15_releasing_annuls_it_only_without_a_minute(
        status in underway(),
        minutes in 0i64..3,
        billable: bool,
    ) {
        let mut released = repair_at(status, billable);
        released.released(minutes);
        let expected = match (minutes, billable) {
            (0, _) => InterventionStatus::Cancelled,
            (_, true) => InterventionStatus::ToInvoice,
            (_, false) => InterventionStatus::Done,
        };
        prop_assert_eq!(released.status, expected);
    }

    #[test]
    fn r18_resolving_finishes_it_or_sends_it_to_be_invoiced(status in underway(), billable: bool) {
        let mut resolved = repair_at(status, billable);
        resolved.ticket_resolved();
        let expected = if billable { InterventionStatus::ToInvoice } else { InterventionStatus::Done };
        prop_assert_eq!(resolved.status, expected);
    }

    #[test]
    fn r18_rejecting_annuls_it_without_a_minute_else_finishes_it(
        status in underway(),
        minutes in 0i64..3,
        billable: bool,
    ) {
        let mut rejected = repair_at(status, billable);
        rejected.ticket_rejected(minutes);
        let expected = if minutes == 0 { InterventionStatus::Cancelled } else { InterventionStatus::Done };
        prop_assert_eq!(rejected.status, expected);
    }

    #[test]
    fn r18_one_that_is_over_stays_as_it_ended(status in over(), minutes in 0i64..3, billable: bool) {
        let ended = repair_at(status, billable);
        for end in [
            Intervention::begin as fn(&mut Intervention),
            Intervention::ticket_resolved,
        ] {
            let mut same = ended.clone();
            end(&mut same);
            prop_assert_eq!(&same, &ended);
        }
        for end in [
            Intervention::released as fn(&mut Intervention, i64),
            Intervention::ticket_rejected,
        ] {
            let mut same = ended.clone();
            end(&mut same, minutes);
            prop_assert_eq!(&same, &ended);
        }
    }

    #[test]
    fn r18_reopening_resumes_it_unless_it_is_being_or_was_invoiced(
        status in select(InterventionStatus::ALL),
    ) {
        let mut reopened = repair_at(status, false);
        let resumed = reopened.ticket_reopened();
        let billed = matches!(status, InterventionStatus::ToInvoice | InterventionStatus::Invoiced);
        prop_assert_eq!(resumed, !billed);
        prop_assert_eq!(reopened.status, if billed { status } else { InterventionStatus::Started });
    }
}
