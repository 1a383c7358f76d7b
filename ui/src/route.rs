//! Every page of the interface, once. The tests visit each of them.

use guichet_domain::{CompanyId, ContactId, EquipmentId};
use yew_router::prelude::*;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Routable)]
pub enum Route {
    /// The list of tickets.
    #[at("/")]
    Queue,
    /// What is mine today.
    #[at("/my-day")]
    MyDay,
    /// One ticket.
    #[at("/tickets/:number")]
    Ticket {
        /// Its number.
        number: i64,
    },
    /// The reception desk.
    #[at("/reception")]
    Reception,
    /// The directory.
    #[at("/directory")]
    Directory,
    /// A company of the directory.
    #[at("/directory/companies/:id")]
    Company {
        /// Which.
        id: CompanyId,
    },
    /// A contact of the directory.
    #[at("/directory/contacts/:id")]
    Contact {
        /// Which.
        id: ContactId,
    },
    /// A machine of the directory.
    #[at("/directory/equipment/:id")]
    Equipment {
        /// Which.
        id: EquipmentId,
    },
    /// The settings.
    #[at("/settings")]
    Settings,
    /// A section of the settings.
    #[at("/settings/:section")]
    Section {
        /// Which.
        section: Section,
    },
    /// No such page.
    #[not_found]
    #[at("/nowhere")]
    Nowhere,
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
