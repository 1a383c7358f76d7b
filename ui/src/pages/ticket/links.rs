//! The tickets this one depends on.

use guichet_api::tickets::{Link, UnlinkTickets};
use guichet_domain::{LinkKind, Status, Verb};
use yew::prelude::*;
use yew_router::Routable;

use super::desk::Desk;
use super::dialogs::TicketDialog;
use crate::components::{Button, Kind, shape, status_slug};
use crate::i18n::names;
use crate::route::Route;
use crate::t;

/// The links.
pub fn links(desk: &Desk) -> Html {
    let may = desk.may(Verb::ChangeFacts);
    let links = &desk.sheet.links;
    if links.is_empty() && !may && desk.sheet.merged_into.is_none() {
        return Html::default();
    }
    let dialog = desk.dialog.clone();
    let on_add = Callback::from(move |_: MouseEvent| dialog.set(Some(TicketDialog::Link)));
    html! {
        <section class="section">
            <div class="head"><h3>{t!("links-title")}</h3>
                if may { <Button class="small square push" kind={Kind::Quiet} icon="plus" label={t!("key-link")} on_click={on_add} /> }
            </div>
            {for desk.sheet.merged_into.iter().map(|number| merged(*number))}
            {for links.iter().map(|link| line(desk, link, may))}
            if links.is_empty() && desk.sheet.merged_into.is_none() { <p class="small faint">{t!("links-none")}</p> }
        </section>
    }
}

fn address(number: i64) -> String {
    format!("#{}", Route::Ticket { number }.to_path())
}

fn merged(number: i64) -> Html {
    html! { <p class="small line nowrap">{t!("links-merged")}{" "}<a href={address(number)}>{number.to_string()}</a></p> }
}

fn line(desk: &Desk, link: &Link, may: bool) -> Html {
    let card = &link.card;
    let words = if link.outgoing {
        names::link(link.kind)
    } else {
        reverse(link.kind)
    };
    let (acting, call) = (desk.clone(), unlink(desk.number(), link));
    let on_click = Callback::from(move |_: MouseEvent| acting.change(call.clone(), |_, _| ()));
    html! {
        <p class="small line nowrap" key={format!("{:?}{}{}", link.kind, link.outgoing, card.number)}>
            <span class="faint">{words}</span><a href={address(card.number)} title={card.label.clone()}>{card.number.to_string()}</a>
            <span class="ellipsis faint">{&card.label}</span><span class="push line">{status(card.status)}
            if may { <Button class="small square" kind={Kind::Quiet} icon="x" label={t!("links-away", number = card.number.to_string())} {on_click} /> }</span>
        </p>
    }
}

/// The shape alone: the column has no room for its word, which is still read aloud.
fn status(status: Status) -> Html {
    let slug = status_slug(status);
    html! { <span class="mark" data-status={slug.clone()} title={names::status(status)}>{shape(&format!("s-{slug}"))}<span class="sr">{names::status(status)}</span></span> }
}

fn unlink(number: i64, link: &Link) -> UnlinkTickets {
    let (from, to) = if link.outgoing {
        (number, link.card.number)
    } else {
        (link.card.number, number)
    };
    UnlinkTickets {
        number: from,
        kind: link.kind,
        to,
    }
}

/// The link read from the other end.
fn reverse(kind: LinkKind) -> String {
    match kind {
        LinkKind::DuplicateOf => t!("links-has-duplicate"),
        LinkKind::BlockedBy => t!("links-blocks"),
        LinkKind::Follows => t!("links-followed-by"),
    }
}
