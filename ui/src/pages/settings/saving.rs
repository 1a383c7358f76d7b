//! Saving the office's settings as one goes, against what was seen.

use guichet_api::settings::{GetCatalog, SaveSettings};
use guichet_api::{ApiError, Code};
use guichet_domain::Settings;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::components::{Toast, Toasts, error_line, use_toasts};
use crate::load;
use crate::session::use_session;
use crate::{refusals, t};

/// Saving, and why the last try was refused.
pub struct Saving {
    /// Changes the settings.
    pub save: Callback<Settings>,
    /// Why the last try was refused.
    pub error: Option<ApiError>,
}

impl Saving {
    /// What is wrong with a field, under it.
    pub fn error_of(&self, field: &str) -> Html {
        let sentence = refusals::of_field(self.error.as_ref(), field);
        sentence
            .map(|sentence| error_line(field, sentence))
            .unwrap_or_default()
    }
}

/// Changes the office's settings; the toast offers to take it back.
#[hook]
pub fn use_save_settings() -> Saving {
    let (session, toasts) = (use_session(), use_toasts());
    let refused = use_state(|| None::<ApiError>);
    let error = (*refused).clone();
    let save = Callback::from(move |settings: Settings| {
        let before = session.catalog.settings.clone();
        if settings == before {
            return;
        }
        let (toasts, refused) = (toasts.clone(), refused.clone());
        spawn_local(async move {
            let answer = bridge::call(&SaveSettings {
                before: before.clone(),
                settings: settings.clone(),
            })
            .await;
            match answer {
                Ok(catalog) => {
                    load::put(&GetCatalog {}, catalog);
                    refused.set(None);
                    toasts.show(Toast::undoable(
                        t!("saved"),
                        back(settings, before, toasts.clone()),
                    ));
                }
                Err(error) => {
                    if error.code != Code::Invalid {
                        toasts.show(Toast::failed(refusals::sentence(&error)));
                    }
                    refused.set(Some(error));
                }
            }
        });
    });
    Saving { save, error }
}

fn back(before: Settings, settings: Settings, toasts: Toasts) -> Callback<()> {
    Callback::from(move |()| {
        let (before, settings, toasts) = (before.clone(), settings.clone(), toasts.clone());
        spawn_local(async move {
            match bridge::call(&SaveSettings { before, settings }).await {
                Ok(catalog) => {
                    load::put(&GetCatalog {}, catalog);
                    toasts.show(Toast::done(t!("queue-undone")));
                }
                Err(error) => toasts.show(Toast::failed(refusals::sentence(&error))),
            }
        });
    })
}
