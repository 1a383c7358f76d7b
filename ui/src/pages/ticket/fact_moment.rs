//! A date and hour that becomes its field on a click or Enter; leaving it saves.

use guichet_domain::Moment;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::i18n::when;
use crate::{bridge, browser};

/// Which instant.
#[derive(Properties, PartialEq)]
pub struct FactMomentProps {
    /// What it is.
    pub label: AttrValue,
    /// The instant.
    pub at: Moment,
    /// As it is read.
    pub shown: AttrValue,
    /// Its tint.
    #[prop_or_default]
    pub class: Classes,
    /// Whether whoever reads may change it.
    pub editable: bool,
    /// Whether it may not be later than now.
    #[prop_or_default]
    pub latest: bool,
    /// Called with the new instant.
    pub on_set: Callback<Moment>,
}

/// An instant.
#[component]
pub fn FactMoment(props: &FactMomentProps) -> Html {
    let typed = use_state(|| None::<String>);
    let node = use_node_ref();
    let focused = node.clone();
    use_effect_with(typed.is_some(), move |editing| {
        if *editing {
            browser::focus(&focused);
        }
    });
    if !props.editable {
        return html! { <span class={props.class.clone()}>{props.shown.clone()}</span> };
    }
    let Some(text) = (*typed).clone() else {
        let (typed, at) = (typed.clone(), props.at);
        let on_click = Callback::from(move |_: MouseEvent| typed.set(Some(when::to_field(at))));
        return html! {
            <button type="button" class={classes!("editable", props.class.clone())} onclick={on_click}><span class="sr">{props.label.clone()}{" "}</span>{props.shown.clone()}</button>
        };
    };
    let on_leave = {
        let (typed, on_set, before) = (
            typed.clone(),
            props.on_set.clone(),
            when::to_field(props.at),
        );
        let text = text.clone();
        Callback::from(move |()| {
            typed.set(None);
            // The field knows no seconds: an untouched one is no change.
            if let Some(at) = when::from_field(&text).filter(|_| text != before) {
                on_set.emit(at);
            }
        })
    };
    let on_key = {
        let (typed, leave) = (typed.clone(), on_leave.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Enter" => leave.emit(()),
                "Escape" => typed.set(None),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let on_input = Callback::from(move |event: InputEvent| {
        typed.set(Some(
            event.target_unchecked_into::<HtmlInputElement>().value(),
        ))
    });
    html! {
        <input
            ref={node} class="input num fact-field" type="datetime-local" aria-label={props.label.clone()} value={text} oninput={on_input} onkeydown={on_key}
            max={props.latest.then(|| when::to_field(bridge::now()))} onblur={on_leave.reform(|_: FocusEvent| ())}
        />
    }
}
