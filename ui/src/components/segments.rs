//! One of a few, all in sight: the segmented control, a group of radios. Arrows choose.

use yew::prelude::*;

use super::icon::icon;
use crate::browser;

/// One of the few.
#[derive(Clone, PartialEq)]
pub struct Segment<T> {
    /// What choosing it means.
    pub value: T,
    /// Its words.
    pub words: AttrValue,
    /// A pictogram before them.
    pub icon: Option<&'static str>,
    /// The language of the words, when it is not the page's.
    pub lang: Option<&'static str>,
    /// The key that chooses it, as drawn.
    pub cap: Html,
}

impl<T> Segment<T> {
    /// A value and its words.
    pub fn new(value: T, words: impl Into<AttrValue>) -> Self {
        Self {
            value,
            words: words.into(),
            icon: None,
            lang: None,
            cap: Html::default(),
        }
    }

    /// With a pictogram.
    pub fn with_icon(self, icon: &'static str) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// With the key that chooses it.
    pub fn with_cap(self, cap: Html) -> Self {
        Self { cap, ..self }
    }

    /// In a language of its own.
    pub fn in_language(self, lang: &'static str) -> Self {
        Self {
            lang: Some(lang),
            ..self
        }
    }
}

/// What a segmented control shows.
#[derive(Properties, PartialEq)]
pub struct SegmentsProps<T: Clone + PartialEq + 'static> {
    /// What is chosen here.
    pub label: AttrValue,
    /// The few.
    pub options: Vec<Segment<T>>,
    /// The one in force.
    pub value: T,
    /// Called with the new one.
    pub on_change: Callback<T>,
}

/// A segmented control.
#[component]
pub fn Segments<T: Clone + PartialEq + 'static>(props: &SegmentsProps<T>) -> Html {
    let node = use_node_ref();
    let chosen = props
        .options
        .iter()
        .position(|option| option.value == props.value);
    let options = props.options.iter().enumerate().map(|(index, option)| {
        let is_chosen = Some(index) == chosen;
        let reachable = is_chosen || (chosen.is_none() && index == 0);
        let value = option.value.clone();
        html! {
            <button
                key={index} type="button" role="radio" lang={option.lang} aria-checked={is_chosen.to_string()}
                tabindex={if reachable { "0" } else { "-1" }} onclick={props.on_change.reform(move |_| value.clone())}
            >
                {option.icon.map(icon)}{option.words.clone()}{option.cap.clone()}
            </button>
        }
    });
    let on_key = {
        let (options, on_change, node) =
            (props.options.clone(), props.on_change.clone(), node.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(last) = options.len().checked_sub(1) else {
                return;
            };
            let here = chosen.unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => {
                    if here >= last {
                        0
                    } else {
                        here + 1
                    }
                }
                "ArrowLeft" | "ArrowUp" => {
                    if here == 0 {
                        last
                    } else {
                        here - 1
                    }
                }
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            on_change.emit(options[next].value.clone());
            if let Some(button) = browser::matching(&node, "[role=radio]").get(next) {
                browser::focus_element(button);
            }
        })
    };
    html! {
        <span ref={node} class="segments" role="radiogroup" aria-label={props.label.clone()} onkeydown={on_key}>{for options}</span>
    }
}
