//! A box to tick and a switch, both reachable and readable without a mouse.

use yew::prelude::*;

use super::icon::icon;

/// What a box or a switch shows.
#[derive(Properties, PartialEq)]
pub struct CheckboxProps {
    /// Its words.
    pub label: AttrValue,
    /// Whether it is on.
    pub checked: bool,
    /// Called with the new state.
    pub on_change: Callback<bool>,
}

/// A box with its words.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    let (on_click, on_key) = toggles(props);
    html! {
        <span class="check" role="checkbox" tabindex="0" aria-checked={props.checked.to_string()} onclick={on_click} onkeydown={on_key}>
            <span class="box">{icon("check")}</span>{props.label.clone()}
        </span>
    }
}

/// A switch; its words stand elsewhere.
#[component]
pub fn Switch(props: &CheckboxProps) -> Html {
    let (on_click, on_key) = toggles(props);
    html! {
        <span class="switch" role="switch" tabindex="0" aria-checked={props.checked.to_string()} aria-label={props.label.clone()} onclick={on_click} onkeydown={on_key} />
    }
}

/// The bare box of a list row; the row handles the press, so that a thousand rows hold no callback.
pub fn tick_box(checked: bool, label: String) -> Html {
    html! {
        <span class="box" role="checkbox" aria-checked={checked.to_string()} aria-label={label}>{icon("check")}</span>
    }
}

fn toggles(props: &CheckboxProps) -> (Callback<MouseEvent>, Callback<KeyboardEvent>) {
    let next = !props.checked;
    let on_click = props.on_change.reform(move |_| next);
    let on_change = props.on_change.clone();
    let on_key = Callback::from(move |event: KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
            event.stop_propagation();
            on_change.emit(next);
        }
    });
    (on_click, on_key)
}
