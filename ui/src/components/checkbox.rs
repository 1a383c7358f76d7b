//! A box to tick and a switch, both reachable and readable without a mouse.

use yew::prelude::*;

use super::icon::icon;

/// A box with its words.
pub fn checkbox(label: impl Into<AttrValue>, checked: bool, on_change: Callback<bool>) -> Html {
    let (on_click, on_key) = toggles(checked, &on_change);
    html! {
        <span class="check" role="checkbox" tabindex="0" aria-checked={checked.to_string()} onclick={on_click} onkeydown={on_key}>
            <span class="box">{icon("check")}</span>{label.into()}
        </span>
    }
}

/// A switch; its words stand elsewhere.
pub fn switch(label: impl Into<AttrValue>, checked: bool, on_change: Callback<bool>) -> Html {
    let (on_click, on_key) = toggles(checked, &on_change);
    html! {
        <span class="switch" role="switch" tabindex="0" aria-checked={checked.to_string()} aria-label={label.into()} onclick={on_click} onkeydown={on_key} />
    }
}

/// The bare box of a list row; the row handles the press, so that a thousand rows hold no callback.
pub fn tick_box(checked: bool, label: String) -> Html {
    html! {
        <span class="box" role="checkbox" aria-checked={checked.to_string()} aria-label={label}>{icon("check")}</span>
    }
}

fn toggles(
    checked: bool,
    on_change: &Callback<bool>,
) -> (Callback<MouseEvent>, Callback<KeyboardEvent>) {
    let next = !checked;
    let on_click = on_change.reform(move |_| next);
    let on_change = on_change.clone();
    let on_key = Callback::from(move |event: KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
            event.stop_propagation();
            on_change.emit(next);
        }
    });
    (on_click, on_key)
}
