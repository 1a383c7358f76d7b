//! Undoing one's own last change, if nobody changed the ticket since.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::tickets::*;
use guichet_domain::*;

use crate::desk::step;
use crate::house::{House, id, on_both};

async fn undo(house: &House, who: Actor, number: i64, version: i64) -> Result<(), Code> {
    let items = vec![TicketVersion { number, version }];
    let bulk = house.does(who, UndoChanges { items }).await;
    match &bulk.refused[..] {
        [] => Ok(()),
        [refused] => Err(refused.error.code),
        more => panic!("one ticket: {more:?}"),
    }
}

async fn undoes(house: &House, who: Actor, number: i64) -> Result<(), Code> {
    let version = house.version(number).await;
    undo(house, who, number, version).await
}

/// What undoing must bring back: the ticket but for its version and dates, and what its interventions are.
async fn standing(house: &House, number: i64) -> (Ticket, Vec<(InterventionStatus, StaffId)>) {
    let sheet = house.reads(house.ann, number).await;
    let under_way = sheet
        .interventions
        .iter()
        .filter(|one| one.status != InterventionStatus::Cancelled);
    let ticket = Ticket {
        version: 0,
        withdrawals: 0,
        updated_at: sheet.ticket.created_at,
        ..sheet.ticket.clone()
    };
    (
        ticket,
        under_way.map(|one| (one.status, one.assignee_id)).collect(),
    )
}

#[tokio::test]
async fn a_priority_an_assignment_a_hand_over_and_a_wait_are_undone() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        let pool = standing(&house, number).await;

        let mut facts = pool.0.facts();
        facts.priority = Some(Priority::Urgent);
        let version = house.version(number).await;
        house
            .does(
                house.sam,
                EditTicket {
                    number,
                    version,
                    facts,
                },
            )
            .await;
        assert_eq!(undoes(&house, house.sam, number).await, Ok(()));
        assert_eq!(standing(&house, number).await, pool);

        house.assigns(house.sam, number, house.tom).await;
        assert_eq!(undoes(&house, house.sam, number).await, Ok(()));
        assert_eq!(standing(&house, number).await, pool);

        house.takes(house.tom, number).await;
        let taken = standing(&house, number).await;
        house.assigns(house.tom, number, house.tina).await;
        assert_eq!(
            house.code(house.tom, GetTicket { number }).await,
            Code::NotFound
        );
        assert_eq!(
            undoes(&house, house.tom, number).await,
            Ok(()),
            "though he lost sight of it"
        );
        assert_eq!(standing(&house, number).await, taken);

        house.waits(house.tom, number).await;
        assert_eq!(undoes(&house, house.tom, number).await, Ok(()));
        assert_eq!(standing(&house, number).await, taken);

        let version = house.version(number).await;
        house
            .does(house.tom, UnassignTicket { number, version })
            .await;
        assert_eq!(undoes(&house, house.tom, number).await, Ok(()));
        assert_eq!(standing(&house, number).await, taken);
    })
    .await;
}

#[tokio::test]
async fn r6_a_closing_is_withdrawn_within_ten_seconds_and_both_stay_in_the_history() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        let before = standing(&house, number).await;
        house.resolves(house.tom, number).await;
        house.clock.advance(TimeDelta::seconds(10));
        let until = house.reads(house.tom, number).await.withdraw_until;
        assert_eq!(until, Some(house.clock.now()));
        assert_eq!(undoes(&house, house.tom, number).await, Ok(()));
        assert_eq!(
            standing(&house, number).await,
            before,
            "its intervention too"
        );
        house.rejects(house.tom, number, "Doublon").await;
        assert_eq!(undoes(&house, house.tom, number).await, Ok(()));
        assert_eq!(standing(&house, number).await, before);
        let history = house.does(house.ann, TicketHistory { number }).await;
        let calls: Vec<&str> = history.iter().map(|line| &*line.call).collect();
        assert!(calls.contains(&"resolve_ticket") && calls.contains(&"undo_changes"));
    })
    .await;
}

#[tokio::test]
async fn r6_after_ten_seconds_a_closing_stays() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.takes(house.tom, number).await;
        house.resolves(house.tom, number).await;
        house
            .clock
            .advance(TimeDelta::seconds(10) + TimeDelta::microseconds(1));
        assert_eq!(undoes(&house, house.tom, number).await, Err(Code::TooLate));
        assert_eq!(house.reads(house.tom, number).await.withdraw_until, None);
        assert_eq!(
            house.reads(house.tom, number).await.ticket.status,
            Status::Resolved
        );
    })
    .await;
}

#[tokio::test]
async fn a_bulk_change_is_undone_ticket_by_ticket() {
    on_both(async |house: House| {
        let mut items = Vec::new();
        for label in ["Un", "Deux", "Trois"] {
            let ticket = house.logs(house.rose, label).await.ticket;
            items.push(TicketVersion {
                number: ticket.number,
                version: ticket.version,
            });
        }
        let change = BulkChange::Assign(id(house.tom));
        let done = house
            .does(house.sam, ChangeTickets { items, change })
            .await
            .done;
        house.takes(house.tom, done[1].number).await;
        let bulk = house
            .does(
                house.sam,
                UndoChanges {
                    items: done.clone(),
                },
            )
            .await;
        let undone: Vec<i64> = bulk.done.iter().map(|item| item.number).collect();
        assert_eq!(undone, [done[0].number, done[2].number]);
        assert_eq!(
            bulk.refused[0].error.code,
            Code::Conflict,
            "Tom took it since"
        );
        let pool = TicketFilter {
            statuses: vec![Status::Unassigned],
            ..TicketFilter::default()
        };
        assert_eq!(house.queue(house.sam, pool).await.len(), 2);
        let tom = house.reads(house.sam, done[1].number).await;
        assert_eq!(tom.ticket.status, Status::InProgress);
    })
    .await;
}

#[tokio::test]
async fn another_persons_change_is_never_undone() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        for who in [house.ann, house.tom, house.tina] {
            assert_eq!(undoes(&house, who, number).await, Err(Code::Forbidden));
        }
        house.takes(house.tom, number).await;
        assert_eq!(
            undoes(&house, house.tina, number).await,
            Err(Code::NotFound)
        );
        assert_eq!(
            undo(&house, house.tina, number, 1).await,
            Err(Code::NotFound)
        );
        assert_eq!(undo(&house, house.tina, 999, 1).await, Err(Code::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_logged_call_a_step_a_reopening_and_an_undo_are_not_undone_this_way() {
    on_both(async |house: House| {
        let number = house.logs(house.tom, "Écran").await.ticket.number;
        assert_eq!(
            undoes(&house, house.tom, number).await,
            Err(Code::Forbidden)
        );
        house.takes(house.tom, number).await;
        house
            .writes(house.tom, number, step(StepKind::Information, "Vu", 5))
            .await;
        assert_eq!(
            undoes(&house, house.tom, number).await,
            Err(Code::Forbidden)
        );
        house.waits(house.tom, number).await;
        assert_eq!(undoes(&house, house.tom, number).await, Ok(()));
        assert_eq!(
            undoes(&house, house.tom, number).await,
            Err(Code::Forbidden)
        );
        house.resolves(house.ann, number).await;
        let version = house.version(number).await;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        assert_eq!(
            undoes(&house, house.ann, number).await,
            Err(Code::Forbidden)
        );
    })
    .await;
}
