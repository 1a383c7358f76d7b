//! What is served, to whom, and under which rules of the browser.

use std::fs;

use crate::desk::Desk;
use crate::http::Request;

#[tokio::test]
async fn the_interface_comes_with_the_rules_it_lives_by() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("index.html"), "<!doctype html>").expect("a page can be written");
    fs::write(folder.path().join("guichet-ui_bg.wasm"), "\0asm").expect("a program can be written");
    let desk = Desk::serving(Some(folder.path().to_owned())).await;

    let page = desk.send(Request::get("/")).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html")
    );
    assert_eq!(page.header("cache-control"), "no-store");
    let policy = page.header("content-security-policy");
    for rule in [
        "script-src 'self' 'wasm-unsafe-eval';",
        "connect-src 'self';",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert_eq!(page.header("referrer-policy"), "same-origin");

    let program = desk.send(Request::get("/guichet-ui_bg.wasm")).await;
    assert_eq!(
        (
            program.header("content-type"),
            program.header("cache-control")
        ),
        ("application/wasm", "no-cache")
    );
    assert_eq!(program.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_browser_that_reads_brotli_downloads_less() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, content) in [
        ("guichet-ui_bg.wasm", "long"),
        ("guichet-ui_bg.wasm.br", "br"),
    ] {
        fs::write(folder.path().join(name), content).expect("a program can be written");
    }
    let desk = Desk::serving(Some(folder.path().to_owned())).await;
    let asked = Request::get("/guichet-ui_bg.wasm").header("accept-encoding", "gzip, br");
    let small = desk.send(asked).await;
    assert_eq!(
        (
            small.header("content-type"),
            small.header("content-encoding")
        ),
        ("application/wasm", "br")
    );
    assert_eq!(small.body, b"br");
    let plain = desk.send(Request::get("/guichet-ui_bg.wasm")).await;
    assert_eq!(plain.body, b"long");
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let outside = tempfile::tempdir().expect("a folder can be made");
    fs::write(outside.path().join("secret"), "secret").expect("a file can be written");
    let folder = outside.path().join("interface");
    fs::create_dir(&folder).expect("a folder can be made");
    let desk = Desk::serving(Some(folder)).await;
    for path in ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "//secret"] {
        assert_eq!(desk.send(Request::get(path)).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn without_an_interface_a_browser_is_told_what_is_missing() {
    let desk = Desk::empty().await;
    let answer = desk.send(Request::get("/")).await;
    assert_eq!(answer.status, 404);
    assert!(String::from_utf8_lossy(&answer.body).contains("--interface"));
}

#[tokio::test]
async fn only_the_loopback_is_listened_on() {
    let refused = guichet_web::listen(([0, 0, 0, 0], 0).into()).await;
    let error = refused
        .expect_err("an address others reach is refused")
        .to_string();
    assert!(error.contains("listen on 127.0.0.1"), "{error}");
    let taken = guichet_web::listen(([127, 0, 0, 1], 0).into())
        .await
        .expect("a port is free");
    let address = taken.local_addr().expect("the port has a number");
    let error = guichet_web::listen(address)
        .await
        .expect_err("a port has one owner")
        .to_string();
    assert!(error.contains("choose another port"), "{error}");
}
