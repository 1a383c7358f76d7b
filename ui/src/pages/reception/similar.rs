//! Open tickets that say the same, shown while the label is typed.

use guichet_api::reception::{Card, SimilarTickets};
use yew::prelude::*;
use yew_router::Routable;

use super::caller::ColumnProps;
use super::message::MessageButton;
use crate::components::{icon, status_mark};
use crate::load::use_call;
use crate::route::Route;
use crate::settled::{use_kept, use_settled};
use crate::t;

/// Letters of a label before it says anything.
const ENOUGH: usize = 4;
/// Tickets shown.
const SHOWN: usize = 3;

/// Open tickets that say the same.
#[component]
pub fn Similar(props: &ColumnProps) -> Html {
    let desk = &props.desk;
    let file = desk.file.as_ref();
    let label = desk.form.label.trim().to_owned();
    let request = use_settled((label.chars().count() >= ENOUGH).then(|| {
        SimilarTickets {
            label,
            company_id: file
                .and_then(|file| file.company.as_ref())
                .map(|company| company.id),
            contact_id: file
                .and_then(|file| file.contact.as_ref())
                .map(|contact| contact.id),
            equipment_id: desk.form.equipment_id(),
        }
    }));
    let asked = request.is_some();
    let answer = use_call(request);
    let found = use_kept(answer.data).filter(|found| asked && !found.is_empty());
    let Some(found) = found else {
        return Html::default();
    };
    html! {
        <div class="suggest" role="status">
            {icon("copy")}
            <div class="grow">
                <p class="small">{t!("reception-similar", count = found.len())}</p>
                <ul class="mini">{for found.iter().take(SHOWN).map(line)}</ul>
            </div>
        </div>
    }
}

fn line(card: &Card) -> Html {
    html! {
        <li key={card.number}>{number(card)}<span class="ellipsis">{&card.label}</span><span class="line"><MessageButton card={card.clone()} />{status_mark(card.status)}</span></li>
    }
}

/// A ticket's number as a link to it.
pub(super) fn number(card: &Card) -> Html {
    let path = Route::Ticket {
        number: card.number,
    }
    .to_path();
    html! { <a class="num" href={format!("#{path}")} aria-label={t!("reception-ticket", number = card.number.to_string())}>{card.number.to_string()}</a> }
}
