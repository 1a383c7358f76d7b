//! What may be promised: who takes it, by when, under which contract, and what is already known.

use guichet_api::reception::Card as TicketCard;
use guichet_domain::directory::Record;
use guichet_domain::{Criticality, Ground, Moment, Relation, Role, Status, Verb};
use yew::prelude::*;

use super::Desk;
use super::caller::ColumnProps;
use super::form::Typed;
use super::message::MessageButton;
use super::similar::number;
use crate::components::{
    Button, Card, Group, Kind, Menu, MenuItem, SelectField, avatar, caps, cards, icon, status_mark,
};
use crate::i18n::{self, dates, when};
use crate::keys::{Action, Screen};
use crate::session::{Session, full_name};
use crate::{bridge, t};

/// The third column.
pub fn promise_column(desk: &Desk) -> Html {
    html! {
        <section class="desk-col" aria-labelledby="when" tabindex="0">
            <h2 id="when" class="step-title"><span>{"3"}</span>{t!("reception-promise")}<span class="push">{Screen::Reception.chord(Action::Assignee).map(caps)}</span></h2>
            {taking(desk)}
            {contracts(desk)}
            <Known desk={desk.clone()} />
        </section>
    }
}

/// When a request of this criticality should be done.
pub(super) fn due(
    session: &Session,
    criticality: Criticality,
    reported_at: Option<Moment>,
) -> Moment {
    let now = bridge::now();
    session
        .catalog
        .settings
        .delays
        .due_at(criticality, reported_at.unwrap_or(now), now)
}

/// Who takes it, as far as the rules let this person decide.
fn taking(desk: &Desk) -> Html {
    let session = &desk.session;
    let ground = Ground {
        status: Status::Unassigned,
        relation: Relation {
            logged: true,
            ..Relation::default()
        },
    };
    let me = session.me.staff.id;
    let (takes, assigns) = (
        session.actor().may(Verb::Take, ground),
        session.actor().may(Verb::Assign, ground),
    );
    let pool = avatar(t!("nobody"), None, "", false);
    let mut takers =
        vec![Card::new(None, pool, t!("reception-pool")).with_detail(t!("reception-pool-note"))];
    if takes {
        let face = avatar(session.name_of(me), Some(me.0), "", true);
        takers
            .push(Card::new(Some(me), face, t!("reception-take")).with_detail(session.name_of(me)));
    }
    let other = desk.form.assignee_id.filter(|assignee| *assignee != me);
    if let Some(assignee) = other {
        let face = avatar(session.name_of(assignee), Some(assignee.0), "", true);
        takers.push(
            Card::new(Some(assignee), face, session.name_of(assignee))
                .with_detail(t!("reception-assigned")),
        );
    }
    let hours = session.catalog.settings.delays.hours(desk.form.criticality);
    let due = due(session, desk.form.criticality, desk.form.reported_at);
    let group = Group {
        label: t!("reception-taking"),
        class: "choices",
        node: desk.places.assignee.clone(),
    };
    html! {
        <>
            {cards(group, takers, Some(&desk.form.assignee_id), desk.on(Typed::Assignee))}
            if assigns { {staff(desk, session)} }
            <p class="small faint">{t!("reception-due", criticality = i18n::names::criticality(desk.form.criticality), hours = i64::from(hours), due = when::spoken(due))}</p>
        </>
    }
}

fn staff(desk: &Desk, session: &Session) -> Html {
    let mut options = vec![(
        AttrValue::from(""),
        AttrValue::from(t!("reception-assign-nobody")),
    )];
    let able = session
        .catalog
        .staff
        .iter()
        .filter(|person| person.active && person.role != Role::Receptionist);
    options.extend(able.map(|person| (person.id.to_string().into(), full_name(person).into())));
    let form = desk.form.clone();
    let on_change =
        Callback::from(move |id: String| form.dispatch(Typed::Assignee(id.parse().ok())));
    let value = desk
        .form
        .assignee_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    html! { <SelectField id="assignee_id" label={t!("reception-assign")} {value} {options} {on_change} /> }
}

fn contracts(desk: &Desk) -> Html {
    let contracts = desk
        .file
        .as_ref()
        .map(|file| file.contracts.as_slice())
        .unwrap_or_default();
    contracts.iter().map(contract).collect()
}

fn contract(contract: &Record) -> Html {
    let now = bridge::local(bridge::now());
    let until = contract.ends_on.map(|day| {
        t!(
            "reception-contract-until",
            day = dates::short_day(i18n::language(), now, day)
        )
    });
    html! {
        <div class="desk-block" key={contract.id.to_string()}>
            <div class="line"><h3>{&contract.label}</h3><span class="badge push" data-tone="success">{icon("check")}{t!("reception-contract")}</span></div>
            <div class="line small"><span class="num faint">{&contract.code}</span><span class="faint push">{until}</span></div>
        </div>
    }
}

/// What is open for the caller, and what was seen before.
#[component]
fn Known(props: &ColumnProps) -> Html {
    let desk = &props.desk;
    let menu = use_state(|| false);
    let Some(file) = desk.file.clone() else {
        return html! { <p class="small faint desk-block">{t!("reception-nothing-yet")}</p> };
    };
    let on_menu = {
        let menu = menu.clone();
        Callback::from(move |_| menu.set(!*menu))
    };
    let machine = desk.form.equipment_id();
    let seen = file
        .closed
        .iter()
        .chain(&file.open)
        .filter(|card| machine.is_some() && card.equipment_id == machine)
        .collect::<Vec<_>>();
    let (title, seen) = if seen.is_empty() {
        (t!("reception-closed"), file.closed.iter().collect())
    } else {
        (t!("reception-seen"), seen)
    };
    html! {
        <>
            <div class="desk-block">
                <div class="line"><h3>{t!("reception-open-tickets")}</h3><span class="count push">{file.open_count}</span></div>
                if file.open.is_empty() { <p class="small faint">{t!("reception-no-open")}</p> }
                <ul class="mini">{for file.open.iter().map(open_line)}</ul>
                {follows(desk, &on_menu, *menu)}
            </div>
            if !seen.is_empty() {
                <div class="desk-block last"><div class="line"><h3>{title}</h3></div><ul class="mini">{for seen.into_iter().map(seen_line)}</ul></div>
            }
            if *menu { {follows_menu(desk, &menu)} }
        </>
    }
}

fn open_line(card: &TicketCard) -> Html {
    html! { <li key={card.number}>{number(card)}<span class="ellipsis" title={card.label.clone()}>{&card.label}</span><span class="line"><MessageButton card={card.clone()} />{status_mark(card.status)}</span></li> }
}

fn seen_line(card: &TicketCard) -> Html {
    let day = bridge::local(card.closed_at.unwrap_or(card.updated_at)).date();
    let day = dates::short_day(i18n::language(), bridge::local(bridge::now()), day);
    html! { <li key={card.number}>{number(card)}<span class="ellipsis" title={card.label.clone()}>{&card.label}</span><span class="faint small">{day}</span></li> }
}

fn follows(desk: &Desk, on_menu: &Callback<MouseEvent>, open: bool) -> Html {
    if let Some(number) = desk.form.follows {
        let form = desk.form.clone();
        let on_click = Callback::from(move |_| form.dispatch(Typed::Follows(None)));
        return html! {
            <p class="line small">{icon("link")}<span>{t!("reception-follows", number = number.to_string())}</span>
                <Button class="small square push" kind={Kind::Quiet} icon="x" label={t!("reception-follows-away")} {on_click} />
            </p>
        };
    }
    let Some(file) = &desk.file else {
        return Html::default();
    };
    if file.closed.is_empty() && file.open.is_empty() {
        return Html::default();
    }
    html! {
        <Button node={desk.places.follows.clone()} class="small" kind={Kind::Quiet} opens="menu" expanded={open} on_click={on_menu.clone()} keys={(Screen::Reception, Action::Follows)}>{t!("reception-follows-one")}</Button>
    }
}

fn follows_menu(desk: &Desk, menu: &UseStateHandle<bool>) -> Html {
    let cards = desk
        .file
        .iter()
        .flat_map(|file| file.closed.iter().chain(&file.open));
    let items = cards.map(|card| {
        MenuItem::new(
            card.number.to_string(),
            status_mark(card.status),
            format!("{} {}", card.number, card.label),
        )
    });
    let (form, menu) = (desk.form.clone(), menu.clone());
    let on_choose =
        Callback::from(move |key: AttrValue| form.dispatch(Typed::Follows(key.parse().ok())));
    html! {
        <Menu label={t!("reception-follows-one")} items={items.collect::<Vec<_>>()} anchor={desk.places.follows.clone()} {on_choose} on_close={move |()| menu.set(false)} />
    }
}
