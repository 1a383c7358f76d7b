//! Tabs with their counters: one stop of the tabulation key, arrows inside.

use yew::prelude::*;

use crate::browser;

/// One tab.
#[derive(Clone, PartialEq)]
pub struct Tab {
    /// What tells it from the others.
    pub key: AttrValue,
    /// Its words.
    pub words: AttrValue,
    /// How many things it holds, already written (`38`, `999+`).
    pub count: Option<AttrValue>,
}

/// What a row of tabs shows.
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// What the tabs are.
    pub label: AttrValue,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// The key of the one in front.
    pub selected: AttrValue,
    /// Called with the key of the new one.
    pub on_select: Callback<AttrValue>,
    /// The id of the element they change.
    pub controls: AttrValue,
    /// What stands after the last tab.
    #[prop_or_default]
    pub children: Html,
}

/// A row of tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let node = use_node_ref();
    let tabs = props.tabs.iter().map(|tab| {
        let selected = tab.key == props.selected;
        let key = tab.key.clone();
        html! {
            <button
                key={tab.key.to_string()} type="button" role="tab" aria-selected={selected.to_string()}
                aria-controls={selected.then(|| props.controls.clone())} tabindex={if selected { "0" } else { "-1" }}
                onclick={props.on_select.reform(move |_| key.clone())}
            >
                {tab.words.clone()}{tab.count.clone().map(|count| html! { <span class="count">{count}</span> })}
            </button>
        }
    });
    html! {
        <div class="tabs-bar">
            <div ref={node.clone()} class="tabs" role="tablist" aria-label={props.label.clone()} onkeydown={arrows(node, props)}>{for tabs}</div>
            {props.children.clone()}
        </div>
    }
}

fn arrows(node: NodeRef, props: &TabsProps) -> Callback<KeyboardEvent> {
    let keys: Vec<AttrValue> = props.tabs.iter().map(|tab| tab.key.clone()).collect();
    let here = keys
        .iter()
        .position(|key| *key == props.selected)
        .unwrap_or(0);
    let on_select = props.on_select.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(last) = keys.len().checked_sub(1) else {
            return;
        };
        let next = match event.key().as_str() {
            "ArrowRight" if !event.alt_key() => {
                if here >= last {
                    0
                } else {
                    here + 1
                }
            }
            "ArrowLeft" if !event.alt_key() => {
                if here == 0 {
                    last
                } else {
                    here - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        on_select.emit(keys[next].clone());
        if let Some(tab) = browser::matching(&node, "[role=tab]").get(next) {
            browser::focus_element(tab);
        }
    })
}
