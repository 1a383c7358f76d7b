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
    /// No such page.
    #[not_found]
    #[at("/nowhere")]
    Nowhere,
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
