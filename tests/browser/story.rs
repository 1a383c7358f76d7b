//! The main job, and what of it needs two people at once.

use guichet_e2e::office::{ELODIE, HERVE, NOLWENN, RONAN, SOIZIC};
use guichet_e2e::{asking, main_job, queue, ticket};
use serde_json::json;

use crate::desk::Served;

/// Enough for every list to hold something, few enough to be made in a second.
const TICKETS: u32 = 60;

#[tokio::test]
async fn r1_to_r12_a_call_is_logged_assigned_treated_closed_and_reopened() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.visitor().await;
    main_job::tell(&page).await;
    page.close().await;
}

#[tokio::test]
async fn r8_a_ticket_that_is_taken_leaves_the_screen_of_whoever_was_reading_it() {
    let served = Served::demonstration(TICKETS).await;
    let reception = served.desk_of(SOIZIC).await;
    let number = main_job::reception_logs_a_call(&reception).await;
    let elodie = served.desk_of(ELODIE).await;
    ticket::open(&elodie, number).await;
    let ronan = served.desk_of(RONAN).await;
    ticket::open(&ronan, number).await;
    ticket::take(&ronan).await;
    elodie.find_text("Ce ticket n’est plus sous vos yeux").await;
}

#[tokio::test]
async fn r8_a_new_call_comes_to_the_queue_of_every_technician_by_itself() {
    let served = Served::demonstration(TICKETS).await;
    let (elodie, ronan) = (served.desk_of(ELODIE).await, served.desk_of(RONAN).await);
    for technician in [&elodie, &ronan] {
        queue::look_at(technician, "Non attribués").await;
    }
    let reception = served.desk_of(SOIZIC).await;
    let number = main_job::reception_logs_a_call(&reception).await;
    for technician in [&elodie, &ronan] {
        // At the top of the list it enters by itself; lower down it is announced first.
        technician
            .until("the new ticket, or its announcement", async || {
                let here = !technician.texts(&format!("#row-{number}")).await.is_empty();
                let announced = !technician.texts("button.news").await.is_empty();
                (here || announced).then_some(())
            })
            .await;
        if technician.texts(&format!("#row-{number}")).await.is_empty() {
            technician.press(".").await;
        }
        queue::shows(technician, number).await;
    }
}

#[tokio::test]
async fn r7_the_assignee_is_told_and_the_notice_leads_to_the_ticket() {
    let served = Served::demonstration(TICKETS).await;
    let reception = served.desk_of(SOIZIC).await;
    let number = main_job::reception_logs_a_call(&reception).await;
    let ronan = served.desk_of(RONAN).await;
    let nolwenn = served.desk_of(NOLWENN).await;
    main_job::a_supervisor_assigns_it(&nolwenn, number).await;
    ronan.press("Shift+N").await;
    ronan
        .click_text(&format!("{number} vous est attribué"))
        .await;
    ronan.wait_for(".ticket-head").await;
    assert!(ronan.url().await.ends_with(&format!("/tickets/{number}")));
}

#[tokio::test]
async fn r6_whoever_closed_by_mistake_takes_it_back_at_once() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.desk_of(HERVE).await;
    let number = main_job::reception_logs_a_call(&page).await;
    ticket::open(&page, number).await;
    ticket::take(&page).await;
    page.click_button("Résoudre").await;
    page.wait_for(".status-badge[data-status=resolved]").await;
    page.press("Ctrl+Z").await;
    page.wait_for("form.composer").await;
    let sheet = asking::reply(&page, "get_ticket", json!({ "number": number })).await;
    assert_eq!(sheet["ticket"]["status"], "in_progress");
}
