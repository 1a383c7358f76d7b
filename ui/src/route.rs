//! Every page of the interface, once. The tests visit each of them.

use std::collections::HashMap;

use guichet_domain::{CompanyId, ContactId, EquipmentId};
use yew_router::prelude::*;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Route {
    /// The list of tickets.
    Queue,
    /// What is mine today.
    MyDay,
    /// One ticket.
    Ticket {
        /// Its number.
        number: i64,
    },
    /// The reception desk.
    Reception,
    /// The directory.
    Directory,
    /// A company of the directory.
    Company {
        /// Which.
        id: CompanyId,
    },
    /// A contact of the directory.
    Contact {
        /// Which.
        id: ContactId,
    },
    /// A machine of the directory.
    Equipment {
        /// Which.
        id: EquipmentId,
    },
    /// The settings.
    Settings,
    /// A section of the settings.
    Section {
        /// Which.
        section: Section,
    },
    /// No such page.
    Nowhere,
}

/// Read and written by hand: what the derived code needs of a recogniser weighs more than all these pages' names.
impl Routable for Route {
    fn from_path(path: &str, _: &HashMap<&str, &str>) -> Option<Self> {
        Self::recognize(path)
    }

    fn to_path(&self) -> String {
        match self {
            Self::Queue => "/".to_owned(),
            Self::MyDay => "/my-day".to_owned(),
            Self::Ticket { number } => format!("/tickets/{number}"),
            Self::Reception => "/reception".to_owned(),
            Self::Directory => "/directory".to_owned(),
            Self::Company { id } => format!("/directory/companies/{id}"),
            Self::Contact { id } => format!("/directory/contacts/{id}"),
            Self::Equipment { id } => format!("/directory/equipment/{id}"),
            Self::Settings => "/settings".to_owned(),
            Self::Section { section } => format!("/settings/{section}"),
            Self::Nowhere => "/nowhere".to_owned(),
        }
    }

    fn routes() -> Vec<&'static str> {
        Vec::new()
    }

    fn not_found_route() -> Option<Self> {
        Some(Self::Nowhere)
    }

    fn recognize(path: &str) -> Option<Self> {
        let mut parts = path.trim_matches('/').splitn(3, '/');
        let parts = [(); 3].map(|()| parts.next().unwrap_or_default());
        let known = match parts {
            ["", "", ""] => Some(Self::Queue),
            ["my-day", "", ""] => Some(Self::MyDay),
            ["tickets", number, ""] => number.parse().ok().map(|number| Self::Ticket { number }),
            ["reception", "", ""] => Some(Self::Reception),
            ["directory", "", ""] => Some(Self::Directory),
            ["directory", "companies", id] => id.parse().ok().map(|id| Self::Company { id }),
            ["directory", "contacts", id] => id.parse().ok().map(|id| Self::Contact { id }),
            ["directory", "equipment", id] => id.parse().ok().map(|id| Self::Equipment { id }),
            ["settings", "", ""] => Some(Self::Settings),
            ["settings", section, ""] => section
                .parse()
                .ok()
                .map(|section| Self::Section { section }),
            _ => None,
        };
        known.or(Some(Self::Nowhere))
    }
}

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// A section of the settings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Section { $($(#[$doc])* $name),+ }

        impl std::fmt::Display for Section {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$name => $code),+ })
            }
        }

        impl std::str::FromStr for Section {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Self::$name),)+ _ => Err(()) }
            }
        }
    };
}

sections! {
    /// How things look, and the keys.
    Display = "display",
    /// What notifies me.
    Notifications = "notifications",
    /// Delays and proposed priorities.
    Priorities = "priorities",
    /// Categories.
    Categories = "categories",
    /// Kinds of intervention.
    Kinds = "kinds",
    /// Products.
    Products = "products",
    /// Contracts.
    Contracts = "contracts",
    /// Projects.
    Projects = "projects",
    /// Accounts.
    Accounts = "accounts",
    /// Teams.
    Teams = "teams",
    /// Skills.
    Skills = "skills",
    /// The office itself and its copies.
    Office = "office",
}

/// What opens over a page. The tests open each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// `Ctrl K`.
    Palette,
    /// `?`.
    Keys,
    /// What hangs from the face.
    Account,
    /// What hangs from the bell.
    Notices,
    /// Change one's password.
    Password,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_where_it_was_written_for() {
        let id = uuid::Uuid::nil();
        let pages = [
            Route::Queue,
            Route::MyDay,
            Route::Ticket { number: 18417 },
            Route::Reception,
            Route::Directory,
            Route::Company { id: id.into() },
            Route::Contact { id: id.into() },
            Route::Equipment { id: id.into() },
            Route::Settings,
            Route::Section {
                section: Section::Skills,
            },
            Route::Nowhere,
        ];
        for page in pages {
            assert_eq!(Route::recognize(&page.to_path()), Some(page));
        }
        for nowhere in [
            "/rien/ici",
            "/tickets",
            "/tickets/un",
            "/tickets/1/2",
            "/settings/rien",
        ] {
            assert_eq!(Route::recognize(nowhere), Some(Route::Nowhere), "{nowhere}");
        }
    }
}
