//! What is done on the page of a ticket, and what it says to whom.

use guichet_testkit::page::Page;
use serde_json::{Value, json};

use crate::asking::{call, reply};
use crate::office::Person;
use crate::session::go;

/// Opens a ticket one may see.
pub async fn open(page: &Page, number: i64) {
    go(page, &format!("/tickets/{number}")).await;
    page.wait_for(".ticket-head").await;
}

/// Its version, which each change must name.
pub async fn version(page: &Page, number: i64) -> i64 {
    let sheet = reply(page, "get_ticket", json!({ "number": number })).await;
    sheet["ticket"]["version"]
        .as_i64()
        .unwrap_or_else(|| panic!("the ticket {number} has no version: {sheet}"))
}

/// The first file of the ticket.
pub async fn attachment(page: &Page, number: i64) -> String {
    let sheet = reply(page, "get_ticket", json!({ "number": number })).await;
    sheet["attachments"][0]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("the ticket {number} has no file: {sheet}"))
        .to_owned()
}

/// Gives it to somebody.
pub async fn assign(page: &Page, to: Person) {
    page.click_button("Assigner").await;
    page.click_button(to.name).await;
    page.find_text("Attente prise en charge").await;
}

/// Takes it.
pub async fn take(page: &Page) {
    page.press("m").await;
    page.wait_for("[data-status=in-progress]").await;
}

/// Writes a step with its minutes and sends it by the keyboard.
pub async fn write(page: &Page, text: &str, minutes: &str) {
    page.fill("Texte de l’étape", text).await;
    page.fill("Minutes", minutes).await;
    page.press("Ctrl+Enter").await;
    page.until("the step in the timeline", async || {
        let steps = page.texts(".timeline .step-text").await;
        steps.iter().any(|step| step.contains(text)).then_some(())
    })
    .await;
}

/// Whether a step may be written here now; the page is loaded already.
pub async fn may_be_written(page: &Page) -> bool {
    !page.texts("form.composer").await.is_empty()
}

/// How the call to reopen it is answered: nothing, or the code of the refusal.
pub async fn try_to_reopen(page: &Page, number: i64) -> Result<Value, String> {
    let version = version(page, number).await;
    call(
        page,
        "reopen_ticket",
        json!({ "number": number, "version": version }),
    )
    .await
}

/// Every line of the history, oldest first, once all of it is unfolded.
pub async fn history(page: &Page) -> Vec<String> {
    page.click(".history-toggle[aria-expanded=false]").await;
    page.wait_for(".history-toggle[aria-expanded=true]").await;
    page.texts(".timeline .step-line").await
}
