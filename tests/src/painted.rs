//! How long a person waits for an answer on the screen, measured inside the page.
//!
//! Not a verdict: on a machine that runs other tests the times are said; the bench holds them to the budget.

use guichet_testkit::page::Page;
use serde_json::json;

const WATCH: &str = include_str!("painted.js");
/// What an answer of the reception may take to be painted, in milliseconds.
pub const BUDGET: f64 = 100.0;

/// Begins to watch for the three answers the reception waits for.
pub async fn watch_the_reception(page: &Page) {
    let awaited = json!({ "matches": "#caller-matches", "caller": ".card.contact:not([aria-busy])", "saved": ".toast" });
    page.script(WATCH, awaited).await;
}

/// Every answer seen since, with its milliseconds.
pub async fn answers(page: &Page) -> Vec<(String, f64)> {
    let painted = page.script("return window.painted", json!(null)).await;
    let answers = painted.as_object().into_iter().flatten();
    answers
        .filter_map(|(name, took)| Some((name.clone(), took.as_f64()?)))
        .collect()
}
