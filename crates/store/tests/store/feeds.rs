//! The feed of changes: what one program writes is heard by another, and a lost connection is found again.

use std::time::Duration;

use guichet_store::{Db, Feed, News};

use crate::both::{on_both, on_postgres, on_sqlite};
use crate::desk::*;

/// Longer than any machine needs, shorter than a test that hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for something to be heard.
async fn hears(feed: &mut Feed, what: impl Fn(&News) -> bool) -> News {
    let heard = tokio::time::timeout(PATIENCE, feed.news.wait_for(what)).await;
    let heard = heard.expect("it is heard in time");
    *heard.expect("the feed goes on")
}

async fn tell(db: &Db, rank: u128) {
    let ticket = db.read().await.expect("a reader").ticket(1).await;
    let ticket = ticket.expect("an answer").expect("it is there");
    let told = write(db, async |tx| {
        tx.append_event(&event_of(&ticket, rank)).await
    });
    told.await.expect("it is written");
}

#[tokio::test]
async fn r37_what_another_program_writes_is_heard() {
    on_both(async |db: Db| {
        office_with_ticket(&db).await;
        let other = Db::open(db.place()).await.expect("a second program");
        let mut feed = db.follow().await;
        for rank in 1..4 {
            let before = feed.news.borrow_and_update().changes;
            tell(&other, rank).await;
            let heard = hears(&mut feed, |news| news.changes > before).await;
            assert_eq!((heard.since(News::default()), heard.gaps), ("changed", 0));
        }
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn r37_what_is_undone_is_not_heard() {
    on_both(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let mut feed = db.follow().await;
        let mut tx = db.write().await.expect("a transaction");
        tx.append_event(&event_of(&ticket, 1))
            .await
            .expect("an event");
        drop(tx);
        tell(&db, 2).await;
        let heard = hears(&mut feed, |news| news.changes > 0).await;
        assert_eq!(heard.changes, 1);
    })
    .await;
}

#[tokio::test]
async fn r37_on_a_file_what_is_no_event_is_only_worth_a_look() {
    on_sqlite(async |db: Db| {
        let (office, _) = office_with_ticket(&db).await;
        let mut feed = db.follow().await;
        let saved = write(&db, async |tx| {
            let body = serde_json::json!("Bonjour");
            tx.set_draft(office.technicians[0], "ticket:1", &body, at(1))
                .await
        });
        saved.await.expect("a draft is kept");
        let heard = hears(&mut feed, |news| *news != News::default()).await;
        assert_eq!(heard.since(News::default()), "look");
    })
    .await;
}

#[tokio::test]
async fn r37_a_cut_connection_is_found_again_and_says_that_something_may_be_missing() {
    on_postgres(async |db: Db| {
        office_with_ticket(&db).await;
        let mut feed = db.follow().await;
        let cut = "select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'guichet listens' and datname = current_database()";
        for times in 1..3 {
            bare(&db, cut).await.expect("the server cuts it");
            let heard = hears(&mut feed, |news| news.gaps == times).await;
            tell(&db, u128::from(times)).await;
            let after = hears(&mut feed, |news| news.changes == times).await;
            assert_eq!(after.since(heard), "changed");
            assert_eq!(after.since(News::default()), "everything");
        }
    })
    .await;
}

#[tokio::test]
async fn r37_a_forged_word_is_heard_and_carries_nothing() {
    on_postgres(async |db: Db| {
        let mut feed = db.follow().await;
        let forged = "do $$ begin perform pg_notify('guichet', 'drop table ticket'); end $$";
        bare(&db, forged).await.expect("anybody may");
        let heard = hears(&mut feed, |news| news.changes == 1).await;
        assert_eq!(heard.since(News::default()), "changed");
    })
    .await;
}

#[tokio::test]
async fn r37_a_feed_ends_with_its_database_and_follows_nothing_once_dropped() {
    on_both(async |db: Db| {
        let mut feed = db.follow().await;
        let dropped = db.follow().await.news.clone();
        db.close().await;
        let ends = async |news: &mut tokio::sync::watch::Receiver<News>| {
            tokio::time::timeout(PATIENCE, async { while news.changed().await.is_ok() {} }).await
        };
        ends(&mut dropped.clone()).await.expect("it ends at once");
        ends(&mut feed.news).await.expect("it ends");
    })
    .await;
}
