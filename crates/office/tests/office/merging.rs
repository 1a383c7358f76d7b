//! R9: merging two tickets, undoing it, splitting one.

use guichet_api::Code;
use guichet_api::tickets::*;
use guichet_domain::*;
use guichet_testkit::image;

use crate::desk::step;
use crate::house::{House, company, contact, on_both};

/// Two tickets of the bakery, both Tom's, the first with a step and a picture.
pub async fn twins(house: &House) -> (i64, i64) {
    let file = house
        .office
        .upload(&house.rose, "a.png", image::screenshot())
        .await;
    let request = OpenTicket {
        attachments: vec![file.expect("a picture").id],
        ..house.request("Four froid")
    };
    let source = house.does(house.rose, request).await.ticket.number;
    let target = house
        .logs(house.rose, "Le four ne chauffe plus")
        .await
        .ticket
        .number;
    for number in [source, target] {
        house.takes(house.tom, number).await;
    }
    house
        .writes(
            house.tom,
            source,
            step(StepKind::Instruction, "Résistance mesurée", 30),
        )
        .await;
    (source, target)
}

async fn merges(house: &House, who: Actor, source: i64, target: i64) -> TicketSheet {
    let version = house.version(source).await;
    house
        .does(
            who,
            MergeTickets {
                source,
                version,
                target,
            },
        )
        .await
}

#[tokio::test]
async fn r9_the_source_disappears_into_its_target_with_all_it_holds() {
    on_both(async |house: House| {
        let (source, target) = twins(&house).await;
        let sheet = merges(&house, house.tom, source, target).await;
        assert_eq!(sheet.ticket.number, target);
        assert_eq!((sheet.minutes, sheet.attachments.len()), (30, 1));
        assert_eq!(sheet.steps[0].origin_number, source);
        let gone = house.reads(house.tom, source).await;
        assert_eq!(
            (gone.ticket.status, gone.ticket.stage),
            (Status::Rejected, Stage::Cancelled)
        );
        assert_eq!(gone.merged_into, Some(target));
        assert_eq!((gone.steps.len(), gone.attachments.len()), (0, 0));
        assert_eq!(house.finds(house.tom, "resistance").await, [target]);
    })
    .await;
}

#[tokio::test]
async fn r9_a_merge_is_undone_and_later_steps_stay_on_the_target() {
    on_both(async |house: House| {
        let (source, target) = twins(&house).await;
        let before = house.reads(house.tom, source).await;
        merges(&house, house.tom, source, target).await;
        house.clock.advance(chrono::TimeDelta::hours(1));
        house
            .writes(
                house.tom,
                target,
                step(StepKind::Instruction, "Changée", 20),
            )
            .await;
        let back = house.does(house.tom, UndoMerge { source }).await;
        assert_eq!(back.ticket.status, before.ticket.status);
        assert_eq!(back.ticket.merged_into, None);
        assert_eq!(back.steps, before.steps);
        assert_eq!(back.attachments, before.attachments);
        assert_eq!(back.interventions[0].status, before.interventions[0].status);
        let kept = house.reads(house.tom, target).await;
        assert_eq!((kept.minutes, kept.attachments.len()), (20, 0));
        assert_eq!(house.finds(house.tom, "resistance").await, [source]);
    })
    .await;
}

#[tokio::test]
async fn r9_of_two_merges_in_opposite_directions_the_second_meets_a_closed_ticket() {
    on_both(async |house: House| {
        let (source, target) = twins(&house).await;
        let version = house.version(target).await;
        merges(&house, house.tom, source, target).await;
        let opposite = MergeTickets {
            source: target,
            version,
            target: source,
        };
        assert_eq!(house.code(house.sam, opposite).await, Code::Locked);
        let itself = MergeTickets {
            source: target,
            version: house.version(target).await,
            target,
        };
        assert_eq!(house.code(house.sam, itself).await, Code::Join);
    })
    .await;
}

#[tokio::test]
async fn r9_a_merge_whose_target_is_closed_stays_and_is_never_reopened() {
    on_both(async |house: House| {
        let (source, target) = twins(&house).await;
        merges(&house, house.tom, source, target).await;
        let version = house.version(source).await;
        let reopen = ReopenTicket {
            number: source,
            version,
        };
        assert_eq!(house.code(house.ann, reopen).await, Code::Join);
        house.resolves(house.tom, target).await;
        assert_eq!(
            house.code(house.tom, UndoMerge { source }).await,
            Code::Locked
        );
    })
    .await;
}

#[tokio::test]
async fn r9_two_companies_are_merged_by_a_supervisor_alone() {
    on_both(async |house: House| {
        let (source, _) = twins(&house).await;
        let company = house
            .does(
                house.rose,
                guichet_api::directory::SaveCompany {
                    company: company("Garage Morvan"),
                },
            )
            .await;
        let other = house
            .does(house.rose, contact("Luc", "Morvan", Some(company.id)))
            .await;
        let mut request = house.request("Four du garage");
        request.facts.contact_id = Some(other.id);
        let target = house.does(house.rose, request).await.ticket.number;
        house.takes(house.tom, target).await;
        let version = house.version(source).await;
        let merge = MergeTickets {
            source,
            version,
            target,
        };
        assert_eq!(house.code(house.tom, merge.clone()).await, Code::Join);
        assert_eq!(house.code(house.tina, merge.clone()).await, Code::NotFound);
        house.does(house.sam, merge).await;
    })
    .await;
}

#[tokio::test]
async fn r9_a_split_takes_a_step_and_those_after_it_and_follows_its_origin() {
    on_both(async |house: House| {
        let (number, _) = twins(&house).await;
        let second = step(StepKind::Question, "Et la chambre froide ?", 5);
        let sheet = house.writes(house.tom, number, second).await;
        let split = SplitTicket {
            number,
            step_id: sheet.steps[1].id,
            label: "Chambre froide".into(),
        };
        let new = house.does(house.tom, split).await;
        assert_eq!(
            (&*new.ticket.label, new.ticket.status),
            ("Chambre froide", Status::Unassigned)
        );
        assert_eq!(new.ticket.description, "Et la chambre froide ?");
        assert_eq!((new.steps.len(), new.minutes), (1, 5));
        assert_eq!(new.links[0].card.number, number);
        assert_eq!(
            (new.links[0].kind, new.links[0].outgoing),
            (LinkKind::Follows, true)
        );
        assert_eq!(house.reads(house.tom, number).await.minutes, 30);
    })
    .await;
}

#[tokio::test]
async fn r9_a_link_is_read_from_both_sides_by_whoever_sees_the_other_one() {
    on_both(async |house: House| {
        let (mine, _) = twins(&house).await;
        let hers = house.logs(house.rose, "Chaudière").await.ticket.number;
        let link = LinkTickets {
            number: mine,
            kind: LinkKind::BlockedBy,
            to: hers,
        };
        let sheet = house.does(house.tom, link.clone()).await;
        assert_eq!(sheet.links.len(), 1);
        house.does(house.tom, link.clone()).await;
        assert_eq!(house.reads(house.sam, hers).await.links.len(), 1);
        assert_eq!(
            house.reads(house.tina, hers).await.links,
            [],
            "Tom’s is not hers to see"
        );
        house.takes(house.tina, hers).await;
        assert_eq!(
            house.reads(house.tom, mine).await.links,
            [],
            "R8: it left his sight"
        );
        let again = LinkTickets {
            number: mine,
            kind: LinkKind::DuplicateOf,
            to: hers,
        };
        assert_eq!(house.code(house.tom, again).await, Code::NotFound);
        let itself = LinkTickets {
            number: mine,
            kind: LinkKind::Follows,
            to: mine,
        };
        assert_eq!(house.code(house.tom, itself).await, Code::Join);
        let away = UnlinkTickets {
            number: mine,
            kind: LinkKind::BlockedBy,
            to: hers,
        };
        house.does(house.tom, away).await;
        assert_eq!(house.reads(house.sam, hers).await.links, []);
    })
    .await;
}

#[tokio::test]
async fn r6_a_client_who_asks_again_by_phone_gets_a_new_ticket_that_follows() {
    on_both(async |house: House| {
        let (number, _) = twins(&house).await;
        house.resolves(house.tom, number).await;
        let request = OpenTicket {
            follows: Some(number),
            ..house.request("Encore le four")
        };
        let sheet = house.does(house.rose, request.clone()).await;
        assert_eq!(sheet.links[0].card.number, number);
        // Tina does not see it, not even as a card.
        assert_eq!(house.code(house.tina, request).await, Code::NotFound);
    })
    .await;
}
