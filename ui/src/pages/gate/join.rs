//! Joining an office that several workstations share: where its database is, and who comes in.
//!
//! The fields keep what is typed themselves: nothing here depends on it before it is sent.

use guichet_api::ApiError;
use guichet_api::session::{JoinOffice, LogIn};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::log_in::{keeps, remember_keeping};
use super::{form, refused, ways};
use crate::bridge;
use crate::browser::{self, typed};
use crate::components::{Button, Tone, checkbox, field, notice, setter};
use crate::t;

const NEEDED: [&str; 4] = ["server", "database", "login", "password"];
/// Where PostgreSQL listens unless somebody says otherwise.
const PORT: &str = "5432";

/// Where it leads.
#[derive(Properties, PartialEq)]
pub struct JoinProps {
    /// Somebody came in.
    pub on_ready: Callback<()>,
    /// Back to what was before.
    pub on_back: Callback<()>,
}

/// The way into an office on a server.
#[component]
pub fn Join(props: &JoinProps) -> Html {
    let verified = use_state(|| true);
    let keep = use_state(keeps);
    let error = use_state(|| None::<ApiError>);
    use_effect_with((), |()| browser::focus_id(NEEDED[0]));
    let on_submit = {
        let (error, on_ready) = (error.clone(), props.on_ready.clone());
        let (verified, keep) = (*verified, *keep);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match NEEDED.iter().find(|id| typed(id).is_empty()) {
                Some(id) => browser::focus_id(id),
                None => enter(request(verified, keep), error.clone(), on_ready.clone()),
            }
        })
    };
    let on_choose = Callback::from(|_| {
        spawn_local(async {
            if let Ok(Some(path)) = bridge::choose_file().await {
                browser::type_in("authority", &path);
            }
        });
    });
    let fields = html! {
        <>
            {line("server", t!("join-server"))}
            <div class="two">{line("port", t!("join-port"))}{line("database", t!("join-database"))}</div>
            {checkbox(t!("join-verified"), *verified, setter(&verified))}
            if *verified {
                <div class="gate-path"><div class="grow">{line("authority", t!("join-authority"))}</div><Button on_click={on_choose}>{t!("first-choose")}</Button></div>
            } else {
                {notice(Tone::Info, None, html! { {t!("join-plain")} }, Html::default())}
            }
            <div class="two">{line("login", t!("login-login"))}{line("password", t!("login-password"))}</div>
            {checkbox(t!("login-keep"), *keep, setter(&keep))}
            {refused(&error)}
        </>
    };
    let words = (t!("first-shared"), t!("join-lead"));
    let foot = ways(&props.on_back, t!("login-enter"));
    form("join", words, on_submit, fields, foot)
}

fn line(id: &'static str, label: String) -> Html {
    let kind = if id == "password" { id } else { "text" };
    let placeholder = (id == "port").then_some(PORT);
    let control = html! { <input {id} class="input" type={kind} {placeholder} autocomplete="off" spellcheck="false" /> };
    field(id, label, None, None, None, control)
}

fn request(verified: bool, keep: bool) -> JoinOffice {
    browser::remember("login", &typed("login"));
    remember_keeping(keep);
    JoinOffice {
        server: typed("server"),
        port: typed("port").trim().parse().unwrap_or(5432),
        database: typed("database"),
        verified,
        authority: typed("authority"),
        log_in: LogIn {
            login: typed("login"),
            password: typed("password"),
            keep,
        },
    }
}

fn enter(request: JoinOffice, error: UseStateHandle<Option<ApiError>>, on_ready: Callback<()>) {
    spawn_local(async move {
        match bridge::join(&request).await {
            Ok(()) => on_ready.emit(()),
            Err(refusal) => error.set(Some(refusal)),
        }
    });
}
