//! A list of actions or of words to choose from, hung from its button. Arrows move, Enter acts,
//! letters jump.

use yew::prelude::*;

use super::button::caps;
use super::floating::Floating;
use crate::browser;
use crate::keys::{Action, Screen};

/// One line of a menu.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    /// What tells it from the others.
    pub key: AttrValue,
    /// Its pictogram or shape.
    pub mark: Html,
    /// Its words.
    pub words: AttrValue,
    /// The key that does the same.
    pub keys: Option<(Screen, Action)>,
    /// Why it is not possible now.
    pub refused: Option<AttrValue>,
    /// Whether it is the present value of a choice; none for an action.
    pub chosen: Option<bool>,
}

impl MenuItem {
    /// An action or a value.
    pub fn new(key: impl Into<AttrValue>, mark: Html, words: impl Into<AttrValue>) -> Self {
        Self {
            key: key.into(),
            mark,
            words: words.into(),
            keys: None,
            refused: None,
            chosen: None,
        }
    }

    /// With the key that does the same.
    pub fn with_keys(self, screen: Screen, action: Action) -> Self {
        Self {
            keys: Some((screen, action)),
            ..self
        }
    }

    /// Not possible, and why.
    pub fn refused(self, why: impl Into<AttrValue>) -> Self {
        Self {
            refused: Some(why.into()),
            ..self
        }
    }

    /// A value of a choice.
    pub fn chosen(self, chosen: bool) -> Self {
        Self {
            chosen: Some(chosen),
            ..self
        }
    }
}

/// What a menu offers.
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// What it is called.
    pub label: AttrValue,
    /// Its lines.
    pub items: Vec<MenuItem>,
    /// The button it hangs from.
    pub anchor: NodeRef,
    /// Called with the key of the line that was taken; the menu then closes.
    pub on_choose: Callback<AttrValue>,
    /// Called when it must close.
    pub on_close: Callback<()>,
}

/// A menu.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let node = use_node_ref();
    let root = node.clone();
    use_effect_with((), move |()| {
        let items = browser::matching(&root, "[role^=menuitem]");
        let chosen = items
            .iter()
            .find(|item| item.get_attribute("aria-checked").as_deref() == Some("true"));
        if let Some(item) = chosen.or(items.first()) {
            browser::focus_element(item);
        }
    });
    let items = props.items.iter().map(|item| line(item, props));
    html! {
        <Floating anchor={props.anchor.clone()} on_close={props.on_close.clone()}>
            <div ref={node.clone()} class="menu" role="menu" aria-label={props.label.clone()} onkeydown={move_inside(node, props.on_close.clone())}>
                {for items}
            </div>
        </Floating>
    }
}

fn line(item: &MenuItem, props: &MenuProps) -> Html {
    let (on_choose, on_close) = (props.on_choose.clone(), props.on_close.clone());
    let (key, refused) = (item.key.clone(), item.refused.is_some());
    let on_click = Callback::from(move |event: MouseEvent| {
        event.stop_propagation();
        if !refused {
            on_close.emit(());
            on_choose.emit(key.clone());
        }
    });
    let role = if item.chosen.is_some() {
        "menuitemradio"
    } else {
        "menuitem"
    };
    html! {
        <button
            key={item.key.to_string()} type="button" role={role} tabindex="-1" onclick={on_click}
            aria-disabled={refused.then_some("true")} aria-checked={item.chosen.map(|chosen| chosen.to_string())}
        >
            {item.mark.clone()}<span>{item.words.clone()}</span>
            {item.refused.clone().map(|why| html! { <span class="faint small push">{why}</span> })}
            {item.keys.filter(|_| !refused).and_then(|(screen, action)| screen.chord(action)).map(caps)}
        </button>
    }
}

fn move_inside(node: NodeRef, on_close: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let items = browser::matching(&node, "[role^=menuitem]");
        let Some(last) = items.len().checked_sub(1) else {
            return;
        };
        let here =
            browser::focused().and_then(|focused| items.iter().position(|item| *item == focused));
        let next = match event.key().as_str() {
            "ArrowDown" => here.map_or(0, |here| if here == last { 0 } else { here + 1 }),
            "ArrowUp" => here.map_or(last, |here| if here == 0 { last } else { here - 1 }),
            "Home" => 0,
            "End" => last,
            "Tab" => {
                event.prevent_default();
                on_close.emit(());
                return;
            }
            letter => match starting_with(&items, letter, here) {
                Some(found) => found,
                None => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        browser::focus_element(&items[next]);
    })
}

fn starting_with(
    items: &[web_sys::HtmlElement],
    letter: &str,
    here: Option<usize>,
) -> Option<usize> {
    let letter = letter.to_lowercase();
    if letter.chars().count() != 1 || letter == " " {
        return None;
    }
    let after = here.map_or(0, |here| here + 1);
    (after..items.len())
        .chain(0..after.min(items.len()))
        .find(|index| {
            items[*index]
                .text_content()
                .is_some_and(|words| words.to_lowercase().starts_with(&letter))
        })
}
