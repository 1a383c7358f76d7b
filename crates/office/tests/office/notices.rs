//! R37 and R7: notices go to whom they concern, never for one's own act, as each prefers.

use guichet_api::notices::*;
use guichet_api::session::{Preferences, SavePreferences};
use guichet_api::tickets::{LeaveMessage, ReopenTicket};
use guichet_domain::*;

use crate::desk::{answer, step};
use crate::house::{House, id, on_both};

async fn kinds(house: &House, who: Actor) -> Vec<(NoticeKind, i64)> {
    let notices = house.does(who, ListNotices {}).await;
    let unread = notices.rows.iter().filter(|row| !row.read).count();
    assert_eq!(notices.unread as usize, unread);
    notices
        .rows
        .into_iter()
        .map(|row| (row.kind, row.number))
        .collect()
}

#[tokio::test]
async fn r37_a_new_ticket_is_told_to_whoever_treats_tickets_but_not_to_its_author() {
    on_both(async |house: House| {
        let number = house.logs(house.tom, "Fuite").await.ticket.number;
        let told = [(NoticeKind::Unassigned, number)];
        for who in [house.tina, house.sam] {
            assert_eq!(kinds(&house, who).await, told);
        }
        for who in [house.tom, house.rose, house.ann] {
            assert_eq!(kinds(&house, who).await, []);
        }
    })
    .await;
}

#[tokio::test]
async fn r37_an_assignment_is_told_to_its_assignee_and_taking_it_oneself_to_nobody() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Fuite").await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        assert_eq!(
            kinds(&house, house.tom).await,
            [(NoticeKind::Assigned, number)]
        );
        assert_eq!(kinds(&house, house.tina).await, []);
        let other = house.logs(house.rose, "Bruit").await.ticket.number;
        house.takes(house.tina, other).await;
        assert_eq!(kinds(&house, house.tina).await, []);
        assert_eq!(
            kinds(&house, house.tom).await,
            [(NoticeKind::Assigned, number)]
        );
    })
    .await;
}

#[tokio::test]
async fn r37_answers_reopenings_and_mentions_are_told() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Fuite").await.ticket.number;
        house.takes(house.tom, number).await;
        house
            .writes(house.sam, number, answer(house.marie.id, "Ça coule encore"))
            .await;
        house.resolves(house.tom, number).await;
        let version = house.version(number).await;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        let mention = step(StepKind::Information, "@tom et @tina, voyez avec @sam.", 0);
        house.writes(house.sam, number, mention).await;
        let told = [
            (NoticeKind::Mention, number),
            (NoticeKind::Reopened, number),
            (NoticeKind::Answer, number),
        ];
        assert_eq!(kinds(&house, house.tom).await, told);
        assert_eq!(kinds(&house, house.tina).await, [], "she does not see it");
        assert_eq!(kinds(&house, house.sam).await, [], "his own act");
        let answers = house.does(house.tom, ListNotices {}).await;
        let name = answers.rows[2].by_contact.as_deref();
        assert_eq!(name, Some("Marie Le Bihan"));
    })
    .await;
}

#[tokio::test]
async fn r37_a_message_on_a_card_names_people_too() {
    on_both(async |house: House| {
        let number = house.logs(house.tom, "Fuite").await.ticket.number;
        house.takes(house.tom, number).await;
        let message = LeaveMessage {
            number,
            body: "@tom elle rappelle".into(),
            attachments: Vec::new(),
        };
        house.does(house.rose, message).await;
        assert_eq!(
            kinds(&house, house.tom).await,
            [(NoticeKind::Mention, number)]
        );
    })
    .await;
}

#[tokio::test]
async fn r37_each_switches_kinds_off_for_oneself_alone() {
    on_both(async |house: House| {
        let preferences = Preferences {
            notice_unassigned: false,
            ..Preferences::default()
        };
        house.does(house.tom, SavePreferences { preferences }).await;
        let number = house.logs(house.rose, "Fuite").await.ticket.number;
        assert_eq!(kinds(&house, house.tom).await, []);
        assert_eq!(
            kinds(&house, house.tina).await,
            [(NoticeKind::Unassigned, number)]
        );
        house.assigns(house.sam, number, house.tom).await;
        assert_eq!(
            kinds(&house, house.tom).await,
            [(NoticeKind::Assigned, number)]
        );
        let preferences = Preferences::default();
        house.does(house.tom, SavePreferences { preferences }).await;
        assert_eq!(
            kinds(&house, house.tom).await,
            [(NoticeKind::Assigned, number)]
        );
    })
    .await;
}

#[tokio::test]
async fn r37_reading_a_notice_is_ones_own() {
    on_both(async |house: House| {
        house.logs(house.rose, "Fuite").await;
        house.logs(house.rose, "Bruit").await;
        let two = house.does(house.tom, ListNotices {}).await;
        let ids = vec![two.rows[0].id];
        let one = house.does(house.tom, ReadNotices { ids }).await;
        assert_eq!(one.unread, 1);
        assert!(one.rows[0].read && !one.rows[1].read);
        assert_eq!(house.does(house.tina, ListNotices {}).await.unread, 2);
        let none = house.does(house.tom, ReadNotices { ids: Vec::new() }).await;
        assert_eq!(none.unread, 0);
    })
    .await;
}

#[tokio::test]
async fn r37_changes_name_the_tickets_one_sees_and_say_only_that_others_changed() {
    on_both(async |house: House| {
        let nothing = house.does(house.tina, ChangesSince { after: 0 }).await;
        assert!(nothing.tickets.is_empty());
        house.clock.advance(chrono::TimeDelta::seconds(10));
        let number = house.logs(house.rose, "Fuite").await.ticket.number;
        let after = nothing.last;
        let new = house.does(house.tina, ChangesSince { after }).await;
        assert_eq!(
            (new.tickets, new.other, new.unread),
            (vec![number], false, 1)
        );
        house.clock.advance(chrono::TimeDelta::seconds(10));
        house.takes(house.tom, number).await;
        let after = new.last;
        let taken = house.does(house.tina, ChangesSince { after }).await;
        assert_eq!(
            (taken.tickets, taken.other),
            (vec![], true),
            "it left her queue"
        );
        let his = house.does(house.tom, ChangesSince { after }).await;
        assert_eq!((his.tickets, his.other), (vec![number], false));
        assert_eq!(
            house.reads(house.tom, number).await.ticket.assignee_id,
            Some(id(house.tom))
        );
    })
    .await;
}
