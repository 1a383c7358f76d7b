//! How things look on this workstation, and the single letters.

use guichet_api::session::SavePreferences;
use guichet_domain::Language;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::page::{form, words};
use crate::bridge;
use crate::components::{Button, Segment, segments, switch};
use crate::prefs::{Choose, Theme, use_prefs};
use crate::route::{Overlay, Section};
use crate::session::use_session;
use crate::shell::use_overlays;
use crate::t;

/// The section.
#[component]
pub fn Display() -> Html {
    let prefs = use_prefs();
    let session = use_session();
    let overlays = use_overlays();
    let on_theme = prefs_setter(&prefs, Choose::Theme);
    let on_rows = prefs_setter(&prefs, Choose::Comfortable);
    let on_language = prefs_setter(&prefs, Choose::Language);
    let on_letters = {
        let prefs = prefs.clone();
        Callback::from(move |letters: bool| {
            prefs.dispatch(Choose::Letters(letters));
            let session = session.clone();
            let preferences = guichet_api::session::Preferences {
                single_keys: letters,
                ..session.me.preferences.clone()
            };
            spawn_local(async move {
                // The choice already acts here; kept by the office too, it follows the person elsewhere.
                if let Ok(me) = bridge::call(&SavePreferences { preferences }).await {
                    session.on_me.emit(me);
                }
            });
        })
    };
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
    let on_keys = overlays.on_show.reform(|_: MouseEvent| Some(Overlay::Keys));
    form(
        words(Section::Display),
        t!("settings-display-lead"),
        html! {
            <section class="set-list">
                <div class="setting"><b>{t!("account-theme")}</b><p class="hint">{t!("settings-theme-hint")}</p>{segments(t!("account-theme"), themes, prefs.theme, on_theme)}</div>
                <div class="setting"><b>{t!("account-rows")}</b><p class="hint">{t!("settings-rows-hint")}</p>{segments(t!("account-rows"), rows, prefs.comfortable, on_rows)}</div>
                <div class="setting"><b>{t!("account-language")}</b><p class="hint">{t!("settings-language-hint")}</p>{segments(t!("account-language"), languages, prefs.language, on_language)}</div>
                <div class="setting"><b>{t!("keys-letters")}</b><p class="hint">{t!("settings-letters-hint")}</p>{switch(t!("keys-letters"), prefs.letters, on_letters)}</div>
                <div class="setting"><b>{t!("keys-title")}</b><p class="hint">{t!("keys-note")}</p><Button on_click={on_keys}>{t!("settings-keys-show")}</Button></div>
            </section>
        },
    )
}

fn prefs_setter<T: 'static>(
    prefs: &crate::prefs::PrefsHandle,
    choice: fn(T) -> Choose,
) -> Callback<T> {
    let prefs = prefs.clone();
    Callback::from(move |value| prefs.dispatch(choice(value)))
}
