//! R15 and R18: the intervention an assignment creates, and how it follows its ticket.

use guichet_api::Code;
use guichet_api::directory::{RecordKind, SaveRecord};
use guichet_api::tickets::*;
use guichet_domain::*;

use crate::desk::step;
use crate::house::{House, id, on_both};
use crate::premises::record;

/// Where each intervention stands and who does it.
pub fn interventions(sheet: &TicketSheet) -> Vec<(InterventionStatus, StaffId)> {
    let all = sheet.interventions.iter();
    all.map(|one| (one.status, one.assignee_id)).collect()
}

/// What one is asked to bill, the rest staying as it is.
fn billing(one: &Intervention, product: Option<ProductId>, billable: bool) -> SetIntervention {
    SetIntervention {
        id: one.id,
        version: one.version,
        kind_id: one.kind_id,
        product_id: product,
        billable,
        without_planning: one.without_planning,
    }
}

/// Its last intervention, as somebody reads it.
async fn last_of(house: &House, who: Actor, number: i64) -> Intervention {
    let all = house.reads(who, number).await.interventions;
    all.into_iter().next_back().expect("an intervention")
}

#[tokio::test]
async fn r18_the_intervention_follows_its_ticket() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Chaudière").await.ticket.number;
        let given = house.assigns(house.sam, number, house.tom).await;
        let given = given.sheet.expect("Sam sees it");
        assert_eq!(
            interventions(&given),
            [(InterventionStatus::ToPlan, id(house.tom))]
        );
        house.assigns(house.sam, number, house.tina).await;
        let moved = house.reads(house.sam, number).await;
        assert_eq!(
            interventions(&moved),
            [(InterventionStatus::ToPlan, id(house.tina))]
        );
        let version = house.version(number).await;
        house
            .does(house.sam, UnassignTicket { number, version })
            .await;
        let back = house.reads(house.sam, number).await;
        assert_eq!(
            interventions(&back),
            [(InterventionStatus::Cancelled, id(house.tina))]
        );

        house.takes(house.tom, number).await;
        house
            .writes(house.tom, number, step(StepKind::Instruction, "Purge", 40))
            .await;
        house.resolves(house.tom, number).await;
        let done = house.reads(house.tom, number).await;
        let expected = [
            (InterventionStatus::Cancelled, id(house.tina)),
            (InterventionStatus::Done, id(house.tom)),
        ];
        assert_eq!(interventions(&done), expected);
        let version = done.ticket.version;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        let again = house.reads(house.ann, number).await;
        assert_eq!(interventions(&again)[1].0, InterventionStatus::Started);
        let billed = &again.interventions[1];
        house.does(house.tom, billing(billed, None, true)).await;
        house.resolves(house.tom, number).await;
        let version = house.version(number).await;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        let third = house.reads(house.ann, number).await;
        let statuses: Vec<_> = interventions(&third).into_iter().map(|one| one.0).collect();
        let expected = [
            InterventionStatus::Cancelled,
            InterventionStatus::ToInvoice,
            InterventionStatus::ToPlan,
        ];
        assert_eq!(
            statuses, expected,
            "R18: one to invoice is never begun again"
        );
    })
    .await;
}

#[tokio::test]
async fn r18_rejecting_annuls_an_intervention_without_a_minute() {
    on_both(async |house: House| {
        for (minutes, expected) in [
            (0, InterventionStatus::Cancelled),
            (15, InterventionStatus::Done),
        ] {
            let number = house.logs(house.rose, "Bruit").await.ticket.number;
            house.takes(house.tom, number).await;
            house
                .writes(
                    house.tom,
                    number,
                    step(StepKind::Information, "Vu", minutes),
                )
                .await;
            house.rejects(house.tom, number, "Hors contrat").await;
            let sheet = house.reads(house.tom, number).await;
            assert_eq!(interventions(&sheet)[0].0, expected, "{minutes} minutes");
            assert_eq!(sheet.ticket.reason.as_deref(), Some("Hors contrat"));
        }
    })
    .await;
}

#[tokio::test]
async fn r6_what_an_intervention_bills_outlives_the_closing() {
    on_both(async |house: House| {
        let visit = SaveRecord {
            kind: RecordKind::Product,
            record: record("Déplacement"),
        };
        let visit = Some(ProductId(house.does(house.sam, visit).await.id));
        let number = house.logs(house.rose, "Chaudière").await.ticket.number;
        house.takes(house.tom, number).await;
        house
            .writes(house.tom, number, step(StepKind::Instruction, "Purge", 40))
            .await;
        house.resolves(house.tom, number).await;
        house.clock.advance(chrono::TimeDelta::hours(1));
        let done = last_of(&house, house.tom, number).await;
        assert_eq!(done.status, InterventionStatus::Done);
        let bill = billing(&done, visit, true);
        assert_eq!(house.code(house.tina, bill.clone()).await, Code::NotFound);
        assert_eq!(house.code(house.rose, bill.clone()).await, Code::Locked);
        let billed = house.does(house.tom, bill.clone()).await;
        assert!(billed.may.contains(&Verb::Bill) && !billed.may.contains(&Verb::ChangeFacts));
        let one = &billed.interventions[0];
        assert_eq!(
            (one.status, one.product_id),
            (InterventionStatus::ToInvoice, visit)
        );
        assert_eq!(house.code(house.sam, bill).await, Code::Conflict);
        let elsewhere = SetIntervention {
            without_planning: true,
            ..billing(one, None, false)
        };
        assert_eq!(house.code(house.ann, elsewhere).await, Code::Locked);
        let free = house.does(house.sam, billing(one, visit, false)).await;
        assert_eq!(free.interventions[0].status, InterventionStatus::Done);
        assert_eq!(free.ticket.status, Status::Resolved);
        let history = house.does(house.sam, TicketHistory { number }).await;
        let last = history.last().expect("the last change");
        assert_eq!(
            (&*last.call, last.by_staff_id),
            ("set_intervention", Some(id(house.sam)))
        );
    })
    .await;
}

#[tokio::test]
async fn r6_an_annulled_intervention_bills_nothing_any_more() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Bruit").await.ticket.number;
        house.takes(house.tom, number).await;
        house.rejects(house.tom, number, "Hors contrat").await;
        let annulled = last_of(&house, house.tom, number).await;
        assert_eq!(annulled.status, InterventionStatus::Cancelled);
        let error = house
            .refused(house.tom, billing(&annulled, None, true))
            .await;
        assert_eq!(error.code, Code::Locked);
        assert!(error.message.contains("invoiced or cancelled"), "{error}");
    })
    .await;
}
