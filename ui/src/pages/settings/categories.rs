//! Categories and sub-categories, with the technician each proposes.

use guichet_api::directory::SaveCategory;
use guichet_domain::directory::Category;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind, checkbox, empty, use_form};
use crate::pages::directory::{foot, use_save};
use crate::session::{Session, full_name, use_session};
use crate::t;

/// The section.
#[component]
pub fn Categories() -> Html {
    let session = use_session();
    let typing = use_state(|| None::<Option<Category>>);
    let on_edit = Callback::from({
        let typing = typing.clone();
        move |category| typing.set(Some(category))
    });
    let dialog = (*typing).clone().map(|category| {
        let typing = typing.clone();
        let on_close = Callback::from(move |()| typing.set(None));
        html! { <EditCategory {category} {on_close} /> }
    });
    html! {
        <div class="set-main"><div class="set-form">
            <header class="line"><div class="stack"><h2 class="set-title">{t!("settings-categories")}</h2><p class="muted">{t!("settings-categories-lead")}</p></div><Button class="push" kind={Kind::Primary} icon="plus" on_click={on_edit.reform(|_| None)}>{t!("settings-add")}</Button></header>
            {table(&session, &on_edit)}
            {dialog}
        </div></div>
    }
}

/// Parents with their children under them.
fn table(session: &Session, on_edit: &Callback<Option<Category>>) -> Html {
    let all = &session.catalog.categories;
    if all.is_empty() {
        return empty(
            "tag",
            t!("settings-list-empty"),
            t!("settings-list-empty-note"),
            Html::default(),
        );
    }
    let parents = all.iter().filter(|category| category.parent_id.is_none());
    let rows = parents.flat_map(|parent| {
        let children = all
            .iter()
            .filter(move |category| category.parent_id == Some(parent.id));
        std::iter::once(parent)
            .chain(children)
            .map(|category| row(category, session, on_edit))
    });
    html! {
        <table class="table set-table">
            <thead><tr><th scope="col">{t!("dir-name")}</th><th scope="col">{t!("dir-proposed")}</th><th scope="col">{t!("settings-state")}</th></tr></thead>
            <tbody>{for rows}</tbody>
        </table>
    }
}

fn row(category: &Category, session: &Session, on_edit: &Callback<Option<Category>>) -> Html {
    let edited = category.clone();
    let indent = if category.parent_id.is_some() {
        "\u{2003}› "
    } else {
        ""
    };
    html! {
        <tr key={category.id.to_string()}>
            <th scope="row"><button type="button" class="editable" onclick={on_edit.reform(move |_| Some(edited.clone()))}>{indent}{&category.name}</button></th>
            <td>{category.proposed_staff_id.map(|id| session.name_of(id)).unwrap_or_default()}</td>
            <td>{if category.active { String::new() } else { t!("dir-inactive") }}</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct EditProps {
    category: Option<Category>,
    on_close: Callback<()>,
}

fn blank() -> Category {
    Category {
        id: Uuid::nil().into(),
        version: 0,
        name: String::new(),
        parent_id: None,
        proposed_team_id: None,
        proposed_staff_id: None,
        active: true,
    }
}

#[component]
fn EditCategory(props: &EditProps) -> Html {
    let session = use_session();
    let form = use_form(|| props.category.clone().unwrap_or_else(blank));
    let on_confirm = use_save(
        &form,
        |category| SaveCategory { category },
        &props.on_close,
        Callback::noop(),
    );
    let held = &*form.value;
    let mut parents = vec![(String::new(), t!("none"))];
    let tops = session
        .catalog
        .categories
        .iter()
        .filter(|category| category.parent_id.is_none() && category.id != held.id);
    parents.extend(tops.map(|category| (category.id.to_string(), category.name.clone())));
    let mut staff = vec![(String::new(), t!("nobody"))];
    staff.extend(
        session
            .catalog
            .staff
            .iter()
            .filter(|one| one.active)
            .map(|one| (one.id.to_string(), full_name(one))),
    );
    let mut teams = vec![(String::new(), t!("none"))];
    teams.extend(
        session
            .catalog
            .teams
            .iter()
            .map(|team| (team.id.to_string(), team.label.clone())),
    );
    let code = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let title = if props.category.is_some() {
        t!("key-edit")
    } else {
        t!("settings-add")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            {form.text("name", t!("dir-name"), &held.name, |category, text| category.name = text)}
            {form.select("parent_id", t!("settings-parent"), code(held.parent_id.map(|id| id.0)), parents, |category, id| category.parent_id = id.parse().ok())}
            {form.select("proposed_staff_id", t!("dir-proposed"), code(held.proposed_staff_id.map(|id| id.0)), staff, |category, id| category.proposed_staff_id = id.parse().ok())}
            {form.select("proposed_team_id", t!("settings-team"), code(held.proposed_team_id.map(|id| id.0)), teams, |category, id| category.proposed_team_id = id.parse().ok())}
            {checkbox(t!("dir-active"), held.active, form.on(|category: &mut Category, active| category.active = active))}
            {form.elsewhere(&["name", "parent_id"])}
        </Dialog>
    }
}
