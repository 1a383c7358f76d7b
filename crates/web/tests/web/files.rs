//! Files: limits met before they are read, bytes that come back as they went, and nothing that runs.

use serde_json::json;

use crate::desk::Desk;
use crate::http::Request;

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

#[tokio::test]
async fn a_picture_comes_back_as_it_went_with_its_thumbnail() {
    let (desk, ann) = Desk::set_up().await;
    let sent = desk
        .send(
            Request::post("/files?name=%C3%A9cran%22%F0%9F%98%80.png", PIXEL)
                .header("cookie", &ann),
        )
        .await;
    assert_eq!(sent.status, 200, "{sent:?}");
    let attachment = sent.json();
    assert_eq!(
        (&attachment["name"], &attachment["media_type"]),
        (&json!("écran\"😀.png"), &json!("image/png"))
    );

    let path = format!("/files/{}", attachment["id"].as_str().expect("an id"));
    let read = desk.send(Request::get(&path).header("cookie", &ann)).await;
    assert_eq!((read.status, read.body.as_slice()), (200, PIXEL));
    assert_eq!(read.header("content-type"), "image/png");
    assert_eq!(
        read.header("content-disposition"),
        "inline; filename*=UTF-8''%C3%A9cran%22%F0%9F%98%80.png"
    );

    let small = desk
        .send(Request::get(&format!("{path}/thumbnail")).header("cookie", &ann))
        .await;
    assert_eq!(small.status, 200);
    assert!(
        small.header("content-type").starts_with("image/"),
        "{small:?}"
    );

    for path in [path.clone(), format!("{path}/thumbnail")] {
        let stranger = desk.send(Request::get(&path)).await;
        assert_eq!(
            (stranger.status, stranger.code().as_str()),
            (401, "unauthenticated")
        );
    }
}

#[tokio::test]
async fn a_page_is_given_as_a_file_that_runs_nothing() {
    let (desk, ann) = Desk::set_up().await;
    let page = b"<!doctype html><script>alert(1)</script>";
    let sent = desk
        .send(Request::post("/files?name=facture.png", &page[..]).header("cookie", &ann))
        .await;
    let path = format!("/files/{}", sent.json()["id"].as_str().expect("an id"));
    let read = desk.send(Request::get(&path).header("cookie", &ann)).await;
    assert_eq!(read.body, page);
    assert!(
        read.header("content-disposition")
            .starts_with("attachment;"),
        "{read:?}"
    );
    assert!(
        read.header("content-security-policy")
            .starts_with("sandbox;"),
        "{read:?}"
    );
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    assert_eq!(read.header("cache-control"), "no-store");
}

#[tokio::test]
async fn two_gigabytes_are_refused_before_a_byte_is_read() {
    let (desk, ann) = Desk::set_up().await;
    let answer = desk
        .send(Request::announcing("/files?name=film.mkv", 2 << 30).header("cookie", &ann))
        .await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    assert_eq!(answer.json()["fields"]["megabytes"], "25");
}

#[tokio::test]
async fn a_file_that_does_not_say_its_size_is_cut_at_the_limit() {
    let (desk, ann) = Desk::set_up().await;
    let catalog = desk.call("get_catalog", &json!({}), &ann).await;
    let before = catalog.json()["settings"].clone();
    let mut settings = before.clone();
    settings["attachment_megabytes"] = json!(1);
    let saved = desk
        .call(
            "save_settings",
            &json!({"before": before, "settings": settings}),
            &ann,
        )
        .await;
    assert_eq!(saved.status, 200, "{saved:?}");

    let long = vec![7; 3 << 20];
    let answer = desk
        .send(Request::chunked("/files?name=long.bin", &long).header("cookie", &ann))
        .await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    assert_eq!(answer.json()["fields"]["megabytes"], "1");
    let short = desk
        .send(Request::chunked("/files?name=short.bin", &long[..1 << 19]).header("cookie", &ann))
        .await;
    assert_eq!(short.status, 200, "{short:?}");
}

#[tokio::test]
async fn a_file_of_nobody_is_not_taken() {
    let (desk, ann) = Desk::set_up().await;
    let answer = desk.send(Request::post("/files?name=a.png", PIXEL)).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, "unauthenticated")
    );
    let nameless = desk
        .send(Request::post("/files", PIXEL).header("cookie", &ann))
        .await;
    assert_eq!(
        (nameless.status, nameless.code().as_str()),
        (422, "invalid")
    );
    for id in ["not-an-id", "01890000-0000-7000-8000-000000000000"] {
        let answer = desk
            .send(Request::get(&format!("/files/{id}")).header("cookie", &ann))
            .await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (404, "not_found"),
            "{id}"
        );
    }
}
