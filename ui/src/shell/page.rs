//! The top bar and the place of a page under it.

use yew::prelude::*;
use yew_router::prelude::*;

use super::{account, notices, use_overlays};
use crate::browser;
use crate::components::{Button, Kind, Tone, avatar, caps, empty, icon, strip};
use crate::i18n::when;
use crate::keys::{Action, Screen};
use crate::live::use_live;
use crate::prefs::{Choose, Theme, use_prefs};
use crate::route::{Overlay, Route};
use crate::session::use_session;
use crate::t;

/// What a page puts in its frame.
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// Its name; the title of the window too.
    pub title: AttrValue,
    /// What stands before the title: where one comes from.
    #[prop_or_default]
    pub crumb: Html,
    /// What stands right after the title.
    #[prop_or_default]
    pub tools: Html,
    /// Whether the button of a new ticket is offered.
    #[prop_or(true)]
    pub new_ticket: bool,
    /// The page.
    pub children: Html,
}

/// A page under its top bar.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let title = props.title.clone();
    use_effect_with(title, |title| {
        browser::document().set_title(&format!("{title} · Guichet"))
    });
    let navigator = use_navigator().expect("a page stands in a router");
    let overlays = use_overlays();
    let on_jump = Callback::from(move |_| overlays.toggle(Overlay::Palette));
    let on_new = Callback::from(move |_| navigator.push(&Route::Reception));
    html! {
        <main class="main">
            <header class="topbar">
                <h1>{props.crumb.clone()}{props.title.clone()}</h1>{props.tools.clone()}
                <button class="button jump" type="button" onclick={on_jump}>
                    {icon("search")}{t!("shell-jump")}{Screen::Everywhere.chord(Action::Palette).map(caps)}
                </button>
                if props.new_ticket {
                    <Button icon="plus" on_click={on_new} keys={(Screen::Everywhere, Action::NewTicket)}>{t!("shell-new-ticket")}</Button>
                }
                <Tools />
            </header>
            <Lost />
            {props.children.clone()}
        </main>
    }
}

/// The right end of the top bar: bell, theme, face.
#[component]
fn Tools() -> Html {
    let overlays = use_overlays();
    let session = use_session();
    let live = use_live();
    let prefs = use_prefs();
    let (bell, face) = (use_node_ref(), use_node_ref());
    let on_theme = Callback::from(move |_| {
        let dark = match prefs.theme {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => browser::prefers_dark(),
        };
        prefs.dispatch(Choose::Theme(if dark { Theme::Light } else { Theme::Dark }));
    });
    let on_close = overlays.on_show.reform(|()| None);
    let toggle = |overlay| {
        let overlays = overlays.clone();
        Callback::from(move |_: MouseEvent| overlays.toggle(overlay))
    };
    let is_open = |overlay| overlays.shown == Some(overlay);
    let bell_words = if live.unread == 0 {
        t!("shell-notices")
    } else {
        t!("shell-notices-new", count = live.unread)
    };
    let name = session.me.staff.name();
    html! {
        <>
            <Button node={bell.clone()} icon="bell" class="square" kind={Kind::Quiet} label={bell_words} opens="dialog" expanded={is_open(Overlay::Notices)} on_click={toggle(Overlay::Notices)}>
                if live.unread > 0 { <span class="dot" /> }
            </Button>
            <Button icon="moon" class="square" kind={Kind::Quiet} label={t!("shell-theme")} on_click={on_theme} />
            <button ref={face.clone()} type="button" class="face" aria-haspopup="menu" aria-expanded={is_open(Overlay::Account).to_string()} onclick={toggle(Overlay::Account)}>
                <span class="sr">{name.clone()}</span>{avatar(name, Some(session.me.staff.id.0), "", true)}
            </button>
            if is_open(Overlay::Notices) { <notices::Notices anchor={bell} on_close={on_close.clone()} /> }
            if is_open(Overlay::Account) { <account::Account anchor={face} {on_close} /> }
        </>
    }
}

/// The strip that says that the office does not answer.
#[component]
fn Lost() -> Html {
    let live = use_live();
    match live.lost_since {
        None => Html::default(),
        Some(since) => strip(
            Tone::Danger,
            Some("offline"),
            html! { <><b>{t!("offline-strip", hour = when::hour(since))}</b>{" "}{t!("offline-kept")}</> },
            Html::default(),
        ),
    }
}

/// An address that leads nowhere.
#[component]
pub fn Nowhere() -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    let on_click = Callback::from(move |_| navigator.push(&Route::Queue));
    html! {
        <Page title={t!("nowhere-title")}>
            {empty("question", t!("nowhere-title"), t!("nowhere-text"), html! { <Button {on_click} keys={(Screen::Everywhere, Action::GoQueue)}>{t!("nowhere-back")}</Button> })}
        </Page>
    }
}
