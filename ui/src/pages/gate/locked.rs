//! A locked workstation: whoever locked it types their password, or somebody else logs in.

use guichet_api::ApiError;
use guichet_api::session::{LogIn, Me};
use yew::prelude::*;

use super::log_in::{keeps, try_to_enter};
use super::{big_mark, onwards};
use crate::components::{Button, Kind, TextField};
use crate::{browser, refusals, t};

/// Where the window keeps who locked it: its document is loaded again meanwhile.
const KEPT: &str = "locked-by";

/// Whoever locked it: no more than the screen says.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    login: String,
    first_name: String,
}

impl Who {
    /// Whoever is logged in.
    pub fn of(me: &Me) -> Self {
        Self {
            login: me.staff.login.clone(),
            first_name: me.staff.first_name.clone(),
        }
    }

    /// Kept by the window, for the document that comes next.
    pub fn keep(&self) {
        browser::keep(KEPT, Some(&format!("{}\n{}", self.login, self.first_name)));
    }

    /// The one the window keeps.
    pub fn kept() -> Option<Self> {
        let kept = browser::kept(KEPT)?;
        let (login, first_name) = kept.split_once('\n')?;
        Some(Self {
            login: login.to_owned(),
            first_name: first_name.to_owned(),
        })
    }

    /// Nobody has locked this window any more.
    pub fn forget() {
        browser::keep(KEPT, None);
    }
}

/// Who locked it.
#[derive(Properties, PartialEq)]
pub struct LockedProps {
    /// Whoever locked it.
    pub who: Who,
    /// Called with whoever came back in.
    pub on_in: Callback<Me>,
    /// Somebody else.
    pub on_other: Callback<()>,
}

/// A locked workstation.
#[component]
pub fn Locked(props: &LockedProps) -> Html {
    let password = use_state(String::new);
    let error = use_state(|| None::<ApiError>);
    let on_submit = {
        let (login, password, error) = (props.who.login.clone(), password.clone(), error.clone());
        let on_in = props.on_in.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let request = LogIn {
                login: login.clone(),
                password: (*password).clone(),
                keep: keeps(),
            };
            try_to_enter(request, on_in.clone(), error.clone());
        })
    };
    let on_input = Callback::from({
        let password = password.clone();
        move |text| password.set(text)
    });
    html! {
        <main class="gate" data-density="comfortable">
            <form class="gate-card" onsubmit={on_submit} novalidate=true>
                {big_mark()}
                <header><h1>{t!("lock-title", name = props.who.first_name.clone())}</h1><p class="muted">{t!("lock-lead")}</p></header>
                <TextField
                    id="password" kind="password" label={t!("login-password")} value={(*password).clone()} {on_input} focused=true
                    autocomplete="current-password" error={(*error).as_ref().map(refusals::sentence).map(AttrValue::from)}
                />
                {onwards(t!("login-enter"), "wide", false)}
                <Button kind={Kind::Quiet} on_click={props.on_other.reform(|_| ())}>{t!("lock-other")}</Button>
            </form>
        </main>
    }
}
