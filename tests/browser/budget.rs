//! What logging a call costs the person who types while somebody talks.

use guichet_e2e::office::SOIZIC;
use guichet_e2e::reception;
use serde_json::Value;

use crate::desk::Served;

/// Keys besides the label's text, from opening the desk to the saved ticket.
const KEYS: usize = 12;
/// What an answer may take to be painted, in milliseconds.
const PAINTED: f64 = 100.0;
/// A year of a small office. The office of 100,000 tickets is opened by the bench, which measures the same calls.
const TICKETS: u32 = 2_000;
const LABEL: &str = "La porte du garage ne se ferme plus";

/// How long each answer took, from the last key before it to the frame that shows it.
const WATCH: &str = r##"
const awaited = { matches: "#caller-matches", caller: ".card.contact:not([aria-busy])", saved: ".toast" };
window.painted = {};
let pressed = 0;
addEventListener("keydown", () => { pressed = performance.now(); }, true);
new MutationObserver(() => {
  const from = pressed;
  for (const [name, css] of Object.entries(awaited)) {
    if (name in window.painted || !document.querySelector(css)) continue;
    window.painted[name] = null;
    requestAnimationFrame(() => setTimeout(() => { window.painted[name] = performance.now() - from; }));
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true });
"##;

#[tokio::test]
async fn a_call_of_somebody_known_is_logged_in_twelve_keys_and_no_click() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.desk_of(SOIZIC).await;
    let caller = reception::a_known_caller(&page).await;
    page.script(WATCH, Value::Null).await;
    let before = page.effort();

    reception::open(&page).await;
    reception::find(&page, &caller).await;
    page.type_text(LABEL).await;
    let number = reception::save(&page).await;

    let effort = reception::since(&page, before);
    let keys = effort.keys - LABEL.chars().count();
    assert_eq!(effort.clicks, 0, "the pointer was used");
    assert!(
        keys <= KEYS,
        "{keys} keys for ticket {number} of {}, called by “{}”",
        caller.name,
        caller.typed
    );
    println!("{keys} keys besides the label, no click");
    report(page.script("return window.painted", Value::Null).await);
}

/// Times of a machine that runs other tests meanwhile prove nothing: they are said, and the bench holds them to the budget.
fn report(painted: Value) {
    let answers = painted.as_object().into_iter().flatten();
    for (answer, took) in answers {
        let took = took.as_f64().unwrap_or(f64::NAN);
        let verdict = if took <= PAINTED { "within" } else { "over" };
        println!("{answer}: painted in {took:.0} ms, {verdict} {PAINTED:.0} ms");
    }
}
