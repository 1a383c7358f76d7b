//! Who asks, who reported it, who is in copy, and on which machine.

use guichet_api::reception::{Caller, CallerKind, CallerSheet};
use guichet_api::tickets::SetPeople;
use guichet_domain::directory::Contact;
use guichet_domain::{ContactId, Verb};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;

use super::desk::{Desk, DeskProps};
use super::fact_search::FactSearch;
use crate::components::{Button, Kind, avatar, icon};
use crate::route::Route;
use crate::{bridge, t};

pub(super) fn faint(name: &str) -> Html {
    html! { <svg class="icon faint" aria-hidden="true"><use href={format!("#i-{name}")} /></svg> }
}

pub(super) fn head(
    title: String,
    add: Option<(String, &'static str, Callback<MouseEvent>)>,
) -> Html {
    let button = add.map(|(label, pictogram, on_click)| {
        html! { <Button class="small square push" kind={Kind::Quiet} icon={pictogram} {label} {on_click} /> }
    });
    html! { <div class="head"><h3>{title}</h3>{button}</div> }
}

/// The person concerned, and whoever reported it in their place.
#[component]
pub fn Requester(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let seeking = use_state(|| None::<Seeking>);
    let may = desk.may(Verb::ChangeFacts);
    let sheet = &desk.sheet;
    let open = |what: Seeking| {
        let seeking = seeking.clone();
        Callback::from(move |_: MouseEvent| seeking.set(Some(what)))
    };
    let edit = may.then(|| (t!("fact-contact-change"), "pen", open(Seeking::Contact)));
    html! {
        <section class="section">
            {head(t!("fact-contact"), edit)}
            {match (&sheet.contact, &sheet.company) {
                (Some(contact), company) => person(contact, company.as_ref().map(|company| company.name.as_str())),
                (None, Some(company)) => {
                    let path = Route::Company { id: company.id }.to_path();
                    html! { <p class="line">{faint("building")}<a href={format!("#{path}")}><b>{&company.name}</b></a></p> }
                }
                (None, None) => html! { <p class="small faint">{t!("fact-none")}</p> },
            }}
            {sheet.place.as_ref().map(|place| html! { <p class="line small">{faint("pin")}<span>{place.address.replace('\n', ", ")}</span></p> })}
            {reporter(desk, may, open(Seeking::Reporter))}
            {search(desk, &seeking)}
        </section>
    }
}

/// Who is sought.
#[derive(Clone, Copy, PartialEq)]
enum Seeking {
    Contact,
    Reporter,
}

fn search(desk: &Desk, seeking: &UseStateHandle<Option<Seeking>>) -> Html {
    let Some(what) = **seeking else {
        return Html::default();
    };
    let label = match what {
        Seeking::Contact => t!("fact-contact"),
        Seeking::Reporter => t!("fact-reporter"),
    };
    let (acting, closing) = (desk.clone(), seeking.clone());
    let on_choose = Callback::from(move |caller: Caller| {
        closing.set(None);
        match what {
            Seeking::Contact => change_contact(&acting, caller),
            Seeking::Reporter => acting.edit(
                move |facts| {
                    facts.reporter_id = Some(caller.id.into());
                    facts.reporter_staff_id = None;
                },
                t!("fact-reporter-changed"),
            ),
        }
    });
    let closing = seeking.clone();
    html! { <FactSearch id="seek-person" {label} kind={CallerKind::Contact} {on_choose} on_close={move |()| closing.set(None)} /> }
}

/// Another contact brings their company of today.
fn change_contact(desk: &Desk, caller: Caller) {
    let desk = desk.clone();
    let contact_id = Some(ContactId(caller.id));
    spawn_local(async move {
        match bridge::call(&CallerSheet {
            contact_id,
            company_id: None,
            equipment_id: None,
        })
        .await
        {
            Ok(file) => desk.edit(
                move |facts| {
                    facts.contact_id = contact_id;
                    facts.company_id = file
                        .company
                        .as_ref()
                        .map(|company| company.id)
                        .or(facts.company_id);
                },
                t!("fact-contact-changed"),
            ),
            Err(refusal) => desk.refused(refusal),
        }
    });
}

fn person(contact: &Contact, company: Option<&str>) -> Html {
    let path = Route::Contact { id: contact.id }.to_path();
    let about: Vec<&str> = [contact.position.as_str(), company.unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let phone = if contact.phone.is_empty() {
        &contact.mobile
    } else {
        &contact.phone
    };
    html! {
        <>
            <div class="line">{avatar(contact.name(), Some(contact.id.0), "", true)}
                <div><a href={format!("#{path}")}><b>{contact.name()}</b></a><p class="small faint">{about.join(", ")}</p></div>
            </div>
            if !phone.is_empty() { <p class="line small">{faint("phone")}<a class="num" href={format!("tel:{}", phone.replace(' ', ""))}>{phone}</a></p> }
            if !contact.mail.is_empty() { <p class="line small">{faint("mail")}<a class="ellipsis" href={format!("mailto:{}", contact.mail)}>{&contact.mail}</a></p> }
        </>
    }
}

fn reporter(desk: &Desk, may: bool, on_edit: Callback<MouseEvent>) -> Html {
    let ticket = &desk.sheet.ticket;
    let name = match (&desk.sheet.reporter, ticket.reporter_staff_id) {
        (Some(contact), _) => Some((contact.id.0, contact.name())),
        (None, Some(id)) => Some((id.0, desk.staff_name(id))),
        (None, None) => None,
    };
    let clearing = desk.clone();
    let on_clear = Callback::from(move |_: MouseEvent| {
        let clear = |facts: &mut guichet_domain::ticket::Facts| {
            facts.reporter_id = None;
            facts.reporter_staff_id = None;
        };
        clearing.edit(clear, t!("fact-reporter-changed"));
    });
    match name {
        Some((id, name)) => html! {
            <p class="line small"><span class="faint">{t!("fact-reporter")}</span>{avatar(name.clone(), Some(id), "small", true)}{name}
                if may { <Button class="small square push" kind={Kind::Quiet} icon="x" label={t!("reception-reporter-away")} on_click={on_clear} /> }
            </p>
        },
        None if may => {
            html! { <button type="button" class="editable small faint" onclick={on_edit}>{icon("plus")}{t!("reception-reporter-other")}</button> }
        }
        None => Html::default(),
    }
}

/// Contacts in copy.
#[component]
pub fn Observers(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let adding = use_state(|| false);
    let may = desk.may(Verb::ChangeFacts);
    let observers = &desk.sheet.observers;
    if observers.is_empty() && !may {
        return Html::default();
    }
    let (opening, closing) = (adding.clone(), adding.clone());
    let add = may.then(|| {
        (
            t!("fact-observer-add"),
            "plus",
            Callback::from(move |_: MouseEvent| opening.set(true)),
        )
    });
    let acting = desk.clone();
    let on_choose = Callback::from({
        let adding = adding.clone();
        move |caller: Caller| {
            adding.set(false);
            let mut observers = ids(&acting);
            if !observers.contains(&caller.id.into()) {
                observers.push(caller.id.into());
            }
            set_observers(&acting, observers);
        }
    });
    html! {
        <section class="section">
            {head(t!("fact-observers"), add)}
            {for observers.iter().map(|contact| observer(desk, contact, may))}
            if *adding { <FactSearch id="seek-observer" label={t!("fact-observers")} kind={CallerKind::Contact} {on_choose} on_close={move |()| closing.set(false)} /> }
        </section>
    }
}

fn ids(desk: &Desk) -> Vec<ContactId> {
    desk.sheet
        .observers
        .iter()
        .map(|contact| contact.id)
        .collect()
}

fn observer(desk: &Desk, contact: &Contact, may: bool) -> Html {
    let (acting, id) = (desk.clone(), contact.id);
    let on_click = Callback::from(move |_: MouseEvent| {
        let left = ids(&acting)
            .into_iter()
            .filter(|other| *other != id)
            .collect();
        set_observers(&acting, left);
    });
    html! {
        <p class="line small" key={id.to_string()}>{avatar(contact.name(), Some(id.0), "small", true)}<span class="ellipsis">{contact.name()}</span>
            if may { <Button class="small square push" kind={Kind::Quiet} icon="x" label={t!("fact-observer-away", name = contact.name())} {on_click} /> }
        </p>
    }
}

fn set_observers(desk: &Desk, observers: Vec<ContactId>) {
    desk.regroup(SetPeople {
        observers,
        ..people(desk)
    });
}

/// The people and machines of the ticket as they stand.
pub(super) fn people(desk: &Desk) -> SetPeople {
    SetPeople {
        number: desk.number(),
        version: desk.version(),
        technicians: desk.sheet.technicians.clone(),
        observers: ids(desk),
        other_equipment: desk
            .sheet
            .other_equipment
            .iter()
            .map(|machine| machine.id)
            .collect(),
    }
}
