//! Tickets, their steps, links, interventions and everybody on them: what is stored is what is read.

use guichet_domain::*;
use guichet_store::{CardsOf, Db, Error, Sight};

use crate::both::on_both;
use crate::desk::*;
use crate::office::Office;

#[tokio::test]
async fn a_ticket_is_read_as_it_was_stored_and_changed() {
    on_both(async |db: Db| {
        let (office, mut ticket) = office_with_ticket(&db).await;
        let mut tx = db.read().await.expect("a reader");
        assert_eq!(
            tx.ticket(1).await.expect("it is read"),
            Some(ticket.clone())
        );
        assert_eq!(tx.ticket(2).await.expect("it is read"), None);
        drop(tx);
        ticket = standing(ticket, Status::Resolved, &office);
        ticket.version = 2;
        ticket.closed_at = Some(at(3));
        ticket.closed_by = Some(office.technicians[1]);
        ticket.closed_from = Some(Status::Unassigned);
        ticket.closed_from_stage = Some(Stage::Opening);
        ticket.closed_from_assignee = Some(office.technicians[1]);
        ticket.reason = Some("doublon".into());
        ticket.due_by = Some(office.receptionists[0]);
        ticket.updated_at = at(3);
        let changed = write(&db, async |tx| tx.update_ticket(&ticket, 1).await).await;
        changed.expect("it is changed");
        let mut tx = db.read().await.expect("a reader");
        let read = tx.ticket_by_id(ticket.id).await.expect("it is read");
        assert_eq!(read, Some(ticket));
    })
    .await;
}

#[tokio::test]
async fn a_stale_ticket_intervention_step_or_record_is_refused() {
    on_both(async |db: Db| {
        let (office, mut ticket) = office_with_ticket(&db).await;
        ticket.label = "Écrasé".into();
        let stale = write(&db, async |tx| tx.update_ticket(&ticket, 0).await).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        let ghost = step_of(&ticket, 9);
        let stale = write(&db, async |tx| tx.update_step(&ghost).await).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        let ghost = intervention_of(&office, &ticket, 9);
        let stale = write(&db, async |tx| tx.update_intervention(&ghost, 1).await).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        let company = &office.companies[0];
        let stale = write(&db, async |tx| tx.update_company(company, 7).await).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        let mut tx = db.read().await.expect("a reader");
        let read = tx
            .ticket(1)
            .await
            .expect("it is read")
            .expect("it is there");
        assert_ne!(read.label, ticket.label);
    })
    .await;
}

#[tokio::test]
async fn a_number_is_taken_once_and_nothing_points_to_nobody() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let mut twin = printer_ticket(&office, 1);
        twin.id = TicketId(id(77));
        let taken = write(&db, async |tx| tx.insert_ticket(&twin).await).await;
        assert!(matches!(taken, Err(Error::Taken)), "{taken:?}");
        twin.number = 2;
        twin.contact_id = Some(ContactId(id(404)));
        let dangling = write(&db, async |tx| tx.insert_ticket(&twin).await).await;
        assert!(matches!(dangling, Err(Error::Dangling)), "{dangling:?}");
        let mut lost = step_of(&ticket, 1);
        lost.ticket_id = TicketId(id(404));
        let dangling = write(&db, async |tx| tx.insert_step(&lost).await).await;
        assert!(matches!(dangling, Err(Error::Dangling)), "{dangling:?}");
        let mut long = step_of(&ticket, 1);
        long.minutes = 1441;
        let refused = write(&db, async |tx| tx.insert_step(&long).await).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn steps_are_in_order_and_their_minutes_add_up() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let ticket = standing(printer_ticket(&office, 1), Status::InProgress, &office);
        keep_ticket(&db, &ticket).await;
        let intervention = intervention_of(&office, &ticket, 1);
        let (first, mut second) = (step_of(&ticket, 1), step_of(&ticket, 2));
        second.intervention_id = Some(intervention.id);
        second.body_before = Some("avant".into());
        second.edited_at = Some(at(4));
        write(&db, async |tx| {
            tx.insert_intervention(&intervention).await?;
            tx.insert_step(&second).await?;
            tx.insert_step(&first).await
        })
        .await
        .expect("they are kept");
        second.minutes = 25;
        let edited = write(&db, async |tx| tx.update_step(&second).await).await;
        edited.expect("it is edited");
        let me = office.technicians[0];
        let mut tx = db.read().await.expect("a reader");
        assert_eq!(tx.minutes(ticket.id).await.expect("a sum"), 35);
        assert_eq!(tx.minutes_of(me, at(2)).await.expect("a sum"), 25);
        assert_eq!(tx.minutes_of(me, at(3)).await.expect("a sum"), 0);
        let under = tx.intervention_minutes(intervention.id).await;
        assert_eq!(under.expect("a sum"), 25);
        assert_eq!(
            tx.step(second.id).await.expect("it is read"),
            Some(second.clone())
        );
        assert_eq!(
            tx.steps(ticket.id).await.expect("they are read"),
            [first, second]
        );
    })
    .await;
}

pub fn intervention_of(office: &Office, ticket: &Ticket, number: i64) -> Intervention {
    Intervention {
        id: InterventionId(id(0x5000 + number as u128)),
        number,
        version: 1,
        ticket_id: Some(ticket.id),
        assignee_id: office.technicians[0],
        status: InterventionStatus::ToPlan,
        kind_id: None,
        product_id: None,
        billable: true,
        without_planning: false,
        created_at: at(0),
        updated_at: at(0),
    }
}

#[tokio::test]
async fn one_intervention_at_a_time_is_under_way() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let mut first = intervention_of(&office, &ticket, 1);
        let second = intervention_of(&office, &ticket, 2);
        let kept = write(&db, async |tx| tx.insert_intervention(&first).await).await;
        kept.expect("the first is kept");
        let taken = write(&db, async |tx| tx.insert_intervention(&second).await).await;
        assert!(matches!(taken, Err(Error::Taken)), "{taken:?}");
        first.status = InterventionStatus::Done;
        first.version = 2;
        write(&db, async |tx| {
            tx.update_intervention(&first, 1).await?;
            tx.insert_intervention(&second).await
        })
        .await
        .expect("the first is over");
        let mut tx = db.read().await.expect("a reader");
        let read = tx.intervention(first.id).await.expect("it is read");
        assert_eq!(read, Some(first.clone()));
        assert_eq!(
            tx.interventions(ticket.id).await.expect("both"),
            [first, second]
        );
    })
    .await;
}

#[tokio::test]
async fn everybody_on_a_ticket_stays_as_long_as_they_are_anything_to_it() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let [ann, bob, eve] = [0, 1, 2].map(|rank| office.technicians[rank]);
        let mut ticket = standing(printer_ticket(&office, 1), Status::InProgress, &office);
        keep_ticket(&db, &ticket).await;
        write(&db, async |tx| {
            tx.set_technicians(&ticket, &[ann, bob]).await?;
            tx.add_executor(&ticket, eve).await?;
            ticket.assignee_id = Some(eve);
            ticket.version = 2;
            tx.update_ticket(&ticket, 1).await?;
            assert_eq!(tx.technicians(ticket.id).await?, sorted([ann, bob]));
            tx.set_technicians(&ticket, &[bob]).await?;
            assert!(!tx.is_on_ticket(ticket.id, ann).await?);
            assert!(tx.is_on_ticket(ticket.id, bob).await?);
            ticket.assignee_id = Some(bob);
            ticket.version = 3;
            tx.update_ticket(&ticket, 2).await?;
            tx.set_technicians(&ticket, &[]).await?;
            assert!(tx.is_on_ticket(ticket.id, bob).await?, "he has it");
            assert!(tx.is_on_ticket(ticket.id, eve).await?, "she worked on it");
            let printer = CardsOf::Equipment(office.equipment[0].id);
            assert!(tx.is_on_any(printer, bob).await?);
            assert!(!tx.is_on_any(printer, ann).await?);
            assert!(
                !tx.is_on_any(CardsOf::Contact(office.contacts[1].id), bob)
                    .await?
            );
            assert!(
                tx.is_on_any(CardsOf::Company(office.companies[0].id), bob)
                    .await?
            );
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

fn sorted<const N: usize>(mut staff: [StaffId; N]) -> [StaffId; N] {
    staff.sort();
    staff
}

#[tokio::test]
async fn observers_and_further_machines_are_replaced() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let (first, second) = (office.contacts[1].id, office.contacts[2].id);
        let ovens = [office.equipment[2].clone(), office.equipment[1].clone()];
        write(&db, async |tx| {
            tx.set_observers(ticket.id, &[first, first]).await?;
            tx.set_observers(ticket.id, &[second]).await?;
            assert_eq!(tx.observers(ticket.id).await?, [second]);
            tx.set_other_equipment(ticket.id, &ovens.clone().map(|oven| oven.id))
                .await?;
            let read = tx.other_equipment(ticket.id).await?;
            assert_eq!(read, [ovens[1].clone(), ovens[0].clone()]);
            tx.set_other_equipment(ticket.id, &[]).await?;
            assert!(tx.other_equipment(ticket.id).await?.is_empty());
            Ok(())
        })
        .await
        .expect("they exist");
    })
    .await;
}

#[tokio::test]
async fn links_are_seen_from_both_sides_and_cards_hold_no_text() {
    on_both(async |db: Db| {
        let (office, first) = office_with_ticket(&db).await;
        let second = printer_ticket(&office, 2);
        keep_ticket(&db, &second).await;
        let closed = standing(printer_ticket(&office, 3), Status::Resolved, &office);
        keep_ticket(&db, &closed).await;
        write(&db, async |tx| {
            assert!(tx.link(second.id, LinkKind::Follows, first.id).await?);
            assert!(!tx.link(second.id, LinkKind::Follows, first.id).await?);
            let seen = tx.links(second.id).await?;
            assert_eq!((seen[0].outgoing, seen[0].card.number), (true, 1));
            let seen = tx.links(first.id).await?;
            assert_eq!((seen[0].outgoing, seen[0].card.id), (false, second.id));
            assert_eq!(
                tx.unlink(second.id, LinkKind::Follows, first.number)
                    .await?,
                Some(first.id)
            );
            assert_eq!(
                tx.unlink(second.id, LinkKind::Follows, first.number)
                    .await?,
                None
            );
            for of in [
                CardsOf::Contact(office.contacts[0].id),
                CardsOf::Company(office.companies[0].id),
                CardsOf::Equipment(office.equipment[0].id),
            ] {
                let open: Vec<i64> = numbers(tx.cards(of, true, 10).await?);
                assert_eq!(open, [2, 1]);
                assert_eq!(numbers(tx.cards(of, true, 1).await?), [2]);
                assert_eq!(numbers(tx.cards(of, false, 10).await?), [3]);
            }
            Ok(())
        })
        .await
        .expect("all of it is possible");
        let own = write(&db, async |tx| {
            tx.link(first.id, LinkKind::Follows, first.id).await
        })
        .await;
        assert!(matches!(own, Err(Error::Refused(_))), "{own:?}");
    })
    .await;
}

fn numbers(cards: Vec<guichet_store::CardRow>) -> Vec<i64> {
    cards.iter().map(|card| card.number).collect()
}

#[tokio::test]
async fn a_ticket_is_found_by_what_stands_around_it() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let mut oven = office.equipment[3].clone();
        oven.serial = "7571-4420".into();
        oven.version = 2;
        write(&db, async |tx| {
            tx.update_equipment(&oven, 1).await?;
            tx.set_other_equipment(ticket.id, &[oven.id]).await?;
            tx.insert_step(&step_of(&ticket, 1)).await?;
            tx.index_ticket(&ticket).await
        })
        .await
        .expect("its words are kept");
        let mut tx = db.read().await.expect("a reader");
        for typed in [
            "imprim",
            "sort",
            "le goff",
            "boulangerie",
            "four 0",
            "7571-4420",
            "passage",
            "1",
        ] {
            let found = tx.search_tickets(Sight::Everything, typed, 5).await;
            assert_eq!(found.expect("it searches").rows.len(), 1, "{typed}");
        }
    })
    .await;
}
