//! The stream of changes: it says that something changed, to whoever is logged in, and no more.

use serde_json::json;
use tokio::io::AsyncReadExt;

use crate::desk::Desk;
use crate::http::{Request, read_until};

#[tokio::test]
async fn a_change_is_announced_and_nothing_else() {
    let (desk, ann) = Desk::set_up().await;
    let mut stream = Request::get("/events")
        .header("cookie", &ann)
        .start(&desk.address)
        .await;
    let head = read_until(&mut stream, "data: changed\n\n").await;
    assert!(
        head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"),
        "{head}"
    );

    // One more may come from setting up the office: of three, two at least are these changes.
    for days in [12, 13, 14] {
        change(&desk, &ann, days).await;
        let heard = read_until(&mut stream, "data:").await;
        let said = heard.lines().filter(|line| line.starts_with("data:"));
        assert!(
            said.into_iter().all(|line| line == "data: changed"),
            "{heard}"
        );
    }
    desk.close()
        .await
        .expect("an open stream does not hold the door");
    let ended = stream.read_to_end(&mut Vec::new()).await;
    assert!(ended.is_ok(), "{ended:?}");
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
