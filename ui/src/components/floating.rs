//! What hangs from its button over the page: closed by Escape, by a press outside, and giving
//! the focus back.

use yew::prelude::*;

use crate::browser;
use crate::keys::{Action, Screen, use_keys};

/// What floats and from where.
#[derive(Properties, PartialEq)]
pub struct FloatingProps {
    /// The element it hangs from, which gets the focus back.
    pub anchor: NodeRef,
    /// Called when it must close.
    pub on_close: Callback<()>,
    /// As wide as its anchor at least.
    #[prop_or_default]
    pub class: Classes,
    /// What floats.
    pub children: Html,
}

/// A layer hung from an element.
#[component]
pub fn Floating(props: &FloatingProps) -> Html {
    let node = use_node_ref();
    let on_close = props.on_close.clone();
    use_keys(Screen::Overlay, false, move |action| {
        let closes = action == Action::Back;
        if closes {
            on_close.emit(());
        }
        closes
    });
    let (layer, anchor, on_close) = (node.clone(), props.anchor.clone(), props.on_close.clone());
    use_effect_with((), move |()| {
        let (inside, hook) = (layer.clone(), anchor.clone());
        let outside = browser::listen("pointerdown", move |event| {
            if !browser::happened_in(event, &[&inside, &hook]) && !browser::floats(event) {
                on_close.emit(());
            }
        });
        move || {
            drop(outside);
            // The focus goes back to the button only if it was inside, or was lost with what closed.
            let lost = browser::focused().is_none_or(|element| element.tag_name() == "BODY");
            let inside = layer.get().is_some_and(|layer| {
                browser::focused().is_some_and(|element| layer.contains(Some(&element)))
            });
            if lost || inside {
                browser::focus(&anchor);
            }
        }
    });
    let hung = use_memo((), |()| browser::hang_from(&props.anchor));
    let browser::Hung {
        left,
        right,
        top,
        bottom,
        room,
        least,
    } = &*hung;
    let layer = html! {
        <div
            ref={node}
            class={classes!("floating", props.class.clone())}
            style={format!("--left: {left}; --right: {right}; --top: {top}; --bottom: {bottom}; --room: {room}; --least: {least}")}
        >
            {props.children.clone()}
        </div>
    };
    create_portal(layer, browser::body())
}
