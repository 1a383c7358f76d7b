//! Copies of an embedded database: made, verified, named by their time, kept for a while.

use std::path::PathBuf;

use chrono::TimeDelta;
use guichet_store::{Db, Error, Place, copies};
use tokio::task::JoinSet;

use crate::both::{on_postgres, on_sqlite};
use crate::desk::*;
use crate::openings::{closed_office, spoil_the_middle};

fn file_of(db: &Db) -> PathBuf {
    match db.place() {
        Place::File(path) => path.clone(),
        Place::Server(_) => panic!("a file"),
    }
}

#[tokio::test]
async fn a_copy_is_the_database_named_by_its_time() {
    on_sqlite(async |db: Db| {
        office_with_ticket(&db).await;
        let copy = db.copy(at(0)).await.expect("a copy is made");
        assert!(
            copy.ends_with("office - copies/2026-11-24 09h00m00.guichet"),
            "{copy:?}"
        );
        assert_eq!(copies::made_at(&copy), Some(at(0)));
        let opened = Db::open(&Place::File(copy)).await.expect("it opens");
        let mut tx = opened.read().await.expect("a reader");
        assert!(tx.ticket(1).await.expect("it is read").is_some());
        let (loose, said) = tx.engine_findings().await.expect("it is checked");
        assert!(loose.is_empty() && said.is_empty(), "{loose:?} {said:?}");
        drop(tx);
        opened.close().await;
    })
    .await;
}

#[tokio::test]
async fn fourteen_copies_are_kept_and_nothing_else_is_touched() {
    on_sqlite(async |db: Db| {
        let file = file_of(&db);
        for day in 0..17 {
            db.copy(at(0) + TimeDelta::days(day))
                .await
                .expect("a copy is made");
        }
        let note = copies::folder(&file).join("à lire.guichet");
        std::fs::write(&note, "somebody's own").expect("a note");
        copies::keep(&file, 14);
        let kept = copies::list(&file);
        assert_eq!(kept.len(), 14);
        assert_eq!(copies::made_at(&kept[0]), Some(at(0) + TimeDelta::days(3)));
        assert!(note.exists());
        copies::keep(&file, 14);
        assert_eq!(copies::list(&file).len(), 14);
    })
    .await;
}

#[tokio::test]
async fn a_damaged_copy_never_gets_a_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = closed_office(folder.path()).await;
    spoil_the_middle(&path);
    let before = copies::list(&path);
    let db = Db::open(&Place::File(path.clone()))
        .await
        .expect("what opening reads is sound");
    let refused = db.copy(at(5)).await;
    assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
    assert_eq!(copies::list(&path), before);
    db.close().await;
}

#[tokio::test]
async fn a_copy_cut_short_is_made_anew() {
    on_sqlite(async |db: Db| {
        let folder = copies::folder(&file_of(&db));
        std::fs::create_dir_all(&folder).expect("the folder");
        std::fs::write(folder.join("being made"), "half a copy").expect("a rest");
        assert!(copies::list(&file_of(&db)).is_empty());
        db.copy(at(0)).await.expect("a copy is made");
        assert!(!folder.join("being made").exists());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_made_while_people_write_hold_whole_saves() {
    on_sqlite(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let mut writers = JoinSet::new();
        for rank in 0..60_u128 {
            let (db, ticket) = (db.clone(), ticket.clone());
            writers.spawn(async move {
                let mut tx = db.write().await?;
                tx.insert_step(&step_of(&ticket, rank)).await?;
                tx.append_event(&event_of(&ticket, rank)).await?;
                tx.commit().await
            });
        }
        for minute in 0..4 {
            let copy = db.copy(at(minute)).await.expect("a copy is made meanwhile");
            let opened = Db::open(&Place::File(copy)).await.expect("it opens");
            let halves = "select (select count(*) from step) - (select count(*) from event)";
            assert_eq!(number(&opened, halves).await, 0);
            opened.close().await;
        }
        for saved in writers.join_all().await {
            saved.expect("nobody is turned away by a copy");
        }
        assert_eq!(number(&db, "select count(*) from step").await, 60);
    })
    .await;
}

#[tokio::test]
async fn a_server_is_copied_by_its_own_tools() {
    on_postgres(async |db: Db| {
        let refused = db.copy(at(0)).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    })
    .await;
}
