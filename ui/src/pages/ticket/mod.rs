//! One ticket in full: what can be done to it, what happened, the step being written, the facts.

mod acts;
mod compose;
mod composer;
mod composer_foot;
mod conflict;
mod desk;
mod dialogs;
mod fact_moment;
mod fact_search;
mod facts;
mod files;
mod head;
mod history;
mod interventions;
mod joining;
mod links;
mod machines;
mod mention;
mod menu_button;
mod neighbours;
mod opening;
mod people;
mod step;
mod task;
mod team;
mod timebar;
mod timeline;

use std::rc::Rc;

use guichet_api::tickets::{GetTicket, TicketSheet};
use guichet_api::{ApiError, Code};
use guichet_domain::bin::RESTORABLE;
use guichet_domain::{Role, Verb};
use yew::prelude::*;
use yew_router::Routable;
use yew_router::prelude::use_navigator;

use crate::components::{
    Button, Kind, Tone, empty, missing, strip, use_incoming, use_toasts, use_uploads,
};
use crate::draft::use_draft;
use crate::keys::{Action, Screen, use_keys};
use crate::live::use_live;
use crate::load::{Load, use_call};
use crate::presence::{use_presence, use_typing};
use crate::route::Route;
use crate::session::use_session;
use crate::shell::Page;
use crate::{browser, refusals, t};
use compose::{Compose, Written};
use desk::Desk;

/// Which ticket.
#[derive(Properties, PartialEq)]
pub struct TicketProps {
    /// Its number.
    pub number: i64,
}

/// A ticket.
#[component]
pub fn TicketPage(props: &TicketProps) -> Html {
    let load = use_call(Some(GetTicket {
        number: props.number,
    }));
    let redraw = use_force_update();
    let redraw = Callback::from(move |()| redraw.force_update());
    // What one may no longer see is not left on the screen, whatever was read before.
    let gone = load
        .error
        .as_ref()
        .is_some_and(|error| matches!(error.code, Code::NotFound | Code::Forbidden));
    html! {
        <Page title={props.number.to_string()} crumb={crumb()} tools={html! { <neighbours::Neighbours number={props.number} /> }}>
            {match load.data.clone().filter(|_| !gone) {
                Some(sheet) => html! { <Sheet {sheet} error={load.error.clone()} reload={load.reload.clone()} {redraw} /> },
                None => absent(&load, gone),
            }}
        </Page>
    }
}

fn crumb() -> Html {
    let path = Route::Queue.to_path();
    html! { <span class="crumb"><a class="crumb" href={format!("#{path}")}>{t!("shell-queue")}</a>{" › "}</span> }
}

fn absent(load: &Load<TicketSheet>, gone: bool) -> Html {
    if gone {
        let back = html! { <Back /> };
        return empty("eye", t!("ticket-gone"), t!("ticket-gone-note"), back);
    }
    missing(load.error.as_ref(), load.slow, 8, &load.reload)
}

#[component]
fn Back() -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    html! { <Button on_click={move |_| navigator.push(&Route::Queue)} keys={(Screen::Everywhere, Action::GoQueue)}>{t!("nowhere-back")}</Button> }
}

/// The ticket that was read.
#[derive(Properties, PartialEq)]
struct SheetProps {
    sheet: Rc<TicketSheet>,
    /// Why the last reading failed.
    error: Option<ApiError>,
    reload: Callback<()>,
    redraw: Callback<()>,
}

/// The page once the ticket is there.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    let desk = use_desk(props);
    // The frame says already that the office is out of reach: one strip at a time.
    let lost = use_live().lost_since.is_some();
    let error = props.error.as_ref();
    let error = error.filter(|error| !(lost && error.code == Code::Offline));
    use_restored(&desk);
    use_dropped(&desk);
    let typing = use_typing(&desk.compose.text);
    use_presence(desk.number(), typing);
    use_way_back(&desk);
    html! {
        <>
            {worst(&desk, error)}
            <div class="ticket">
                <section class="ticket-main" aria-label={desk.sheet.ticket.label.clone()}>
                    <head::Head desk={desk.clone()} />
                    <timeline::Timeline desk={desk.clone()} />
                    <composer::Composer desk={desk.clone()} />
                </section>
                <facts::FactsColumn desk={desk.clone()} />
            </div>
            {dialogs::draw(&desk)}
        </>
    }
}

#[hook]
fn use_desk(props: &SheetProps) -> Desk {
    let session = use_session();
    let toasts = use_toasts();
    let navigator = use_navigator().expect("a page stands in a router");
    // A reply to an internal step starts internal, and a receptionist leaves messages only.
    let starts_public = session.me.staff.role != Role::Receptionist
        && props.sheet.steps.last().is_none_or(|step| step.public);
    let compose = use_reducer(move || Compose::default().starting(starts_public));
    let uploads = use_uploads();
    let content = Compose {
        files: uploads.sent(),
        ..(*compose).clone()
    };
    let draft = use_draft(
        format!("ticket:{}", props.sheet.ticket.number),
        (!content.is_empty()).then_some(&content),
    );
    Desk {
        sheet: props.sheet.clone(),
        session,
        compose,
        uploads,
        hung: use_uploads(),
        draft,
        refusal: use_state(|| None),
        meeting: use_state(|| None),
        dialog: use_state(|| None),
        busy: use_state(|| false),
        text: use_node_ref(),
        redraw: props.redraw.clone(),
        reload: props.reload.clone(),
        say: Callback::from(move |toast| toasts.show(toast)),
        go: Callback::from(move |route| navigator.push(&route)),
    }
}

/// Files pasted or dropped in the composer go with its step; elsewhere they hang on the ticket itself.
#[hook]
fn use_dropped(desk: &Desk) {
    let writes = desk.may(Verb::AddStep) || desk.may(Verb::LeaveMessage);
    let hangs = desk.may(Verb::ChangeFacts);
    let (composed, hung) = (desk.uploads.clone(), desk.hung.clone());
    use_incoming(move |event| {
        let written = writes && (!hangs || browser::is_within(event, ".composer"));
        let hung = hangs.then(|| hung.clone());
        written.then(|| composed.clone()).or(hung)
    });
}

/// Brings back what was being written, once.
#[hook]
fn use_restored(desk: &Desk) {
    let desk = desk.clone();
    use_effect_with((), move |()| {
        let Some(draft) = &desk.sheet.draft else {
            return;
        };
        // A draft of another version of the program that cannot be read is left where it is.
        let Ok(body) = serde_json::from_str::<Compose>(&draft.body.to_string()) else {
            return;
        };
        desk.draft.found(&draft.body);
        desk.uploads.replace(body.files.clone());
        desk.compose.dispatch(Written::Restored(Box::new(Compose {
            files: Vec::new(),
            ..body
        })));
    });
}

/// Escape leaves the field first, then the page.
#[hook]
fn use_way_back(desk: &Desk) {
    let desk = desk.clone();
    use_keys(Screen::Ticket, false, move |action| {
        if action != Action::Back {
            return false;
        }
        match browser::focused().filter(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        }) {
            Some(field) => _ = field.blur(),
            None => desk.go.emit(Route::Queue),
        }
        true
    });
}

/// The worst of what the page must say: a refused change first, then a failed reading, then the bin.
fn worst(desk: &Desk, error: Option<&ApiError>) -> Html {
    if let Some(refusal) = (*desk.refusal).as_ref().filter(|_| desk.dialog.is_none()) {
        let sentence = match refusal.code {
            Code::Conflict => conflict::sentence(desk, refusal),
            _ => refusals::sentence(refusal),
        };
        let closing = desk.refusal.clone();
        let action = small(
            Kind::Quiet,
            t!("close"),
            Callback::from(move |_| closing.set(None)),
        );
        let tone = if refusal.code == Code::Conflict {
            Tone::Warning
        } else {
            Tone::Danger
        };
        return strip(tone, None, html! { {sentence} }, action);
    }
    if let Some(error) = error {
        let action = small(Kind::Plain, t!("retry"), desk.reload.reform(|_| ()));
        return strip(
            Tone::Danger,
            None,
            html! { {refusals::sentence(error)} },
            action,
        );
    }
    if desk.sheet.ticket.binned_at.is_some() {
        let restoring = desk.clone();
        let action = small(
            Kind::default(),
            t!("key-restore"),
            Callback::from(move |_| restoring.bin()),
        );
        let action = if desk.may(Verb::Bin) {
            action
        } else {
            Html::default()
        };
        return strip(
            Tone::Warning,
            None,
            html! { {t!("ticket-in-bin", days = RESTORABLE.num_days())} },
            action,
        );
    }
    Html::default()
}

fn small(kind: Kind, words: String, on_click: Callback<MouseEvent>) -> Html {
    html! { <Button class="small push" {kind} {on_click}>{words}</Button> }
}
