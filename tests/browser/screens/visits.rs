//! How each page and each dialog is reached, whatever the language: by its address, its key, its pictogram.

use guichet_e2e::asking::{reply, upload};
use guichet_e2e::office::{HERVE, PASSWORD, Person, SOIZIC};
use guichet_e2e::reception;
use guichet_testkit::image;
use guichet_testkit::page::Page;
use serde_json::json;

use super::sources;
use super::tour::Tour;

/// What an address needs: one of each.
#[derive(Default)]
pub struct Known {
    ticket: i64,
    company: String,
    /// A company with a ticket that somebody has taken.
    served: String,
    contact: String,
    equipment: String,
}

/// An id that nothing has.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// A ticket with steps and a picture, and one of each of the directory; whoever reads is the administrator.
pub async fn arrange(page: &Page) -> Known {
    let list = json!({ "filter": { "open": true }, "sort": "due", "descending": false, "after": null, "limit": 1 });
    let open = reply(page, "list_tickets", list).await;
    let ticket = open["rows"][0]["number"]
        .as_i64()
        .unwrap_or_else(|| panic!("this office has no open ticket: {open}"));
    let file = upload(page, "écran.png", &image::screenshot()).await;
    for (text, public, files) in [
        ("Passage prévu demain matin", true, vec![file]),
        ("Prendre la grande échelle", false, vec![]),
    ] {
        let step = json!({ "kind": "information", "body": text, "public": public, "minutes": 25 });
        let call = json!({ "number": ticket, "step": step, "attachments": files, "wait": false });
        reply(page, "add_step", call).await;
    }
    Known {
        ticket,
        company: first(page, "companies").await,
        served: served(page).await,
        contact: first(page, "contacts").await,
        equipment: first(page, "equipment").await,
    }
}

/// The company of a ticket under way: a receptionist sees it as a card only.
async fn served(page: &Page) -> String {
    let filter = json!({ "statuses": ["in_progress"] });
    let list = json!({ "filter": filter, "sort": "due", "descending": false, "after": null, "limit": 100 });
    let rows = reply(page, "list_tickets", list).await;
    for row in rows["rows"].as_array().into_iter().flatten() {
        let sheet = reply(page, "get_ticket", json!({ "number": row["number"] })).await;
        if let Some(company) = sheet["ticket"]["company_id"].as_str() {
            return company.to_owned();
        }
    }
    panic!("no company has a ticket under way: {rows}")
}

async fn first(page: &Page, kind: &str) -> String {
    let list = json!({ "kind": kind, "text": "", "after": null, "limit": 1 });
    let found = reply(page, "list_directory", list).await;
    found["rows"][0]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("there are no {kind}: {found}"))
        .to_owned()
}

/// Everything there is once one is in.
pub async fn all(tour: &mut Tour<'_>, known: &Known) {
    for route in sources::routes() {
        page(tour, known, &route).await;
    }
    for section in sources::sections() {
        tour.go(&format!("/settings/{section}")).await;
        tour.page.wait_for(".set-nav [aria-current=page]").await;
        tour.look_at(&format!("settings-{section}")).await;
    }
    for overlay in sources::overlays() {
        self::overlay(tour, &overlay, "#queue-list .list-row").await;
    }
    for dialog in sources::dialogs() {
        self::dialog(tour, known, &dialog).await;
    }
}

/// One page, filled.
pub async fn page(tour: &mut Tour<'_>, known: &Known, route: &str) {
    let Known {
        ticket,
        company,
        contact,
        equipment,
        ..
    } = known;
    let (screen, path, filled) = match route {
        "Queue" => ("queue", "/".to_owned(), "#queue-list .list-row"),
        "MyDay" => ("my-day", "/my-day".to_owned(), "[role=tab]"),
        "Ticket" => ("ticket", format!("/tickets/{ticket}"), ".photo img"),
        "Reception" => ("reception", "/reception".to_owned(), "#caller"),
        "Directory" => (
            "directory",
            "/directory".to_owned(),
            "#directory-list [role=option]",
        ),
        "Company" => (
            "company",
            format!("/directory/companies/{company}"),
            ".panel",
        ),
        "Contact" => (
            "contact",
            format!("/directory/contacts/{contact}"),
            ".panel",
        ),
        "Equipment" => (
            "equipment",
            format!("/directory/equipment/{equipment}"),
            ".panel",
        ),
        "Settings" => ("settings", "/settings".to_owned(), ".set-nav"),
        // Each of its values is visited on its own.
        "Section" => return,
        "Nowhere" => ("nowhere", "/nowhere/at/all".to_owned(), ".empty"),
        other => panic!("nobody visits the page {other}: add its visit to this file"),
    };
    tour.go(&path).await;
    tour.page.wait_for(filled).await;
    if route == "Reception" {
        let caller = reception::a_known_caller(tour.page).await;
        tour.look_at("reception-empty").await;
        reception::find(tour.page, &caller).await;
        tour.page.type_text("Plus de chauffage au bureau").await;
    }
    tour.look_at(screen).await;
    if route == "Reception" {
        // What is typed would come back as a draft at the next visit.
        tour.page.press("Escape").await;
        guichet_e2e::session::focus_on(tour.page, "caller").await;
    }
}

/// The pages of an office where nothing happened yet.
pub async fn pages_of_an_empty_office(tour: &mut Tour<'_>) {
    for (screen, path) in ["queue", "my-day", "reception", "directory", "settings"]
        .into_iter()
        .zip(["/", "/my-day", "/reception", "/directory", "/settings"])
    {
        tour.go(path).await;
        tour.page.wait_for("main.main").await;
        tour.look_at(screen).await;
    }
    for section in sources::sections() {
        tour.go(&format!("/settings/{section}")).await;
        tour.page.wait_for(".set-nav [aria-current=page]").await;
        tour.look_at(&format!("settings-{section}")).await;
    }
}

/// The pages once the office does not answer any more.
pub async fn pages_without_office(tour: &mut Tour<'_>) {
    // Neither was read while the office answered.
    let company = format!("/directory/companies/{NOBODY}");
    for (screen, path) in [
        ("queue", "/"),
        ("my-day", "/my-day"),
        ("ticket", "/tickets/1"),
        ("reception", "/reception"),
        ("directory", "/directory"),
        ("company", &company),
        ("settings-accounts", "/settings/accounts"),
    ] {
        tour.go(path).await;
        tour.page.wait_for("main.main .strip").await;
        tour.look_at(screen).await;
    }
}

async fn overlay(tour: &mut Tour<'_>, overlay: &str, over: &str) {
    tour.go("/").await;
    let page = tour.page;
    page.wait_for(over).await;
    let (screen, shown) = match overlay {
        "Palette" => {
            page.press("Ctrl+K").await;
            ("palette", ".palette")
        }
        "Keys" => {
            page.press("?").await;
            ("keys", ".keys-dialog")
        }
        "Account" => {
            page.click("button.face").await;
            ("account", ".account")
        }
        "Notices" => {
            page.press("Shift+N").await;
            ("notices", "[role=dialog].popover")
        }
        "Password" => {
            page.click("button.face").await;
            pick(page, "i-pen").await;
            ("password", "[role=dialog]")
        }
        other => panic!("nobody opens {other}: add its visit to this file"),
    };
    page.wait_for(shown).await;
    tour.look_at(screen).await;
    page.press("Escape").await;
    page.wait_gone(shown).await;
}

/// Chooses the line of the open menu that has this pictogram.
async fn pick(page: &Page, pictogram: &str) {
    page.click(&format!("[role^=menuitem]:has(use[href='#{pictogram}'])"))
        .await;
}

/// Opens a dialog; false when another visit shows it.
async fn open(tour: &mut Tour<'_>, known: &Known, component: &str) -> bool {
    let page = tour.page;
    const ADD: &str = "header .button[data-kind=primary]";
    const MESSAGE: &str = ".dir-rows.tk .button";
    match component {
        // The overlays of the frame show these two.
        "KeysDialog" | "PasswordDialog" => return false,
        "Naming" => {
            at_the_queue(tour).await;
            page.click(".tabs-bar > .button").await;
            page.click("[role=menu] [role^=menuitem]").await;
        }
        "Reason" => {
            at_the_queue(tour).await;
            page.press("x").await;
            page.wait_for(".queue-bulk").await;
            page.press("s").await;
            pick(page, "s-rejected").await;
        }
        "EditRecord" => add(tour, "/settings/kinds", ADD).await,
        "EditCategory" => add(tour, "/settings/categories", ADD).await,
        "EditAccount" => add(tour, "/settings/accounts", ADD).await,
        "GivePassword" => add(tour, "/settings/accounts", "td .button").await,
        "EditCompany" => edit(tour, &format!("/directory/companies/{}", known.company)).await,
        "EditContact" => edit(tour, &format!("/directory/contacts/{}", known.contact)).await,
        "EditEquipment" => edit(tour, &format!("/directory/equipment/{}", known.equipment)).await,
        "EditPlace" => {
            let path = format!("/directory/companies/{}", known.company);
            add(tour, &path, ".panel > header ~ header .button").await;
        }
        "MessageDialog" => {
            become_somebody(tour, SOIZIC).await;
            add(
                tour,
                &format!("/directory/companies/{}", known.served),
                MESSAGE,
            )
            .await;
        }
        "Preview" => {
            at_the_ticket(tour, known).await;
            page.click(".photo").await;
        }
        "RejectDialog" => {
            at_the_ticket(tour, known).await;
            page.click(".ticket-head .actions .button.square").await;
            pick(page, "s-rejected").await;
        }
        "ConflictDialog" => {
            at_the_ticket(tour, known).await;
            page.press("e").await;
            page.wait_for(".label-input").await;
            meanwhile(page, known.ticket).await;
            page.type_text(", bâtiment A").await;
            page.press("Enter").await;
        }
        "MergeDialog" => {
            at_the_ticket(tour, known).await;
            page.press("u").await;
        }
        "LinkDialog" => {
            at_the_ticket(tour, known).await;
            page.press("l").await;
        }
        "SplitDialog" => {
            at_the_ticket(tour, known).await;
            // Its button shows under the pointer, or to whoever comes to it by the keyboard.
            page.script(
                "document.querySelector('.step-menu').focus()",
                serde_json::Value::Null,
            )
            .await;
            page.press("Enter").await;
            pick(page, "i-out").await;
        }
        other => panic!("nobody opens the dialog {other}: add its visit to this file"),
    }
    page.wait_for("[role=dialog]").await;
    true
}

/// Somebody changes the label and the priority of a ticket.
async fn meanwhile(page: &Page, number: i64) {
    let sheet = reply(page, "get_ticket", json!({ "number": number })).await;
    let ticket = &sheet["ticket"];
    let facts = json!({
        "label": format!("{}, deuxième étage", ticket["label"].as_str().unwrap_or_default()), "priority": "urgent",
        "company_id": ticket["company_id"], "contact_id": ticket["contact_id"], "equipment_id": ticket["equipment_id"],
    });
    let edit = json!({ "number": number, "version": ticket["version"], "facts": facts });
    reply(page, "edit_ticket", edit).await;
}

async fn dialog(tour: &mut Tour<'_>, known: &Known, component: &str) {
    if !open(tour, known, component).await {
        return;
    }
    look_and_close(tour, component).await;
    if component == "MessageDialog" {
        become_somebody(tour, HERVE).await;
    }
}

async fn look_and_close(tour: &mut Tour<'_>, component: &str) {
    tour.look_at(&format!("dialog-{}", slug(component))).await;
    tour.page.press("Escape").await;
    tour.page.wait_gone("[role=dialog]").await;
}

/// The dialogs of an office where nothing happened yet.
pub async fn dialogs_of_an_empty_office(tour: &mut Tour<'_>, known: &Known) {
    for overlay in ["Palette", "Notices"] {
        self::overlay(tour, overlay, "main.main").await;
    }
    for component in ["EditRecord", "EditCategory", "EditAccount"] {
        dialog(tour, known, component).await;
    }
}

/// Reads what the dialogs of a lost office stand on.
pub async fn read(tour: &Tour<'_>, known: &Known) {
    at_the_ticket(tour, known).await;
    tour.go(&format!("/directory/companies/{}", known.company))
        .await;
    tour.page.wait_for(".panel").await;
    at_the_queue(tour).await;
}

/// The dialogs once the office does not answer any more: what is typed finds nothing, what is sent is refused.
pub async fn dialogs_without_office(tour: &mut Tour<'_>, known: &Known) {
    for overlay in ["Palette", "Notices"] {
        self::overlay(tour, overlay, "main.main").await;
    }
    for component in ["LinkDialog", "MergeDialog", "RejectDialog", "EditCompany"] {
        open(tour, known, component).await;
        tour.page.type_text("fuite").await;
        tour.page.press("Ctrl+Enter").await;
        look_and_close(tour, component).await;
    }
}

/// Somebody else sits down, by the back door: what the log-in looks like is seen elsewhere.
async fn become_somebody(tour: &Tour<'_>, person: Person) {
    let who = json!({ "login": person.login, "password": PASSWORD });
    reply(tour.page, "log_in", who).await;
    tour.page.reload().await;
    tour.page.wait_for("nav.rail").await;
}

async fn at_the_queue(tour: &Tour<'_>) {
    tour.go("/").await;
    tour.page
        .wait_for("#queue-list .list-row[data-current]")
        .await;
}

async fn at_the_ticket(tour: &Tour<'_>, known: &Known) {
    tour.go(&format!("/tickets/{}", known.ticket)).await;
    tour.page.wait_for(".photo img").await;
}

async fn add(tour: &Tour<'_>, path: &str, button: &str) {
    tour.go(path).await;
    tour.page.click(button).await;
}

async fn edit(tour: &Tour<'_>, path: &str) {
    tour.go(path).await;
    tour.page.wait_for(".panel").await;
    tour.page.press("e").await;
}

/// `edit-place` for `EditPlace`.
fn slug(component: &str) -> String {
    let mut slug = String::new();
    for letter in component.chars() {
        if letter.is_ascii_uppercase() && !slug.is_empty() {
            slug.push('-');
        }
        slug.push(letter.to_ascii_lowercase());
    }
    slug
}
