//! Bad moments as the person in front of them sees them: what happened is said, and what they typed is still there.

use guichet_e2e::asking;
use guichet_e2e::office::{Office, PASSWORD, SOIZIC};
use guichet_e2e::{reception, session};
use guichet_testkit::page::Page;
use guichet_testkit::proxy::Proxy;
use guichet_testkit::server::{Server, program};
use serde_json::{Value, json};

use crate::desk::Served;

const TICKETS: u32 = 60;
const LABEL: &str = "Plus d’eau chaude depuis hier soir";

async fn type_a_label(page: &Page) {
    reception::open(page).await;
    page.fill("Libellé", LABEL).await;
    page.find_text("Gardé").await;
}

#[tokio::test]
async fn a_wrong_password_says_how_many_tries_are_left() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.visitor().await;
    page.fill("Identifiant", SOIZIC.login).await;
    for left in ["Encore 4 essais", "Encore 3 essais"] {
        page.fill("Mot de passe", "pas celui-là").await;
        page.press("Enter").await;
        page.find_text(&format!("{left} avant une pause")).await;
        session::focus_on(&page, "password").await;
    }
    page.fill("Mot de passe", PASSWORD).await;
    page.press("Enter").await;
    page.wait_for("nav.rail").await;
}

#[tokio::test]
async fn a_fifth_wrong_password_makes_one_wait() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.visitor().await;
    page.fill("Identifiant", SOIZIC.login).await;
    for said in [
        "Encore 4 essais",
        "Encore 3 essais",
        "Encore 2 essais",
        "Encore un essai",
        "Nouvel essai possible dans",
    ] {
        page.fill("Mot de passe", "pas celui-là").await;
        page.press("Enter").await;
        page.find_text(said).await;
    }
}

#[tokio::test]
async fn a_session_that_ends_while_one_types_keeps_the_draft() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.desk_of(SOIZIC).await;
    type_a_label(&page).await;
    asking::reply(&page, "log_out", json!({})).await;
    page.press("Ctrl+Enter").await;
    page.find_text("Rien n’est perdu").await;
    page.fill("Mot de passe", PASSWORD).await;
    page.press("Enter").await;
    page.field("Libellé").await;
    page.until("the draft in its field", async || {
        (page.value("Libellé").await == LABEL).then_some(())
    })
    .await;
}

/// A call that was saved while the office was away: the page, the office, where it answered, and what nobody had before.
async fn saved_while_away() -> (Page, Office, String, Vec<i64>) {
    let served = Served::demonstration(TICKETS).await;
    let url = served.server.url.clone();
    let page = served.desk_of(SOIZIC).await;
    let caller = reception::a_known_caller(&page).await;
    reception::open(&page).await;
    reception::find(&page, &caller).await;
    page.type_text(LABEL).await;
    let before = served.office.unassigned();
    served.server.kill();
    page.find_text("Hors ligne depuis").await;
    page.press("Ctrl+Enter").await;
    (page, served.office, url, before)
}

async fn back(office: &Office, url: &str) -> Server {
    let listen = url.trim_start_matches("http://");
    Server::start_at(&program(), &office.database(), listen).await
}

/// The one ticket that is new.
async fn opened_by_itself(page: &Page, office: &Office, before: &[i64]) -> i64 {
    page.until("the ticket that left by itself", async || {
        let mut new = office.unassigned();
        new.retain(|number| !before.contains(number));
        match new.as_slice() {
            [] => None,
            [number] => Some(*number),
            several => panic!("it was opened as {several:?}"),
        }
    })
    .await
}

/// What the workstation keeps of this page.
async fn on_disk(page: &Page) -> String {
    page.script("return JSON.stringify(localStorage)", Value::Null)
        .await
        .to_string()
}

#[tokio::test]
async fn a_server_that_dies_and_comes_back_receives_once_what_was_saved_meanwhile() {
    let (page, office, url, before) = saved_while_away().await;
    assert_eq!(page.value("Libellé").await, LABEL, "what was typed is lost");
    let _again = back(&office, &url).await;
    let number = reception::opened(&page).await;
    page.text_gone("Hors ligne depuis").await;
    assert_eq!(opened_by_itself(&page, &office, &before).await, number);
}

#[tokio::test]
async fn a_proxy_that_answers_in_the_place_of_the_office_means_that_it_is_away() {
    let (page, office, url, before) = saved_while_away().await;
    let proxy = Proxy::in_the_place_of(&url).await;
    proxy.has_answered().await;
    assert!(page.shows("Hors ligne depuis").await);
    assert_eq!(page.value("Libellé").await, LABEL, "what was typed is lost");
    proxy.close().await;
    let _again = back(&office, &url).await;
    let number = reception::opened(&page).await;
    assert_eq!(opened_by_itself(&page, &office, &before).await, number);
}

#[tokio::test]
async fn a_draft_continued_on_another_workstation_is_not_overwritten_by_the_first() {
    const LATER: &str = "L’eau est revenue, tiède";
    let served = Served::demonstration(TICKETS).await;
    let url = served.server.url.clone();
    let page = served.desk_of(SOIZIC).await;
    reception::open(&page).await;
    served.server.kill();
    page.find_text("Hors ligne depuis").await;
    page.fill("Libellé", LABEL).await;
    page.until("the draft on the disk", async || {
        on_disk(&page).await.contains(LABEL).then_some(())
    })
    .await;
    page.goto("about:blank").await;
    let again = Served {
        server: back(&served.office, &url).await,
        office: served.office,
    };
    let elsewhere = again.desk_of(SOIZIC).await;
    reception::open(&elsewhere).await;
    elsewhere.fill("Libellé", LATER).await;
    elsewhere.find_text("Gardé").await;
    page.goto(&url).await;
    page.wait_for("nav.rail").await;
    page.until("nothing of it on the disk", async || {
        (!on_disk(&page).await.contains(LABEL)).then_some(())
    })
    .await;
    reception::open(&page).await;
    page.until("the later draft in its field", async || {
        (page.value("Libellé").await == LATER).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_window_that_closed_before_the_office_answered_sends_what_it_had_at_the_next_log_in() {
    let (page, office, url, before) = saved_while_away().await;
    page.until("the call on the disk", async || {
        on_disk(&page).await.contains(LABEL).then_some(())
    })
    .await;
    page.goto("about:blank").await;
    let _again = back(&office, &url).await;
    page.goto(&url).await;
    page.wait_for("nav.rail").await;
    let number = opened_by_itself(&page, &office, &before).await;
    session::go(&page, &format!("/tickets/{number}")).await;
    page.find_text(LABEL).await;
    page.until("nothing of it on the disk", async || {
        (!on_disk(&page).await.contains(LABEL)).then_some(())
    })
    .await;
    reception::open(&page).await;
    assert_eq!(page.value("Libellé").await, "", "it would be logged twice");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_shows_the_way_back() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.desk_of(SOIZIC).await;
    session::go(&page, "/rien/ici").await;
    page.find_text("Cette page n’existe pas").await;
    page.click_button("Revenir à la file").await;
    page.wait_for("#queue-list").await;
}
