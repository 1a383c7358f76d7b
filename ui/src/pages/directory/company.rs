//! A company on one page: contacts, contracts, places, machines, tickets.

use guichet_api::directory::{CompanySheet, GetCompany};
use guichet_api::reception::CallerKind;
use guichet_domain::directory::{Place, Record};
use guichet_domain::{CompanyId, Verb};
use yew::prelude::*;

use super::acts::Acts;
use super::edit_company::EditCompany;
use super::edit_contact::EditContact;
use super::edit_equipment::EditEquipment;
use super::edit_place::EditPlace;
use super::parts::{contacts, head, machines, panel, tickets};
use crate::components::{Button, Kind, Tone, loaded, notice};
use crate::i18n::{self, dates};
use crate::load::use_call;
use crate::session::{Session, use_session};
use crate::{bridge, t};

/// Which company.
#[derive(Properties, PartialEq)]
pub struct CompanyProps {
    /// Its id.
    pub id: CompanyId,
}

/// What is being typed over the card.
#[derive(Clone, PartialEq)]
enum Typing {
    Company,
    Contact,
    Equipment,
    Place(Option<Place>),
}

/// The card.
#[component]
pub fn CompanyCard(props: &CompanyProps) -> Html {
    let load = use_call(Some(GetCompany { id: props.id }));
    let session = use_session();
    let typing = use_state(|| None::<Typing>);
    let on_type = Callback::from({
        let typing = typing.clone();
        move |what| typing.set(Some(what))
    });
    let dialog = load
        .data
        .as_ref()
        .zip((*typing).clone())
        .map(|(sheet, what)| {
            let typing = typing.clone();
            dialog(
                sheet,
                what,
                Callback::from(move |()| typing.set(None)),
                load.reload.clone(),
            )
        });
    let card = loaded(&load, 6, |sheet| draw(sheet, &session, &on_type));
    html! { <article class="dir-card">{card}{dialog}</article> }
}

fn dialog(
    sheet: &CompanySheet,
    what: Typing,
    on_close: Callback<()>,
    reload: Callback<()>,
) -> Html {
    let on_saved = reload.reform(|_| ());
    let company = Some((
        sheet.company.id,
        AttrValue::from(sheet.company.name.clone()),
    ));
    match what {
        Typing::Company => {
            html! { <EditCompany company={sheet.company.clone()} {on_close} {on_saved} /> }
        }
        Typing::Contact => html! { <EditContact {company} {on_close} {on_saved} /> },
        Typing::Equipment => {
            html! { <EditEquipment {company} places={sheet.places.clone()} {on_close} {on_saved} /> }
        }
        Typing::Place(place) => {
            html! { <EditPlace {place} company={sheet.company.id} {on_close} on_saved={reload} /> }
        }
    }
}

fn draw(sheet: &CompanySheet, session: &Session, on_type: &Callback<Typing>) -> Html {
    let company = &sheet.company;
    let may = session.may(Verb::ChangeDirectory);
    let under = html! {
        <>
            if !company.active { <span class="badge">{t!("dir-inactive")}</span> }
            {[&company.code, &company.phone, &company.mail].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ")}
        </>
    };
    let on_edit = on_type.reform(|()| Typing::Company);
    let actions = html! { <Acts kind={CallerKind::Company} id={company.id.0} name={company.name.clone()} {on_edit} /> };
    let add = |what: Typing, label: String| {
        if !may {
            return Html::default();
        }
        html! { <Button class="small square push" kind={Kind::Quiet} icon="plus" {label} on_click={on_type.reform(move |_| what.clone())} /> }
    };
    html! {
        <>
            {head("building", company.name.clone(), under, actions)}
            if !company.note.is_empty() { {notice(Tone::Info, None, html! { {&company.note} }, Html::default())} }
            <div class="dir-grid">
                {panel(t!("dir-contacts"), sheet.contacts.len(), false, add(Typing::Contact, t!("dir-contact-new")), contacts(&sheet.contacts))}
                <section class="panel" aria-label={t!("dir-contracts")}>
                    <header class="line"><h2>{t!("dir-contracts")}</h2><span class="count">{sheet.contracts.len()}</span></header>
                    {records(&sheet.contracts)}
                    <header class="line"><h2>{t!("dir-places")}</h2><span class="count">{sheet.places.len()}</span>{add(Typing::Place(None), t!("dir-place-new"))}</header>
                    {places(&sheet.places, may, on_type)}
                </section>
                {panel(t!("dir-equipment"), sheet.equipment.len(), true, add(Typing::Equipment, t!("dir-machine-new")), machines(&sheet.equipment))}
                {panel(t!("queue-title"), sheet.tickets.len(), true, Html::default(), tickets(&sheet.tickets, session))}
            </div>
        </>
    }
}

fn records(records: &[Record]) -> Html {
    let rows = records.iter().map(|record| html! {
        <li key={record.id.to_string()}><span class="pair"><span>{&record.label}</span><span>{period(record)}{"\u{a0}"}</span></span></li>
    });
    html! { <ul class="dir-rows one">{for rows}</ul> }
}

/// When a contract or a project runs.
pub fn period(record: &Record) -> String {
    let now = bridge::local(bridge::now());
    let day = |day| dates::short_day(i18n::language(), now, day);
    let dates = match (record.starts_on, record.ends_on) {
        (Some(from), Some(to)) => t!("dir-from-to", from = day(from), to = day(to)),
        (None, Some(to)) => t!("dir-until", to = day(to)),
        (Some(from), None) => t!("dir-from", from = day(from)),
        (None, None) => String::new(),
    };
    [record.code.clone(), dates]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn places(places: &[Place], may: bool, on_type: &Callback<Typing>) -> Html {
    let rows = places.iter().map(|place| {
        let edited = place.clone();
        let on_click = on_type.reform(move |_: MouseEvent| Typing::Place(Some(edited.clone())));
        let lines = [place.address.replace('\n', ", "), place.access.clone()];
        let detail = lines.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        html! {
            <li key={place.id.to_string()}><span class="pair">
                if may { <button type="button" class="editable" onclick={on_click}>{&place.name}</button> } else { <span>{&place.name}</span> }
                <span>{detail}{"\u{a0}"}</span>
            </span></li>
        }
    });
    html! { <ul class="dir-rows one">{for rows}</ul> }
}
