//! The office itself: its name, its limits, who sees cards, and its copies.

use guichet_domain::{Language, Settings};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::page::{form, words};
use super::saving::{Saving, use_save_settings};
use crate::components::{Segment, segments, switch};
use crate::i18n::when;
use crate::route::Section;
use crate::session::use_session;
use crate::t;

/// The section.
#[component]
pub fn Office() -> Html {
    let session = use_session();
    let saving = use_save_settings();
    let save = &saving.save;
    let settings = session.catalog.settings.clone();
    let languages = vec![
        Segment::new(Language::French, "Français").in_language("fr"),
        Segment::new(Language::English, "English").in_language("en"),
    ];
    let held = settings.clone();
    let on_language = save.reform(move |language| Settings {
        language,
        ..held.clone()
    });
    let held = settings.clone();
    let on_cards = save.reform(move |on| Settings {
        technicians_see_cards: on,
        ..held.clone()
    });
    let copy = match &session.catalog.last_copy {
        Some(copy) => t!(
            "settings-copy",
            at = when::spoken(copy.at),
            path = copy.path.clone(),
            kept = copy.kept
        ),
        None => t!("settings-no-copy"),
    };
    form(
        words(Section::Office),
        t!("settings-office-lead"),
        html! {
            <section class="set-list">
                {text("office", t!("first-office"), t!("settings-office-hint"), settings.office.clone(), &settings, &saving, |all, typed| all.office = typed)}
                <div class="setting"><b>{t!("account-language")}</b><p class="hint">{t!("settings-office-language-hint")}</p>{segments(t!("account-language"), languages, settings.language, on_language)}</div>
                {text("reopening_days", t!("settings-reopening"), t!("settings-reopening-hint"), settings.reopening_days.to_string(), &settings, &saving, |all, typed| all.reopening_days = number(&typed))}
                {text("attachment_megabytes", t!("settings-attachment"), t!("settings-attachment-hint"), settings.attachment_megabytes.to_string(), &settings, &saving, |all, typed| all.attachment_megabytes = number(&typed))}
                <div class="setting"><b>{t!("settings-cards")}</b><p class="hint">{t!("settings-cards-hint")}</p>{switch(t!("settings-cards"), settings.technicians_see_cards, on_cards)}</div>
                <div class="setting"><b>{t!("settings-copies")}</b><p class="hint">{copy}</p></div>
            </section>
        },
    )
}

/// Digits only; nothing is 0, which the office refuses with its reason.
fn number(typed: &str) -> u16 {
    typed.trim().parse().unwrap_or(0)
}

fn text(
    field: &'static str,
    label: String,
    hint: String,
    held: String,
    settings: &Settings,
    saving: &Saving,
    put: fn(&mut Settings, String),
) -> Html {
    let before = settings.clone();
    let on_change = saving.save.reform(move |event: Event| {
        let mut next = before.clone();
        put(
            &mut next,
            event.target_unchecked_into::<HtmlInputElement>().value(),
        );
        next
    });
    html! {
        <div class="setting"><b>{label.clone()}</b><div class="hint">{hint}{saving.error_of(field)}</div><input key={held.clone()} class="input" value={held.clone()} aria-label={label} onchange={on_change} /></div>
    }
}
