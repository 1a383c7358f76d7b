//! A workstation that joins its office: first start, the office's database, the log-in, the queue.

use guichet_office::{Clock, Office, Place};
use guichet_testkit::page::Page;
use guichet_testkit::postgres::OwnServer;
use guichet_testkit::window;
use serde_json::{Value, json};

use crate::workstation::{Workstation, french};

const PASSWORD: &str = "marée haute 9";
const LABEL: &str = "Chaudière en panne depuis hier";

/// An office on a server, with Ann who administers it and one ticket.
async fn office_on(server: &OwnServer) {
    let place = Place::Server(server.database("bureau"));
    let owner = Office::open(&place, Clock::system()).await;
    let owner = owner.unwrap_or_else(|e| panic!("the office is not made: {e}"));
    let shared = owner.db().share("serve", &[7; 16]).await;
    shared.unwrap_or_else(|e| panic!("the office is not shared: {e}"));
    let set_up = json!({
        "office": "Atelier Kerlann", "language": "fr", "first_name": "Ann", "last_name": "Le Goff",
        "login": "ann", "password": PASSWORD, "demo_tickets": 0,
    });
    let made = owner.rpc(None, "set_up", &set_up.to_string()).await.body;
    made.unwrap_or_else(|e| panic!("nobody administers it: {e}"));
    let company = json!({ "company": {
        "id": "00000000-0000-0000-0000-000000000000", "version": 0, "code": "", "name": "Boulangerie Le Bihan",
        "phone": "", "mail": "", "note": "", "proposed_staff_id": null, "active": true,
    }});
    let company = ask(&owner, "save_company", &company).await;
    let ticket = json!({
        "channel": "phone", "facts": { "label": LABEL, "company_id": company["id"] }, "new_contact": null,
        "new_equipment": null, "attachments": [], "note": "", "assignee_id": null, "follows": null,
    });
    ask(&owner, "open_ticket", &ticket).await;
    owner.close().await;
}

async fn ask(owner: &Office, name: &str, args: &Value) -> Value {
    let reply = owner.rpc_as("ann", name, &args.to_string()).await.body;
    let reply = reply.unwrap_or_else(|e| panic!("{name} is refused: {e:?}"));
    serde_json::from_str(&reply).unwrap_or_else(|e| panic!("{name} answers {reply}: {e}"))
}

async fn type_the_address(page: &Page, server: &OwnServer) {
    page.fill("Serveur", "localhost").await;
    page.fill("Port", &server.port().to_string()).await;
    page.fill("Base", "bureau").await;
    page.fill("Identifiant", "ann").await;
}

#[tokio::test]
async fn r36_a_workstation_joins_its_office_and_shows_the_queue() {
    let server = OwnServer::start().await;
    office_on(&server).await;
    let workstation = Workstation::new();
    let page = french(workstation.first_start().open().await).await;
    page.press("2").await;
    page.press("Enter").await;
    type_the_address(&page, &server).await;
    page.fill("Mot de passe", "pas celui-là").await;
    page.press("Enter").await;
    page.find_text("Identifiant ou mot de passe inconnu").await;
    let stranger = server.stranger().display().to_string();
    let authority = "Autorité de certification du bureau, s’il a la sienne";
    page.fill(authority, &stranger).await;
    page.press("Enter").await;
    page.find_text("Le certificat du serveur ne prouve pas qui il est")
        .await;
    page.fill(authority, &server.authority().display().to_string())
        .await;
    page.fill("Mot de passe", PASSWORD).await;
    page.press("Enter").await;
    page.wait_for("nav.rail").await;
    page.find_text(LABEL).await;
    window::leave(page).await;

    // The next start knows where the office is, and asks who comes in.
    let page = french(workstation.first_start().open().await).await;
    page.find_text("localhost").await;
    page.fill("Mot de passe", PASSWORD).await;
    page.press("Enter").await;
    page.find_text(LABEL).await;
    page.close().await;
}
