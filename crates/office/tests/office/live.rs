//! Two workstations: what is done on one is told to the other, which asks what it was.

use std::time::Duration;

use guichet_api::notices::ChangesSince;
use guichet_office::{Feed, News, Office};

use crate::house::{House, on_both};

/// Longer than any machine needs, shorter than a test that hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// Another workstation on the same database.
pub async fn beside(house: &House) -> Office {
    let place = house.office.db().place();
    let opened = Office::open(place, house.clock.clone()).await;
    opened.expect("a second workstation opens it")
}

/// Waits for something to be heard.
pub async fn hears(feed: &mut Feed, what: impl Fn(&News) -> bool) -> News {
    let heard = tokio::time::timeout(PATIENCE, feed.news.wait_for(what)).await;
    *heard
        .expect("it is heard in time")
        .expect("the feed goes on")
}

#[tokio::test]
async fn r37_a_change_on_one_workstation_is_told_on_the_other() {
    on_both(async |house: House| {
        let other = beside(&house).await;
        let mut feed = other.follow().await;
        let begun = other.call(house.tina, ChangesSince { after: 0 }).await;
        let mut after = begun.expect("an answer").last;
        for label in ["Fuite", "Bruit"] {
            let before = feed.news.borrow_and_update().changes;
            house.clock.advance(chrono::TimeDelta::milliseconds(1));
            let number = house.logs(house.rose, label).await.ticket.number;
            hears(&mut feed, |news| news.changes > before).await;
            let told = other.call(house.tina, ChangesSince { after }).await;
            let told = told.expect("an answer");
            assert!(told.tickets.contains(&number) && told.last > after);
            after = told.last;
        }
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn r37_a_change_kept_late_is_told_although_a_later_one_was_told_before() {
    on_both(async |house: House| {
        let early = house.logs(house.rose, "Fuite").await.ticket.number;
        house.clock.advance(chrono::TimeDelta::seconds(10));
        let begun = house.does(house.tina, ChangesSince { after: 0 }).await;
        house.clock.advance(chrono::TimeDelta::seconds(2));
        house.logs(house.rose, "Bruit").await;
        let told = house
            .does(house.tina, ChangesSince { after: begun.last })
            .await;
        // It began before the other, and was kept after it.
        house.clock.advance(chrono::TimeDelta::seconds(-1));
        house.takes(house.tina, early).await;
        let late = house
            .does(house.tina, ChangesSince { after: told.last })
            .await;
        assert!(late.tickets.contains(&early), "{late:?}");
    })
    .await;
}
