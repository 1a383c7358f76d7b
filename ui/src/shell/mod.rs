//! The frame around every page: rail, top bar, what hangs from them, and the keys that act everywhere.

mod account;
mod keys_dialog;
mod notices;
mod page;
mod palette;
mod password;
mod rail;

pub use page::Page;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::bridge;
use crate::components::use_toasts;
use crate::keys::{Action, Screen, use_commands};
use crate::pages;
use crate::prefs::{Choose, use_prefs};
use crate::route::{Overlay, Route, Section};
use crate::session::use_session;

/// What is open over the page, and the way to open it.
#[derive(Clone, PartialEq)]
pub struct Overlays {
    /// What is open.
    pub shown: Option<Overlay>,
    /// Opens something, or closes it.
    pub on_show: Callback<Option<Overlay>>,
}

impl Overlays {
    /// Opens it, or closes it when it is open already.
    pub fn toggle(&self, overlay: Overlay) {
        self.on_show
            .emit((self.shown != Some(overlay)).then_some(overlay));
    }
}

/// What is open over the page.
#[hook]
pub fn use_overlays() -> Overlays {
    use_context::<Overlays>().expect("pages stand in the shell, which provides the overlays")
}

/// The frame.
#[component]
pub fn Shell() -> Html {
    let shown = use_state(|| None::<Overlay>);
    let overlays = Overlays {
        shown: *shown,
        on_show: Callback::from({
            let shown = shown.clone();
            move |overlay| shown.set(overlay)
        }),
    };
    use_keys_everywhere(&overlays);
    use_own_letters();
    let navigator = use_navigator().expect("the shell stands in a router");
    use_effect_with((), move |()| {
        bridge::follow_openings(move |number| navigator.push(&Route::Ticket { number }));
    });
    html! {
        <ContextProvider<Overlays> context={overlays.clone()}>
            <div class="app">
                <rail::Rail />
                <Switch<Route> render={page_of} />
            </div>
            {over(&overlays)}
        </ContextProvider<Overlays>>
    }
}

fn page_of(route: Route) -> Html {
    match route {
        Route::Queue => html! { <pages::queue::QueuePage /> },
        Route::MyDay => html! { <pages::queue::MyDayPage /> },
        Route::Ticket { number } => html! { <pages::ticket::TicketPage key={number} {number} /> },
        Route::Reception => html! { <pages::reception::ReceptionPage /> },
        Route::Directory => html! { <pages::directory::DirectoryPage /> },
        Route::Company { id } => html! { <pages::directory::DirectoryPage company={id} /> },
        Route::Contact { id } => html! { <pages::directory::DirectoryPage contact={id} /> },
        Route::Equipment { id } => html! { <pages::directory::DirectoryPage equipment={id} /> },
        Route::Settings => html! { <pages::settings::SettingsPage section={Section::Display} /> },
        Route::Section { section } => html! { <pages::settings::SettingsPage {section} /> },
        Route::Nowhere => html! { <page::Nowhere /> },
    }
}

fn over(overlays: &Overlays) -> Html {
    let on_close = overlays.on_show.reform(|()| None);
    match overlays.shown {
        Some(Overlay::Keys) => html! { <keys_dialog::KeysDialog {on_close} /> },
        Some(Overlay::Palette) => html! { <palette::Palette {on_close} /> },
        Some(Overlay::Password) => html! { <password::PasswordDialog {on_close} /> },
        // These two hang from their buttons in the top bar, which draws them.
        Some(Overlay::Account | Overlay::Notices) | None => Html::default(),
    }
}

/// Single letters follow the person from one workstation to the next.
#[hook]
fn use_own_letters() {
    let (session, prefs) = (use_session(), use_prefs());
    use_effect_with(session.me.preferences.single_keys, move |letters| {
        if *letters != prefs.letters {
            prefs.dispatch(Choose::Letters(*letters));
        }
    });
}

#[hook]
fn use_keys_everywhere(overlays: &Overlays) {
    let session = use_session();
    let prefs = use_prefs();
    let toasts = use_toasts();
    let navigator = use_navigator().expect("the shell stands in a router");
    let overlays = overlays.clone();
    let mut offers = vec![
        Action::NewTicket,
        Action::GoQueue,
        Action::GoReception,
        Action::GoDirectory,
        Action::GoSettings,
        Action::Notices,
        Action::Keys,
        Action::FoldRail,
        Action::Lock,
        Action::Palette,
    ];
    offers.extend(toasts.has_undo().then_some(Action::Undo));
    use_commands(Screen::Everywhere, &offers, move |action| match action {
        Action::Palette => overlays.toggle(Overlay::Palette),
        Action::Keys => overlays.toggle(Overlay::Keys),
        Action::Notices => overlays.toggle(Overlay::Notices),
        Action::Undo => toasts.undo_newest(),
        Action::FoldRail => prefs.dispatch(Choose::FoldRail),
        Action::Lock => session.on_lock.emit(()),
        Action::NewTicket | Action::GoReception => navigator.push(&Route::Reception),
        Action::GoQueue => navigator.push(&Route::Queue),
        Action::GoDirectory => navigator.push(&Route::Directory),
        _ => navigator.push(&Route::Settings),
    });
}
