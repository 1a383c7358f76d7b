//! What a list may be kept to: its words, and what a filter becomes with or without it.

use guichet_domain::{CategoryId, StaffId, TicketFilter};

use super::named::{self, Owner};
use super::period::Period;
use crate::i18n::{self, dates, names};
use crate::session::Session;
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
    /// Every facet, in the order of the chips.
    pub const ALL: [Self; 12] = [
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

    /// What it is called.
    pub fn words(self) -> String {
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

    /// Its pictogram.
    pub const fn pictogram(self) -> &'static str {
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
    pub fn holds(self, filter: &TicketFilter) -> bool {
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
    pub fn without(self, filter: &TicketFilter) -> TicketFilter {
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

    /// The list once a value was pressed: facets of several gain or lose it, the others take it.
    pub fn with(self, filter: &TicketFilter, key: &str) -> TicketFilter {
        fn toggle<T: PartialEq + std::str::FromStr>(list: &mut Vec<T>, key: &str) {
            let Ok(word) = key.parse::<T>() else { return };
            match list.iter().position(|held| *held == word) {
                Some(at) => drop(list.remove(at)),
                None => list.push(word),
            }
        }
        let mut filter = filter.clone();
        match self {
            Self::Status => {
                filter.open = false;
                toggle(&mut filter.statuses, key);
            }
            Self::Stage => toggle(&mut filter.stages, key),
            Self::Criticality => toggle(&mut filter.criticalities, key),
            Self::Priority => toggle(&mut filter.priorities, key),
            Self::Channel => toggle(&mut filter.channels, key),
            Self::Assignee => {
                filter.mine = key == "me";
                filter.assignee = key.parse::<StaffId>().ok();
            }
            Self::Category => filter.category = key.parse::<CategoryId>().ok(),
            Self::Period => {
                filter.created_from = Period::ALL
                    .into_iter()
                    .find(|period| format!("{period:?}") == key)
                    .map(Period::begins);
            }
            Self::Company | Self::Equipment | Self::Late | Self::Bin => {}
        }
        filter
    }

    /// What the list is kept to, in words; none for what is only on or off.
    pub fn said(self, filter: &TicketFilter, session: &Session) -> Option<String> {
        fn several<T: Copy>(held: &[T], name: impl Fn(T) -> String) -> Option<String> {
            match held {
                [] => None,
                [one] => Some(name(*one)),
                [one, other] => Some(format!("{}, {}", name(*one), name(*other))),
                more => Some(t!("queue-several", count = more.len())),
            }
        }
        match self {
            Self::Status if filter.open => Some(t!("queue-four-open")),
            Self::Status => several(&filter.statuses, names::status),
            Self::Stage => several(&filter.stages, names::stage),
            Self::Criticality => several(&filter.criticalities, names::criticality),
            Self::Priority => several(&filter.priorities, names::priority),
            Self::Channel => several(&filter.channels, names::channel),
            Self::Assignee if filter.mine => Some(t!("queue-me")),
            Self::Assignee => filter.assignee.map(|id| session.name_of(id)),
            Self::Category => {
                let category = session
                    .catalog
                    .categories
                    .iter()
                    .find(|category| Some(category.id) == filter.category);
                category.map(|category| category.name.clone())
            }
            Self::Company => Some(named::words(Owner::Company, filter)),
            Self::Equipment => Some(named::words(Owner::Equipment, filter)),
            Self::Period => filter.created_from.map(|from| {
                let day = dates::short_day(
                    i18n::language(),
                    bridge::local(bridge::now()),
                    bridge::local(from).date(),
                );
                t!("queue-since", day = day)
            }),
            Self::Late | Self::Bin => None,
        }
    }
}
