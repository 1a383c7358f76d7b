//! Accidents while saving: a killed process, a full disk, a server that goes away.

use std::time::{Duration, Instant};

use guichet_domain::*;
use guichet_store::{Db, Error, Place, Reach, Result};
use guichet_testkit::process::free_port;

use crate::again::{again, told};
use crate::both::{on_both, on_postgres, on_sqlite};
use crate::desk::*;
use crate::office::Office;

/// A number, a step, its event and the ticket's next version: one save.
async fn save(db: &Db, body: &str) -> Result<()> {
    write(db, async |tx| {
        let mut ticket = tx.ticket(1).await?.expect("it is there");
        let before = ticket.version;
        ticket.version += 1;
        let mut step = step_of(&ticket, before as u128);
        step.body = body.into();
        tx.insert_step(&step).await?;
        tx.append_event(&event_of(&ticket, before as u128)).await?;
        tx.update_ticket(&ticket, before).await?;
        tx.next_number("saves").await?;
        Ok(())
    })
    .await
}

/// How many saves there are, if each is whole; -1 when one is half there.
const WHOLE_SAVES: &str = "select case when versions = steps and steps = events and events = numbers then steps else -1 end
    from (select (select version - 1 from ticket where number = 1) as versions, (select count(*) from step) as steps,
        (select count(*) from event) as events, coalesce((select value from counter where name = 'saves'), 0) as numbers) as saves";

async fn ticket_to_save(db: &Db) {
    let office = Office::found(db, 1).await;
    let ticket = standing(printer_ticket(&office, 1), Status::InProgress, &office);
    keep_ticket(db, &ticket).await;
}

#[tokio::test]
async fn a_process_killed_while_saving_leaves_whole_saves_only() {
    if let Some(place) = told() {
        let db = Db::open(&Place::parse(&place)).await.expect("it opens");
        loop {
            save(&db, &"x".repeat(20_000)).await.expect("it saves");
        }
    }
    on_both(async |db: Db| {
        ticket_to_save(&db).await;
        let mut before = 0;
        for _ in 0..4 {
            let place = match db.place() {
                Place::File(path) => path.display().to_string(),
                Place::Server(url) => url.clone(),
            };
            let name = "accidents::a_process_killed_while_saving_leaves_whole_saves_only";
            let mut other = again(name, &place).spawn().expect("it starts");
            let end = Instant::now() + Duration::from_secs(60);
            while number(&db, WHOLE_SAVES).await < before + 5 {
                assert!(Instant::now() < end, "it saves nothing");
                assert!(
                    other.try_wait().expect("its state").is_none(),
                    "it ended by itself"
                );
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            other.kill().expect("it is killed");
            other.wait().expect("it is gone");
            let after = number(&db, WHOLE_SAVES).await;
            assert!(after >= before + 5, "{after} saves after {before}");
            before = after;
        }
        let reopened = Db::open(db.place()).await.expect("it opens again");
        save(&reopened, "encore").await.expect("it saves again");
        let mut tx = reopened.read().await.expect("a reader");
        let (loose, said) = tx.engine_findings().await.expect("it is checked");
        assert!(loose.is_empty() && said.is_empty(), "{loose:?} {said:?}");
        drop(tx);
        reopened.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_half_saved() {
    on_sqlite(async |db: Db| {
        ticket_to_save(&db).await;
        let pages = number(&db, "select page_count from pragma_page_count").await;
        // What SQLite answers here is what it makes of ENOSPC too.
        let full = format!("pragma max_page_count = {}", pages + 40);
        bare(&db, &full).await.expect("the file may not grow");
        let mut saves = 0;
        let refused = loop {
            match save(&db, &"x".repeat(30_000)).await {
                Ok(()) => saves += 1,
                Err(error) => break error,
            }
            assert!(saves < 100, "the disk is never full");
        };
        assert!(matches!(refused, Error::DiskFull), "{refused:?}");
        assert!(saves > 0, "some fitted");
        assert_eq!(number(&db, WHOLE_SAVES).await, saves);
        bare(&db, "pragma max_page_count = 1000000")
            .await
            .expect("room is made");
        save(&db, "encore").await.expect("it saves again");
        assert_eq!(number(&db, WHOLE_SAVES).await, saves + 1);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_out_of_reach() {
    let nowhere = format!("postgres://ann:secret@127.0.0.1:{}/bureau", free_port());
    let refused = Db::open(&Place::Server(nowhere)).await;
    assert!(
        matches!(refused, Err(Error::Reach(Reach::Refused))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_wrong_password_or_name_is_told_and_not_repeated() {
    on_postgres(async |db: Db| {
        let url = db.place().shown();
        let wrong = url.replacen("postgres://", "postgres://guichet_owner:faux@", 1);
        for wrong in [wrong.clone(), format!("{wrong}_absent")] {
            let refused = Db::open(&Place::Server(wrong)).await;
            assert!(
                matches!(refused, Err(Error::Reach(Reach::WrongPassword))),
                "{refused:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_server_that_goes_away_takes_the_unfinished_with_it() {
    on_postgres(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_step(&step_of(&ticket, 1)).await.expect("a step");
        let ended = number(
            &db,
            "select count(pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .await;
        assert!(ended >= 1, "the writer's connection ends");
        let lost = tx.append_event(&event_of(&ticket, 1)).await;
        assert!(matches!(lost, Err(Error::Unreachable(_))), "{lost:?}");
        drop(tx);
        assert_eq!(number(&db, "select count(*) from step").await, 0);
        let again = write(&db, async |tx| tx.insert_step(&step_of(&ticket, 1)).await).await;
        again.expect("a new connection is made");
    })
    .await;
}
