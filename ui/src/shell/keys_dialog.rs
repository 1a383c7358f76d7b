//! The page `?`: every key that acts here, from the same catalogue as the dispatcher.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Button, Dialog, caps, icon};
use crate::i18n::{fold, names, sentence};
use crate::keys::{Action, Screen, dispatch};
use crate::t;

/// Closes it.
#[derive(Properties, PartialEq)]
pub struct KeysProps {
    /// Closes it.
    pub on_close: Callback<()>,
}

/// All the keys.
#[component]
pub fn KeysDialog(props: &KeysProps) -> Html {
    // Read once, when it opens: the dialog's own layer is on top afterwards.
    let screens = use_memo((), |()| dispatch::screens());
    let typed = use_state(String::new);
    let on_input = Callback::from({
        let typed = typed.clone();
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    });
    let search = html! {
        <div class="input keys-search push">
            {icon("search")}<input aria-label={t!("keys-search")} placeholder={t!("search")} value={(*typed).clone()} oninput={on_input} />
        </div>
    };
    let foot = html! {
        <>
            <span class="small faint">{t!("keys-note")}</span>
            <Button class="push" on_click={props.on_close.reform(|_| ())} keys={(Screen::Overlay, Action::Back)}>{t!("close")}</Button>
        </>
    };
    let mut shown: Vec<Screen> = screens
        .iter()
        .copied()
        .filter(|screen| *screen != Screen::Overlay)
        .collect();
    shown.dedup();
    // What acts everywhere comes last, wherever its layer stands.
    if let Some(at) = shown
        .iter()
        .position(|screen| *screen == Screen::Everywhere)
    {
        let everywhere = shown.remove(at);
        shown.push(everywhere);
    }
    html! {
        <Dialog title={t!("keys-title")} class="keys-dialog" body_class="keys-cols" on_close={props.on_close.clone()} tools={search} {foot}>
            {for shown.into_iter().map(|screen| group(screen, &fold(&typed)))}
        </Dialog>
    }
}

fn group(screen: Screen, typed: &str) -> Html {
    let mut actions: Vec<Action> = Vec::new();
    for (_, action) in screen.bindings() {
        if !actions.contains(action) && fold(&names::action(*action)).contains(typed) {
            actions.push(*action);
        }
    }
    if actions.is_empty() {
        return Html::default();
    }
    let lines = actions.into_iter().map(|action| {
        let chords = screen
            .bindings()
            .iter()
            .filter(move |(_, bound)| *bound == action)
            .map(|(chord, _)| caps(*chord));
        html! { <div key={action.code()}><dt>{names::action(action)}</dt><dd>{for chords}</dd></div> }
    });
    html! {
        <section key={screen.code()}><h3>{sentence(&format!("keys-{}", screen.code()), &[])}</h3><dl class="keymap">{for lines}</dl></section>
    }
}
