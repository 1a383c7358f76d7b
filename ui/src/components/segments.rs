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

/// A segmented control over any kind of value; what is drawn knows only ranks, and is compiled once.
pub fn segments<T: Clone + PartialEq + 'static>(
    label: impl Into<AttrValue>,
    options: Vec<Segment<T>>,
    value: T,
    on_change: Callback<T>,
) -> Html {
    let chosen = options.iter().position(|option| option.value == value);
    let values: Vec<T> = options.iter().map(|option| option.value.clone()).collect();
    let options: Vec<Segment<()>> = options
        .into_iter()
        .map(|option| Segment {
            value: (),
            words: option.words,
            icon: option.icon,
            lang: option.lang,
            cap: option.cap,
        })
        .collect();
    let on_change = on_change.reform(move |at: usize| values[at].clone());
    html! { <Segments label={label.into()} {options} {chosen} {on_change} /> }
}

#[derive(Properties, PartialEq)]
struct SegmentsProps {
    label: AttrValue,
    options: Vec<Segment<()>>,
    chosen: Option<usize>,
    on_change: Callback<usize>,
}

#[component]
fn Segments(props: &SegmentsProps) -> Html {
    let node = use_node_ref();
    let chosen = props.chosen;
    let options = props.options.iter().enumerate().map(|(index, option)| {
        let is_chosen = Some(index) == chosen;
        let reachable = is_chosen || (chosen.is_none() && index == 0);
        html! {
            <button
                key={index} type="button" role="radio" lang={option.lang} aria-checked={is_chosen.to_string()}
                tabindex={if reachable { "0" } else { "-1" }} onclick={props.on_change.reform(move |_| index)}
            >
                {option.icon.map(icon)}{option.words.clone()}{option.cap.clone()}
            </button>
        }
    });
    let on_key = {
        let (count, on_change, node) = (props.options.len(), props.on_change.clone(), node.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(next) = beside(&event.key(), chosen.unwrap_or(0), count) else {
                return;
            };
            event.prevent_default();
            event.stop_propagation();
            on_change.emit(next);
            if let Some(button) = browser::matching(&node, "[role=radio]").get(next) {
                browser::focus_element(button);
            }
        })
    };
    html! {
        <span ref={node} class="segments" role="radiogroup" aria-label={props.label.clone()} onkeydown={on_key}>{for options}</span>
    }
}

/// The rank an arrow leads to, round both ends.
fn beside(key: &str, here: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" | "ArrowDown" => (here + 1).checked_rem(count),
        "ArrowLeft" | "ArrowUp" => (here + count.checked_sub(1)?).checked_rem(count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn arrows_go_round_both_ends() {
        assert_eq!(beside("ArrowRight", 2, 3), Some(0));
        assert_eq!(beside("ArrowLeft", 0, 3), Some(2));
        assert_eq!(beside("ArrowDown", 0, 3), Some(1));
        assert_eq!(beside("ArrowUp", 0, 0), None);
        assert_eq!(beside("a", 0, 3), None);
    }
}
