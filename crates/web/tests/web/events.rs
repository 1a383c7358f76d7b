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
    let head = read_until(&mut stream, "\r\n\r\n").await;
    assert!(
        head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"),
        "{head}"
    );

    let before = desk.call("get_catalog", &json!({}), &ann).await.json()["settings"].clone();
    let mut settings = before.clone();
    settings["reopening_days"] = json!(12);
    assert_eq!(
        desk.call(
            "save_settings",
            &json!({"before": before, "settings": settings}),
            &ann
        )
        .await
        .status,
        200
    );
    let heard = read_until(&mut stream, "data:").await;
    assert!(heard.contains("data: changed\n\n"), "{heard}");

    desk.close()
        .await
        .expect("an open stream does not hold the door");
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(!String::from_utf8_lossy(&rest).contains("data:"));
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
