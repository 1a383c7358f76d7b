//! Opening what is not an office's database, or no longer a sound one: told, and never touched.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use guichet_store::{Db, Error, Place, copies};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::again::{again_as_nobody, told};
use crate::both::on_both;
use crate::chance::Chance;
use crate::desk::*;

/// An office's closed file, with a verified copy beside it and a large file inside.
pub async fn closed_office(folder: &Path) -> PathBuf {
    let path = folder.join("office.guichet");
    let db = Db::open(&Place::File(path.clone()))
        .await
        .expect("a new file is opened");
    office_with_ticket(&db).await;
    let large = vec![b'Z'; 400_000];
    let kept = write(&db, async |tx| tx.insert_blob("large", &large, None).await).await;
    kept.expect("a large file is kept");
    db.copy(at(0)).await.expect("a copy is made");
    db.close().await;
    path
}

/// Overwrites pages of the large file, which opening does not read.
pub fn spoil_the_middle(path: &Path) {
    let mut bytes = std::fs::read(path).expect("it is read");
    let mut runs = bytes.windows(2_000);
    let run = runs.rposition(|part| part.iter().all(|byte| *byte == b'Z'));
    let start = run.expect("the large file is in it") - 100_000;
    bytes[start..start + 60_000].fill(0);
    std::fs::write(path, bytes).expect("it is spoiled");
}

async fn open(path: &Path) -> Result<Db, Error> {
    Db::open(&Place::File(path.to_owned())).await
}

type Damage = (&'static str, fn(&mut Vec<u8>));

const DAMAGES: [Damage; 6] = [
    ("a spoiled header", |bytes| bytes[..100].fill(0)),
    ("a spoiled first page", |bytes| bytes[100..4_096].fill(0xff)),
    ("half the file", |bytes| bytes.truncate(bytes.len() / 2)),
    ("a file cut within its header", |bytes| bytes.truncate(60)),
    ("noise", |bytes| {
        let mut chance = Chance(7);
        bytes.fill_with(|| u8::try_from(chance.below(256)).expect("a byte"));
    }),
    ("a letter", |bytes| *bytes = b"Bonjour,".repeat(2_000)),
];

#[tokio::test]
async fn a_damaged_file_is_left_as_it_is_and_its_last_copy_named() {
    for (damage, spoil) in DAMAGES {
        let folder = tempfile::tempdir().expect("a folder");
        let path = closed_office(folder.path()).await;
        let mut bytes = std::fs::read(&path).expect("it is read");
        spoil(&mut bytes);
        std::fs::write(&path, &bytes).expect("it is spoiled");
        let refused = open(&path).await.expect_err(damage);
        assert!(
            matches!(refused, Error::Damaged { .. }),
            "{damage}: {refused:?}"
        );
        let copy = copies::list(&path).pop().expect("the copy is there");
        for named in [path.display().to_string(), copy.display().to_string()] {
            assert!(refused.to_string().contains(&named), "{damage}: {refused}");
        }
        assert!(
            std::fs::read(&path).expect("it is read") == bytes,
            "{damage}: it was touched"
        );
        std::fs::copy(&copy, &path).expect("the copy takes its place");
        let restored = open(&path).await.expect("the copy opens");
        assert_eq!(number(&restored, "select count(*) from ticket").await, 1);
        restored.close().await;
    }
}

#[tokio::test]
async fn damage_met_later_is_told_with_the_last_copy_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = closed_office(folder.path()).await;
    spoil_the_middle(&path);
    let bytes = std::fs::read(&path).expect("it is read");
    let db = open(&path).await.expect("what opening reads is sound");
    let mut tx = db.read().await.expect("a reader");
    let met = db.explain(tx.blob("large").await.expect_err("its pages are spoiled"));
    drop(tx);
    db.close().await;
    assert!(matches!(met, Error::Damaged { .. }), "{met:?}");
    let copy = copies::list(&path).pop().expect("the copy is there");
    assert!(
        met.to_string().contains(&copy.display().to_string()),
        "{met}"
    );
    assert!(
        std::fs::read(&path).expect("it is read") == bytes,
        "it was touched"
    );
}

#[tokio::test]
async fn another_program_s_file_is_refused_and_left_as_it_is() {
    for (made, marks) in [
        ("create table recipe (name text)", "pragma user_version = 3"),
        ("select 1", "pragma application_id = 1196444487"),
        ("create table ticket (id uuid)", "pragma application_id = 0"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("recipes.db");
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true);
        let mut other = options.connect().await.expect("another program's file");
        for statement in [made, marks] {
            let done = sqlx::query(AssertSqlSafe(statement))
                .execute(&mut other)
                .await;
            done.expect("it is another's");
        }
        other.close().await.expect("it closes");
        let bytes = std::fs::read(&path).expect("it is read");
        let refused = open(&path).await;
        assert!(
            matches!(&refused, Err(Error::NotOurs(named)) if named.ends_with("recipes.db")),
            "{refused:?}"
        );
        assert!(
            std::fs::read(&path).expect("it is read") == bytes,
            "it was touched"
        );
        let entries = std::fs::read_dir(folder.path())
            .expect("the folder")
            .count();
        assert_eq!(entries, 1, "nothing is left beside it");
    }
}

#[tokio::test]
async fn another_program_s_server_database_is_refused() {
    for made in [
        "create table recipe (name text)",
        "create table recipe (name text); create table _sqlx_migrations (version bigint primary key, description text);
         insert into _sqlx_migrations values (1, 'recipes')",
        "create table recipe (name text); create table _sqlx_migrations (version bigint primary key, description text)",
    ] {
        let database = guichet_testkit::postgres::database("other", "empty", async |_| {}).await;
        let pool = sqlx::PgPool::connect(&database.url).await.expect("it answers");
        sqlx::raw_sql(AssertSqlSafe(made)).execute(&pool).await.expect("it is another's");
        let refused = Db::open(&Place::Server(database.url.clone())).await;
        assert!(matches!(refused, Err(Error::NotOurs(_))), "{refused:?}");
        let tables: i64 = sqlx::query_scalar("select count(*) from information_schema.tables where table_schema = 'public'")
            .fetch_one(&pool)
            .await
            .expect("they are counted");
        assert_eq!(tables, made.matches("create table").count() as i64);
        pool.close().await;
    }
}

const NEWER: &str = "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, execution_time
    from _sqlx_migrations where version = 1";

#[tokio::test]
async fn a_program_left_behind_while_it_is_open_writes_no_more() {
    on_both(async |db: Db| {
        bare(&db, NEWER).await.expect("a newer program comes");
        // More often than there are connections: none is left in a transaction that failed.
        for _ in 0..9 {
            let refused = db.write().await;
            assert!(
                matches!(refused, Err(Error::TooNew { found: 9999, .. })),
                "{refused:?}"
            );
        }
        for _ in 0..9 {
            let mut reader = db.read().await.expect("a reader");
            let read = reader.ticket(1).await;
            read.expect("what it shows may still be read");
        }
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_told_and_left_alone() {
    on_both(async |db: Db| {
        bare(&db, NEWER).await.expect("a newer program was here");
        let refused = Db::open(db.place()).await;
        match refused {
            Err(Error::TooNew { found: 9999, known }) => {
                assert!((5..9999).contains(&known), "{known}")
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_on_a_network_share_is_refused_before_it_is_made() {
    let refused = open(Path::new(r"\\serveur\bureau\office.guichet")).await;
    assert!(
        matches!(refused, Err(Error::NetworkShare { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("absent").join("office.guichet");
    match open(&path).await {
        Err(Error::Unreachable(said)) => assert!(said.contains("absent"), "{said}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_may_not_be_written_is_told_and_left_as_it_is() {
    if let Some(path) = told() {
        let refused = open(Path::new(&path))
            .await
            .expect_err("it may not be written");
        println!("answer: {refused}");
        return;
    }
    for (file_mode, folder_mode) in [(Some(0o444), 0o777), (Some(0o666), 0o555), (None, 0o555)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut path = closed_office(folder.path()).await;
        match file_mode {
            Some(mode) => allow(&path, mode),
            None => path.set_file_name("new.guichet"),
        }
        allow(folder.path(), folder_mode);
        let name = "openings::what_may_not_be_written_is_told_and_left_as_it_is";
        let other = again_as_nobody(name, &path.display().to_string()).output();
        let other = other.expect("setpriv, of util-linux, is installed");
        allow(folder.path(), 0o755);
        let said = String::from_utf8_lossy(&other.stdout).into_owned();
        let expected = format!("answer: {} cannot be written", path.display());
        let error = String::from_utf8_lossy(&other.stderr);
        assert!(
            said.contains(&expected),
            "{file_mode:?} {folder_mode:o}: {said} {error}"
        );
        assert_eq!(path.exists(), file_mode.is_some());
    }
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("its mode is set");
}
