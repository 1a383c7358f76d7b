//! A button from which a menu hangs, opened by its key too.

use yew::prelude::*;

use crate::components::{Menu, MenuItem, caps};
use crate::keys::{Action, Screen, use_commands};

/// What hangs from it.
#[derive(Properties, PartialEq)]
pub struct MenuButtonProps {
    /// What the menu is called.
    pub label: AttrValue,
    /// Its lines.
    pub items: Vec<MenuItem>,
    /// Called with the key of the line taken.
    pub on_choose: Callback<AttrValue>,
    /// `button`, `editable`…
    #[prop_or(classes!("button"))]
    pub class: Classes,
    /// The key that opens it.
    #[prop_or_default]
    pub action: Option<Action>,
    /// Whether its key is drawn on it.
    #[prop_or(true)]
    pub shows_key: bool,
    /// `quiet`, `primary`.
    #[prop_or_default]
    pub kind: Option<&'static str>,
    /// Whether the words inside do not say what it is.
    #[prop_or_default]
    pub named: bool,
    /// What the button shows.
    pub children: Html,
}

/// A button and its menu.
#[component]
pub fn MenuButton(props: &MenuButtonProps) -> Html {
    let open = use_state(|| false);
    let node = use_node_ref();
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let toggled = toggle.clone();
    use_commands(Screen::Ticket, props.action.as_slice(), move |_| {
        toggled.emit(())
    });
    let chord = props.action.and_then(|action| Screen::Ticket.chord(action));
    let name = props.named.then(|| props.label.clone());
    html! {
        <>
            <button
                ref={node.clone()} type="button" class={props.class.clone()} data-kind={props.kind} aria-haspopup="menu" aria-expanded={open.to_string()}
                aria-label={name.clone()} title={name} aria-keyshortcuts={chord.map(crate::keys::Chord::aria)} onclick={toggle.reform(|_: MouseEvent| ())}
            >
                {props.children.clone()}{chord.filter(|_| props.shows_key).map(caps)}
            </button>
            if *open {
                <Menu label={props.label.clone()} items={props.items.clone()} anchor={node} on_choose={props.on_choose.clone()} on_close={move |()| open.set(false)} />
            }
        </>
    }
}
