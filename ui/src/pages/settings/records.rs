//! The bare lists of the trade: kinds, products, contracts, projects, teams, skills.

use guichet_api::directory::{ListRecords, RecordKind};
use guichet_domain::directory::Record;
use yew::prelude::*;

use super::edit_record::EditRecord;
use crate::components::{Button, Kind, empty, loaded};
use crate::load::use_call;
use crate::pages::directory::period;
use crate::t;

/// Which list.
#[derive(Properties, PartialEq)]
pub struct RecordsProps {
    /// Which list.
    pub kind: RecordKind,
    /// What it is called.
    pub title: AttrValue,
}

/// The list.
#[component]
pub fn Records(props: &RecordsProps) -> Html {
    let load = use_call(Some(ListRecords {
        kind: props.kind,
        company_id: None,
        text: String::new(),
    }));
    let typing = use_state(|| None::<Option<Record>>);
    let on_edit = Callback::from({
        let typing = typing.clone();
        move |record| typing.set(Some(record))
    });
    let reload = load.reload.clone();
    let dialog = (*typing).clone().map(|record| {
        let typing = typing.clone();
        let on_close = Callback::from(move |()| typing.set(None));
        html! { <EditRecord kind={props.kind} {record} {on_close} on_saved={reload} /> }
    });
    let table = loaded(&load, 6, |records| table(records, &on_edit));
    html! {
        <div class="set-main"><div class="set-form">
            <header class="line"><h2 class="set-title">{props.title.clone()}</h2><Button class="push" kind={Kind::Primary} icon="plus" on_click={on_edit.reform(|_| None)}>{t!("settings-add")}</Button></header>
            {table}
            {dialog}
        </div></div>
    }
}

fn table(records: &[Record], on_edit: &Callback<Option<Record>>) -> Html {
    if records.is_empty() {
        return empty(
            "folder",
            t!("settings-list-empty"),
            t!("settings-list-empty-note"),
            Html::default(),
        );
    }
    let rows = records.iter().map(|record| {
        let edited = record.clone();
        html! {
            <tr key={record.id.to_string()}>
                <th scope="row"><button type="button" class="editable" onclick={on_edit.reform(move |_| Some(edited.clone()))}>{&record.label}</button></th>
                <td>{period(record)}</td>
                <td>{if record.active { String::new() } else { t!("dir-inactive") }}</td>
            </tr>
        }
    });
    html! {
        <table class="table set-table">
            <thead><tr><th scope="col">{t!("settings-label")}</th><th scope="col">{t!("settings-code-period")}</th><th scope="col">{t!("settings-state")}</th></tr></thead>
            <tbody>{for rows}</tbody>
        </table>
    }
}
