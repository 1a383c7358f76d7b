//! What hangs from the face: how things look, one's account, and the way out.

use guichet_domain::Language;
use yew::prelude::*;
use yew_router::prelude::*;

use super::use_overlays;
use crate::components::{Floating, Segment, avatar, caps, icon, segments};
use crate::i18n::names;
use crate::keys::{Action, Chord, Screen};
use crate::prefs::{Choose, Theme, use_prefs};
use crate::route::{Overlay, Route};
use crate::session::use_session;
use crate::t;

/// What it hangs from.
#[derive(Properties, PartialEq)]
pub struct AccountProps {
    /// The face.
    pub anchor: NodeRef,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// One's account.
#[component]
pub fn Account(props: &AccountProps) -> Html {
    let session = use_session();
    let staff = &session.me.staff;
    let office = session.catalog.settings.office.clone();
    let place = if office.is_empty() {
        names::role(staff.role)
    } else {
        format!("{}, {office}", names::role(staff.role))
    };
    html! {
        <Floating anchor={props.anchor.clone()} on_close={props.on_close.clone()}>
            <section class="popover account" aria-label={t!("account-title")}>
                <header>
                    {avatar(staff.name(), Some(staff.id.0), "large", true)}
                    <span class="pair"><b>{staff.name()}</b><span>{place}</span></span>
                </header>
                <div class="menu"><Looks /><hr /><Doors on_close={props.on_close.clone()} /></div>
            </section>
        </Floating>
    }
}

/// Theme, rows, language.
#[component]
fn Looks() -> Html {
    let prefs = use_prefs();
    let choose = |choice: fn(Theme) -> Choose| {
        let prefs = prefs.clone();
        Callback::from(move |value| prefs.dispatch(choice(value)))
    };
    let on_rows = Callback::from({
        let prefs = prefs.clone();
        move |comfortable| prefs.dispatch(Choose::Comfortable(comfortable))
    });
    let on_language = Callback::from({
        let prefs = prefs.clone();
        move |language| prefs.dispatch(Choose::Language(language))
    });
    let themes = vec![
        Segment::new(Theme::Light, t!("account-light")).with_icon("sun"),
        Segment::new(Theme::Dark, t!("account-dark")).with_icon("moon"),
        Segment::new(Theme::System, t!("account-system")),
    ];
    let rows = vec![
        Segment::new(false, t!("account-compact")),
        Segment::new(true, t!("account-comfortable")),
    ];
    let languages = vec![
        Segment::new(Language::French, "Français").in_language("fr"),
        Segment::new(Language::English, "English").in_language("en"),
    ];
    html! {
        <>
            <div class="account-row"><span>{t!("account-theme")}</span>{segments(t!("account-theme"), themes, prefs.theme, choose(Choose::Theme))}</div>
            <div class="account-row"><span>{t!("account-rows")}</span>{segments(t!("account-rows"), rows, prefs.comfortable, on_rows)}</div>
            <div class="account-row"><span>{t!("account-language")}</span>{segments(t!("account-language"), languages, prefs.language, on_language)}</div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DoorsProps {
    on_close: Callback<()>,
}

/// Where one goes from here.
#[component]
fn Doors(props: &DoorsProps) -> Html {
    let session = use_session();
    let overlays = use_overlays();
    let navigator = use_navigator().expect("the top bar stands in a router");
    let go = |route: Route| {
        let (navigator, on_close) = (navigator.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            navigator.push(&route);
        })
    };
    let show = |overlay: Overlay| overlays.on_show.reform(move |_: MouseEvent| Some(overlay));
    let key = |action| Screen::Everywhere.chord(action);
    html! {
        <div role="menu" aria-label={t!("account-title")}>
            {line("flag", t!("account-my-day"), None, go(Route::MyDay))}
            {line("sliders", t!("account-settings"), key(Action::GoSettings), go(Route::Settings))}
            {line("keyboard", t!("shell-keys"), key(Action::Keys), show(Overlay::Keys))}
            {line("pen", t!("account-password"), None, show(Overlay::Password))}
            <hr />
            {line("lock", t!("account-lock"), key(Action::Lock), session.on_lock.reform(|_| ()))}
            {line("out", t!("account-log-out"), None, session.on_leave.reform(|_| ()))}
        </div>
    }
}

fn line(
    pictogram: &str,
    words: String,
    chord: Option<Chord>,
    on_click: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" role="menuitem" onclick={on_click}>{icon(pictogram)}<span>{words}</span>{chord.map(caps)}</button>
    }
}
