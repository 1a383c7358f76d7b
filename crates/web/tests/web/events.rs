//! The stream of changes: it says that something changed, to whoever is logged in, and no more.

use guichet_office::{Clock, Office, Place};
use guichet_testkit::postgres;
use serde_json::json;
use tokio::io::AsyncReadExt;

use crate::desk::{Desk, cookie, set_up};
use crate::http::{Request, read_until};

#[tokio::test]
async fn a_change_is_announced_and_nothing_else() {
    let (desk, ann) = Desk::set_up().await;
    let mut stream = Request::get("/events")
        .header("cookie", &ann)
        .start(&desk.address)
        .await;
    let head = read_until(&mut stream, "data: look\n\n").await;
    assert!(
        head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"),
        "{head}"
    );

    // What was set up before may still be told: of three, two at least are these changes.
    for days in [12, 13, 14] {
        change(&desk, &ann, days).await;
        let heard = read_until(&mut stream, "data: changed\n\n").await;
        let mut said = heard.lines().filter(|line| line.starts_with("data:"));
        assert!(
            said.all(|line| ["data: changed", "data: look"].contains(&line)),
            "{heard}"
        );
    }
    desk.close()
        .await
        .expect("an open stream does not hold the door");
    let ended = stream.read_to_end(&mut Vec::new()).await;
    assert!(ended.is_ok(), "{ended:?}");
}

#[tokio::test]
async fn r37_two_servers_of_one_database_tell_one_anothers_changes() {
    let database = postgres::database("web", "office", async |url| {
        let opened = Office::open(&Place::Server(url), Clock::system()).await;
        opened.expect("an empty database opens").close().await;
    })
    .await;
    let place = Place::Server(database.url.clone());
    let folder = || tempfile::tempdir().expect("a folder can be made");
    let here = Desk::at(&place, folder(), None).await;
    let there = Desk::at(&place, folder(), None).await;
    let set_up = here.call("set_up", &set_up(), "").await;
    let ann = cookie(&set_up);
    let mut stream = Request::get("/events")
        .header("cookie", &ann)
        .start(&there.address)
        .await;
    read_until(&mut stream, "data: look\n\n").await;
    change(&here, &ann, 12).await;
    read_until(&mut stream, "data: changed\n\n").await;
    for desk in [here, there] {
        desk.close().await.expect("it ends");
    }
}

async fn change(desk: &Desk, cookie: &str, days: u16) {
    let before = desk.call("get_catalog", &json!({}), cookie).await.json()["settings"].clone();
    let mut settings = before.clone();
    settings["reopening_days"] = json!(days);
    let request = json!({"before": before, "settings": settings});
    assert_eq!(
        desk.call("save_settings", &request, cookie).await.status,
        200
    );
}

#[tokio::test]
async fn nobody_listens_without_a_session() {
    let desk = Desk::empty().await;
    let answer = desk.send(Request::get("/events")).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, "unauthenticated")
    );
}
