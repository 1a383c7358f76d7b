//! The root: preferences, the door, and the shell behind it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guichet_api::session::{LogOut, Me, OfficeState, OfficeStatus, WhoAmI};
use guichet_api::{ApiError, Code};
use guichet_domain::Language;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::bridge;
use crate::browser;
use crate::components::ToastsProvider;
use crate::draft;
use crate::keys::{chord, dispatch};
use crate::live::LiveProvider;
use crate::load;
use crate::pages::gate::Who;
use crate::pages::{self, gate};
use crate::prefs::{Prefs, PrefsHandle};
use crate::session::SessionProvider;
use crate::shell::Shell;

/// Where one stands before the pages.
#[derive(Clone, PartialEq)]
enum Door {
    Knocking,
    Closed(ApiError),
    FirstStart(Rc<OfficeState>),
    LogIn(Rc<OfficeState>),
    Joining,
    Locked(Rc<OfficeState>, Who),
    Open(Rc<OfficeState>, Rc<Me>),
}

/// The interface.
#[component]
pub fn App() -> Html {
    let prefs = use_reducer(|| Prefs::remembered(system_language()));
    let door = use_state(|| Door::Knocking);
    {
        let door = door.clone();
        use_effect_with((), move |()| knock(door));
    }
    use_effect_with((), |()| {
        let keys = browser::listen("keydown", press);
        move || drop(keys)
    });
    // Another language draws everything again: sentences are read when drawn, not kept.
    let language = prefs.language.code();
    html! {
        <ContextProvider<PrefsHandle> context={prefs}>
            <ToastsProvider key={language}>{draw(&door)}</ToastsProvider>
        </ContextProvider<PrefsHandle>>
    }
}

fn draw(door: &UseStateHandle<Door>) -> Html {
    let on_retry = {
        let door = door.clone();
        Callback::from(move |()| knock(door.clone()))
    };
    match &**door {
        Door::Knocking => Html::default(),
        Door::Closed(error) => gate::closed(error, &on_retry, joining(door)),
        Door::Joining => html! { <gate::Join on_ready={on_retry.clone()} on_back={on_retry} /> },
        Door::FirstStart(office) => {
            html! { <gate::FirstStart office={office.clone()} on_ready={on_retry} /> }
        }
        Door::LogIn(office) => gate::log_in(office, enter(door, office), on_retry, joining(door)),
        Door::Locked(office, who) => {
            let (door_after, office_after) = (door.clone(), office.clone());
            let on_other = Callback::from(move |()| {
                Who::forget();
                leave(&door_after, Door::LogIn(office_after.clone()));
            });
            html! { <gate::Locked who={who.clone()} on_in={enter(door, office)} {on_other} /> }
        }
        Door::Open(office, me) => open(door, office, me),
    }
}

fn open(door: &UseStateHandle<Door>, office: &Rc<OfficeState>, me: &Rc<Me>) -> Html {
    let on_lock = {
        let (door, office, who) = (door.clone(), office.clone(), Who::of(me));
        Callback::from(move |()| {
            who.keep();
            leave(&door, Door::Locked(office.clone(), who.clone()));
        })
    };
    let on_leave = {
        let (door, office) = (door.clone(), office.clone());
        Callback::from(move |()| leave(&door, Door::LogIn(office.clone())))
    };
    let on_expired = {
        let (door, office, who) = (door.clone(), office.clone(), Who::of(me));
        Callback::from(move |()| door.set(Door::Locked(office.clone(), who.clone())))
    };
    html! {
        <LiveProvider>
            <SessionProvider me={me.clone()} on_me={enter(door, office)} {on_lock} {on_leave} {on_expired}>
                <HashRouter><Shell /></HashRouter>
            </SessionProvider>
        </LiveProvider>
    }
}

fn joining(door: &UseStateHandle<Door>) -> Callback<()> {
    let door = door.clone();
    Callback::from(move |()| door.set(Door::Joining))
}

fn enter(door: &UseStateHandle<Door>, office: &Rc<OfficeState>) -> Callback<Me> {
    let (door, office) = (door.clone(), office.clone());
    Callback::from(move |me: Me| {
        Who::forget();
        door.set(Door::Open(office.clone(), Rc::new(me)));
    })
}

fn knock(door: UseStateHandle<Door>) {
    spawn_local(async move {
        door.set(match bridge::call(&OfficeStatus {}).await {
            Ok(office) if !office.ready => Door::FirstStart(Rc::new(office)),
            Ok(office) => behind(Rc::new(office)).await,
            Err(error) => Door::Closed(error),
        });
    });
}

async fn behind(office: Rc<OfficeState>) -> Door {
    match (bridge::call(&WhoAmI {}).await, Who::kept()) {
        (Ok(me), None) => Door::Open(office, Rc::new(me)),
        (Ok(_), Some(who)) => {
            // It was locked while the office was out of reach, and its session still stands.
            let _ = bridge::call(&LogOut {}).await;
            Door::Locked(office, who)
        }
        (Err(error), kept) if error.code == Code::Unauthenticated => match kept {
            Some(who) => Door::Locked(office, who),
            None => Door::LogIn(office),
        },
        (Err(error), _) => Door::Closed(error),
    }
}

/// Ends the session, then loads the document again: pictures and replies of whoever leaves stay in no
/// memory. An office out of reach could not serve it again: `otherwise` is shown in its place.
fn leave(door: &UseStateHandle<Door>, otherwise: Door) {
    load::forget();
    pages::queue::forget();
    if matches!(otherwise, Door::LogIn(_)) {
        browser::forget_address();
    }
    door.set(Door::Knocking);
    let door = door.clone();
    // The pages are gone first: what was being typed on them is saved with this session.
    Timeout::new(0, move || {
        draft::once_saved(move || {
            spawn_local(async move {
                match bridge::call(&LogOut {}).await {
                    Ok(()) => browser::reload(),
                    Err(error) if error.code == Code::Unauthenticated => browser::reload(),
                    // A session the office could not end now ends by itself.
                    Err(_) => door.set(otherwise),
                }
            });
        });
    })
    .forget();
}

fn press(event: &Event) {
    use wasm_bindgen::JsCast;
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let stroke = browser::stroke(event);
    let Some(chord) = chord::read(&stroke, browser::on_a_mac()) else {
        return;
    };
    // A component that took the press has prevented its default already.
    if event.default_prevented() || event.is_composing() {
        return;
    }
    let keeps_it =
        browser::in_field(event) || (chord.works_a_button() && browser::on_a_control(event));
    if dispatch::press(chord, keeps_it, event.time_stamp()) {
        event.prevent_default();
    }
}

fn system_language() -> Language {
    let french = browser::window()
        .navigator()
        .language()
        .is_none_or(|language| language.starts_with("fr"));
    if french {
        Language::French
    } else {
        Language::English
    }
}
