//! R5: the bin hides a ticket, and gives it back for thirty days.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::tickets::*;
use guichet_domain::*;

use crate::house::{House, id, on_both};
use crate::merging::twins;

#[tokio::test]
async fn r5_the_bin_hides_a_ticket_from_all_but_who_may_empty_it() {
    on_both(async |house: House| {
        let (number, target) = twins(&house).await;
        let file = house.reads(house.tom, number).await.attachments[0].id;
        let version = house.version(number).await;
        let bin = BinTicket { number, version };
        assert_eq!(house.code(house.tom, bin.clone()).await, Code::Forbidden);
        house.does(house.sam, bin).await;

        let binned = TicketFilter {
            binned: true,
            ..TicketFilter::default()
        };
        for who in [house.tom, house.tina, house.rose, house.sam, house.ann] {
            let shown = house.queue(who, TicketFilter::default()).await;
            assert!(!shown.contains(&number), "{who:?}");
            assert_eq!(house.finds(who, "resistance").await, Vec::<i64>::new());
        }
        for who in [house.tom, house.rose] {
            assert_eq!(house.code(who, GetTicket { number }).await, Code::NotFound);
            assert_eq!(
                house.code(who, TicketHistory { number }).await,
                Code::NotFound
            );
            let refused = house.office.file(&who, file, false).await;
            assert_eq!(refused.expect_err("binned").code, Code::NotFound);
            let list = guichet_api::lists::CountTickets {
                filters: vec![binned.clone()],
            };
            assert_eq!(house.code(who, list).await, Code::Forbidden);
            let message = LeaveMessage {
                number,
                body: "Encore".into(),
                attachments: vec![],
            };
            assert_eq!(house.code(who, message).await, Code::NotFound);
        }
        assert_eq!(house.queue(house.ann, binned.clone()).await, [number]);
        let sheet = guichet_api::directory::GetCompany {
            id: house.bakery.id,
        };
        let cards = house.does(house.sam, sheet).await.tickets;
        assert_eq!(
            cards.iter().map(|card| card.number).collect::<Vec<_>>(),
            [target]
        );

        let version = house.version(number).await;
        let restore = RestoreTicket { number, version };
        assert_eq!(house.code(house.tom, restore.clone()).await, Code::NotFound);
        house.does(house.sam, restore).await;
        assert_eq!(
            house.reads(house.tom, number).await.ticket.assignee_id,
            Some(id(house.tom))
        );
    })
    .await;
}

/// Sam puts a call of Marie's in the bin.
async fn binned(house: &House) -> i64 {
    let number = house.logs(house.rose, "Essai").await.ticket.number;
    let version = house.version(number).await;
    house.does(house.sam, BinTicket { number, version }).await;
    number
}

#[tokio::test]
async fn r5_a_ticket_comes_out_of_the_bin_until_the_thirtieth_day() {
    on_both(async |house: House| {
        let number = binned(&house).await;
        house.clock.advance(TimeDelta::days(30));
        let sheet = house.reads(house.sam, number).await;
        assert!(sheet.may.contains(&Verb::Bin));
        let version = sheet.ticket.version;
        let restore = RestoreTicket { number, version };
        let moved = house.does(house.sam, restore).await;
        let sheet = moved.sheet.expect("Sam sees it");
        assert_eq!(sheet.ticket.binned_at, None);
        assert_eq!(
            house.queue(house.tom, TicketFilter::default()).await,
            [number]
        );
    })
    .await;
}

#[tokio::test]
async fn r5_after_thirty_days_in_the_bin_a_ticket_stays_there() {
    on_both(async |house: House| {
        let number = binned(&house).await;
        house
            .clock
            .advance(TimeDelta::days(30) + TimeDelta::seconds(1));
        for who in [house.sam, house.ann] {
            let sheet = house.reads(who, number).await;
            assert!(!sheet.may.contains(&Verb::Bin));
            let version = sheet.ticket.version;
            let error = house.refused(who, RestoreTicket { number, version }).await;
            assert_eq!(error.code, Code::TooLate);
            assert_eq!(error.message, "the delay to do this is over");
            let items = vec![TicketVersion { number, version }];
            let undo = house.does(house.sam, UndoChanges { items }).await;
            assert_eq!(undo.refused[0].error.code, Code::TooLate);
            // Putting it there again gains no day.
            let again = house.does(who, BinTicket { number, version }).await;
            assert!(!again.sheet.expect("it is shown").may.contains(&Verb::Bin));
        }
    })
    .await;
}
