//! `guichet init`: prepared once, told why not, and how the server and the first administrator get in.

use crate::desk::*;

#[tokio::test(flavor = "multi_thread")]
async fn r36_a_database_is_prepared_with_its_administrator_and_its_server() {
    let database = empty().await;
    let said = init(&database.url);
    assert_eq!(said.code, Some(0), "{} {}", said.out, said.err);
    assert!(
        said.out.contains("Ann Le Goff") && said.out.contains("GUICHET_DB"),
        "{}",
        said.out
    );
    assert!(!said.out.contains(PASSWORD), "{}", said.out);

    let served = Served::start(server_address(&said.out));
    let log_in = format!(r#"{{"login": "ann", "password": "{PASSWORD}"}}"#);
    let answer = served.ask("log_in", &log_in);
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("administrator"),
        "{answer}"
    );
    // The administrator's own login reads the office too; only its owner may verify all of it.
    let hers = database.url_as(&format!("{}.ann", database.name), PASSWORD);
    assert!(says(&hers, &["rpc", "who_am_i", "--as", "ann"]).contains("administrator"));
    assert!(says(&database.url, &["check"]).contains("all is well"));
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_a_prepared_database_is_left_as_it_is() {
    let database = empty().await;
    let first = init(&database.url);
    let again = run(&database.url, &["init"], "");
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(again.out.contains("prepared already"), "{}", again.out);
    drop(Served::start(server_address(&first.out)));

    let renewed = says(&database.url, &["init", "--new-server-password"]);
    drop(Served::start(server_address(&renewed)));
    let old = run(
        server_address(&first.out),
        &["serve", "--listen", "127.0.0.1:0"],
        "",
    );
    assert_eq!(old.code, Some(1), "the password before is no longer one");
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_an_office_of_its_owner_alone_is_opened_to_its_people() {
    let database = empty().await;
    let made = says(&database.url, &["demo", "--tickets", "20", "--json"]);
    assert!(made.contains("h.leroux"), "{made}");
    let said = says(&database.url, &["init"]);
    let served = Served::start(server_address(&said));
    let log_in = r#"{"login": "h.leroux", "password": "demonstration"}"#;
    assert!(served.ask("log_in", log_in).starts_with("HTTP/1.1 200"));
    let hers = database.url_as(&format!("{}.h.leroux", database.name), "demonstration");
    assert!(says(&hers, &["rpc", "who_am_i", "--as", "h.leroux"]).contains("h.leroux"));
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_what_an_administrator_of_the_server_must_run_is_printed_and_is_enough() {
    let database = empty().await;
    let newcomer = database.url_of_a_newcomer();
    let refused = init(&newcomer);
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(
        refused.err.contains("nothing is changed"),
        "{}",
        refused.err
    );
    for needed in ["createrole;", "owner to"] {
        assert!(refused.out.contains(needed), "{needed}: {}", refused.out);
    }
    database.as_administrator(&refused.out);
    let done = init(&newcomer);
    assert_eq!(done.code, Some(0), "{} {}", done.out, done.err);

    let stranger = init(&database.url);
    assert_eq!(stranger.code, Some(1), "{}", stranger.out);
    assert!(
        stranger.err.contains("belongs to the login"),
        "{}",
        stranger.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_a_superuser_does_not_own_an_office() {
    let database = empty().await;
    let refused = init(&database.url_of_a_superuser());
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(
        refused.out.contains("is a superuser") && refused.out.contains("create role"),
        "{}",
        refused.out
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_an_old_server_is_told_to_whoever_prepares_and_to_whoever_opens() {
    let database = empty().await;
    database.say_version(140_012);
    for refused in [init(&database.url), run(&database.url, &["check"], "")] {
        assert_eq!(refused.code, Some(1), "{}", refused.out);
        assert!(
            refused.err.contains("PostgreSQL 14.12") && refused.err.contains("15 or later"),
            "{}",
            refused.err
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_another_program_s_database_is_left_to_it() {
    let database = empty().await;
    database.serve_recipes();
    let refused = init(&database.url);
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(
        refused.err.contains("another program's data"),
        "{}",
        refused.err
    );
    assert!(
        !refused.err.contains("guichet_owner:"),
        "no password is shown: {}",
        refused.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_a_newer_schema_tells_the_owner_the_server_and_a_person_to_update() {
    let database = empty().await;
    let said = init(&database.url);
    database.come_from_the_future();
    let hers = database.url_as(&format!("{}.ann", database.name), PASSWORD);
    for (db, asked) in [
        (&*database.url, &["init"][..]),
        (
            server_address(&said.out),
            &["serve", "--listen", "127.0.0.1:0"],
        ),
        (&*hers, &["rpc", "who_am_i", "--as", "ann"]),
    ] {
        let refused = run(db, asked, "");
        assert_eq!(refused.code, Some(1), "{asked:?}: {}", refused.out);
        assert!(
            refused.err.contains("newer Guichet") && refused.err.contains("update"),
            "{}",
            refused.err
        );
    }
}

#[test]
fn r36_a_file_needs_no_preparation_and_a_new_office_needs_its_names() {
    let refused = run("office.guichet", &["init"], "");
    assert!(refused.err.contains("--db postgres://"), "{}", refused.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_what_is_missing_or_refused_leaves_an_office_that_is_prepared_afterwards() {
    let database = empty().await;
    let unnamed = run(&database.url, &["init"], "");
    assert_eq!(unnamed.code, Some(1), "{}", unnamed.out);
    assert!(unnamed.err.contains("--login"), "{}", unnamed.err);
    let weak = prepare(&database.url, "short");
    assert_eq!(weak.code, Some(1), "{}", weak.out);
    let done = init(&database.url);
    assert_eq!(done.code, Some(0), "{}", done.err);
    drop(Served::start(server_address(&done.out)));
}
