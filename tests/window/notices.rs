//! What the system's own notices say of a ticket, and where a click on them leads.

use guichet_e2e::office::{Office, RONAN, SOIZIC};
use guichet_e2e::{session, ticket};
use guichet_testkit::bus::{Bus, NotificationDaemon};
use serde_json::{Value, json};

use crate::workstation::{Workstation, french};

const TICKETS: u32 = 300;

#[tokio::test]
async fn a_ticket_given_from_elsewhere_is_told_and_a_click_opens_it() {
    let bus = Bus::start().await;
    let daemon = NotificationDaemon::start(&bus.address).await;
    let (office, workstation) = (Office::demonstration(TICKETS), Workstation::new());
    let window = workstation.window_on(&office);
    let window = window.env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
    let page = french(window.open().await).await;
    session::log_in(&page, SOIZIC).await;
    session::change_to(&page, RONAN).await;
    // A document loaded again, here or at log-out, keeps its person and still hears of what happens.
    page.reload().await;
    page.wait_for("nav.rail").await;
    let (before, after) = (office.log("Fuite au sous-sol"), office.log("Alarme muette"));

    // What was there at log-in is no news: once the page tells of a first change, the window follows.
    ticket::open(&page, before).await;
    office.assign(before, RONAN);
    page.find_text("Attente prise en charge").await;
    let label = office.assign(after, RONAN);

    let told = format!("Le ticket {after} vous est confié");
    let notice = daemon
        .expect("the ticket given", |notice| notice.summary == told)
        .await;
    assert_eq!(notice.app, "Guichet");
    assert!(!label.is_empty() && notice.body == label, "{notice:?}");

    daemon.click(&notice, "default");
    let there = json!(format!("#/tickets/{after}"));
    page.until("the address of the ticket", async || {
        let hash = page.script("return location.hash", Value::Null).await;
        (hash == there).then_some(())
    })
    .await;
    page.find_text(&label).await;
    page.close().await;
}
