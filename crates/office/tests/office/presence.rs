//! R38: who is in front of which ticket, told to who sees it and to nobody else.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::notices::{BeHere, ChangesSince, Present};
use guichet_domain::Actor;

use crate::house::{House, id, on_both};
use crate::live::{beside, hears};

fn here(window: i64, number: Option<i64>, typing: bool) -> BeHere {
    BeHere {
        window,
        number,
        typing,
    }
}

impl House {
    /// Who this person is told to be in front of a ticket.
    async fn sees(&self, who: Actor) -> Vec<Present> {
        let told = self.does(who, ChangesSince { after: 0 }).await;
        told.present
    }
}

fn present(number: i64, who: Actor, typing: bool) -> Present {
    Present {
        number,
        staff_id: id(who),
        typing,
    }
}

#[tokio::test]
async fn r38_who_looks_and_who_writes_is_told_to_the_others() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        let alone = house.does(house.tom, here(1, Some(number), false)).await;
        assert_eq!(alone, [], "oneself is no news");
        let tina = house.does(house.tina, here(7, Some(number), true)).await;
        assert_eq!(tina, [present(number, house.tom, false)]);
        assert_eq!(
            house.sees(house.tom).await,
            [present(number, house.tina, true)]
        );
        // Two windows of one person are one presence, which writes when either does.
        house.does(house.tina, here(8, Some(number), false)).await;
        assert_eq!(
            house.sees(house.tom).await,
            [present(number, house.tina, true)]
        );
        house.does(house.tina, here(7, None, false)).await;
        assert_eq!(
            house.sees(house.tom).await,
            [present(number, house.tina, false)]
        );
        house.does(house.tina, here(8, None, false)).await;
        assert_eq!(house.sees(house.tom).await, []);
    })
    .await;
}

#[tokio::test]
async fn r8_nobody_is_told_of_a_ticket_they_may_not_see() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.does(house.tina, here(1, Some(number), false)).await;
        house.takes(house.tom, number).await;
        house.does(house.tom, here(1, Some(number), true)).await;
        // She was in front of it; it left her sight, and what is said of it with it.
        assert_eq!(house.sees(house.tina).await, []);
        let again = house.code(house.tina, here(1, Some(number), false)).await;
        assert_eq!(again, Code::NotFound);
        assert_eq!(
            house.code(house.tina, here(2, Some(99), false)).await,
            Code::NotFound
        );
        let mut told = house.sees(house.sam).await;
        told.sort_by_key(|one| one.typing);
        assert_eq!(
            told,
            [
                present(number, house.tina, false),
                present(number, house.tom, true)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn r38_a_window_that_died_is_gone_within_a_minute() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.does(house.tom, here(1, Some(number), false)).await;
        house.does(house.tina, here(1, Some(number), false)).await;
        for _ in 0..3 {
            house.clock.advance(TimeDelta::seconds(15));
            house.does(house.tina, here(1, Some(number), false)).await;
        }
        let both = [
            present(number, house.tina, false),
            present(number, house.tom, false),
        ];
        let mut told = house.sees(house.sam).await;
        told.sort_by_key(|one| one.staff_id != id(house.tina));
        assert_eq!(told, both);
        house.clock.advance(TimeDelta::seconds(15));
        assert_eq!(
            house.sees(house.sam).await,
            [present(number, house.tina, false)]
        );
    })
    .await;
}

#[tokio::test]
async fn r38_coming_and_going_is_worth_a_look_and_no_reading() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        let other = beside(&house).await;
        let mut feed = other.follow().await;
        for (number, typing) in [(Some(number), false), (Some(number), true), (None, false)] {
            let before = *feed.news.borrow_and_update();
            house.does(house.tom, here(1, number, typing)).await;
            let heard = hears(&mut feed, |news| *news != before).await;
            assert_eq!(heard.since(before), "look");
        }
        other.close().await;
    })
    .await;
}
