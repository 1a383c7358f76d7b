//! The cluster of the run, and its databases, which know nothing of each other.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use guichet_testkit::postgres::{self, TestDatabase};

/// One statement through `psql`, as a person would type it; a refusal comes back in its words.
fn ask(url: &str, statement: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args([
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--command",
            statement,
            url,
        ])
        .output()
        .expect("psql starts: `apt-get install postgresql`");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(text(&output.stderr))
    }
}

async fn office(hint: &str) -> TestDatabase {
    postgres::database(hint, "note", async |url| {
        ask(&url, "create table ticket (label text not null)").expect("the template is migrated");
    })
    .await
}

#[tokio::test]
async fn a_cluster_recent_enough_starts() {
    let office = office("version").await;
    let version = ask(&office.url, "show server_version_num").expect("it answers");
    assert!(
        version.parse::<u32>().expect("a number") >= 150_000,
        "{version}"
    );
}

#[tokio::test]
async fn two_databases_of_one_template_are_independent() {
    let here = office("here").await;
    let there = office("there").await;
    ask(&here.url, "insert into ticket values ('L’imprimante fume')").expect("a row is written");

    let count = "select count(*) from ticket";
    assert_eq!(ask(&here.url, count), Ok("1".into()));
    assert_eq!(ask(&there.url, count), Ok("0".into()));
}

#[tokio::test]
async fn a_template_is_migrated_once_even_when_two_tests_want_it_together() {
    static MIGRATIONS: AtomicUsize = AtomicUsize::new(0);
    let wanted = async |hint| {
        postgres::database(hint, "counted", async |url| {
            MIGRATIONS.fetch_add(1, Ordering::Relaxed);
            ask(&url, "create table once ()").expect("the template is migrated");
        })
        .await
    };
    let (first, second) = tokio::join!(wanted("first"), wanted("second"));
    assert_eq!(MIGRATIONS.load(Ordering::Relaxed), 1);
    assert_ne!(first.name, second.name);
    ask(&second.url, "select from once").expect("both have the table");
}

#[tokio::test]
async fn the_owner_is_no_superuser_and_may_create_roles() {
    let office = office("owner").await;
    let superuser = ask(
        &office.url,
        "select rolsuper from pg_roles where rolname = current_user",
    );
    assert_eq!(superuser, Ok("f".into()));
    let login = format!("ann_{}", office.name);
    ask(
        &office.url,
        &format!("create role {login} login password 'secret'"),
    )
    .expect("a role is created");
    assert_eq!(
        ask(&office.url_as(&login, "secret"), "select session_user"),
        Ok(login.clone())
    );
    let refusal =
        ask(&office.url_as(&login, "wrong"), "select 1").expect_err("a wrong password is refused");
    assert!(
        refusal.contains("password authentication failed"),
        "{refusal}"
    );
}

#[tokio::test]
async fn a_database_is_gone_with_its_guard() {
    let stays = office("stays").await;
    let gone = office("gone").await;
    let (name, url) = (gone.name.clone(), gone.url.clone());
    drop(gone);
    let refusal = ask(&url, "select 1").expect_err("nobody is served there any more");
    assert!(
        refusal.contains(&format!("database \"{name}\" does not exist")),
        "{refusal}"
    );
    assert_eq!(ask(&stays.url, "select 1"), Ok("1".into()));
}

#[tokio::test]
async fn a_run_that_is_over_leaves_nothing_behind() {
    let mut run = Command::new(std::env::current_exe().expect("this test is a program"))
        .args(["--exact", "a_cluster_recent_enough_starts"])
        // Its own process is the run then, as with `cargo test`.
        .env_remove("NEXTEST_RUN_ID")
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts again");
    let mine = format!("guichet-postgres-{}-", run.id());
    assert!(run.wait().expect("it ends").success());

    let end = Instant::now() + Duration::from_secs(20);
    while left_behind(&mine) {
        assert!(
            Instant::now() < end,
            "the cluster of a finished run is still there"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A folder of that run, or a server that still works in it.
fn left_behind(mine: &str) -> bool {
    let names = |folder: &Path| {
        std::fs::read_dir(folder)
            .expect("it can be listed")
            .flatten()
    };
    let folder_stays = names(&std::env::temp_dir())
        .any(|entry| entry.file_name().to_string_lossy().starts_with(mine));
    let server_stays = names(Path::new("/proc")).any(|process| {
        std::fs::read_to_string(process.path().join("cmdline"))
            .is_ok_and(|words| words.contains(mine))
    });
    folder_stays || server_stays
}
