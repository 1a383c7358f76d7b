//! What logging a call costs the person who types while somebody talks.

use guichet_e2e::office::SOIZIC;
use guichet_e2e::{painted, reception};

use crate::desk::Served;

/// Keys besides the label's text, from opening the desk to the saved ticket.
const KEYS: usize = 12;
/// A few months of a busy office. `cargo xtask bench screens` counts the same keys on 100,000 tickets, in release.
const TICKETS: u32 = 10_000;
const LABEL: &str = "La porte du garage ne se ferme plus";

#[tokio::test]
async fn a_call_of_somebody_known_is_logged_in_twelve_keys_and_no_click() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.desk_of(SOIZIC).await;
    let caller = reception::a_known_caller(&page).await;
    painted::watch_the_reception(&page).await;

    let (number, cost) = reception::log(&page, &caller, LABEL).await;

    let keys = cost.keys;
    assert_eq!(cost.clicks, 0, "the pointer was used");
    assert!(
        keys <= KEYS,
        "{keys} keys for ticket {number} of {}, called by “{}”",
        caller.name,
        caller.typed
    );
    println!("{keys} keys besides the label, no click");
    for (answer, took) in painted::answers(&page).await {
        let verdict = if took <= painted::BUDGET {
            "within"
        } else {
            "over"
        };
        println!(
            "{answer}: painted in {took:.0} ms, {verdict} {:.0} ms",
            painted::BUDGET
        );
    }
}
