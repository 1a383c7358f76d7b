//! The accounts of the staff: who they are, what they may do, their teams and skills.

use guichet_api::people::ListStaff;
use guichet_api::settings::Colleague;
use guichet_domain::Staff;
use guichet_domain::directory::Record;
use yew::prelude::*;

use super::edit_account::{EditAccount, GivePassword};
use crate::components::{Button, Kind, avatar, loaded};
use crate::i18n::names;
use crate::load::use_call;
use crate::session::{Session, use_session};
use crate::t;

/// What is being typed.
#[derive(Clone, PartialEq)]
pub enum Typing {
    /// An account; none for a new one.
    Account(Option<Staff>),
    /// Somebody's new password.
    Password(Staff),
}

/// The section.
#[component]
pub fn Accounts() -> Html {
    let load = use_call(Some(ListStaff {}));
    let session = use_session();
    let typing = use_state(|| None::<Typing>);
    let on_type = Callback::from({
        let typing = typing.clone();
        move |what| typing.set(Some(what))
    });
    let reload = load.reload.clone();
    let on_close = Callback::from({
        let typing = typing.clone();
        move |()| typing.set(None)
    });
    let dialog = (*typing).clone().map(|what| match what {
        Typing::Account(staff) => html! { <EditAccount {staff} {on_close} on_saved={reload} /> },
        Typing::Password(staff) => html! { <GivePassword {staff} {on_close} /> },
    });
    let table = loaded(&load, 6, |staff| table(staff, &session, &on_type));
    html! {
        <div class="set-main"><div class="set-form wide-form">
            <header class="line"><div class="stack"><h2 class="set-title">{t!("settings-accounts")}</h2><p class="muted">{t!("settings-accounts-lead")}</p></div><Button class="push" kind={Kind::Primary} icon="plus" on_click={on_type.reform(|_| Typing::Account(None))}>{t!("settings-account")}</Button></header>
            {table}
            {dialog}
        </div></div>
    }
}

fn table(staff: &[Staff], session: &Session, on_type: &Callback<Typing>) -> Html {
    html! {
        <table class="table staff">
            <thead><tr>
                <th scope="col">{t!("settings-person")}</th><th scope="col">{t!("settings-role")}</th>
                <th scope="col">{t!("settings-teams-skills")}</th><th scope="col"><span class="sr">{t!("settings-state")}</span></th>
            </tr></thead>
            <tbody>{for staff.iter().map(|one| row(one, session, on_type))}</tbody>
        </table>
    }
}

fn row(staff: &Staff, session: &Session, on_type: &Callback<Typing>) -> Html {
    let (edited, renewed) = (staff.clone(), staff.clone());
    let colleague = session.colleague(staff.id);
    let teams = named(colleague, &session.catalog.teams, |one| {
        one.teams.iter().map(|id| id.0).collect()
    });
    let skills = named(colleague, &session.catalog.skills, |one| {
        one.skills.iter().map(|id| id.0).collect()
    });
    let state = if staff.active {
        String::new()
    } else {
        t!("dir-inactive")
    };
    html! {
        <tr key={staff.id.to_string()}>
            <th scope="row"><span class="line">{avatar(staff.name(), Some(staff.id.0), "", true)}<span class="pair">
                <button type="button" class="editable" onclick={on_type.reform(move |_| Typing::Account(Some(edited.clone())))}>{staff.name()}</button><span>{&staff.login}</span>
            </span></span></th>
            <td>{names::role(staff.role)}</td>
            <td class="pair"><span>{teams}{"\u{a0}"}</span><span>{skills}{"\u{a0}"}</span></td>
            <td><span class="line"><span class="small faint">{state}</span><Button class="small push" kind={Kind::Quiet} on_click={on_type.reform(move |_| Typing::Password(renewed.clone()))}>{t!("settings-new-password")}</Button></span></td>
        </tr>
    }
}

fn named(
    colleague: Option<&Colleague>,
    records: &[Record],
    ids: fn(&Colleague) -> Vec<uuid::Uuid>,
) -> String {
    let held = colleague.map(ids).unwrap_or_default();
    let labels = records
        .iter()
        .filter(|record| held.contains(&record.id))
        .map(|record| record.label.clone());
    labels.collect::<Vec<_>>().join(", ")
}
