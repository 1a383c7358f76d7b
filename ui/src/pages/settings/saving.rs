//! Saving the office's settings as one goes, against what was seen.

use guichet_api::settings::SaveSettings;
use guichet_domain::Settings;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::components::{Toast, use_toasts};
use crate::load;
use crate::session::use_session;
use crate::{refusals, t};

/// Changes the office's settings; the toast offers to take it back.
#[hook]
pub fn use_save_settings() -> Callback<Settings> {
    let (session, toasts) = (use_session(), use_toasts());
    Callback::from(move |settings: Settings| {
        let before = session.catalog.settings.clone();
        if settings == before {
            return;
        }
        let toasts = toasts.clone();
        spawn_local(async move {
            let answer = bridge::call(&SaveSettings {
                before: before.clone(),
                settings: settings.clone(),
            })
            .await;
            match answer {
                Ok(catalog) => {
                    load::put(&guichet_api::settings::GetCatalog {}, catalog);
                    toasts.show(Toast::undoable(
                        t!("saved"),
                        back(settings, before, toasts.clone()),
                    ));
                }
                Err(error) => toasts.show(Toast::failed(refusals::sentence(&error))),
            }
        });
    })
}

fn back(before: Settings, settings: Settings, toasts: crate::components::Toasts) -> Callback<()> {
    Callback::from(move |()| {
        let (before, settings, toasts) = (before.clone(), settings.clone(), toasts.clone());
        spawn_local(async move {
            match bridge::call(&SaveSettings { before, settings }).await {
                Ok(catalog) => {
                    load::put(&guichet_api::settings::GetCatalog {}, catalog);
                    toasts.show(Toast::done(t!("queue-undone")));
                }
                Err(error) => toasts.show(Toast::failed(refusals::sentence(&error))),
            }
        });
    })
}
