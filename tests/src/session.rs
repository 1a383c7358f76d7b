//! Coming in, leaving, and going from page to page.
//!
//! Not what is done on the pages.

use guichet_testkit::page::Page;
use serde_json::{Value, json};

use crate::office::{PASSWORD, Person};

/// Comes in by the log-in, with the keyboard.
pub async fn log_in(page: &Page, person: Person) {
    page.fill("Identifiant", person.login).await;
    page.fill("Mot de passe", PASSWORD).await;
    page.press("Enter").await;
    page.wait_for("nav.rail").await;
}

/// Leaves; the door is there again.
pub async fn log_out(page: &Page) {
    page.click("button.face").await;
    page.click_button("Fermer la session").await;
    page.field("Identifiant").await;
}

/// Somebody else sits down.
pub async fn change_to(page: &Page, person: Person) {
    log_out(page).await;
    log_in(page, person).await;
}

/// Goes to a page by its address, as a link does.
pub async fn go(page: &Page, path: &str) {
    page.script("location.hash = arguments[0]", json!(path))
        .await;
}

/// Waits until the focus is on the element of this id.
pub async fn focus_on(page: &Page, id: &str) {
    page.until(&format!("the focus on {id}"), async || {
        let focused = page
            .script("return document.activeElement?.id", Value::Null)
            .await;
        (focused == json!(id)).then_some(())
    })
    .await;
}
