//! Log-in, with the error in its place and the number of tries left; in a demonstration office
//! the people one may be.

use guichet_api::session::{DemoLogin, LogIn as Request, Me, OfficeState};
use guichet_api::{ApiError, Code};
use guichet_domain::Language;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::place::OtherPlace;
use super::{big_mark, onwards};
use crate::bridge;
use crate::browser;
use crate::components::{Segment, TextField, avatar, checkbox, error_line, segments, setter};
use crate::i18n::names;
use crate::prefs::{Choose, use_prefs};
use crate::{refusals, t};

/// The log-in: whoever comes in, or once another office was opened, or one on a server is to be joined.
pub fn log_in(
    office: &OfficeState,
    on_in: Callback<Me>,
    on_moved: Callback<()>,
    on_join: Callback<()>,
) -> Html {
    let title = if office.office.is_empty() {
        t!("login-title-bare")
    } else {
        office.office.clone()
    };
    let by_login = office.by_login;
    html! {
        <main class="gate" data-density="comfortable">
            <section class={if office.demo.is_empty() { "gate-card" } else { "gate-wide" }}>
                {big_mark()}
                <header><h1>{title}</h1><p class="muted">{if by_login { t!("login-lead-shared") } else { t!("login-lead") }}{" "}<span class="num">{&office.place}</span></p></header>
                if !office.demo.is_empty() {
                    <People people={office.demo.clone()} on_in={on_in.clone()} />
                }
                <Credentials {on_in} {by_login} />
                <p class="small faint">{if by_login { t!("login-forgotten-shared") } else { t!("login-forgotten") }}</p>
                <footer class="gate-more small faint"><Languages /><OtherPlace {on_moved} {on_join} /><span>{t!("login-version", version = office.version.clone())}</span></footer>
            </section>
        </main>
    }
}

/// The two languages, each in its own.
#[component]
pub fn Languages() -> Html {
    let prefs = use_prefs();
    let options = vec![
        Segment::new(Language::French, "Français").in_language("fr"),
        Segment::new(Language::English, "English").in_language("en"),
    ];
    let value = prefs.language;
    let on_change = Callback::from(move |language| prefs.dispatch(Choose::Language(language)));
    segments(t!("first-language"), options, value, on_change)
}

#[derive(Properties, PartialEq)]
struct PeopleProps {
    people: Vec<DemoLogin>,
    on_in: Callback<Me>,
}

/// The people of a demonstration office, one press each.
#[component]
fn People(props: &PeopleProps) -> Html {
    let error = use_state(|| None::<ApiError>);
    let password = props
        .people
        .first()
        .map(|person| person.password.clone())
        .unwrap_or_default();
    let people = props.people.iter().map(|person| {
        let request = Request { login: person.login.clone(), password: person.password.clone(), keep: false };
        let (on_in, error) = (props.on_in.clone(), error.clone());
        let on_click = Callback::from(move |_| try_to_enter(request.clone(), on_in.clone(), error.clone()));
        html! {
            <button key={person.login.clone()} type="button" class="choice gate-person" onclick={on_click} title={t!("demo-enter", name = person.name.clone())}>
                {avatar(person.name.clone(), Some(face_of(&person.login)), "", true)}
                <span class="pair"><span>{&person.name}</span><span>{names::role(person.role)}{", "}{&person.login}</span></span>
            </button>
        }
    });
    html! {
        <section class="stack">
            <h2>{t!("demo-title")}</h2>
            <p class="muted small">{t!("demo-lead", password = password)}</p>
            <div class="gate-people">{for people}</div>
            {(*error).as_ref().map(|error| error_line("demo", refusals::sentence(error).into()))}
        </section>
    }
}

/// A face before the person's id is known.
fn face_of(login: &str) -> uuid::Uuid {
    let sum = login.bytes().fold(0u8, u8::wrapping_add);
    uuid::Uuid::from_bytes([sum; 16])
}

#[derive(Properties, PartialEq)]
struct CredentialsProps {
    on_in: Callback<Me>,
    by_login: bool,
}

#[component]
fn Credentials(props: &CredentialsProps) -> Html {
    let login = use_state(|| browser::remembered("login").unwrap_or_default());
    let password = use_state(String::new);
    let error = use_state(|| None::<ApiError>);
    let missing = use_state(|| false);
    let keep = use_state(keeps);
    let on_submit = {
        let (login, password, error, missing) = (
            login.clone(),
            password.clone(),
            error.clone(),
            missing.clone(),
        );
        let (on_in, keep) = (props.on_in.clone(), *keep);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            missing.set(login.trim().is_empty() || password.is_empty());
            if login.trim().is_empty() || password.is_empty() {
                return browser::focus_id(if login.trim().is_empty() {
                    "login"
                } else {
                    "password"
                });
            }
            browser::remember("login", &login);
            remember_keeping(keep);
            let request = Request {
                login: login.trim().to_owned(),
                password: (*password).clone(),
                keep,
            };
            try_to_enter(request, on_in.clone(), error.clone());
        })
    };
    let wrong = (*error)
        .as_ref()
        .map(refusals::sentence)
        .or((*missing).then(|| t!("login-missing")));
    html! {
        <form class="stack gate-form" onsubmit={on_submit} novalidate=true>
            <TextField id="login" label={t!("login-login")} value={(*login).clone()} on_input={setter(&login)} autocomplete="username" focused={login.is_empty()} />
            <TextField
                id="password" kind="password" label={t!("login-password")} value={(*password).clone()} on_input={setter(&password)}
                autocomplete="current-password" error={wrong.map(AttrValue::from)} focused={!login.is_empty()}
            />
            if props.by_login {
                {checkbox(t!("login-keep"), *keep, setter(&keep))}
            }
            {onwards(t!("login-enter"), "wide", false)}
        </form>
    }
}

/// Whether this workstation's keyring keeps the password, as its person last said.
pub(super) fn keeps() -> bool {
    browser::remembered("keep").is_some_and(|keep| keep == "yes")
}

pub(super) fn remember_keeping(keep: bool) {
    browser::remember("keep", if keep { "yes" } else { "no" });
}

pub(super) fn try_to_enter(
    request: Request,
    on_in: Callback<Me>,
    error: UseStateHandle<Option<ApiError>>,
) {
    spawn_local(async move {
        match bridge::call(&request).await {
            Ok(me) => on_in.emit(me),
            Err(refusal) => {
                let wrong = matches!(refusal.code, Code::WrongPassword | Code::SlowDown);
                error.set(Some(refusal));
                if wrong {
                    browser::focus_id("password");
                }
            }
        }
    });
}
