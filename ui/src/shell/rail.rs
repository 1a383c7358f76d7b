//! The rail: the pages there are, in the design's order; the others come with what they lead to.

use guichet_api::lists::CountTickets;
use guichet_domain::TicketFilter;
use yew::prelude::*;
use yew_router::prelude::*;

use super::use_overlays;
use crate::components::{caps, icon};
use crate::i18n::when;
use crate::keys::{Action, Screen};
use crate::live::use_live;
use crate::load::use_call;
use crate::route::{Overlay, Route};
use crate::t;

/// The rail.
#[component]
pub fn Rail() -> Html {
    let route = use_route::<Route>();
    let open = TicketFilter {
        open: true,
        ..TicketFilter::default()
    };
    let counts = use_call(Some(CountTickets {
        filters: vec![open],
    }));
    let to_see = counts
        .data
        .as_ref()
        .and_then(|counts| counts.first().cloned());
    let here = |routes: &[Route]| route.as_ref().is_some_and(|route| routes.contains(route));
    let in_queue =
        here(&[Route::Queue, Route::MyDay]) || matches!(route, Some(Route::Ticket { .. }));
    let in_directory = here(&[Route::Directory])
        || matches!(
            route,
            Some(Route::Company { .. } | Route::Contact { .. } | Route::Equipment { .. })
        );
    let in_settings = matches!(route, Some(Route::Settings | Route::Section { .. }));
    let count = to_see.filter(|count| count.count > 0).map(|count| {
        let shown = if count.capped { "999+".to_owned() } else { count.count.to_string() };
        html! { <span class="rail-count" aria-label={t!("shell-to-see", count = count.count)}>{shown}</span> }
    });
    html! {
        <nav class="rail" aria-label={t!("shell-nav")}>
            <div class="rail-brand"><svg viewBox="0 0 16 16" aria-hidden="true"><use href="#mark" /></svg><span>{"Guichet"}</span></div>
            {entry(Route::Queue, "inbox", t!("shell-queue"), in_queue, Action::GoQueue, count)}
            {entry(Route::Reception, "desk", t!("shell-reception"), here(&[Route::Reception]), Action::GoReception, None)}
            {entry(Route::Directory, "people", t!("shell-directory"), in_directory, Action::GoDirectory, None)}
            {entry(Route::Settings, "sliders", t!("shell-settings"), in_settings, Action::GoSettings, None)}
            <Foot />
        </nav>
    }
}

fn entry(
    route: Route,
    pictogram: &'static str,
    words: String,
    current: bool,
    action: Action,
    count: Option<Html>,
) -> Html {
    let keys = Screen::Everywhere.chord(action);
    let title = keys.map(|chord| format!("{words} ({})", chord.aria()));
    html! {
        <Place {route} {pictogram} {words} {current} title={title.unwrap_or_default()}>{count.unwrap_or_default()}</Place>
    }
}

#[derive(Properties, PartialEq)]
struct PlaceProps {
    route: Route,
    pictogram: &'static str,
    words: AttrValue,
    title: AttrValue,
    current: bool,
    children: Html,
}

/// A link of the rail: an anchor of its own, for the router's has no `aria-current`.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let navigator = use_navigator().expect("the rail stands in a router");
    let route = props.route;
    let on_click = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        navigator.push(&route);
    });
    html! {
        <a href={format!("#{}", props.route.to_path())} aria-current={props.current.then_some("page")} title={props.title.clone()} onclick={on_click}>
            {icon(props.pictogram)}<span>{props.words.clone()}</span>{props.children.clone()}
        </a>
    }
}

/// The foot of the rail: all the keys, and whether what one reads is fresh.
#[component]
fn Foot() -> Html {
    let overlays = use_overlays();
    let live = use_live();
    let on_click = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        overlays.toggle(Overlay::Keys);
    });
    let synced = match (live.lost_since, live.heard_at) {
        (Some(_), _) => t!("shell-offline"),
        (None, Some(at)) => t!("shell-synced", hour = when::hour(at)),
        (None, None) => String::new(),
    };
    html! {
        <div class="rail-foot">
            <a href="#" role="button" title={t!("keys-title")} onclick={on_click}>
                {icon("keyboard")}<span>{t!("shell-keys")}</span>
                <span class="rail-count">{Screen::Everywhere.chord(Action::Keys).map(caps)}</span>
            </a>
            <p class="rail-sync" data-lost={live.lost_since.map(|_| "")}><span>{synced}</span></p>
        </div>
    }
}
