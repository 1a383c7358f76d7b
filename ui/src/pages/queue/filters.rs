//! The chips of the list: what it keeps, one chip a facet, and the menus that add one.

use guichet_domain::{Channel, Criticality, Priority, Stage, Status, TicketFilter};
use yew::prelude::*;

use super::facet::Facet;
use super::named::{Named, Owner};
use super::period::Period;
use crate::components::{Menu, MenuItem, avatar, caps, icon, shape, status_slug};
use crate::i18n::names;
use crate::keys::{Action, Screen};
use crate::session::{Session, full_name, use_session};
use crate::t;

/// What the chips show.
#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    /// What the list keeps.
    pub filter: TicketFilter,
    /// Called with what it keeps then.
    pub on_filter: Callback<TicketFilter>,
    /// Whether the menu of facets is open.
    pub adding: bool,
    /// Opens or closes it.
    pub on_adding: Callback<bool>,
}

/// The chips, and the one that adds another.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let session = use_session();
    let facet = use_state(|| None::<Facet>);
    let anchor = use_node_ref();
    let chips = Facet::ALL
        .into_iter()
        .filter(|facet| facet.holds(&props.filter));
    let chips = chips.map(|held| chip(held, props, &session, facet_setter(&facet, held)));
    let items = Facet::ALL
        .into_iter()
        .map(|facet| MenuItem::new(format!("{facet:?}"), icon(facet.pictogram()), facet.words()))
        .collect::<Vec<_>>();
    let on_facet = {
        let (facet, on_filter, filter) =
            (facet.clone(), props.on_filter.clone(), props.filter.clone());
        Callback::from(move |key: AttrValue| {
            let chosen = Facet::ALL
                .into_iter()
                .find(|facet| format!("{facet:?}") == key);
            match chosen {
                Some(Facet::Late) => on_filter.emit(TicketFilter {
                    late: true,
                    ..filter.clone()
                }),
                Some(Facet::Bin) => on_filter.emit(TicketFilter {
                    binned: true,
                    open: false,
                    ..filter.clone()
                }),
                other => facet.set(other),
            }
        })
    };
    let on_close = props.on_adding.reform(|()| false);
    let adding = props.adding;
    html! {
        <>
            if props.filter == TicketFilter::default() { <span class="small faint">{t!("queue-no-filter")}</span> }
            {for chips}
            <button ref={anchor.clone()} type="button" class="chip add" aria-haspopup="menu" aria-expanded={adding.to_string()} onclick={props.on_adding.reform(move |_| !adding)}>
                <span>{icon("plus")}{t!("queue-filter")}{Screen::Queue.chord(Action::Filter).map(caps)}</span>
            </button>
            if adding { <Menu label={t!("queue-filter")} {items} anchor={anchor.clone()} on_choose={on_facet} {on_close} /> }
            {(*facet).map(|chosen| values(chosen, props, &session, &anchor, &facet))}
        </>
    }
}

fn facet_setter(state: &UseStateHandle<Option<Facet>>, facet: Facet) -> Callback<()> {
    let state = state.clone();
    Callback::from(move |()| state.set(Some(facet)))
}

/// The values of a facet: a menu, or a field that proposes companies or machines.
fn values(
    facet: Facet,
    props: &FiltersProps,
    session: &Session,
    anchor: &NodeRef,
    state: &UseStateHandle<Option<Facet>>,
) -> Html {
    let state = state.clone();
    let on_close = Callback::from(move |()| state.set(None));
    let owner = match facet {
        Facet::Company => Some(Owner::Company),
        Facet::Equipment => Some(Owner::Equipment),
        _ => None,
    };
    match owner {
        Some(owner) => {
            html! { <Named {owner} anchor={anchor.clone()} filter={props.filter.clone()} on_filter={props.on_filter.clone()} {on_close} /> }
        }
        None => {
            let items = items(facet, &props.filter, session);
            let filter = props.filter.clone();
            let on_choose = props
                .on_filter
                .reform(move |key: AttrValue| facet.with(&filter, &key));
            html! { <Menu label={facet.words()} {items} anchor={anchor.clone()} {on_choose} {on_close} /> }
        }
    }
}

fn items(facet: Facet, filter: &TicketFilter, session: &Session) -> Vec<MenuItem> {
    fn list<T: Copy + PartialEq>(
        all: &[T],
        held: &[T],
        item: impl Fn(T) -> MenuItem,
    ) -> Vec<MenuItem> {
        all.iter()
            .map(|word| item(*word).chosen(held.contains(word)))
            .collect()
    }
    match facet {
        Facet::Status => list(Status::ALL, &filter.statuses, |word| {
            let slug = status_slug(word);
            let mark = html! { <span class="mark" data-status={slug.clone()}>{shape(&format!("s-{slug}"))}</span> };
            MenuItem::new(word.code(), mark, names::status(word))
        }),
        Facet::Stage => list(Stage::ALL, &filter.stages, |word| {
            MenuItem::new(word.code(), Html::default(), names::stage(word))
        }),
        Facet::Criticality => list(Criticality::ALL, &filter.criticalities, |word| {
            let mark = html! { <span class="mark" data-criticality={word.code()}>{shape(&format!("c-{}", word.code()))}</span> };
            MenuItem::new(word.code(), mark, names::criticality(word))
        }),
        Facet::Priority => list(Priority::ALL, &filter.priorities, priority_item),
        Facet::Channel => list(Channel::ALL, &filter.channels, |word| {
            MenuItem::new(word.code(), Html::default(), names::channel(word))
        }),
        Facet::Assignee => assignees(filter, session),
        Facet::Category => session
            .catalog
            .categories
            .iter()
            .filter(|category| category.active)
            .map(|category| {
                let indent = if category.parent_id.is_some() {
                    "\u{2003}"
                } else {
                    ""
                };
                MenuItem::new(
                    category.id.to_string(),
                    icon("tag"),
                    format!("{indent}{}", category.name),
                )
                .chosen(filter.category == Some(category.id))
            })
            .collect(),
        Facet::Period => Period::ALL
            .into_iter()
            .map(|period| MenuItem::new(format!("{period:?}"), icon("calendar"), period.words()))
            .collect(),
        Facet::Company | Facet::Equipment | Facet::Late | Facet::Bin => Vec::new(),
    }
}

/// A priority in a menu.
pub fn priority_item(word: Priority) -> MenuItem {
    let slug = word.code().replace('_', "-");
    let mark = html! { <span class="mark" data-priority={slug.clone()}>{shape(&format!("p-{slug}"))}</span> };
    MenuItem::new(word.code(), mark, names::priority(word))
}

fn assignees(filter: &TicketFilter, session: &Session) -> Vec<MenuItem> {
    let me = MenuItem::new("me", icon("user"), t!("queue-me")).chosen(filter.mine);
    let colleagues = session
        .catalog
        .staff
        .iter()
        .filter(|colleague| colleague.active)
        .map(|colleague| {
            let face = avatar(full_name(colleague), Some(colleague.id.0), "small", true);
            MenuItem::new(colleague.id.to_string(), face, full_name(colleague))
                .chosen(filter.assignee == Some(colleague.id))
        });
    std::iter::once(me).chain(colleagues).collect()
}

/// A facet the list is kept to: press its value to change it, its cross to take it away.
fn chip(facet: Facet, props: &FiltersProps, session: &Session, on_change: Callback<()>) -> Html {
    let filter = props.filter.clone();
    let name = facet.words();
    let value = facet.said(&filter, session);
    let on_remove = props
        .on_filter
        .reform(move |_: MouseEvent| facet.without(&filter));
    html! {
        <span key={format!("{facet:?}")} class="chip">
            if value.is_none() { <span class="value">{name.clone()}</span> } else { <span class="key">{name.clone()}</span> }
            {value.map(|value| html! { <button type="button" class="value" onclick={on_change.reform(|_| ())}>{value}</button> })}
            <button type="button" aria-label={t!("queue-filter-remove", name = name)} onclick={on_remove}>{icon("x")}</button>
        </span>
    }
}
