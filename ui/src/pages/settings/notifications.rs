//! What notifies whoever is logged in, on the desktop and under the bell.

use guichet_api::session::{Preferences, SavePreferences};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::page::{form, words};
use crate::bridge;
use crate::components::{Toast, switch, use_toasts};
use crate::route::Section;
use crate::session::use_session;
use crate::{refusals, t};

/// The section.
#[component]
pub fn Notifications() -> Html {
    let (session, toasts) = (use_session(), use_toasts());
    let now = session.me.preferences.clone();
    let save = Callback::from(move |preferences: Preferences| {
        let (session, toasts) = (session.clone(), toasts.clone());
        spawn_local(async move {
            match bridge::call(&SavePreferences { preferences }).await {
                Ok(me) => session.on_me.emit(me),
                Err(error) => toasts.show(Toast::failed(refusals::sentence(&error))),
            }
        });
    });
    let line = |label: String, hint: String, on: bool, put: fn(&mut Preferences, bool)| {
        let now = now.clone();
        let on_change = save.reform(move |on| {
            let mut next = now.clone();
            put(&mut next, on);
            next
        });
        html! { <div class="setting"><b>{label.clone()}</b><p class="hint">{hint}</p>{switch(label, on, on_change)}</div> }
    };
    form(
        words(Section::Notifications),
        t!("settings-notifications-lead"),
        html! {
            <section class="set-list">
                {line(t!("settings-notice-assigned"), t!("settings-notice-assigned-hint"), now.notice_assigned, |all, on| all.notice_assigned = on)}
                {line(t!("settings-notice-unassigned"), t!("settings-notice-unassigned-hint"), now.notice_unassigned, |all, on| all.notice_unassigned = on)}
                {line(t!("settings-notice-answer"), t!("settings-notice-answer-hint"), now.notice_answer, |all, on| all.notice_answer = on)}
                {line(t!("settings-notice-reopened"), t!("settings-notice-reopened-hint"), now.notice_reopened, |all, on| all.notice_reopened = on)}
                {line(t!("settings-notice-mention"), t!("settings-notice-mention-hint"), now.notice_mention, |all, on| all.notice_mention = on)}
            </section>
        },
    )
}
