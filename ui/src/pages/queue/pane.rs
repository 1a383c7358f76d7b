//! The ticket beside the list: what one must know before opening it, and what one may do at once.

use std::rc::Rc;

use guichet_api::tickets::{BulkChange, GetTicket, TicketSheet};
use guichet_domain::{Step, Ticket, Verb};
use yew::prelude::*;
use yew_router::prelude::*;

use super::bulk::Picking;
use super::memory;
use super::state::{Change, Queue};
use crate::bridge;
use crate::components::{
    Button, Kind, avatar, caps, channel_icon, criticality_mark, icon, intervention_mark, loaded,
    priority_mark, shape, status_slug,
};
use crate::i18n::when::Pressure;
use crate::i18n::{names, when};
use crate::keys::{Action, Screen};
use crate::load::use_call;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::settled::use_settled;
use crate::t;

/// What the pane needs.
#[derive(Properties, PartialEq)]
pub struct PaneProps {
    /// The queue.
    pub queue: UseReducerHandle<Queue>,
    /// Opens a menu.
    pub on_pick: Callback<Option<Picking>>,
    /// Does it.
    pub on_act: Callback<BulkChange>,
    /// Opens the ticket in full.
    pub on_open: Callback<i64>,
}

/// The pane, following the current row once it rests.
#[component]
pub fn Pane(props: &PaneProps) -> Html {
    let number = use_settled(props.queue.current);
    let session = use_session();
    let load = use_call(number.map(|number| GetTicket { number }));
    let hands = Hands::of(props);
    let sheet = loaded(&load, 6, |sheet| {
        draw(sheet, &session, &props.queue, &hands)
    });
    let label = number
        .map(|number| t!("queue-pane", number = number.to_string()))
        .unwrap_or_default();
    html! { <aside class="pane" aria-label={label}>{sheet}</aside> }
}

/// What may be set going from the pane.
struct Hands {
    on_pick: Callback<Option<Picking>>,
    on_act: Callback<BulkChange>,
    on_open: Callback<i64>,
}

impl Hands {
    fn of(props: &PaneProps) -> Self {
        Self {
            on_pick: props.on_pick.clone(),
            on_act: props.on_act.clone(),
            on_open: props.on_open.clone(),
        }
    }
}

/// Opens a ticket to answer it.
fn answering(number: i64, on_open: &Callback<i64>) -> Callback<MouseEvent> {
    on_open.reform(move |_| {
        memory::answer_next();
        number
    })
}

fn draw(
    sheet: &Rc<TicketSheet>,
    session: &Session,
    queue: &UseReducerHandle<Queue>,
    hands: &Hands,
) -> Html {
    let number = sheet.ticket.number;
    let foot = sheet.may.contains(&Verb::AddStep).then(|| {
        let words = match &sheet.contact {
            Some(contact) => t!("queue-answer-to", name = contact.name()),
            None => t!("key-answer"),
        };
        html! {
            <div class="pane-foot">
                <button class="input ghost-input" type="button" onclick={answering(number, &hands.on_open)}>
                    {icon("reply")}<span class="faint">{words}</span><span class="push">{Screen::Queue.chord(Action::Answer).map(caps)}</span>
                </button>
            </div>
        }
    });
    html! {
        <>
            {head(sheet, queue, hands)}
            <div class="pane-body">{delay(&sheet.ticket)}{facts(sheet, session)}{last_steps(sheet, session)}</div>
            {foot}
        </>
    }
}

fn head(sheet: &TicketSheet, queue: &UseReducerHandle<Queue>, hands: &Hands) -> Html {
    let ticket = &sheet.ticket;
    let number = ticket.number;
    let closing = queue.clone();
    let on_close = Callback::from(move |_| closing.dispatch(Change::ClosePane));
    let slug = status_slug(ticket.status);
    let status = format!(
        "{} · {}",
        names::status(ticket.status),
        names::stage(ticket.stage)
    );
    html! {
        <div class="pane-head">
            <div class="line">
                <Link<Route> classes="num" to={Route::Ticket { number }}>{number}</Link<Route>>{channel_icon(ticket.channel)}
                <Button class="small square push" kind={Kind::Quiet} icon="open" label={t!("key-open")} on_click={hands.on_open.reform(move |_| number)} />
                <Button class="small square" kind={Kind::Quiet} icon="x" label={t!("queue-close-pane")} on_click={on_close} />
            </div>
            <h2 class="pane-title">{&ticket.label}</h2>
            <div class="line wrap">
                <button type="button" class="badge" data-status={slug.clone()} aria-haspopup="menu" onclick={hands.on_pick.reform(|_| Some(Picking::Status))}>
                    {shape(&format!("s-{slug}"))}{status}{icon("down")}
                </button>
                <span class="line">{criticality_mark(ticket.criticality)}{priority_mark(ticket.priority)}</span>
            </div>
            {actions(sheet, hands)}
        </div>
    }
}

fn actions(sheet: &TicketSheet, hands: &Hands) -> Html {
    let Hands {
        on_pick,
        on_act,
        on_open,
    } = hands;
    let may = |verb| sheet.may.contains(&verb);
    let number = sheet.ticket.number;
    html! {
        <div class="line actions wrap">
            if may(Verb::AddStep) {
                <Button kind={Kind::Primary} keys={(Screen::Queue, Action::Answer)} on_click={answering(number, on_open)}>{t!("key-answer")}</Button>
            }
            if may(Verb::Take) && !may(Verb::AddStep) {
                <Button kind={Kind::Primary} keys={(Screen::Queue, Action::TakeIt)} on_click={on_act.reform(|_| BulkChange::Take)}>{t!("queue-take")}</Button>
            }
            if may(Verb::Assign) || may(Verb::HandOver) {
                <Button opens="menu" keys={(Screen::Queue, Action::Assign)} on_click={on_pick.reform(|_| Some(Picking::Assign))}>{t!("key-assign")}</Button>
            }
            <Button class="square" icon="dots" opens="menu" label={t!("queue-more")} on_click={on_pick.reform(|_| Some(Picking::More))} />
        </div>
    }
}

/// How much of the delay is gone; nothing once it is closed.
fn delay(ticket: &Ticket) -> Html {
    if ticket.status.is_closed() {
        return Html::default();
    }
    let (text, pressure) = when::due(ticket.due_at, ticket.status);
    let (class, tone) = match pressure {
        Pressure::Late => ("late", Some("danger")),
        Pressure::Soon => ("soon", Some("warning")),
        Pressure::Calm => ("", None),
    };
    let whole = (ticket.due_at - ticket.created_at).num_seconds().max(1) as f64;
    let gone = ((bridge::now() - ticket.created_at).num_seconds() as f64 / whole * 100.0)
        .clamp(0.0, 100.0)
        .round();
    html! {
        <section class="section" aria-label={t!("queue-delay")}>
            <div class="line small"><span class="faint">{t!("queue-due-before")}</span><b class={class}>{text}</b></div>
            <div class="meter" role="img" aria-label={t!("queue-delay-gone", percent = gone)}><i style={format!("--v: {gone}")} data-tone={tone}></i></div>
        </section>
    }
}

fn facts(sheet: &TicketSheet, session: &Session) -> Html {
    let assignee = sheet.ticket.assignee_id.map(|id| session.name_of(id));
    let contact = sheet.contact.as_ref().map(|contact| {
        let name = if contact.position.is_empty() { contact.name() } else { format!("{}, {}", contact.name(), contact.position) };
        html! { <>{name}<br /><span class="num">{first_of(&contact.phone, &contact.mobile)}</span></> }
    });
    let equipment = sheet.equipment.as_ref().map(|equipment| {
        let under: Vec<&str> = [equipment.serial.as_str(), equipment.location.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        html! { <>{&equipment.name}<br /><span class="faint small">{under.join(", ")}</span></> }
    });
    let company = sheet.company.as_ref().map(|company| {
        html! { <Link<Route> to={Route::Company { id: company.id }}>{&company.name}</Link<Route>> }
    });
    let intervention = sheet.interventions.last().map(|last| {
        html! { <span class="line"><span class="num">{format!("I-{}", last.number)}</span>{intervention_mark(last.status)}</span> }
    });
    let time = (sheet.minutes > 0).then(|| html! { {when::minutes(sheet.minutes)} });
    let who = assignee.map(|name| {
        html! { <span class="line">{avatar(name.clone(), sheet.ticket.assignee_id.map(|id| id.0), "small", true)}{name}</span> }
    });
    html! {
        <section class="section"><dl class="facts">
            {fact(t!("queue-facet-company"), company)}
            {fact(t!("queue-contact"), contact)}
            {fact(t!("queue-facet-equipment"), equipment)}
            {fact(t!("queue-col-assignee"), Some(who.unwrap_or_else(|| html! { {t!("nobody")} })))}
            {fact(t!("queue-intervention"), intervention)}
            {fact(t!("queue-time"), time)}
        </dl></section>
    }
}

fn fact(name: String, value: Option<Html>) -> Html {
    value
        .map(|value| html! { <><dt>{name}</dt><dd>{value}</dd></> })
        .unwrap_or_default()
}

fn first_of<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.is_empty() { other } else { one }
}

/// The last two steps, newest first.
fn last_steps(sheet: &TicketSheet, session: &Session) -> Html {
    let number = sheet.ticket.number;
    let count = sheet.steps.len();
    if count == 0 {
        let description = sheet.ticket.description.clone();
        let shown = (!description.is_empty()).then(
            || html! { <section class="section"><p class="as-said">{description}</p></section> },
        );
        return shown.unwrap_or_default();
    }
    html! {
        <section class="section">
            <div class="head"><h3>{t!("queue-last-steps")}</h3><Link<Route> classes="push small" to={Route::Ticket { number }}>{t!("queue-all-steps", count = count)}</Link<Route>></div>
            <ol class="brief">{for sheet.steps.iter().rev().take(2).map(|step| brief(step, sheet, session))}</ol>
        </section>
    }
}

fn brief(step: &Step, sheet: &TicketSheet, session: &Session) -> Html {
    let (name, id) = match (step.executor_id.or(step.by_staff_id), step.by_contact_id) {
        (Some(id), _) => (session.name_of(id), Some(id.0)),
        (None, Some(id)) => (contact_name(sheet, id), Some(id.0)),
        (None, None) => (String::new(), None),
    };
    // Colleagues are called by their first name, which leaves room; clients as one says their name.
    let colleague = step
        .executor_id
        .or(step.by_staff_id)
        .and_then(|id| session.colleague(id));
    let called = colleague.map_or_else(|| name.clone(), |one| one.first_name.clone());
    html! {
        <li key={step.id.to_string()}>
            <span class="line small faint">
                {avatar(name, id, "small", true)}<b class="ellipsis">{called}</b>{names::step_kind(step.kind)}
                if !step.public { <span class="lockword">{icon("lock")}{t!("queue-internal")}</span> }
                <time class="push" datetime={step.done_at.to_rfc3339()} title={when::full(step.done_at)}>{when::instant(step.done_at)}</time>
            </span>
            <p>{&step.body}</p>
        </li>
    }
}

fn contact_name(sheet: &TicketSheet, id: guichet_domain::ContactId) -> String {
    let known = sheet
        .contact
        .iter()
        .chain(&sheet.reporter)
        .chain(&sheet.observers);
    known
        .into_iter()
        .find(|contact| contact.id == id)
        .map(|contact| contact.name())
        .unwrap_or_default()
}
