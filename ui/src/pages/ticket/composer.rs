//! The step being written, always open at the foot: who will read it is said before it is sent.

use guichet_domain::{StepKind, Verb};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::acts::After;
use super::compose::Written;
use super::composer_foot::composer_foot;
use super::desk::{Desk, DeskProps};
use super::mention::mentions;
use super::menu_button::MenuButton;
use super::step::kind_icon;
use crate::components::{
    MenuItem, Segment, Tone, error_line, icon, notice, segments, upload_chips,
};
use crate::i18n::{names, when};
use crate::keys::{Action, Screen, use_commands};
use crate::pages::queue::takes_answer;
use crate::{browser, refusals, t};

/// What staff write; `history` is the office's own.
const KINDS: [StepKind; 8] = [
    StepKind::Information,
    StepKind::Question,
    StepKind::Answer,
    StepKind::Instruction,
    StepKind::Solution,
    StepKind::Reason,
    StepKind::Event,
    StepKind::Document,
];

/// The composer, or why nothing may be written.
#[component]
pub fn Composer(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let (writes, leaves) = (desk.may(Verb::AddStep), desk.may(Verb::LeaveMessage));
    use_composer_keys(desk, writes || leaves);
    let field = desk.text.clone();
    use_effect_with((), move |()| {
        // The queue's key of an answer leads here, straight into the text.
        if takes_answer() {
            browser::focus(&field);
        }
    });
    if !writes && !leaves {
        return html! { <div class="ticket-composer">{closed(desk)}</div> };
    }
    let public = desk.compose.public && writes;
    let on_submit = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="composer ticket-composer" aria-label={t!("step-new")} data-visibility={if public { "public" } else { "internal" }} onsubmit={on_submit}>
            <div class="composer-head">
                if writes { {visibility(desk)} } else { <span class="badge">{icon("lock")}{t!("step-internal")}</span> }
                if writes { {kinds(desk)} }
                <span class="small faint push ellipsis">{readers(desk, public)}</span>
            </div>
            {text(desk, public)}
            {mentions(desk)}
            {details(desk)}
            {upload_chips(&desk.uploads)}
            {composer_foot(desk)}
        </form>
    }
}

#[hook]
fn use_composer_keys(desk: &Desk, writes: bool) {
    let all = [Action::Answer, Action::InternalNote, Action::Confirm];
    let desk = desk.clone();
    use_commands(
        Screen::Ticket,
        if writes { &all } else { &[] },
        move |action| {
            match action {
                Action::Answer => desk.compose.dispatch(Written::Public(true)),
                Action::InternalNote => desk.compose.dispatch(Written::Public(false)),
                _ => return desk.send(After::Nothing),
            }
            browser::focus(&desk.text);
        },
    );
}

/// Why nothing may be written, plainly.
fn closed(desk: &Desk) -> Html {
    let ticket = &desk.sheet.ticket;
    let sentence = match (ticket.closed_at, desk.sheet.merged_into) {
        (_, Some(number)) => t!("ticket-merged-into", number = number.to_string()),
        (Some(at), None) => {
            let who = ticket
                .closed_by
                .map(|id| desk.staff_name(id))
                .unwrap_or_else(|| t!("ticket-client"));
            t!(
                "ticket-locked",
                status = names::status(ticket.status).to_lowercase(),
                day = when::spoken(at),
                name = who
            )
        }
        (None, None) if desk.may(Verb::Take) => t!("ticket-take-to-write"),
        (None, None) => t!("ticket-read-only"),
    };
    let reason = ticket
        .reason
        .clone()
        .map(|reason| t!("ticket-reason", reason = reason));
    // What was being written may be wanted elsewhere.
    let kept = (!desk.compose.text.trim().is_empty()).then(|| {
        html! { <textarea class="input" readonly=true rows="3" aria-label={t!("step-text")} value={desk.compose.text.clone()} /> }
    });
    html! { <>{notice(Tone::Info, Some("lock"), html! { <>{sentence}{" "}{reason}</> }, Html::default())}{kept}</> }
}

fn visibility(desk: &Desk) -> Html {
    let options = vec![
        Segment::new(true, t!("step-public")).with_icon("mail"),
        Segment::new(false, t!("step-internal")).with_icon("lock"),
    ];
    let compose = desk.compose.clone();
    let on_change = Callback::from(move |public| compose.dispatch(Written::Public(public)));
    segments(
        t!("step-visibility"),
        options,
        desk.compose.public,
        on_change,
    )
}

fn kinds(desk: &Desk) -> Html {
    let compose = &desk.compose;
    let mut items: Vec<MenuItem> = KINDS
        .iter()
        .map(|kind| {
            MenuItem::new(kind.code(), icon(kind_icon(*kind)), names::step_kind(*kind))
                .chosen(compose.client.is_none() && compose.kind == *kind)
        })
        .collect();
    let sheet = &desk.sheet;
    for contact in sheet
        .contact
        .iter()
        .chain(&sheet.reporter)
        .chain(&sheet.observers)
    {
        let item = MenuItem::new(
            contact.id.to_string(),
            icon("reply"),
            t!("step-said-by", name = contact.name()),
        );
        items.push(item.chosen(compose.client == Some(contact.id)));
    }
    let shown = match compose.client {
        Some(client) => t!("step-said-by", name = desk.contact_name(client)),
        None => names::step_kind(compose.kind),
    };
    let compose = desk.compose.clone();
    let on_choose = Callback::from(move |key: AttrValue| match key.parse::<StepKind>() {
        Ok(kind) => compose.dispatch(Written::Kind(kind)),
        Err(_) => {
            if let Ok(client) = key.parse() {
                compose.dispatch(Written::Client(client));
            }
        }
    });
    html! {
        <MenuButton label={t!("step-kind")} {items} {on_choose} class="button small" kind={Some("quiet")}>
            {icon(kind_icon(desk.compose.kind))}<span class="capital">{shown}</span>{icon("down")}
        </MenuButton>
    }
}

/// Who will read it.
fn readers(desk: &Desk, public: bool) -> String {
    if !public {
        return t!("step-readers-office");
    }
    if desk.compose.client.is_some() {
        return t!("step-readers-said");
    }
    match &desk.sheet.contact {
        Some(contact) => t!("step-readers", name = contact.name()),
        None => t!("step-readers-nobody"),
    }
}

fn text(desk: &Desk, public: bool) -> Html {
    let compose = desk.compose.clone();
    let on_input = Callback::from(move |event: InputEvent| {
        compose.dispatch(Written::Text(
            event.target_unchecked_into::<HtmlTextAreaElement>().value(),
        ))
    });
    let placeholder = match (&desk.sheet.contact, public) {
        (Some(contact), true) if desk.compose.client.is_none() => {
            t!("step-write-to", name = contact.name())
        }
        (_, true) => t!("step-write"),
        (_, false) => t!("step-write-internal"),
    };
    let error = refusals::of_field((*desk.refusal).as_ref(), "body");
    let lines = desk.compose.text.lines().count().clamp(2, 10);
    html! {
        <>
            <textarea
                ref={desk.text.clone()} id="step-body" rows={lines.to_string()} aria-label={t!("step-text")} {placeholder} value={desk.compose.text.clone()} oninput={on_input}
                aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={error.as_ref().map(|_| "step-body-error")}
            />
            {error.map(|error| error_line("step-body", error)).unwrap_or_default()}
        </>
    }
}

/// Who did it and when, shown once one of them is not the usual.
fn details(desk: &Desk) -> Html {
    let Some(at) = desk.compose.done_at else {
        return Html::default();
    };
    let compose = desk.compose.clone();
    let on_time = Callback::from(move |event: Event| {
        compose.dispatch(Written::DoneAt(when::from_field(
            &event.target_unchecked_into::<HtmlInputElement>().value(),
        )));
    });
    let error = refusals::of_field((*desk.refusal).as_ref(), "done_at");
    html! {
        <div class="composer-details">
            <label class="line small" for="step-done-at">{t!("step-done-at")}
                <input id="step-done-at" class="input num" type="datetime-local" value={when::to_field(at)} max={when::to_field(crate::bridge::now())} onchange={on_time} />
            </label>
            {error.map(|error| error_line("step-done-at", error)).unwrap_or_default()}
        </div>
    }
}
