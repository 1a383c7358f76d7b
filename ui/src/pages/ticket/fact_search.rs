//! Somebody or something of the directory that becomes its search on a click; a choice saves.

use guichet_api::reception::{Caller, CallerKind, FindCallers};
use yew::prelude::*;

use crate::components::{Choice, Combobox, avatar, icon};
use crate::load::use_call;
use crate::settled::{use_kept, use_settled};

/// What is sought.
#[derive(Properties, PartialEq)]
pub struct FactSearchProps {
    /// The id of the field.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// What kind of thing.
    pub kind: CallerKind,
    /// What is proposed before anything is typed.
    #[prop_or_default]
    pub known: Vec<Caller>,
    /// Called with the choice.
    pub on_choose: Callback<Caller>,
    /// Called when it is given up.
    pub on_close: Callback<()>,
}

/// The search in place of a fact.
#[component]
pub fn FactSearch(props: &FactSearchProps) -> Html {
    let typed = use_state(String::new);
    let settled = use_settled(typed.trim().to_owned());
    let answer = use_call((!settled.is_empty()).then_some(FindCallers { text: settled }));
    let found = use_kept(answer.data).filter(|_| !typed.trim().is_empty());
    let callers: Vec<Caller> = match &found {
        Some(found) => found
            .iter()
            .filter(|caller| caller.kind == props.kind)
            .cloned()
            .collect(),
        None => props.known.clone(),
    };
    let choices = callers.iter().map(choice).collect::<Vec<_>>();
    let on_choose = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |key: AttrValue| {
            if let Some(caller) = callers.iter().find(|caller| caller.id.to_string() == *key) {
                on_choose.emit(caller.clone());
            }
        })
    };
    let on_input = Callback::from({
        let typed = typed.clone();
        move |text| typed.set(text)
    });
    let on_close = props.on_close.clone();
    let on_key = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            on_close.emit(());
        }
    });
    html! {
        <div class="fact-search" onkeydown={on_key}>
            <Combobox id={props.id.clone()} label={props.label.clone()} text={(*typed).clone()} {choices} {on_input} {on_choose} focused=true />
        </div>
    }
}

fn choice(caller: &Caller) -> Choice {
    let mark = match caller.kind {
        CallerKind::Contact => avatar(caller.name.clone(), Some(caller.id), "small", true),
        CallerKind::Company => icon("building"),
        CallerKind::Equipment => icon("box"),
    };
    Choice {
        key: caller.id.to_string().into(),
        mark,
        words: caller.name.clone().into(),
        detail: caller.detail.clone().into(),
    }
}
