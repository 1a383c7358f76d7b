//! Looking for a ticket in the queue: by its tab, by a search, by the counters.

use guichet_testkit::page::Page;

use crate::session::go;

/// The tab of what is open.
pub const OPEN: &str = "À traiter";

/// Goes to the queue and looks at one of its tabs.
pub async fn look_at(page: &Page, tab: &str) {
    go(page, "/").await;
    page.click_button(tab).await;
    page.wait_for("#queue-list[aria-rowcount]").await;
}

/// Seeks words among everything this person may see.
pub async fn search(page: &Page, words: &str) {
    page.press("/").await;
    page.wait_for("#queue-search").await;
    page.type_text(words).await;
}

/// Waits for the row of a ticket.
pub async fn shows(page: &Page, number: i64) {
    page.wait_for(&row(number)).await;
}

/// Waits until the row of a ticket is gone.
pub async fn lacks(page: &Page, number: i64) {
    page.wait_gone(&row(number)).await;
}

fn row(number: i64) -> String {
    format!("#row-{number}")
}

/// What the tab of the open tickets counts.
pub async fn counter(page: &Page) -> u32 {
    page.until("the counter of the open tickets", async || {
        let tabs = page.texts("[role=tab]").await;
        let tab = tabs.iter().find(|tab| tab.starts_with(OPEN))?;
        tab.rsplit(' ').next()?.parse().ok()
    })
    .await
}
