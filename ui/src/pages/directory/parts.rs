//! What the cards of the directory share: marked words, tickets, machines, contacts, heads.

use guichet_api::reception::Card;
use guichet_domain::directory::{Contact, Equipment};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{avatar, icon, status_mark};
use crate::i18n::{fold, when};
use crate::pages::reception::MessageButton;
use crate::route::Route;
use crate::session::Session;
use crate::t;

/// A text with what was typed underlined in it.
pub fn marked(text: &str, typed: &str) -> Html {
    let sought = fold(typed);
    let letters: Vec<char> = text.chars().collect();
    let folded: Vec<char> = letters
        .iter()
        .map(|letter| fold(&letter.to_string()).chars().next().unwrap_or(*letter))
        .collect();
    let sought: Vec<char> = sought.chars().collect();
    let at = if sought.is_empty() {
        None
    } else {
        folded
            .windows(sought.len())
            .position(|window| *window == *sought)
    };
    let Some(at) = at else {
        return html! { {text.to_owned()} };
    };
    let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let end = at + sought.len();
    html! { <>{part(0, at)}<mark>{part(at, end)}</mark>{part(end, letters.len())}</> }
}

/// A block of a card: title, how many, what adds one.
pub fn panel(title: String, count: usize, wide: bool, add: Html, body: Html) -> Html {
    html! {
        <section class={classes!("panel", wide.then_some("wide"))} aria-label={title.clone()}>
            <header class="line"><h2>{title}</h2><span class="count">{count}</span>{add}</header>
            {body}
        </section>
    }
}

/// Tickets as cards, newest first.
pub fn tickets(cards: &[Card], session: &Session) -> Html {
    if cards.is_empty() {
        return html! { <p class="hint">{t!("dir-no-ticket")}</p> };
    }
    let rows = cards.iter().map(|card| {
        let number = card.number;
        let name = card
            .assignee_id
            .map_or_else(|| t!("nobody"), |id| session.name_of(id));
        let at = card.closed_at.unwrap_or(card.updated_at);
        html! {
            <li key={number}>
                <Link<Route> classes="num" to={Route::Ticket { number }}>{number}</Link<Route>>
                <span class="ellipsis">{&card.label}</span><MessageButton card={card.clone()} />{status_mark(card.status)}
                {avatar(name, card.assignee_id.map(|id| id.0), "small", false)}
                <span class="small end" title={when::full(at)}>{when::instant(at)}</span>
            </li>
        }
    });
    html! { <ul class="dir-rows tk">{for rows}</ul> }
}

/// Machines, a line each.
pub fn machines(equipment: &[Equipment]) -> Html {
    let rows = equipment.iter().map(|machine| {
        html! {
            <li key={machine.id.to_string()}>
                <span class="faint">{icon("box")}</span>
                <span class="pair"><Link<Route> to={Route::Equipment { id: machine.id }}>{&machine.name}</Link<Route>><span>{under(machine)}{"\u{a0}"}</span></span>
                <span />
                <span class="badge">{if machine.active { t!("dir-in-use") } else { t!("dir-out-of-use") }}</span>
            </li>
        }
    });
    html! { <ul class="dir-rows eq">{for rows}</ul> }
}

/// Model, serial and location of a machine.
pub fn under(machine: &Equipment) -> String {
    let parts = [&machine.model, &machine.serial, &machine.location];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Contacts, a line each.
pub fn contacts(contacts: &[Contact]) -> Html {
    let rows = contacts.iter().map(|contact| {
        let mut detail = contact.position.clone();
        if contact.power {
            detail = if detail.is_empty() { t!("dir-power") } else { format!("{detail} · {}", t!("dir-power")) };
        }
        html! {
            <li key={contact.id.to_string()}>
                {avatar(contact.name(), Some(contact.id.0), "", true)}
                <span class="pair"><Link<Route> to={Route::Contact { id: contact.id }}>{contact.name()}</Link<Route>><span>{detail}{"\u{a0}"}</span></span>
                <span class="num small">{if contact.phone.is_empty() { &contact.mobile } else { &contact.phone }}</span>
            </li>
        }
    });
    html! { <ul class="dir-rows">{for rows}</ul> }
}

/// The head of a card: its mark, its name, what tells it apart, what one may do.
pub fn head(pictogram: &str, name: String, under: Html, actions: Html) -> Html {
    html! {
        <header class="dir-head">
            <span class="dir-mark">{icon(pictogram)}</span>
            <div class="stack"><h2 class="dir-name">{name}</h2><p class="line small faint">{under}</p></div>
            <span class="push line actions">{actions}</span>
        </header>
    }
}
