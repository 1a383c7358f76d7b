//! The facts on the right, each edited in its place by whoever may.

use std::rc::Rc;

use guichet_api::reception::{CallerFile, CallerSheet};
use guichet_domain::directory::Record;
use guichet_domain::{Criticality, Priority, Verb};
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::fact_moment::FactMoment;
use super::files::Files;
use super::interventions::interventions;
use super::links::links;
use super::machines::Equipment;
use super::menu_button::MenuButton;
use super::people::{Observers, Requester};
use super::task::Task;
use super::team::{assignee, technicians};
use crate::components::{MenuItem, channel_mark, criticality_mark, priority_mark};
use crate::i18n::when;
use crate::i18n::when::Pressure;
use crate::keys::Action;
use crate::load::use_call;
use crate::pages::reception::{category_name, category_options};
use crate::{bridge, t};

/// The facts.
#[component]
pub fn FactsColumn(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let may = desk.may(Verb::ChangeFacts);
    let ticket = &desk.sheet.ticket;
    let about = CallerSheet {
        contact_id: ticket.contact_id,
        company_id: ticket.company_id.filter(|_| ticket.contact_id.is_none()),
        equipment_id: ticket
            .equipment_id
            .filter(|_| ticket.contact_id.is_none() && ticket.company_id.is_none()),
    };
    // What may be chosen instead: only whoever may change facts asks for it.
    let known = use_call(may.then_some(about)).data;
    html! {
        <aside class="ticket-facts" aria-label={t!("ticket-facts")} tabindex="0">
            <h2 class="sr">{t!("ticket-facts")}</h2>
            {due(desk, may)}
            <section class="section"><dl class="facts">
                <dt>{t!("fact-criticality")}</dt><dd>{criticality(desk, may)}</dd>
                <dt>{t!("fact-priority")}</dt><dd>{priority(desk, may)}</dd>
                <dt>{t!("fact-assignee")}</dt><dd>{assignee(desk)}</dd>
                {technicians(desk)}
                <dt>{t!("fact-channel")}</dt><dd>{channel_mark(ticket.channel)}</dd>
                <dt>{t!("fact-reported")}</dt><dd>{reported(desk, may)}</dd>
                <dt>{t!("fact-category")}</dt><dd>{category(desk, may)}</dd>
                {place(desk, known.as_ref())}
                {contract(desk, known.as_ref())}
                <Task desk={desk.clone()} />
            </dl></section>
            <Requester desk={desk.clone()} />
            <Observers desk={desk.clone()} />
            <Equipment desk={desk.clone()} known={known} />
            {interventions(desk)}
            {links(desk)}
            <Files desk={desk.clone()} />
        </aside>
    }
}

/// The due time, how much of the delay is gone, and the field that types over it.
fn due(desk: &Desk, may: bool) -> Html {
    let ticket = &desk.sheet.ticket;
    let (words, pressure) = when::due(ticket.due_at, ticket.status);
    let closed = ticket.status.is_closed();
    let tone = match pressure {
        _ if closed => None,
        Pressure::Late => Some("late"),
        Pressure::Soon => Some("soon"),
        Pressure::Calm => None,
    };
    let (passed, total) = (
        (bridge::now() - ticket.reported_at).num_minutes(),
        (ticket.due_at - ticket.reported_at).num_minutes(),
    );
    let share = (passed * 100 / total.max(1)).clamp(0, 100);
    let meter = if pressure == Pressure::Late {
        "danger"
    } else {
        "warning"
    };
    let author = ticket
        .due_by
        .map(|id| t!("fact-due-by", name = desk.staff_name(id)));
    let desk_set = desk.clone();
    let on_set = Callback::from(move |at| {
        desk_set.edit(move |facts| facts.due_at = Some(at), t!("fact-due-changed"))
    });
    html! {
        <section class="section">
            <div class="line small"><span class="faint">{t!("fact-due")}</span>
                <FactMoment label={t!("fact-due")} at={ticket.due_at} shown={if closed { when::spoken(ticket.due_at) } else { words }} class={classes!(tone)} editable={may} on_set={on_set} />
            </div>
            if !closed {
                <div class="meter" role="img" aria-label={t!("fact-due-share", share = share)}><i style={format!("--v: {share}")} data-tone={(share >= 50).then_some(meter)} /></div>
            }
            <p class="small faint">{match (closed, author) {
                (true, _) => ticket.closed_at.map(|at| t!("fact-closed", day = when::spoken(at))).unwrap_or_default(),
                (false, Some(author)) => author,
                (false, None) => t!("fact-due-rule", hours = i64::from(desk.session.catalog.settings.delays.hours(ticket.criticality))),
            }}</p>
        </section>
    }
}

/// A fact chosen from a menu; bare text for who may not.
pub(super) fn chosen(
    label: String,
    may: bool,
    items: Vec<MenuItem>,
    shown: Html,
    action: Option<Action>,
    on_choose: Callback<AttrValue>,
) -> Html {
    if !may {
        return shown;
    }
    html! {
        <MenuButton label={label.clone()} {items} {on_choose} class="editable" {action} shows_key=false><span class="sr">{label}{" "}</span>{shown}</MenuButton>
    }
}

fn criticality(desk: &Desk, may: bool) -> Html {
    let now = desk.sheet.ticket.criticality;
    let items = Criticality::ALL
        .iter()
        .map(|one| MenuItem::new(one.code(), criticality_mark(*one), "").chosen(*one == now))
        .collect();
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        if let Ok(one) = key.parse::<Criticality>() {
            acting.edit(
                move |facts| facts.criticality = Some(one),
                t!(
                    "fact-criticality-changed",
                    word = crate::i18n::names::criticality(one)
                ),
            );
        }
    });
    chosen(
        t!("fact-criticality"),
        may,
        items,
        criticality_mark(now),
        None,
        on_choose,
    )
}

fn priority(desk: &Desk, may: bool) -> Html {
    let now = desk.sheet.ticket.priority;
    let items = Priority::ALL
        .iter()
        .map(|one| MenuItem::new(one.code(), priority_mark(*one), "").chosen(*one == now))
        .collect();
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        if let Ok(one) = key.parse::<Priority>() {
            acting.edit(
                move |facts| facts.priority = Some(one),
                t!(
                    "fact-priority-changed",
                    word = crate::i18n::names::priority(one)
                ),
            );
        }
    });
    chosen(
        t!("fact-priority"),
        may,
        items,
        priority_mark(now),
        Some(Action::Priority),
        on_choose,
    )
}

fn reported(desk: &Desk, may: bool) -> Html {
    let at = desk.sheet.ticket.reported_at;
    let acting = desk.clone();
    let on_set = Callback::from(move |at| {
        acting.edit(
            move |facts| facts.reported_at = Some(at),
            t!("fact-reported-changed"),
        )
    });
    html! { <FactMoment label={t!("fact-reported")} {at} shown={when::full(at)} editable={may} {on_set} latest=true /> }
}

fn category(desk: &Desk, may: bool) -> Html {
    let categories = &desk.session.catalog.categories;
    let now = desk.sheet.ticket.category_id;
    let shown = now
        .map(|id| category_name(categories, id))
        .filter(|name| !name.is_empty());
    let mut items = vec![none_item(now.is_none())];
    items.extend(category_options(categories).into_iter().map(|(id, words)| {
        let is_now = now.is_some_and(|now| now.to_string() == *id);
        MenuItem::new(id, Html::default(), words).chosen(is_now)
    }));
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        acting.edit(
            move |facts| facts.category_id = key.parse().ok(),
            t!("fact-category-changed"),
        );
    });
    chosen(
        t!("fact-category"),
        may,
        items,
        said(shown),
        None,
        on_choose,
    )
}

fn place(desk: &Desk, known: Option<&Rc<CallerFile>>) -> Html {
    let now = desk.sheet.place.as_ref();
    let places = known.map(|file| file.places.as_slice()).unwrap_or_default();
    if now.is_none() && places.is_empty() {
        return Html::default();
    }
    let mut items = vec![none_item(now.is_none())];
    items.extend(places.iter().map(|place| {
        MenuItem::new(place.id.to_string(), Html::default(), place.name.clone())
            .chosen(now.is_some_and(|now| now.id == place.id))
    }));
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        acting.edit(
            move |facts| facts.place_id = key.parse().ok(),
            t!("fact-place-changed"),
        )
    });
    let shown = said(now.map(|place| place.name.clone()));
    html! { <><dt>{t!("fact-place")}</dt><dd>{chosen(t!("fact-place"), known.is_some(), items, shown, None, on_choose)}</dd></> }
}

fn contract(desk: &Desk, known: Option<&Rc<CallerFile>>) -> Html {
    let now = desk.sheet.contract.as_ref();
    let contracts = known
        .map(|file| file.contracts.as_slice())
        .unwrap_or_default();
    if now.is_none() && contracts.is_empty() {
        return Html::default();
    }
    let mut items = vec![none_item(now.is_none())];
    items.extend(
        contracts
            .iter()
            .map(|contract| record_item(contract, now.is_some_and(|now| now.id == contract.id))),
    );
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        acting.edit(
            move |facts| facts.contract_id = key.parse().ok(),
            t!("fact-contract-changed"),
        )
    });
    let shown = said(now.map(|contract| contract.label.clone()));
    html! { <><dt>{t!("fact-contract")}</dt><dd>{chosen(t!("fact-contract"), known.is_some(), items, shown, None, on_choose)}</dd></> }
}

/// A bare record in a menu.
pub(super) fn record_item(record: &Record, chosen: bool) -> MenuItem {
    MenuItem::new(record.id.to_string(), Html::default(), record.label.clone()).chosen(chosen)
}

/// Nothing, in a menu.
pub(super) fn none_item(chosen: bool) -> MenuItem {
    MenuItem::new("none", Html::default(), t!("none")).chosen(chosen)
}

/// A value, or that there is none.
pub(super) fn said(value: Option<String>) -> Html {
    match value {
        Some(value) => html! { {value} },
        None => html! { <span class="faint">{t!("fact-none")}</span> },
    }
}
