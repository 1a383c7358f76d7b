//! The tickets before and after, in the list one came from.

use yew::prelude::*;
use yew_router::prelude::use_navigator;

use super::TicketProps;
use crate::components::{Button, Kind};
use crate::keys::{Action, Chord, Screen, use_commands};
use crate::pages::queue::place_of;
use crate::route::Route;
use crate::t;

/// The way to the one before and the one after.
#[component]
pub fn Neighbours(props: &TicketProps) -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    let place = place_of(props.number);
    let go = Callback::from(move |number: i64| navigator.push(&Route::Ticket { number }));
    let walking = go.clone();
    let (next, previous) = (
        place.and_then(|place| place.next),
        place.and_then(|place| place.previous),
    );
    let offers: Vec<Action> = [
        next.map(|_| Action::Next),
        previous.map(|_| Action::Previous),
    ]
    .into_iter()
    .flatten()
    .collect();
    use_commands(Screen::Ticket, &offers, move |action| {
        let target = if action == Action::Next {
            next
        } else {
            previous
        };
        target.into_iter().for_each(|number| walking.emit(number));
    });
    let Some(place) = place else {
        return Html::default();
    };
    let step = |icon: &'static str, label: String, action: Action, to: Option<i64>| {
        let go = go.clone();
        let on_click =
            Callback::from(move |_: MouseEvent| to.into_iter().for_each(|number| go.emit(number)));
        let cap = Screen::Ticket
            .chord(action)
            .map(Chord::aria)
            .unwrap_or_default();
        html! { <Button class="small square" kind={Kind::Quiet} {icon} label={format!("{label} ({cap})")} disabled={to.is_none()} {on_click} /> }
    };
    html! {
        <span class="line small faint">
            {step("up", t!("key-previous"), Action::Previous, place.previous)}{step("down", t!("key-next"), Action::Next, place.next)}
            {t!("ticket-rank", rank = place.rank, rows = place.rows)}
        </span>
    }
}
