//! Saving: the ticket opens, the form clears, the focus is back on who calls; or the refusal is
//! said where it belongs and nothing typed is lost.

use std::rc::Rc;

use guichet_api::reception::CallerFile;
use guichet_api::tickets::TicketSheet;
use guichet_api::{ApiError, Code};
use wasm_bindgen_futures::spawn_local;
use yew_router::prelude::Navigator;

use super::Desk;
use super::form::Form;
use crate::components::Toast;
use crate::route::Route;
use crate::{bridge, browser, t};

/// Fields of the page, the first wrong one takes the focus; those of the wire that have another name are with it.
const FOCUS: [(&str, &str); 13] = [
    ("contact_id", "caller"),
    ("last_name", "last_name"),
    ("first_name", "first_name"),
    ("phone", "phone"),
    ("mail", "mail"),
    ("company_name", "company_name"),
    ("name", "name"),
    ("model", "model"),
    ("serial", "serial"),
    ("label", "label"),
    ("description", "description"),
    ("reported_at", "reported_at"),
    ("note", "note"),
];

/// Opens the ticket.
pub(super) fn open(desk: &Desk) {
    if *desk.busy {
        return;
    }
    if desk.uploads.busy() {
        desk.say.emit(Toast::failed(t!("upload-wait")));
        return;
    }
    desk.busy.set(true);
    let desk = desk.clone();
    let form = Form {
        files: desk.uploads.sent(),
        ..(*desk.form).clone()
    };
    spawn_local(async move {
        let answer = send(&form, desk.file.clone()).await;
        desk.busy.set(false);
        match answer {
            Ok(sheet) => opened(&desk, sheet.ticket.number),
            Err(refusal) => refused(&desk, refusal),
        }
    });
}

/// A fast typist saves before the file of the caller is there: it is waited for, so that the ticket has its company.
async fn send(form: &Form, file: Option<Rc<CallerFile>>) -> Result<TicketSheet, ApiError> {
    let file = match (&form.who, file) {
        (Some(who), None) => Some(Rc::new(bridge::call(&who.sheet()).await?)),
        (_, file) => file,
    };
    bridge::call(&form.request(file.as_deref())).await
}

fn opened(desk: &Desk, number: i64) {
    desk.clear();
    desk.opened.set(Some(number));
    let on_show = desk.on_show.reform(move |()| number);
    desk.say.emit(
        Toast::done(t!("reception-opened", number = number.to_string()))
            .with_next(t!("reception-show"), on_show),
    );
}

fn refused(desk: &Desk, refusal: ApiError) {
    let first = FOCUS
        .iter()
        .find(|(field, _)| refusal.code == Code::Invalid && refusal.fields.contains_key(*field));
    desk.error.set(Some(refusal));
    if let Some((_, id)) = first {
        browser::focus_id(id);
    }
}

/// Shows the last ticket opened here.
pub(super) fn show_last(desk: &Desk, navigator: &Navigator) {
    if let Some(number) = *desk.opened {
        navigator.push(&Route::Ticket { number });
    }
}
