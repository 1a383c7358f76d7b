//! What stands before the pages: first start, log-in, lock, an office that does not answer.

use guichet_e2e::office::{HERVE, PASSWORD};
use guichet_testkit::page::Page;
use serde_json::Value;

use super::sources;
use super::tour::Tour;

/// The doors that one of the walks goes through; the others are no screens of their own.
const VISITED: [&str; 5] = ["FirstStart", "LogIn", "Joining", "Locked", "Closed"];
/// Before the office answered nothing is drawn, and an open door is the pages.
const NO_SCREEN: [&str; 2] = ["Knocking", "Open"];

/// The office stops answering this one question.
const DEAF: &str = r#"
window.hearing = window.fetch;
window.fetch = (question, ...more) =>
  String(question.url ?? question).includes("office_status") ? Promise.reject(new TypeError("unreachable")) : window.hearing(question, ...more);
"#;

/// A desktop's shell whose every answer is that the server is not who it says.
const SHELL: &str = r#"
const refusal = JSON.stringify({ code: "offline", message: "", fields: { reason: "certificate" } });
window.__TAURI__ = { core: { invoke: () => Promise.reject(refusal) }, event: { listen: () => Promise.resolve() } };
"#;

#[test]
fn every_door_is_visited() {
    for door in sources::doors() {
        assert!(
            VISITED.contains(&door.as_str()) || NO_SCREEN.contains(&door.as_str()),
            "nobody visits the door {door}: add its visit to this file"
        );
    }
}

/// Fills the field of this id, whatever its language.
async fn fill(page: &Page, id: &str, text: &str) {
    let field = page.wait_for(&format!("#{id}")).await;
    field
        .focus()
        .await
        .unwrap_or_else(|e| panic!("the field {id} takes no focus: {e}"));
    page.press("Ctrl+A").await;
    page.type_text(text).await;
}

/// Comes in as the administrator, who sees every page.
pub async fn enter(tour: &Tour<'_>) {
    fill(tour.page, "login", HERVE.login).await;
    fill(tour.page, "password", PASSWORD).await;
    tour.page.press("Enter").await;
    tour.page.wait_for("nav.rail").await;
}

/// The log-in, quiet and with its refusal.
pub async fn log_in(tour: &mut Tour<'_>) {
    tour.page.wait_for("#password").await;
    tour.look_at("log-in").await;
    fill(tour.page, "login", HERVE.login).await;
    fill(tour.page, "password", "not that one").await;
    tour.page.press("Enter").await;
    tour.page.wait_for("#password-error").await;
    tour.look_at("log-in-refused").await;
    enter(tour).await;
}

/// The lock, at the end of a walk.
pub async fn lock(tour: &mut Tour<'_>) {
    tour.page.press("Ctrl+Shift+L").await;
    tour.page.wait_gone("nav.rail").await;
    tour.page.wait_for("#password").await;
    // Locking has loaded the document again.
    tour.listen().await;
    tour.look_at("locked").await;
}

/// Joining an office, which only a desktop offers: the page is told that it has a shell.
async fn join(tour: &mut Tour<'_>) {
    let page = tour.page;
    page.script(SHELL, Value::Null).await;
    page.press("2").await;
    page.wait_for("#first-shared").await;
    tour.look_at("first-start-shared").await;
    page.press("Enter").await;
    page.wait_for("#server").await;
    tour.look_at("join").await;
    for id in ["server", "database", "login", "password"] {
        fill(page, id, "kerlann").await;
    }
    page.press("Enter").await;
    page.wait_for(".notice").await;
    tour.look_at("join-refused").await;
    page.click("footer .button").await;
    page.wait_for("#first-here").await;
    page.script("delete window.__TAURI__", Value::Null).await;
    page.press("1").await;
}

/// The first start until the first page, by way of an office that does not answer for a moment.
pub async fn first_start(tour: &mut Tour<'_>) {
    let page = tour.page;
    page.wait_for(".gate-choices").await;
    tour.look_at("first-start").await;
    join(tour).await;
    page.press("Enter").await;
    page.wait_for("#office").await;
    tour.look_at("first-start-naming").await;
    page.press("Enter").await;
    page.wait_for(".error").await;
    tour.look_at("first-start-refused").await;
    for (id, text) in [
        ("office", "Kerlann Chauffage"),
        ("first_name", "Hervé"),
        ("last_name", "Le Roux"),
        ("login", "h.leroux"),
        ("password", "un long mot de passe"),
        ("again", "un long mot de passe"),
    ] {
        fill(page, id, text).await;
    }
    page.script(DEAF, Value::Null).await;
    page.press("Enter").await;
    page.wait_for("[role=alert]").await;
    tour.look_at("closed").await;
    page.script("window.fetch = window.hearing", Value::Null)
        .await;
    page.click("[role=alert] button").await;
    page.wait_for("nav.rail").await;
}
