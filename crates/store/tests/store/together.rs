//! Many at once: writers, openings, transactions that end in nothing.

use std::collections::BTreeSet;

use guichet_store::{Db, Error, Place};
use tokio::task::JoinSet;

use crate::both::{on_both, on_postgres, on_sqlite};
use crate::desk::*;
use crate::office::Office;

/// One person logs a ticket, and keeps it or not.
async fn log_one(
    db: Db,
    office: std::sync::Arc<Office>,
    rank: i64,
    keeps: bool,
) -> guichet_store::Result<Option<i64>> {
    let mut tx = db.write().await?;
    let mut ticket = printer_ticket(&office, rank);
    ticket.number = tx.next_number("ticket").await?;
    tx.insert_ticket(&ticket).await?;
    tx.append_event(&event_of(&ticket, rank as u128)).await?;
    if !keeps {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(ticket.number))
}

async fn log_at_once(db: &Db, writers: i64, keeps: impl Fn(i64) -> bool) -> BTreeSet<i64> {
    let office = std::sync::Arc::new(Office::found(db, 1).await);
    let mut all = JoinSet::new();
    for rank in 0..writers {
        all.spawn(log_one(db.clone(), office.clone(), rank, keeps(rank)));
    }
    let answers = all.join_all().await;
    answers
        .into_iter()
        .filter_map(|answer| answer.expect("nobody is turned away"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_writers_draw_numbers_without_a_hole() {
    on_both(async |db: Db| {
        let drawn = log_at_once(&db, 20, |_| true).await;
        assert_eq!(drawn, (1..=20).collect());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_who_gives_up_gives_the_number_back() {
    on_both(async |db: Db| {
        let drawn = log_at_once(&db, 20, |rank| rank % 4 != 0).await;
        assert_eq!(drawn, (1..=15).collect());
        assert_eq!(number(&db, "select count(*) from event").await, 15);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_writers_queue_for_one_file() {
    on_sqlite(async |db: Db| {
        assert_eq!(log_at_once(&db, 50, |_| true).await.len(), 50);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_write_the_same_file_in_turn() {
    on_sqlite(async |db: Db| {
        let other = Db::open(db.place())
            .await
            .expect("a second program opens it");
        let office = std::sync::Arc::new(Office::found(&db, 1).await);
        let mut all = JoinSet::new();
        for rank in 0..40 {
            let program = if rank % 2 == 0 { &db } else { &other };
            all.spawn(log_one(program.clone(), office.clone(), rank, true));
        }
        let answers = all.join_all().await;
        let drawn: BTreeSet<_> = answers
            .into_iter()
            .map(|answer| answer.expect("it waits"))
            .collect();
        assert_eq!(drawn, (1..=40).map(Some).collect());
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn of_two_changes_of_one_version_one_is_kept() {
    on_both(async |db: Db| {
        let (_, mut ticket) = office_with_ticket(&db).await;
        ticket.version = 2;
        let change = async |label: &str| {
            let mut mine = ticket.clone();
            mine.label = label.into();
            write(&db, async |tx| tx.update_ticket(&mine, 1).await).await
        };
        let answers = [change("Ann").await, change("Bob").await];
        assert!(answers[0].is_ok(), "{answers:?}");
        assert!(matches!(answers[1], Err(Error::Stale)), "{answers:?}");
        let mut tx = db.read().await.expect("a reader");
        let kept = tx
            .ticket(1)
            .await
            .expect("it is read")
            .expect("it is there");
        assert_eq!(kept.label, "Ann");
    })
    .await;
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let mut tx = db.write().await.expect("a transaction");
        tx.next_number("ticket").await.expect("a number");
        tx.insert_ticket(&printer_ticket(&office, 2))
            .await
            .expect("a ticket");
        tx.insert_step(&step_of(&ticket, 1)).await.expect("a step");
        tx.append_event(&event_of(&ticket, 1))
            .await
            .expect("an event");
        drop(tx);
        for table in ["step", "event", "counter"] {
            assert_eq!(
                number(&db, &format!("select count(*) from {table}")).await,
                0,
                "{table}"
            );
        }
        assert_eq!(number(&db, "select count(*) from ticket").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_state_throughout() {
    on_both(async |db: Db| {
        let (office, _) = office_with_ticket(&db).await;
        let mut reader = db.read().await.expect("a reader");
        assert!(reader.ticket(1).await.expect("it is read").is_some());
        keep_ticket(&db, &printer_ticket(&office, 2)).await;
        assert_eq!(reader.ticket(2).await.expect("it is read"), None);
        drop(reader);
        assert_eq!(number(&db, "select count(*) from ticket").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_server_says_the_time_and_a_file_has_none() {
    on_sqlite(async |db: Db| assert_eq!(db.server_time().await.expect("an answer"), None)).await;
    on_postgres(async |db: Db| {
        let first = db.server_time().await.expect("an answer");
        let second = db.server_time().await.expect("an answer");
        assert!(first.is_some() && second >= first, "{first:?} {second:?}");
    })
    .await;
}

async fn open_at_once(place: &Place) {
    let mut all = JoinSet::new();
    for _ in 0..6 {
        let place = place.clone();
        all.spawn(async move { Db::open(&place).await });
    }
    for opened in all.join_all().await {
        opened.expect("each opens it").close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_file_opened_by_six_at_once_is_migrated_once() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::File(folder.path().join("office.guichet"));
        open_at_once(&place).await;
        let db = Db::open(&place).await.expect("it opens again");
        let problems = "select count(*) from pragma_integrity_check where integrity_check <> 'ok'";
        assert_eq!(number(&db, problems).await, 0);
        db.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_server_database_opened_by_six_at_once_is_migrated_once() {
    let database = guichet_testkit::postgres::database("empty", "empty", async |_| {}).await;
    open_at_once(&Place::Server(database.url.clone())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_waits_for_nobody_who_writes_on_the_server() {
    on_postgres(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let mut writer = db.write().await.expect("a writer");
        writer
            .append_event(&event_of(&ticket, 1))
            .await
            .expect("an event");
        writer
            .insert_step(&step_of(&ticket, 1))
            .await
            .expect("a step");
        let opened = Db::open(db.place())
            .await
            .expect("it opens beside the writer");
        opened.close().await;
        writer.commit().await.expect("the writer ends");
    })
    .await;
}
