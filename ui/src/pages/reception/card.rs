//! Who was found, on a card: how to reach them, where, what to know; and who else is there.

use guichet_api::reception::CallerKind;
use guichet_domain::directory::{Company, Contact, Equipment, Place};
use yew::prelude::*;
use yew_router::Routable;

use super::Desk;
use super::form::{Typed, Who};
use crate::components::{Tone, avatar, icon, notice};
use crate::route::Route;
use crate::t;

/// The card.
pub fn contact_card(desk: &Desk) -> Html {
    let Some(who) = &desk.form.who else {
        return Html::default();
    };
    let Some(file) = &desk.file else {
        // Its height is about that of the real card: nothing jumps when the file comes.
        return html! { <article class="card contact" aria-busy="true"><h3 class="name">{&who.name}</h3><span class="skeleton" /><span class="skeleton" /></article> };
    };
    let company = file.company.as_ref();
    let notes = [
        file.contact.as_ref().map(|contact| &contact.note),
        company.map(|company| &company.note),
        file.places.first().map(|place| &place.access),
    ];
    let notes: Vec<&String> = notes
        .into_iter()
        .flatten()
        .filter(|note| !note.is_empty())
        .collect();
    html! {
        <>
            <article class="card contact" aria-label={who.name.clone()}>
                {head(who, file.contact.as_ref())}
                {company.filter(|_| who.kind != CallerKind::Company).map(company_line)}
                {machine(who, &file.equipment).map(machine_line)}
                {ways(file.contact.as_ref(), company)}
                {file.places.first().map(place_line)}
                if !notes.is_empty() { {notice(Tone::Warning, Some("info"), html! { <>{for notes.iter().map(|note| html! { <span class="note-line">{note}</span> })}</> }, Html::default())} }
            </article>
            {colleagues(desk, &file.colleagues, company)}
        </>
    }
}

fn head(who: &Who, contact: Option<&Contact>) -> Html {
    let face = match contact {
        Some(contact) => avatar(contact.name(), Some(contact.id.0), "large", true),
        None => {
            html! { <span class="note-icon">{icon(if who.kind == CallerKind::Equipment { "box" } else { "building" })}</span> }
        }
    };
    let name = contact.map_or_else(|| who.name.clone(), Contact::name);
    let position = contact
        .map(|contact| contact.position.clone())
        .filter(|position| !position.is_empty());
    html! {
        <div class="line">
            {face}
            <div class="grow"><h3 class="name">{name}</h3>{position.map(|position| html! { <p class="small muted">{position}</p> })}</div>
        </div>
    }
}

fn machine<'a>(who: &Who, equipment: &'a [Equipment]) -> Option<&'a Equipment> {
    equipment.iter().find(|machine| machine.id.0 == who.id)
}

fn machine_line(machine: &Equipment) -> Html {
    let serial = (!machine.serial.is_empty())
        .then(|| t!("reception-serial", serial = machine.serial.clone()));
    html! { <p class="line">{icon_faint("box")}<span>{&machine.name}{" "}<span class="faint num">{serial}</span></span></p> }
}

fn company_line(company: &Company) -> Html {
    let path = Route::Company { id: company.id }.to_path();
    html! { <p class="line">{icon_faint("building")}<a href={format!("#{path}")}>{&company.name}</a></p> }
}

fn ways(contact: Option<&Contact>, company: Option<&Company>) -> Html {
    let phones = contact
        .map(|contact| vec![&contact.phone, &contact.mobile])
        .unwrap_or_default();
    let mut phones: Vec<&String> = phones
        .into_iter()
        .filter(|phone| !phone.is_empty())
        .collect();
    phones.extend(
        company
            .map(|company| &company.phone)
            .filter(|phone| phones.is_empty() && !phone.is_empty()),
    );
    let mail = contact
        .map(|contact| &contact.mail)
        .or(company.map(|company| &company.mail))
        .filter(|mail| !mail.is_empty());
    html! {
        <>
            {for phones.into_iter().map(|phone| html! { <p class="line num">{icon_faint("phone")}{phone}</p> })}
            {mail.map(|mail| html! { <p class="line">{icon_faint("mail")}<span class="ellipsis">{mail}</span></p> })}
        </>
    }
}

fn place_line(place: &Place) -> Html {
    let address = if place.address.is_empty() {
        place.name.clone()
    } else {
        place.address.replace('\n', ", ")
    };
    html! {
        <p class="line">{icon_faint("pin")}<span>{address}</span></p>
    }
}

fn icon_faint(name: &str) -> Html {
    html! { <svg class="icon faint" aria-hidden="true"><use href={format!("#i-{name}")} /></svg> }
}

fn colleagues(desk: &Desk, colleagues: &[Contact], company: Option<&Company>) -> Html {
    if colleagues.is_empty() {
        return Html::default();
    }
    let lines = colleagues.iter().map(|contact| {
        let who = Who { kind: CallerKind::Contact, id: contact.id.0, name: contact.name() };
        let on_click = desk.on(Typed::Found).reform(move |_: MouseEvent| who.clone());
        let phone = if contact.mobile.is_empty() { &contact.phone } else { &contact.mobile };
        html! {
            <li key={contact.id.to_string()}>
                <button type="button" class="mini-row" onclick={on_click}>
                    {avatar(contact.name(), Some(contact.id.0), "small", true)}
                    <span class="ellipsis">{contact.name()}</span><span class="num faint">{phone}</span>
                </button>
            </li>
        }
    });
    let place = company
        .map(|company| company.name.clone())
        .unwrap_or_default();
    html! {
        <div class="desk-block"><h3>{t!("reception-also", company = place)}</h3><ul class="mini people">{for lines}</ul></div>
    }
}
