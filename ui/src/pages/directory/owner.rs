//! The field that gives a contact or a machine its company.

use guichet_api::directory::{DirectoryKind, ListDirectory};
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Choice, Combobox, icon};
use crate::load::use_call;
use crate::settled::{use_kept, use_settled};
use crate::t;

/// Companies proposed.
const PROPOSED: u32 = 8;

/// The company in force.
#[derive(Properties, PartialEq)]
pub struct OwnerProps {
    /// Its id.
    pub chosen: Option<Uuid>,
    /// Its name when the field appears.
    pub name: AttrValue,
    /// Called with another, or with none once the field is emptied.
    pub on_choose: Callback<Option<Uuid>>,
}

/// The field.
#[component]
pub fn OwnerField(props: &OwnerProps) -> Html {
    let typed = use_state(|| props.name.to_string());
    let text = use_settled((*typed).clone());
    let request = ListDirectory {
        kind: DirectoryKind::Companies,
        text,
        after: None,
        limit: PROPOSED,
    };
    let found = use_call(Some(request));
    let found = use_kept(found.data);
    let lines = found.iter().flat_map(|page| &page.rows);
    let choices: Vec<Choice> = lines
        .map(|line| Choice {
            key: line.id.to_string().into(),
            mark: icon("building"),
            words: line.name.clone().into(),
            detail: line.detail.clone().into(),
        })
        .collect();
    let on_input = {
        let (typed, on_choose) = (typed.clone(), props.on_choose.clone());
        Callback::from(move |text: String| {
            if text.trim().is_empty() {
                on_choose.emit(None);
            }
            typed.set(text);
        })
    };
    let on_pick = {
        let (typed, on_choose, choices) = (typed.clone(), props.on_choose.clone(), choices.clone());
        Callback::from(move |key: AttrValue| {
            if let Some(choice) = choices.iter().find(|choice| choice.key == key) {
                typed.set(choice.words.to_string());
            }
            on_choose.emit(key.parse().ok());
        })
    };
    html! { <Combobox id="company_id" label={t!("dir-company")} text={(*typed).clone()} {choices} {on_input} on_choose={on_pick} /> }
}
