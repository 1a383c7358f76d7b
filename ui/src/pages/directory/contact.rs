//! A contact on one page: how to reach them, their machines, their tickets.

use guichet_api::directory::{ContactSheet, GetContact};
use guichet_api::reception::CallerKind;
use guichet_domain::ContactId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::acts::Acts;
use super::edit_contact::EditContact;
use super::parts::{head, machines, panel, tickets};
use crate::components::{Tone, loaded, notice};
use crate::i18n::names;
use crate::load::use_call;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::t;

/// Which contact.
#[derive(Properties, PartialEq)]
pub struct ContactProps {
    /// Their id.
    pub id: ContactId,
}

/// The card.
#[component]
pub fn ContactCard(props: &ContactProps) -> Html {
    let load = use_call(Some(GetContact { id: props.id }));
    let session = use_session();
    let typing = use_state(|| false);
    let on_edit = {
        let typing = typing.clone();
        Callback::from(move |()| typing.set(true))
    };
    let dialog = load.data.clone().filter(|_| *typing).map(|sheet| {
        let company = sheet.company.as_ref().map(|company| (company.id, AttrValue::from(company.name.clone())));
        let on_close = Callback::from(move |()| typing.set(false));
        html! { <EditContact contact={sheet.contact.clone()} {company} {on_close} on_saved={load.reload.reform(|_| ())} /> }
    });
    let card = loaded(&load, 6, |sheet| draw(sheet, &session, &on_edit));
    html! { <article class="dir-card">{card}{dialog}</article> }
}

fn draw(sheet: &ContactSheet, session: &Session, on_edit: &Callback<()>) -> Html {
    let contact = &sheet.contact;
    let under = html! {
        <>
            <span class="badge" data-tone="accent">{names::segment(contact.segment)}</span>
            if !contact.active { <span class="badge">{t!("dir-inactive")}</span> }
            {&contact.position}
        </>
    };
    let actions = html! { <Acts kind={CallerKind::Contact} id={contact.id.0} name={contact.name()} on_edit={on_edit.clone()} /> };
    html! {
        <>
            {head("user", contact.name(), under, actions)}
            if !contact.note.is_empty() { {notice(Tone::Info, None, html! { {&contact.note} }, Html::default())} }
            <div class="dir-grid">
                <section class="panel" aria-label={t!("dir-reach")}><header class="line"><h2>{t!("dir-reach")}</h2></header>{reach(sheet)}</section>
                {panel(t!("dir-equipment"), sheet.equipment.len(), false, Html::default(), machines(&sheet.equipment))}
                {panel(t!("queue-title"), sheet.tickets.len(), true, Html::default(), tickets(&sheet.tickets, session))}
            </div>
        </>
    }
}

fn reach(sheet: &ContactSheet) -> Html {
    let contact = &sheet.contact;
    let company = sheet.company.as_ref().map(|company| {
        html! { <><dt>{t!("dir-company")}</dt><dd><Link<Route> to={Route::Company { id: company.id }}>{&company.name}</Link<Route>></dd></> }
    });
    let line = |name: String, value: &str| {
        let value = value.to_owned();
        (!value.is_empty()).then(|| html! { <><dt>{name}</dt><dd class="num">{value}</dd></> })
    };
    html! {
        <dl class="facts">
            {company}
            {line(t!("dir-phone"), &contact.phone)}{line(t!("dir-mobile"), &contact.mobile)}{line(t!("dir-mail"), &contact.mail)}
            <dt>{t!("dir-power")}</dt><dd>{if contact.power { t!("yes") } else { t!("no") }}</dd>
        </dl>
    }
}
