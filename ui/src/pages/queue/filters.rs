//! The chips of the list: what it keeps, one chip a facet, and the menus that add one.

use guichet_domain::{
    CategoryId, Channel, Criticality, Priority, StaffId, Stage, Status, TicketFilter,
};
use yew::prelude::*;

use super::named::{Named, Owner};
use super::period::Period;
use crate::components::{Menu, MenuItem, avatar, caps, icon, shape, status_slug};
use crate::i18n::{self, dates, names};
use crate::keys::{Action, Screen};
use crate::session::{Session, full_name, use_session};
use crate::{bridge, t};

/// One thing a list may be kept to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Where tickets stand.
    Status,
    /// Where they stand inside.
    Stage,
    /// The client's view.
    Criticality,
    /// The technician's view.
    Priority,
    /// How they came.
    Channel,
    /// Who has them.
    Assignee,
    /// What about.
    Category,
    /// Whose they are.
    Company,
    /// On which machine.
    Equipment,
    /// Since when.
    Period,
    /// Past due.
    Late,
    /// In the bin.
    Bin,
}

impl Facet {
    const ALL: [Self; 12] = [
        Self::Status,
        Self::Stage,
        Self::Criticality,
        Self::Priority,
        Self::Channel,
        Self::Assignee,
        Self::Category,
        Self::Company,
        Self::Equipment,
        Self::Period,
        Self::Late,
        Self::Bin,
    ];

    fn words(self) -> String {
        match self {
            Self::Status => t!("queue-facet-status"),
            Self::Stage => t!("queue-facet-stage"),
            Self::Criticality => t!("queue-facet-criticality"),
            Self::Priority => t!("queue-facet-priority"),
            Self::Channel => t!("queue-facet-channel"),
            Self::Assignee => t!("queue-facet-assignee"),
            Self::Category => t!("queue-facet-category"),
            Self::Company => t!("queue-facet-company"),
            Self::Equipment => t!("queue-facet-equipment"),
            Self::Period => t!("queue-facet-period"),
            Self::Late => t!("queue-facet-late"),
            Self::Bin => t!("queue-facet-bin"),
        }
    }

    const fn pictogram(self) -> &'static str {
        match self {
            Self::Status | Self::Stage => "inbox",
            Self::Criticality => "warn",
            Self::Priority => "flag",
            Self::Channel => "phone",
            Self::Assignee => "user",
            Self::Category => "tag",
            Self::Company => "building",
            Self::Equipment => "box",
            Self::Period => "calendar",
            Self::Late => "clock",
            Self::Bin => "folder",
        }
    }

    /// Whether the list is kept to it.
    fn holds(self, filter: &TicketFilter) -> bool {
        match self {
            Self::Status => !filter.statuses.is_empty() || filter.open,
            Self::Stage => !filter.stages.is_empty(),
            Self::Criticality => !filter.criticalities.is_empty(),
            Self::Priority => !filter.priorities.is_empty(),
            Self::Channel => !filter.channels.is_empty(),
            Self::Assignee => filter.assignee.is_some() || filter.mine,
            Self::Category => filter.category.is_some(),
            Self::Company => filter.company.is_some(),
            Self::Equipment => filter.equipment.is_some(),
            Self::Period => filter.created_from.is_some(),
            Self::Late => filter.late,
            Self::Bin => filter.binned,
        }
    }

    /// The list without it.
    fn without(self, filter: &TicketFilter) -> TicketFilter {
        let mut filter = filter.clone();
        match self {
            Self::Status => (filter.statuses, filter.open) = (Vec::new(), false),
            Self::Stage => filter.stages.clear(),
            Self::Criticality => filter.criticalities.clear(),
            Self::Priority => filter.priorities.clear(),
            Self::Channel => filter.channels.clear(),
            Self::Assignee => (filter.assignee, filter.mine) = (None, false),
            Self::Category => filter.category = None,
            Self::Company => filter.company = None,
            Self::Equipment => filter.equipment = None,
            Self::Period => (filter.created_from, filter.created_before) = (None, None),
            Self::Late => filter.late = false,
            Self::Bin => filter.binned = false,
        }
        filter
    }
}

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
    let facet = use_state(|| None::<Facet>);
    let anchor = use_node_ref();
    let chips = Facet::ALL
        .into_iter()
        .filter(|facet| facet.holds(&props.filter));
    let chips = chips.map(|held| html! { <Chip key={held.pictogram()} facet={held} filter={props.filter.clone()} on_filter={props.on_filter.clone()} on_change={facet_setter(&facet, held)} /> });
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
            {(*facet).map(|chosen| values(chosen, props, &anchor, &facet))}
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
            html! { <Values {facet} anchor={anchor.clone()} filter={props.filter.clone()} on_filter={props.on_filter.clone()} {on_close} /> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct ValuesProps {
    facet: Facet,
    anchor: NodeRef,
    filter: TicketFilter,
    on_filter: Callback<TicketFilter>,
    on_close: Callback<()>,
}

#[component]
fn Values(props: &ValuesProps) -> Html {
    let session = use_session();
    let items = items(props.facet, &props.filter, &session);
    let (facet, filter) = (props.facet, props.filter.clone());
    let on_choose = props
        .on_filter
        .reform(move |key: AttrValue| with_value(facet, &filter, &key));
    html! { <Menu label={facet.words()} {items} anchor={props.anchor.clone()} {on_choose} on_close={props.on_close.clone()} /> }
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

/// The filter once a value was pressed: lists gain or lose it, the rest takes it.
fn with_value(facet: Facet, filter: &TicketFilter, key: &str) -> TicketFilter {
    fn toggle<T: PartialEq + std::str::FromStr>(list: &mut Vec<T>, key: &str) {
        let Ok(word) = key.parse::<T>() else { return };
        match list.iter().position(|held| *held == word) {
            Some(at) => drop(list.remove(at)),
            None => list.push(word),
        }
    }
    let mut filter = filter.clone();
    match facet {
        Facet::Status => {
            filter.open = false;
            toggle(&mut filter.statuses, key);
        }
        Facet::Stage => toggle(&mut filter.stages, key),
        Facet::Criticality => toggle(&mut filter.criticalities, key),
        Facet::Priority => toggle(&mut filter.priorities, key),
        Facet::Channel => toggle(&mut filter.channels, key),
        Facet::Assignee => {
            filter.mine = key == "me";
            filter.assignee = key.parse::<StaffId>().ok();
        }
        Facet::Category => filter.category = key.parse::<CategoryId>().ok(),
        Facet::Period => {
            filter.created_from = Period::ALL
                .into_iter()
                .find(|period| format!("{period:?}") == key)
                .map(Period::begins);
        }
        Facet::Company | Facet::Equipment | Facet::Late | Facet::Bin => {}
    }
    filter
}

#[derive(Properties, PartialEq)]
struct ChipProps {
    facet: Facet,
    filter: TicketFilter,
    on_filter: Callback<TicketFilter>,
    on_change: Callback<()>,
}

/// A facet the list is kept to: press its value to change it, its cross to take it away.
#[component]
fn Chip(props: &ChipProps) -> Html {
    let session = use_session();
    let (facet, filter) = (props.facet, props.filter.clone());
    let name = facet.words();
    let value = value_words(facet, &filter, &session);
    let on_remove = props
        .on_filter
        .reform(move |_: MouseEvent| facet.without(&filter));
    html! {
        <span class="chip">
            if value.is_none() { <span class="value">{name.clone()}</span> } else { <span class="key">{name.clone()}</span> }
            {value.map(|value| html! { <button type="button" class="value" onclick={props.on_change.reform(|_| ())}>{value}</button> })}
            <button type="button" aria-label={t!("queue-filter-remove", name = name)} onclick={on_remove}>{icon("x")}</button>
        </span>
    }
}

fn value_words(facet: Facet, filter: &TicketFilter, session: &Session) -> Option<String> {
    fn several<T: Copy>(held: &[T], name: impl Fn(T) -> String) -> Option<String> {
        match held {
            [] => None,
            [one] => Some(name(*one)),
            [one, other] => Some(format!("{}, {}", name(*one), name(*other))),
            more => Some(t!("queue-several", count = more.len())),
        }
    }
    match facet {
        Facet::Status if filter.open => Some(t!("queue-four-open")),
        Facet::Status => several(&filter.statuses, names::status),
        Facet::Stage => several(&filter.stages, names::stage),
        Facet::Criticality => several(&filter.criticalities, names::criticality),
        Facet::Priority => several(&filter.priorities, names::priority),
        Facet::Channel => several(&filter.channels, names::channel),
        Facet::Assignee if filter.mine => Some(t!("queue-me")),
        Facet::Assignee => filter.assignee.map(|id| session.name_of(id)),
        Facet::Category => {
            let category = session
                .catalog
                .categories
                .iter()
                .find(|category| Some(category.id) == filter.category);
            category.map(|category| category.name.clone())
        }
        Facet::Company | Facet::Equipment => Some(super::named::words(facet_owner(facet), filter)),
        Facet::Period => filter.created_from.map(|from| {
            let day = dates::short_day(
                i18n::language(),
                bridge::local(bridge::now()),
                bridge::local(from).date(),
            );
            t!("queue-since", day = day)
        }),
        Facet::Late | Facet::Bin => None,
    }
}

const fn facet_owner(facet: Facet) -> Owner {
    match facet {
        Facet::Equipment => Owner::Equipment,
        _ => Owner::Company,
    }
}
