//! A field that proposes while one types (the combobox with a list of the ARIA practices).
//!
//! The caller gives the choices, already sought; the list only follows keys and pointer.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::field;
use super::floating::Floating;
use crate::keys::{Action, Screen};

/// One proposal.
#[derive(Clone, PartialEq)]
pub struct Choice {
    /// What is chosen.
    pub key: AttrValue,
    /// A face, a shape or a pictogram.
    pub mark: Html,
    /// Its words.
    pub words: AttrValue,
    /// What tells it from its namesakes.
    pub detail: AttrValue,
}

/// What a combobox shows.
#[derive(Properties, PartialEq)]
pub struct ComboboxProps {
    /// The id of the field.
    pub id: AttrValue,
    /// Its words.
    pub label: AttrValue,
    /// What is typed.
    pub text: AttrValue,
    /// What is proposed for it.
    pub choices: Vec<Choice>,
    /// Called with each new text.
    pub on_input: Callback<String>,
    /// Called with the key of the choice.
    pub on_choose: Callback<AttrValue>,
    /// Shown while empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is wrong, as a sentence.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The key that goes to it.
    #[prop_or_default]
    pub keys: Option<(Screen, Action)>,
    /// Takes the focus when it appears.
    #[prop_or_default]
    pub focused: bool,
    /// The field, for who wants to focus it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A field that proposes.
#[component]
pub fn Combobox(props: &ComboboxProps) -> Html {
    let open = use_state(|| false);
    let active = use_state(|| 0usize);
    let focused = props.focused;
    let node = props.node.clone();
    use_effect_with((), move |()| {
        if focused {
            crate::browser::focus(&node);
        }
    });
    let on_input = {
        let (open, active) = (open.clone(), active.clone());
        props.on_input.reform(move |event: InputEvent| {
            open.set(true);
            active.set(0);
            event.target_unchecked_into::<HtmlInputElement>().value()
        })
    };
    let shown = *open && !props.choices.is_empty();
    let list = format!("{}-list", props.id);
    let current = shown.then(|| format!("{list}-{}", (*active).min(props.choices.len() - 1)));
    let control = html! {
        <>
            <input
                ref={props.node.clone()} class="input" id={props.id.clone()} value={props.text.clone()} autocomplete="off"
                role="combobox" aria-autocomplete="list" aria-expanded={shown.to_string()} aria-controls={shown.then(|| list.clone())}
                aria-activedescendant={current} aria-invalid={props.error.as_ref().map(|_| "true")}
                placeholder={props.placeholder.clone()} oninput={on_input} onkeydown={follow_keys(props, &open, &active)}
                onfocus={let open = open.clone(); move |_| open.set(true)}
                onblur={let open = open.clone(); move |_| open.set(false)}
            />
            if shown {
                <Floating anchor={props.node.clone()} on_close={let open = open.clone(); move |()| open.set(false)}>
                    {proposals(props, &list, *active, &open)}
                </Floating>
            }
        </>
    };
    let (id, label) = (props.id.clone(), props.label.clone());
    field(id, label, props.error.clone(), None, props.keys, control)
}

fn proposals(
    props: &ComboboxProps,
    list: &str,
    active: usize,
    open: &UseStateHandle<bool>,
) -> Html {
    let lines = props.choices.iter().enumerate().map(|(index, choice)| {
        let (key, open) = (choice.key.clone(), open.clone());
        let on_choose = props.on_choose.clone();
        // On press and not on click: the field would lose the focus in between and the list with it.
        let on_press = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            open.set(false);
            on_choose.emit(key.clone());
        });
        let is_active = index == active.min(props.choices.len() - 1);
        html! {
            <div
                key={choice.key.to_string()} id={format!("{list}-{index}")} role="option" aria-selected={is_active.to_string()}
                data-active={is_active.then_some("")} onmousedown={on_press}
            >
                {choice.mark.clone()}<span class="ellipsis">{choice.words.clone()}{" "}<span class="faint">{choice.detail.clone()}</span></span>
            </div>
        }
    });
    html! { <div class="menu" role="listbox" id={list.to_owned()} aria-label={props.label.clone()}>{for lines}</div> }
}

fn follow_keys(
    props: &ComboboxProps,
    open: &UseStateHandle<bool>,
    active: &UseStateHandle<usize>,
) -> Callback<KeyboardEvent> {
    let (open, active) = (open.clone(), active.clone());
    let (choices, on_choose) = (props.choices.clone(), props.on_choose.clone());
    Callback::from(move |event: KeyboardEvent| {
        let Some(last) = choices.len().checked_sub(1) else {
            return;
        };
        match event.key().as_str() {
            "ArrowDown" if !*open => open.set(true),
            "ArrowDown" => active.set(if *active >= last { 0 } else { *active + 1 }),
            "ArrowUp" => active.set(if *active == 0 { last } else { *active - 1 }),
            "Enter" if *open && !event.ctrl_key() => {
                open.set(false);
                on_choose.emit(choices[(*active).min(last)].key.clone());
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}
