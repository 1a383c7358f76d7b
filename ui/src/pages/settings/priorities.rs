//! Delays and proposed priorities, by criticality, with an example beside each rule.

use chrono::TimeDelta;
use guichet_domain::{Criticality, Priority, Settings};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::page::{form, words};
use super::saving::use_save_settings;
use crate::bridge;
use crate::components::criticality_mark;
use crate::i18n::{names, when};
use crate::route::Section;
use crate::session::use_session;
use crate::t;

/// The section.
#[component]
pub fn Priorities() -> Html {
    let session = use_session();
    let saving = use_save_settings();
    let settings = session.catalog.settings.clone();
    let rows = Criticality::ALL
        .iter()
        .map(|criticality| row(*criticality, &settings, &saving.save));
    form(
        words(Section::Priorities),
        t!("settings-priorities-lead"),
        html! {
            <section class="set-block"><h3>{t!("settings-delays")}</h3>
                <table class="table set-table">
                    <thead><tr>
                        <th scope="col">{t!("queue-facet-criticality")}</th><th scope="col">{t!("settings-delay")}</th>
                        <th scope="col">{t!("settings-proposed")}</th><th scope="col">{t!("settings-example")}</th>
                    </tr></thead>
                    <tbody>{for rows}</tbody>
                </table>
                {saving.error_of("delays")}
                <p class="hint">{t!("settings-delays-hint")}</p>
            </section>
        },
    )
}

fn row(criticality: Criticality, settings: &Settings, save: &Callback<Settings>) -> Html {
    let name = names::criticality(criticality);
    let hours = settings.delays.hours(criticality);
    let proposed = settings.priorities.propose(criticality);
    let held = settings.clone();
    let on_hours = save.reform(move |event: Event| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let mut next = held.clone();
        // Zero is out of range: the office says so rather than this field guessing.
        set_hours(&mut next, criticality, digits.parse().unwrap_or(0));
        next
    });
    let held = settings.clone();
    let on_priority = save.reform(move |event: Event| {
        let code = event.target_unchecked_into::<HtmlSelectElement>().value();
        let mut next = held.clone();
        set_priority(
            &mut next,
            criticality,
            code.parse().unwrap_or(Priority::Medium),
        );
        next
    });
    let options = Priority::ALL.iter().map(|word| html! { <option value={word.code()} selected={*word == proposed}>{names::priority(*word)}</option> });
    let due = when::spoken(bridge::now() + TimeDelta::hours(hours.into()));
    html! {
        <tr key={criticality.code()}>
            <th scope="row">{criticality_mark(criticality)}</th>
            <td><input key={hours} class="input tiny num" value={format!("{hours} h")} aria-label={t!("settings-delay-of", name = name.clone())} onchange={on_hours} /></td>
            <td><select class="input prio" aria-label={t!("settings-proposed-of", name = name)} onchange={on_priority}>{for options}</select></td>
            <td class="faint small nowrap">{due}</td>
        </tr>
    }
}

fn set_hours(settings: &mut Settings, criticality: Criticality, hours: u16) {
    let delays = &mut settings.delays;
    match criticality {
        Criticality::Critical => delays.critical = hours,
        Criticality::Serious => delays.serious = hours,
        Criticality::Medium => delays.medium = hours,
        Criticality::Low => delays.low = hours,
    }
}

fn set_priority(settings: &mut Settings, criticality: Criticality, priority: Priority) {
    let proposed = &mut settings.priorities;
    match criticality {
        Criticality::Critical => proposed.critical = priority,
        Criticality::Serious => proposed.serious = priority,
        Criticality::Medium => proposed.medium = priority,
        Criticality::Low => proposed.low = priority,
    }
}
