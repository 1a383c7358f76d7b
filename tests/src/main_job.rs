//! The main job from the call to the reopening, told once for both doors.
//!
//! Each function is one moment of it and says what a person then sees; the last one tells them in order.

use guichet_testkit::image;
use guichet_testkit::page::Page;
use serde_json::json;

use crate::asking::{call, may_read};
use crate::office::{ELODIE, HERVE, NOLWENN, RONAN, SOIZIC};
use crate::session::{change_to, go, log_in};
use crate::{queue, reception, ticket};

/// A word of the label that no ticket of a demonstration has.
pub const WORD: &str = "Zébulon";
const LABEL: &str = "Le traceur Zébulon n’imprime plus";
const STEP: &str = "Tête nettoyée, courroie retendue, essai concluant";

/// What a person can find of the ticket while they see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traces {
    /// The ticket.
    pub number: i64,
    /// The picture pasted at the reception.
    pub file: String,
}

/// R1, R2: the reception logs a call with a pasted picture, and touches no pointer.
pub async fn reception_logs_a_call(page: &Page) -> i64 {
    let caller = reception::a_known_caller(page).await;
    let before = page.effort();
    reception::open(page).await;
    reception::find(page, &caller).await;
    page.type_text(LABEL).await;
    reception::paste(page, &image::screenshot()).await;
    let number = reception::save(page).await;
    let clicks = reception::since(page, before).clicks;
    assert_eq!(clicks, 0, "the reception used its pointer");
    number
}

/// R8: whoever treats tickets sees it in the list, by a search and by a call, and may read its picture.
pub async fn a_technician_sees_it(page: &Page, number: i64) -> Traces {
    queue::look_at(page, "Non attribués").await;
    queue::shows(page, number).await;
    queue::search(page, WORD).await;
    queue::shows(page, number).await;
    page.press("Escape").await;
    ticket::open(page, number).await;
    page.wait_for(".photo img").await;
    let file = ticket::attachment(page, number).await;
    assert!(may_read(page, &file).await, "the picture cannot be read");
    Traces { number, file }
}

/// R12: a supervisor gives it to somebody.
pub async fn a_supervisor_assigns_it(page: &Page, number: i64) {
    ticket::open(page, number).await;
    ticket::assign(page, RONAN).await;
}

/// R8: a colleague still sees it, and may take it, but not write in it.
pub async fn a_colleague_reads_it_only(page: &Page, number: i64) -> u32 {
    ticket::open(page, number).await;
    page.find_text("Prenez ce ticket pour y écrire.").await;
    assert!(
        !ticket::may_be_written(page).await,
        "a colleague may write in it"
    );
    let written = json!({
        "number": number, "attachments": [], "wait": false,
        "step": { "kind": "information", "body": "Je passe par là", "public": true },
    });
    assert_eq!(
        call(page, "add_step", written).await,
        Err("forbidden".to_owned())
    );
    queue::look_at(page, queue::OPEN).await;
    queue::shows(page, number).await;
    queue::counter(page).await
}

/// R4: who has it takes it.
pub async fn the_technician_takes_it(page: &Page, number: i64) {
    ticket::open(page, number).await;
    assert!(
        ticket::may_be_written(page).await,
        "who has it may not write in it"
    );
    ticket::take(page).await;
}

/// R8: the others lose sight of it: list, search, counter, call, picture.
pub async fn the_others_lose_sight_of_it(page: &Page, traces: &Traces, counted_before: u32) {
    queue::look_at(page, queue::OPEN).await;
    let counted = queue::counter(page).await;
    assert_eq!(
        counted,
        counted_before - 1,
        "the counter still knows of the ticket"
    );
    queue::lacks(page, traces.number).await;
    queue::search(page, WORD).await;
    page.find_text("Rien ne répond").await;
    let asked = json!({ "number": traces.number });
    assert_eq!(
        call(page, "get_ticket", asked.clone()).await,
        Err("not_found".to_owned())
    );
    assert_eq!(
        call(page, "ticket_history", asked).await,
        Err("not_found".to_owned())
    );
    assert!(
        !may_read(page, &traces.file).await,
        "the picture can still be read"
    );
    go(page, &format!("/tickets/{}", traces.number)).await;
    page.find_text("Ce ticket n’est plus sous vos yeux").await;
}

/// R5, R10: what was done, and how long it took.
pub async fn the_technician_treats_it(page: &Page, number: i64) {
    ticket::open(page, number).await;
    ticket::write(page, STEP, "45").await;
    ticket::write(page, "Rappel du client : tout va bien", "0:20").await;
    page.find_text("1 h 05").await;
}

/// R6: resolved is locked, and its technician cannot reopen it.
pub async fn resolved_is_locked(page: &Page, number: i64) {
    page.click_button("Résoudre").await;
    page.wait_for(".status-badge[data-status=resolved]").await;
    page.find_text("Fiche, étapes et minutes ne changent plus")
        .await;
    page.wait_gone("form.composer").await;
    assert!(
        !page.shows("Rouvrir").await,
        "a technician is offered to reopen"
    );
    assert_eq!(
        ticket::try_to_reopen(page, number).await,
        Err("forbidden".to_owned())
    );
}

/// R6, R12: the administrator opens it again.
pub async fn the_administrator_reopens_it(page: &Page, number: i64) {
    ticket::open(page, number).await;
    page.find_text("Fiche, étapes et minutes ne changent plus")
        .await;
    page.click_button("Rouvrir").await;
    page.wait_for("[data-status=in-progress]").await;
    page.wait_for("form.composer").await;
}

/// R39: the history tells it all, in order, with its authors.
pub async fn the_history_tells_it_all(page: &Page) {
    let lines = ticket::history(page).await;
    let told = [
        (SOIZIC, "a ouvert le ticket, téléphone"),
        (NOLWENN, "a confié le ticket à"),
        (RONAN, "a pris le ticket"),
        (RONAN, "a résolu le ticket"),
        (HERVE, "a rouvert le ticket"),
    ];
    let mut rest = lines.iter();
    for (who, deed) in told {
        assert!(
            rest.any(|line| line.starts_with(who.name) && line.contains(deed)),
            "“{} {deed}” is not in its place in {lines:#?}",
            who.name
        );
    }
}

/// All of it; the page is at the log-in of a demonstration office.
pub async fn tell(page: &Page) {
    log_in(page, SOIZIC).await;
    let number = reception_logs_a_call(page).await;
    change_to(page, RONAN).await;
    a_technician_sees_it(page, number).await;
    change_to(page, ELODIE).await;
    let traces = a_technician_sees_it(page, number).await;
    change_to(page, NOLWENN).await;
    a_supervisor_assigns_it(page, number).await;
    change_to(page, ELODIE).await;
    let counted = a_colleague_reads_it_only(page, number).await;
    change_to(page, RONAN).await;
    the_technician_takes_it(page, number).await;
    change_to(page, ELODIE).await;
    the_others_lose_sight_of_it(page, &traces, counted).await;
    change_to(page, RONAN).await;
    the_technician_treats_it(page, number).await;
    resolved_is_locked(page, number).await;
    change_to(page, HERVE).await;
    the_administrator_reopens_it(page, number).await;
    the_history_tells_it_all(page).await;
}
