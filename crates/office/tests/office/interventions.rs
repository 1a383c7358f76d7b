//! R15 and R18: the intervention an assignment creates, and how it follows its ticket.

use guichet_api::tickets::*;
use guichet_domain::*;

use crate::desk::step;
use crate::house::{House, id, on_both};

/// Where each intervention stands and who does it.
pub fn interventions(sheet: &TicketSheet) -> Vec<(InterventionStatus, StaffId)> {
    let all = sheet.interventions.iter();
    all.map(|one| (one.status, one.assignee_id)).collect()
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
        let bill = SetIntervention {
            id: billed.id,
            version: billed.version,
            kind_id: None,
            product_id: None,
            billable: true,
            without_planning: false,
        };
        house.does(house.tom, bill).await;
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
