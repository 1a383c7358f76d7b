//! Who is logged in, and the small lists of the office that every page needs.

use std::rc::Rc;

use guichet_api::ApiError;
use guichet_api::session::Me;
use guichet_api::settings::{Catalog, Colleague, GetCatalog};
use guichet_domain::{Actor, StaffId, Verb};
use yew::prelude::*;

use crate::components::{Toast, loaded, use_toasts};
use crate::load::use_call;
use crate::{bridge, refusals, t, unsent};

/// Who is logged in, the office's lists, and the way out.
#[derive(Clone, PartialEq)]
pub struct Session {
    /// Whoever is logged in.
    pub me: Rc<Me>,
    /// The small lists; empty until they are there.
    pub catalog: Rc<Catalog>,
    /// Takes a newer `Me`, after preferences or views were saved.
    pub on_me: Callback<Me>,
    /// Locks this workstation.
    pub on_lock: Callback<()>,
    /// Ends the session.
    pub on_leave: Callback<()>,
}

impl Session {
    /// A member of the staff.
    pub fn colleague(&self, id: StaffId) -> Option<&Colleague> {
        self.catalog
            .staff
            .iter()
            .find(|colleague| colleague.id == id)
    }

    /// The full name of a member of the staff; empty for who is not in the list.
    pub fn name_of(&self, id: StaffId) -> String {
        self.colleague(id).map(full_name).unwrap_or_default()
    }

    /// Whether whoever is logged in may do this, whatever the ticket.
    pub fn may(&self, verb: Verb) -> bool {
        self.me.may.contains(&verb)
    }

    /// Whoever is logged in, as the rules know them.
    pub fn actor(&self) -> Actor {
        Actor::Staff {
            id: self.me.staff.id,
            role: self.me.staff.role,
        }
    }
}

/// First and last name.
pub fn full_name(colleague: &Colleague) -> String {
    format!("{} {}", colleague.first_name, colleague.last_name)
}

/// The session of the application; only pages behind the door ask for it.
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().expect("pages stand behind the door, which provides the session")
}

/// What the session is made of.
#[derive(Properties, PartialEq)]
pub struct SessionProps {
    /// Whoever is logged in.
    pub me: Rc<Me>,
    /// Takes a newer one.
    pub on_me: Callback<Me>,
    /// Locks.
    pub on_lock: Callback<()>,
    /// Leaves.
    pub on_leave: Callback<()>,
    /// The office says that the session is over.
    pub on_expired: Callback<()>,
    /// The pages.
    pub children: Html,
}

/// Provides the session, once the office's lists are there.
#[component]
pub fn SessionProvider(props: &SessionProps) -> Html {
    let catalog = use_call(Some(GetCatalog {}));
    use_effect_with(props.on_expired.clone(), |on_expired| {
        let on_expired = on_expired.clone();
        bridge::when_expired(Some(Rc::new(move || on_expired.emit(()))));
        || bridge::when_expired(None)
    });
    let me = props.me.staff.id;
    let resumed = use_state(|| !unsent::is_any_of(me));
    let toasts = use_toasts();
    use_effect_with(me, {
        let resumed = resumed.clone();
        move |me| {
            let on_refused = Callback::from(move |refusal: ApiError| {
                let why = refusals::sentence(&refusal);
                toasts.show(Toast::failed(t!("offline-refused", why = why)));
            });
            bridge::change_session();
            unsent::resume(*me, Callback::from(move |()| resumed.set(true)), on_refused);
            bridge::change_session
        }
    });
    let (Some(data), true) = (catalog.data.clone(), *resumed) else {
        return loaded(&catalog, 6, |_| Html::default());
    };
    let session = Session {
        me: props.me.clone(),
        catalog: data,
        on_me: props.on_me.clone(),
        on_lock: props.on_lock.clone(),
        on_leave: props.on_leave.clone(),
    };
    html! { <ContextProvider<Session> context={session}>{props.children.clone()}</ContextProvider<Session>> }
}
