//! Calls: the session in its cookie, and a status for each refusal.

use serde_json::json;

use crate::desk::{Desk, PASSWORD, cookie, set_up};
use crate::http::Request;

#[tokio::test]
async fn a_session_lives_in_a_cookie_no_script_reads() {
    let (desk, _) = Desk::set_up().await;
    let opened = desk
        .call("log_in", &json!({"login": "ann", "password": PASSWORD}), "")
        .await;
    assert_eq!(opened.status, 200);
    assert_eq!(opened.json()["staff"]["login"], "ann");
    let set = opened.header("set-cookie");
    assert!(
        set.starts_with("guichet=") && set.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{set}"
    );
    assert_eq!(opened.header("cache-control"), "no-store");

    let cookie = format!("other=1; {}", cookie(&opened));
    let me = desk.call("who_am_i", &json!({}), &cookie).await;
    assert_eq!(me.status, 200);
    assert_eq!(me.header("set-cookie"), "");

    let left = desk.call("log_out", &json!({}), &cookie).await;
    assert_eq!(left.status, 200);
    assert!(
        left.header("set-cookie").contains("guichet=; ")
            && left.header("set-cookie").contains("Max-Age=0")
    );
    let after = desk.call("who_am_i", &json!({}), &cookie).await;
    assert_eq!(
        (after.status, after.code().as_str()),
        (401, "unauthenticated")
    );
}

#[tokio::test]
async fn behind_a_proxy_that_speaks_tls_the_cookie_is_bound_to_the_host() {
    let (desk, _) = Desk::set_up().await;
    let log_in = json!({"login": "ann", "password": PASSWORD}).to_string();
    let opened = desk
        .send(Request::post("/rpc/log_in", log_in).header("x-forwarded-proto", "https"))
        .await;
    let set = opened.header("set-cookie");
    assert!(
        set.starts_with("__Host-guichet=") && set.contains("; Secure"),
        "{set}"
    );
    let me = Request::post("/rpc/who_am_i", "{}").header("x-forwarded-proto", "https");
    assert_eq!(
        desk.send(me.header("cookie", &cookie(&opened)))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn each_refusal_has_its_status_and_its_object() {
    let (desk, ann) = Desk::set_up().await;
    let refusals = [
        ("who_am_i", json!({}), "", 401, "unauthenticated"),
        (
            "log_in",
            json!({"login": "ann", "password": "wrong horse"}),
            "",
            401,
            "wrong_password",
        ),
        (
            "get_ticket",
            json!({"number": 4711}),
            ann.as_str(),
            404,
            "not_found",
        ),
        ("set_up", set_up(), "", 409, "not_empty"),
        (
            "change_password",
            json!({"current": PASSWORD, "new": "short"}),
            ann.as_str(),
            422,
            "invalid",
        ),
        (
            "change_password",
            json!({"nonsense": true}),
            ann.as_str(),
            422,
            "invalid",
        ),
    ];
    for (name, args, cookie, status, code) in refusals {
        let answer = desk.call(name, &args, cookie).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{name} {args}"
        );
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_say_how_long_to_wait() {
    let (desk, _) = Desk::set_up().await;
    let wrong = json!({"login": "ann", "password": "wrong horse"});
    for _ in 0..4 {
        assert_eq!(desk.call("log_in", &wrong, "").await.status, 401);
    }
    let slowed = desk.call("log_in", &wrong, "").await;
    assert_eq!((slowed.status, slowed.code().as_str()), (429, "slow_down"));
    assert_eq!(
        slowed.header("retry-after"),
        slowed.json()["fields"]["wait_seconds"]
            .as_str()
            .expect("a wait")
    );
}

#[tokio::test]
async fn what_is_not_json_of_a_call_is_refused_in_words() {
    let (desk, ann) = Desk::set_up().await;
    for body in [&b"{"[..], b"\xff\xfe", b""] {
        let answer = desk
            .send(Request::post("/rpc/get_ticket", body).header("cookie", &ann))
            .await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (422, "invalid"),
            "{body:?}"
        );
    }
    let unknown = desk.call("drop_everything", &json!({}), &ann).await;
    assert_eq!(
        (unknown.status, unknown.code().as_str()),
        (404, "not_found")
    );
}

#[tokio::test]
async fn a_request_without_end_is_refused() {
    let (desk, ann) = Desk::set_up().await;
    let answer = desk
        .send(Request::post("/rpc/get_ticket", vec![b' '; 9 << 20]).header("cookie", &ann))
        .await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    assert_eq!(answer.json()["fields"]["megabytes"], "8");
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let desk = Desk::empty().await;
    let forged = [
        [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ],
        [
            ("sec-fetch-site", "same-site"),
            ("origin", "http://127.0.0.1:1"),
        ],
        [("origin", "https://evil.example"), ("accept", "*/*")],
    ];
    for headers in forged {
        let mut request = Request::post("/rpc/set_up", set_up().to_string());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer = desk.send(request).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "forbidden"),
            "{headers:?}"
        );
    }
    let state = desk.call("office_status", &json!({}), "").await;
    assert_eq!(state.json()["ready"], false);
}

#[tokio::test]
async fn a_name_of_elsewhere_that_leads_here_is_refused() {
    let desk = Desk::empty().await;
    let rebound = Request::post("/rpc/set_up", set_up().to_string()).under_host("evil.example");
    let answer = desk
        .send(rebound.header("sec-fetch-site", "same-origin"))
        .await;
    assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"));
}
