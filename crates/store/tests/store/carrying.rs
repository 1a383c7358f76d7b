//! An office carried from one engine to the other: everything, compared, or nothing.

use std::collections::BTreeSet;
use std::path::Path;

use guichet_store::carrying::{ITS_OWN, Tally, differences};
use guichet_store::{Db, Error, Place, Sight};
use guichet_testkit::postgres;

use crate::desk::*;
use crate::whole::fill;

/// What the rows of a server's database must point to.
const POINTERS: &str = "select cast(conrelid as text) || conname || pg_get_constraintdef(oid) from pg_constraint where contype = 'f' order by 1";

async fn file(folder: &Path, name: &str) -> Db {
    let place = Place::File(folder.join(name));
    Db::open(&place).await.expect("a new file opens")
}

async fn carry(from: &Db, to: &Db) -> Vec<Tally> {
    to.carry_from(from, &mut |_| {})
        .await
        .expect("it is carried")
}

#[tokio::test]
async fn r36_an_office_goes_to_a_server_and_comes_back_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = postgres::database("carrying", "empty", async |_| ()).await;
    let first = file(folder.path(), "first.guichet").await;
    fill(&first).await;
    // A closed ticket keeps its steps, and a row may point to a later one.
    bare(&first, "update ticket set merged_into = (select id from ticket where number = 1000) where number = 5 and merged_into is null")
        .await
        .expect("a merge");
    let server = Db::open(&Place::Server(database.url.clone()))
        .await
        .expect("an empty database opens");
    let last = file(folder.path(), "last.guichet").await;
    let pointers = texts(&server, POINTERS).await;
    assert!(pointers.len() > 50, "{pointers:?}");
    let before = first.tally().await.expect("it is counted");
    assert_eq!(carry(&first, &server).await, before);
    assert_eq!(carry(&server, &last).await, before);
    for db in [&server, &last] {
        assert_eq!(
            differences(&before, &db.tally().await.expect("it is counted")),
            [""; 0]
        );
        let mut tx = db.read().await.expect("a transaction");
        let (loose, said) = tx.engine_findings().await.expect("it is checked");
        assert!(loose.is_empty() && said.is_empty(), "{loose:?} {said:?}");
        let words = tx
            .search_tickets(Sight::Everything, "imprimante", 100)
            .await
            .expect("an answer");
        assert!(!words.rows.is_empty(), "its words are gathered anew");
        drop(tx);
        assert!(
            is_locked(&bare(db, "delete from event").await),
            "the guards are back"
        );
    }
    assert_eq!(
        texts(&server, POINTERS).await,
        pointers,
        "every row points to one, as before"
    );
}

#[tokio::test]
async fn r36_every_table_of_the_migrations_is_carried() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = file(folder.path(), "whole.guichet").await;
    fill(&db).await;
    let tally = db.tally().await.expect("it is counted");
    let empty: Vec<&Tally> = tally.iter().filter(|table| table.rows == 0).collect();
    assert!(empty.is_empty(), "`fill` puts nothing in {empty:?}");
    let carried: BTreeSet<String> = tally.into_iter().map(|table| table.table).collect();
    assert_eq!(carried, tables_of_the_migrations());
    assert!(ITS_OWN.iter().all(|own| !carried.contains(*own)));
}

fn tables_of_the_migrations() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the migrations are here")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "sql"))
        .collect();
    files.sort();
    let mut tables = BTreeSet::new();
    for file in files {
        for line in std::fs::read_to_string(file).expect("it is read").lines() {
            let word = |after: &str| {
                line.strip_prefix(after)?
                    .split([' ', '(', ';'])
                    .next()
                    .map(str::to_owned)
            };
            tables.extend(word("create table "));
            if let Some(gone) = word("drop table ") {
                tables.remove(&gone);
            }
        }
    }
    tables
}

#[tokio::test]
async fn r36_a_database_that_holds_anything_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (
        file(folder.path(), "a.guichet").await,
        file(folder.path(), "b.guichet").await,
    );
    fill(&from).await;
    bare(
        &to,
        "insert into counter (name, value) values ('ticket', 1)",
    )
    .await
    .expect("a number was drawn");
    let before = to.tally().await.expect("it is counted");
    let refused = to.carry_from(&from, &mut |_| {}).await;
    assert!(matches!(refused, Err(Error::NotEmpty(_))), "{refused:?}");
    assert_eq!(to.tally().await.expect("it is counted"), before);
}

#[tokio::test]
async fn r36_what_does_not_arrive_the_same_is_told_and_nothing_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (
        file(folder.path(), "a.guichet").await,
        file(folder.path(), "b.guichet").await,
    );
    fill(&from).await;
    bare(&to, "create trigger odd after insert on company begin update company set phone = '0' where id = new.id; end")
        .await
        .expect("somebody's trigger");
    match to.carry_from(&from, &mut |_| {}).await {
        Err(Error::Different(said)) => assert_eq!(said, "company: 6 rows, not the same"),
        other => panic!("{other:?}"),
    }
    assert!(
        to.tally()
            .await
            .expect("it is counted")
            .iter()
            .all(|table| table.rows == 0)
    );
}

#[test]
fn r36_differences_name_the_table_and_its_rows() {
    let tally = |table: &str, rows, sum| Tally {
        table: table.into(),
        rows,
        sum,
    };
    let before = [
        tally("step", 2, 5),
        tally("ticket", 1, 7),
        tally("place", 0, 0),
    ];
    let after = [
        tally("step", 3, 5),
        tally("ticket", 1, 8),
        tally("team", 0, 0),
    ];
    let told = [
        "step: 2 rows, then 3",
        "ticket: 1 rows, not the same",
        "place is not there",
        "team was not there",
    ];
    assert_eq!(differences(&before, &after), told);
    assert_eq!(differences(&before, &before), [""; 0]);
}
