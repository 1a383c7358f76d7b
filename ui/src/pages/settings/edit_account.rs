//! The dialogs of an account: who it is, its teams and skills, its password.

use guichet_api::people::{SaveStaff, SetMembership, SetPassword};
use guichet_domain::directory::Record;
use guichet_domain::{Language, Role, Staff};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::components::{Dialog, Toast, checkbox, use_form, use_toasts};
use crate::i18n::names;
use crate::pages::directory::{foot, use_save};
use crate::session::use_session;
use crate::{refusals, t};

/// Which account.
#[derive(Properties, PartialEq)]
pub struct EditProps {
    /// The account; none for a new one.
    pub staff: Option<Staff>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// Called once it is saved.
    pub on_saved: Callback<()>,
}

/// The account as it is typed.
#[derive(Clone)]
struct Typed {
    staff: Staff,
    password: String,
    teams: Vec<Uuid>,
    skills: Vec<Uuid>,
}

fn blank() -> Staff {
    Staff {
        id: Uuid::nil().into(),
        version: 0,
        login: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        role: Role::Technician,
        mail: String::new(),
        phone: String::new(),
        language: Language::French,
        contact_id: None,
        active: true,
    }
}

/// The dialog of an account.
#[component]
pub fn EditAccount(props: &EditProps) -> Html {
    let (session, toasts) = (use_session(), use_toasts());
    let form = use_form(|| {
        let staff = props.staff.clone().unwrap_or_else(blank);
        let colleague = session.colleague(staff.id);
        let teams = colleague
            .map(|one| one.teams.iter().map(|id| id.0).collect())
            .unwrap_or_default();
        let skills = colleague
            .map(|one| one.skills.iter().map(|id| id.0).collect())
            .unwrap_or_default();
        Typed {
            staff,
            password: String::new(),
            teams,
            skills,
        }
    });
    let on_saved = {
        let (typed, on_saved) = (form.value.clone(), props.on_saved.clone());
        Callback::from(move |staff: Staff| {
            let teams = typed.teams.iter().map(|id| (*id).into()).collect();
            let skills = typed.skills.iter().map(|id| (*id).into()).collect();
            let (on_saved, toasts) = (on_saved.clone(), toasts.clone());
            spawn_local(async move {
                if let Err(error) = bridge::call(&SetMembership {
                    id: staff.id,
                    teams,
                    skills,
                })
                .await
                {
                    toasts.show(Toast::failed(refusals::sentence(&error)));
                }
                on_saved.emit(());
            });
        })
    };
    let request = |typed: Typed| SaveStaff {
        staff: typed.staff,
        password: typed.password,
    };
    let on_confirm = use_save(&form, request, &props.on_close, on_saved);
    let held = &*form.value;
    let is_new = props.staff.is_none();
    let roles = Role::ALL
        .iter()
        .map(|role| (role.code().to_owned(), names::role(*role)))
        .collect();
    let title = if is_new {
        t!("settings-account-new")
    } else {
        t!("settings-account-edit")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            <div class="two">
                {form.text("first_name", t!("first-first-name"), &held.staff.first_name, |typed, text| typed.staff.first_name = text)}
                {form.text("last_name", t!("first-last-name"), &held.staff.last_name, |typed, text| typed.staff.last_name = text)}
            </div>
            <div class="two">
                {form.text("login", t!("first-login"), &held.staff.login, |typed, text| typed.staff.login = text)}
                {form.select("role", t!("settings-role"), held.staff.role.code().to_owned(), roles, |typed, code| typed.staff.role = code.parse().unwrap_or(typed.staff.role))}
            </div>
            if is_new { {form.password("password", t!("first-password"), Some(t!("first-password-hint")), &held.password, |typed, text| typed.password = text)} }
            <div class="two">
                {form.text("mail", t!("dir-mail"), &held.staff.mail, |typed, text| typed.staff.mail = text)}
                {form.text("phone", t!("dir-phone"), &held.staff.phone, |typed, text| typed.staff.phone = text)}
            </div>
            {ticks(t!("settings-teams"), &session.catalog.teams, &held.teams, &form.on(|typed: &mut Typed, id: Uuid| toggle(&mut typed.teams, id)))}
            {ticks(t!("settings-skills"), &session.catalog.skills, &held.skills, &form.on(|typed: &mut Typed, id: Uuid| toggle(&mut typed.skills, id)))}
            if !is_new { {checkbox(t!("settings-works-here"), held.staff.active, form.on(|typed: &mut Typed, active| typed.staff.active = active))} }
            <p class="hint">{t!("settings-account-contact")}</p>
            {form.elsewhere(&["first_name", "last_name", "login", "password", "mail", "phone"])}
        </Dialog>
    }
}

fn toggle(held: &mut Vec<Uuid>, id: Uuid) {
    match held.iter().position(|one| *one == id) {
        Some(at) => drop(held.remove(at)),
        None => held.push(id),
    }
}

fn ticks(title: String, records: &[Record], held: &[Uuid], on_toggle: &Callback<Uuid>) -> Html {
    if records.is_empty() {
        return Html::default();
    }
    let boxes = records.iter().map(|record| {
        let id = record.id;
        checkbox(
            record.label.clone(),
            held.contains(&id),
            on_toggle.reform(move |_| id),
        )
    });
    html! { <div class="field" role="group" aria-label={title.clone()}><span class="label">{title}</span><span class="line wrap">{for boxes}</span></div> }
}

/// Whose password.
#[derive(Properties, PartialEq)]
pub struct PasswordProps {
    /// Whose.
    pub staff: Staff,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// The dialog that gives somebody a new password.
#[component]
pub fn GivePassword(props: &PasswordProps) -> Html {
    let form = use_form(|| (props.staff.id, String::new()));
    let on_confirm = use_save(
        &form,
        |(id, password)| SetPassword { id, password },
        &props.on_close,
        Callback::noop(),
    );
    html! {
        <Dialog title={t!("settings-password-of", name = props.staff.name())} lead={t!("settings-password-lead")} class="small-dialog" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            {form.password("password", t!("first-password"), Some(t!("first-password-hint")), &form.value.1, |typed, text| typed.1 = text)}
            {form.elsewhere(&["password"])}
        </Dialog>
    }
}
