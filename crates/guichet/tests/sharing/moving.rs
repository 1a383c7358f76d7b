//! `guichet move`: a demonstration office goes to a server and comes back, and is verified on both.

use std::path::Path;

use crate::desk::*;

fn file(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// The table of a move: names and counts of rows.
fn counts(said: &str) -> Vec<&str> {
    let is_count = |line: &&str| {
        let mut words = line.split_whitespace();
        words.next().is_some()
            && words.next().is_some_and(|word| word.parse::<u64>().is_ok())
            && words.next().is_none()
    };
    said.lines().filter(is_count).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_an_office_moves_to_a_server_and_back_with_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, last) = (
        file(folder.path(), "first.guichet"),
        file(folder.path(), "last.guichet"),
    );
    let database = empty().await;
    says(&first, &["demo", "--tickets", "150", "--seed", "3"]);
    let there = says("", &["move", "--from", &first, "--to", &database.url]);
    assert!(
        there.contains("the same on both sides") && counts(&there).len() > 25,
        "{there}"
    );
    assert!(says(&database.url, &["check"]).contains("all is well"));
    let back = says("", &["move", "--from", &database.url, "--to", &last]);
    assert_eq!(counts(&there), counts(&back));
    assert!(says(&last, &["check"]).contains("all is well"));

    // People log in as they did; the password of their own login follows from there.
    let served = Served::start(server_address(&there));
    let hers = database.url_as(&format!("{}.h.leroux", database.name), "demonstration");
    assert_eq!(
        run(&hers, &["check"], "").code,
        Some(1),
        "the server does not know her password yet"
    );
    let log_in = r#"{"login": "h.leroux", "password": "demonstration"}"#;
    assert!(served.ask("log_in", log_in).starts_with("HTTP/1.1 200"));
    assert!(says(&hers, &["rpc", "who_am_i", "--as", "h.leroux"]).contains("h.leroux"));
    assert!(says(&database.url, &["init"]).contains("prepared already"));
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_an_office_moves_only_to_where_nothing_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (
        file(folder.path(), "first.guichet"),
        file(folder.path(), "second.guichet"),
    );
    says(&first, &["demo", "--tickets", "10"]);
    says(&second, &["demo", "--tickets", "12"]);
    let before = std::fs::read(&second).expect("it is there");
    let refused = run("", &["move", "--from", &first, "--to", &second], "");
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(
        refused.err.contains("holds data already"),
        "{}",
        refused.err
    );
    assert_eq!(std::fs::read(&second).expect("it is there"), before);

    let database = empty().await;
    init(&database.url);
    let refused = run("", &["move", "--from", &first, "--to", &database.url], "");
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(
        refused.err.contains("holds data already"),
        "{}",
        refused.err
    );

    let absent = run(
        "",
        &[
            "move",
            "--from",
            &file(folder.path(), "absent"),
            "--to",
            &first,
        ],
        "",
    );
    assert!(absent.err.contains("there is no office"), "{}", absent.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_what_arrives_otherwise_is_told_and_not_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = file(folder.path(), "first.guichet");
    says(&first, &["demo", "--tickets", "10"]);
    let database = empty().await;
    // Makes the schema, and nothing else.
    let _ = run(&database.url, &["check"], "");
    database.change_what_is_stored("company", "phone");
    let refused = run("", &["move", "--from", &first, "--to", &database.url], "");
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(
        refused.err.contains("company") && refused.err.contains("nothing is kept"),
        "{}",
        refused.err
    );
    assert!(says(&database.url, &["check"]).contains("all is well"));
}
