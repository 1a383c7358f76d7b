//! A machine on one page: whose it is, where it stands, and its history, newest first.

use guichet_api::directory::{EquipmentSheet, GetEquipment};
use guichet_api::reception::CallerKind;
use guichet_domain::EquipmentId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::acts::Acts;
use super::edit_equipment::EditEquipment;
use super::parts::{head, panel, tickets};
use crate::components::loaded;
use crate::load::use_call;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::t;

/// Which machine.
#[derive(Properties, PartialEq)]
pub struct EquipmentProps {
    /// Its id.
    pub id: EquipmentId,
}

/// The card.
#[component]
pub fn EquipmentCard(props: &EquipmentProps) -> Html {
    let load = use_call(Some(GetEquipment { id: props.id }));
    let session = use_session();
    let typing = use_state(|| false);
    let on_edit = {
        let typing = typing.clone();
        Callback::from(move |()| typing.set(true))
    };
    let dialog = load.data.clone().filter(|_| *typing).map(|sheet| {
        let company = sheet.company.as_ref().map(|company| (company.id, AttrValue::from(company.name.clone())));
        let places: Vec<_> = sheet.place.iter().cloned().collect();
        let on_close = Callback::from(move |()| typing.set(false));
        html! { <EditEquipment equipment={sheet.equipment.clone()} {company} {places} {on_close} on_saved={load.reload.reform(|_| ())} /> }
    });
    let card = loaded(&load, 6, |sheet| draw(sheet, &session, &on_edit));
    html! { <article class="dir-card">{card}{dialog}</article> }
}

fn draw(sheet: &EquipmentSheet, session: &Session, on_edit: &Callback<()>) -> Html {
    let machine = &sheet.equipment;
    let state = if machine.active {
        t!("dir-in-use")
    } else {
        t!("dir-out-of-use")
    };
    let under = html! { <><span class="badge">{state}</span>{&machine.model}</> };
    let actions = html! { <Acts kind={CallerKind::Equipment} id={machine.id.0} name={machine.name.clone()} on_edit={on_edit.clone()} /> };
    html! {
        <>
            {head("box", machine.name.clone(), under, actions)}
            <div class="dir-grid">
                <section class="panel wide" aria-label={t!("dir-facts")}><header class="line"><h2>{t!("dir-facts")}</h2></header>{facts(sheet)}</section>
                {panel(t!("queue-title"), sheet.tickets.len(), true, Html::default(), tickets(&sheet.tickets, session))}
            </div>
        </>
    }
}

fn facts(sheet: &EquipmentSheet) -> Html {
    let machine = &sheet.equipment;
    let line = |name: String, value: Option<Html>| {
        value.map(|value| html! { <><dt>{name}</dt><dd>{value}</dd></> })
    };
    let text = |value: &str| (!value.is_empty()).then(|| html! { {value.to_owned()} });
    let company = sheet.company.as_ref().map(|company| {
        html! { <Link<Route> to={Route::Company { id: company.id }}>{&company.name}</Link<Route>> }
    });
    let contact = sheet.contact.as_ref().map(|contact| {
        html! { <Link<Route> to={Route::Contact { id: contact.id }}>{contact.name()}</Link<Route>> }
    });
    let place = sheet
        .place
        .as_ref()
        .map(|place| html! { {format!("{}, {}", place.name, place.address.replace('\n', ", "))} });
    html! {
        <dl class="facts">
            {line(t!("dir-serial"), text(&machine.serial))}
            {line(t!("dir-company"), company)}
            {line(t!("dir-user"), contact)}
            {line(t!("dir-place"), place)}
            {line(t!("dir-location"), text(&machine.location))}
        </dl>
    }
}
