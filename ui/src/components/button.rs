//! A button with its key written on it: one sees it, one learns it.

use yew::prelude::*;

use super::icon::icon;
use crate::browser;
use crate::i18n;
use crate::keys::{Action, Chord, Screen};

/// How a button stands out; one primary a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A line around it.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// Nothing until hovered.
    Quiet,
    /// It takes something away.
    Danger,
}

impl Kind {
    const fn slug(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
        }
    }
}

/// What a button shows and does.
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// What is done when it is pressed.
    pub on_click: Callback<MouseEvent>,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
    /// The words of a button that shows only a pictogram.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// A pictogram before the words.
    #[prop_or_default]
    pub icon: Option<&'static str>,
    /// How it stands out.
    #[prop_or_default]
    pub kind: Kind,
    /// The key that does the same; handled by the screen, only shown here.
    #[prop_or_default]
    pub keys: Option<(Screen, Action)>,
    /// `small`, `square`, `wide`, `push`…
    #[prop_or_default]
    pub class: Classes,
    /// Not possible now; say why beside it.
    #[prop_or_default]
    pub disabled: bool,
    /// Whether what it opens is open.
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// What it opens: `menu`, `dialog`, `listbox`.
    #[prop_or_default]
    pub opens: Option<&'static str>,
    /// Sends its form.
    #[prop_or_default]
    pub submits: bool,
    /// The element, for what hangs from it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let chord = props.keys.and_then(|(screen, action)| screen.chord(action));
    html! {
        <button
            ref={props.node.clone()}
            class={classes!("button", props.class.clone())}
            type={if props.submits { "submit" } else { "button" }}
            data-kind={props.kind.slug()}
            disabled={props.disabled}
            aria-label={props.label.clone()}
            title={props.label.clone()}
            aria-expanded={props.expanded.map(|open| open.to_string())}
            aria-haspopup={props.opens}
            aria-keyshortcuts={chord.map(Chord::aria)}
            onclick={props.on_click.clone()}
        >
            {props.icon.map(icon)}
            {props.children.clone()}
            {chord.filter(|_| props.label.is_none()).map(caps)}
        </button>
    }
}

/// The caps of a chord, as drawn on buttons and in the page `?`.
pub fn caps(chord: Chord) -> Html {
    let caps = chord.caps(i18n::language(), browser::on_a_mac());
    if let [cap] = caps.as_slice() {
        return html! { <kbd class="kbd">{cap}</kbd> };
    }
    html! { <span class="keys">{for caps.into_iter().map(|cap| html! { <kbd class="kbd">{cap}</kbd> })}</span> }
}
