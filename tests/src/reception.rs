//! Logging a call at the reception desk, with keys only.

use guichet_testkit::page::{Effort, Page};
use serde_json::{Value, json};

use crate::asking::reply;
use crate::session::focus_on;

/// Somebody who calls, and the few letters that find them.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Their name.
    pub name: String,
    /// What is typed.
    pub typed: String,
}

/// Letters a receptionist would type before pressing Enter.
const LETTERS: usize = 5;
/// Contacts looked through: one of them is the only one of their name.
const LOOKED_AT: u32 = 200;

/// A contact of the directory whom a few letters put first; whoever reads must be logged in.
pub async fn a_known_caller(page: &Page) -> Caller {
    let list = json!({ "kind": "contacts", "text": "", "after": null, "limit": LOOKED_AT });
    let contacts = reply(page, "list_directory", list).await;
    let names = contacts["rows"].as_array().into_iter().flatten();
    for name in names.filter_map(|line| line["name"].as_str()) {
        let Some(last) = name.split_whitespace().last() else {
            continue;
        };
        let typed: String = last.to_lowercase().chars().take(LETTERS).collect();
        let found = reply(page, "find_callers", json!({ "text": typed })).await;
        let first = &found[0];
        // Staff are contacts too, and have no company.
        let works = first["detail"].as_str().is_some_and(|at| !at.is_empty());
        if first["name"] == json!(name) && first["kind"] == json!("contact") && works {
            return Caller {
                name: name.to_owned(),
                typed,
            };
        }
    }
    panic!("no contact of this office is found first by {LETTERS} letters of their name")
}

/// Opens the desk by its key and waits for the place where one types who calls.
pub async fn open(page: &Page) {
    page.press("n").await;
    focus_on(page, "caller").await;
}

/// Who calls: a few letters, and the first answer is taken; what they ask is typed next.
pub async fn find(page: &Page, caller: &Caller) {
    page.type_text(&caller.typed).await;
    page.wait_for("#caller-matches [role=option]").await;
    page.press("Enter").await;
    focus_on(page, "label").await;
    page.wait_for(".card.contact:not([aria-busy])").await;
}

/// Pastes a screenshot and waits until the office has it.
pub async fn paste(page: &Page, png: &[u8]) {
    page.paste_image(png).await;
    page.wait_for(".uploads img").await;
}

/// Saves by one key; gives the number of the ticket.
pub async fn save(page: &Page) -> i64 {
    page.press("Ctrl+Enter").await;
    opened(page).await
}

/// The number of the ticket just opened, once the page says it.
pub async fn opened(page: &Page) -> i64 {
    page.until("the number of the ticket just opened", async || {
        let read =
            r"return Number(/Ticket\s(\d+)\souvert/u.exec(document.body.innerText)?.[1] ?? 0)";
        let number = page.script(read, Value::Null).await.as_i64();
        number.filter(|number| *number > 0)
    })
    .await
}

/// A call of somebody known, logged with the keyboard: the ticket's number, and what it cost besides the label's text.
pub async fn log(page: &Page, caller: &Caller, label: &str) -> (i64, Effort) {
    let before = page.effort();
    open(page).await;
    find(page, caller).await;
    page.type_text(label).await;
    let number = save(page).await;
    let mut cost = since(page, before);
    cost.keys -= label.chars().count();
    (number, cost)
}

/// What was done since: keys and clicks.
pub fn since(page: &Page, before: Effort) -> Effort {
    let now = page.effort();
    Effort {
        keys: now.keys - before.keys,
        clicks: now.clicks - before.clicks,
    }
}
