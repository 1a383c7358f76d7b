//! One start after the other: what stays when a window is closed, started twice, or killed.

use guichet_e2e::office::{Office, RONAN};
use guichet_e2e::{session, ticket};
use guichet_testkit::page::{Page, Size};
use guichet_testkit::process;
use guichet_testkit::window;
use serde_json::{Value, json};

use crate::workstation::Workstation;

const TICKETS: u32 = 60;
/// Another size than the one the program opens with.
const LEFT: Size = Size {
    width: 1440,
    height: 900,
};
const TYPED: &str = "Vanne trois voies démontée, joint à commander";

async fn is_of_the_size_it_was_left_in(page: &Page) {
    let inside = json!([LEFT.width, LEFT.height]);
    page.until("the size it was left in", async || {
        let seen = page.script("return [innerWidth, innerHeight]", Value::Null);
        (seen.await == inside).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_window_opens_again_in_the_size_it_was_left_in() {
    let (office, workstation) = (Office::demonstration(TICKETS), Workstation::new());
    let page = workstation.open(&office).await;
    page.resize(LEFT).await;
    is_of_the_size_it_was_left_in(&page).await;
    window::leave(page).await;

    let page = workstation.window_on(&office).as_it_opens().open().await;
    is_of_the_size_it_was_left_in(&page).await;
    page.close().await;
}

#[tokio::test]
async fn a_second_start_ends_at_once_and_the_first_window_stays() {
    let (office, workstation) = (Office::demonstration(TICKETS), Workstation::new());
    let page = workstation.open(&office).await;

    let status = workstation.window_on(&office).start_again().await;

    assert!(status.success(), "the second start ended with {status}");
    session::log_in(&page, RONAN).await;
    page.close().await;
}

#[tokio::test]
async fn a_window_killed_while_one_types_gives_the_draft_back() {
    let (office, workstation) = (Office::demonstration(TICKETS), Workstation::new());
    let number = office.log("Portail bloqué");
    let page = workstation.open(&office).await;
    session::log_in(&page, RONAN).await;
    ticket::open(&page, number).await;
    ticket::take(&page).await;
    page.fill("Texte de l’étape", TYPED).await;
    page.find_text("Brouillon enregistré").await;
    page.type_text(" chez").await;
    let desktop = process::named(page.process(), "guichet-desktop");
    process::kill(desktop.unwrap_or_else(|| panic!("the window has no process")));
    drop(page);

    let page = workstation.open(&office).await;
    session::log_in(&page, RONAN).await;
    ticket::open(&page, number).await;
    page.until("the draft in its field", async || {
        // What was typed after it was last kept is lost, and nothing else.
        let kept = page.value("Texte de l’étape").await;
        kept.starts_with(TYPED).then_some(())
    })
    .await;
    page.close().await;
}
