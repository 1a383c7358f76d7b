//! Keeping the list to one company or one machine: a field that proposes, and the names it found.

use std::cell::RefCell;
use std::collections::HashMap;

use guichet_api::directory::{DirectoryKind, ListDirectory};
use guichet_domain::TicketFilter;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Choice, Combobox, Floating, icon};
use crate::load::use_call;
use crate::settled::{use_kept, use_settled};
use crate::t;

/// Proposals shown.
const PROPOSED: u32 = 12;

/// Whose tickets are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A company's.
    Company,
    /// A machine's.
    Equipment,
}

thread_local! {
    /// A filter holds an id; its name is the one it was chosen by.
    static NAMES: RefCell<HashMap<Uuid, String>> = RefCell::default();
}

/// The name of the company or machine a filter keeps.
pub fn words(owner: Owner, filter: &TicketFilter) -> String {
    let id = match owner {
        Owner::Company => filter.company.map(|id| id.0),
        Owner::Equipment => filter.equipment.map(|id| id.0),
    };
    let name = id.and_then(|id| NAMES.with_borrow(|names| names.get(&id).cloned()));
    name.unwrap_or_else(|| t!("queue-one-chosen"))
}

/// Where it is chosen.
#[derive(Properties, PartialEq)]
pub struct NamedProps {
    /// What is chosen.
    pub owner: Owner,
    /// What it hangs from.
    pub anchor: NodeRef,
    /// What the list keeps.
    pub filter: TicketFilter,
    /// Called with what it keeps then.
    pub on_filter: Callback<TicketFilter>,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// A field that proposes companies or machines.
#[component]
pub fn Named(props: &NamedProps) -> Html {
    let typed = use_state(String::new);
    let kind = match props.owner {
        Owner::Company => DirectoryKind::Companies,
        Owner::Equipment => DirectoryKind::Equipment,
    };
    let text = use_settled((*typed).clone());
    let found = use_call(Some(ListDirectory {
        kind,
        text,
        after: None,
        limit: PROPOSED,
    }));
    let found = use_kept(found.data);
    let lines = found.iter().flat_map(|page| &page.rows);
    let pictogram = if props.owner == Owner::Company {
        "building"
    } else {
        "box"
    };
    let choices: Vec<Choice> = lines
        .map(|line| Choice {
            key: line.id.to_string().into(),
            mark: icon(pictogram),
            words: line.name.clone().into(),
            detail: line.detail.clone().into(),
        })
        .collect();
    let on_choose = {
        let (owner, filter, choices) = (props.owner, props.filter.clone(), choices.clone());
        let (on_filter, on_close) = (props.on_filter.clone(), props.on_close.clone());
        Callback::from(move |key: AttrValue| {
            let Ok(id) = key.parse::<Uuid>() else { return };
            let name = choices
                .iter()
                .find(|choice| choice.key == key)
                .map(|choice| choice.words.to_string());
            NAMES.with_borrow_mut(|names| names.insert(id, name.unwrap_or_default()));
            on_close.emit(());
            on_filter.emit(match owner {
                Owner::Company => TicketFilter {
                    company: Some(id.into()),
                    ..filter.clone()
                },
                Owner::Equipment => TicketFilter {
                    equipment: Some(id.into()),
                    ..filter.clone()
                },
            });
        })
    };
    let label = match props.owner {
        Owner::Company => t!("queue-facet-company"),
        Owner::Equipment => t!("queue-facet-equipment"),
    };
    let on_input = Callback::from({
        let typed = typed.clone();
        move |text| typed.set(text)
    });
    html! {
        <Floating anchor={props.anchor.clone()} on_close={props.on_close.clone()}>
            <div class="menu named"><Combobox id="filter-named" {label} text={(*typed).clone()} {choices} {on_input} {on_choose} focused=true /></div>
        </Floating>
    }
}
