//! A dialog over the page: only when two people disagree, a reason is needed, or something
//! leaves the house. The focus stays inside; Escape closes it and gives the focus back.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::button::{Button, Kind};
use crate::browser;
use crate::keys::{Action, Screen, use_keys};
use crate::t;

/// What a dialog holds.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its title.
    pub title: AttrValue,
    /// A sentence under the title.
    #[prop_or_default]
    pub lead: Option<AttrValue>,
    /// Called when it must close.
    pub on_close: Callback<()>,
    /// Called by `Ctrl ↵`.
    #[prop_or_default]
    pub on_confirm: Callback<()>,
    /// Its foot: the buttons.
    pub foot: Html,
    /// What stands right of the title.
    #[prop_or_default]
    pub tools: Html,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// More classes of its body.
    #[prop_or_default]
    pub body_class: Classes,
    /// Its body.
    pub children: Html,
}

/// A modal dialog.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    let (on_close, on_confirm) = (props.on_close.clone(), props.on_confirm.clone());
    use_keys(Screen::Overlay, true, move |action| match action {
        Action::Back => {
            on_close.emit(());
            true
        }
        Action::Confirm => {
            on_confirm.emit(());
            true
        }
        _ => false,
    });
    use_focus_inside(node.clone());
    let on_scrim = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        Callback::from(move |event: MouseEvent| {
            if !browser::happened_in(&event, &[&node]) {
                on_close.emit(());
            }
        })
    };
    let dialog = html! {
        <div class="scrim" onmousedown={on_scrim}>
            <div ref={node.clone()} class={classes!("dialog", props.class.clone())} role="dialog" aria-modal="true" aria-label={props.title.clone()} tabindex="-1" onkeydown={keep_inside(node)}>
                <header class="dialog-head">
                    <div class="line"><h2>{props.title.clone()}</h2>{props.tools.clone()}</div>
                    {props.lead.clone().map(|lead| html! { <p class="muted">{lead}</p> })}
                </header>
                <div class={classes!("dialog-body", props.body_class.clone())}>{props.children.clone()}</div>
                <footer class="dialog-foot">{props.foot.clone()}</footer>
            </div>
        </div>
    };
    create_portal(dialog, browser::body())
}

/// Brings the focus into what has just appeared, and back where it was once it is gone.
#[hook]
fn use_focus_inside(node: NodeRef) {
    use_effect_with((), move |()| {
        let before = browser::focused();
        let body = browser::matching(
            &node,
            ".dialog-body input, .dialog-body textarea, .dialog-body select",
        );
        match body.first().or(browser::focusable(&node).first()) {
            Some(first) => browser::focus_element(first),
            None => browser::focus(&node),
        }
        move || {
            if let Some(before) = before {
                browser::focus_element(&before);
            }
        }
    });
}

fn keep_inside(node: NodeRef) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if event.key() != "Tab" {
            return;
        }
        let reachable = browser::focusable(&node);
        let (Some(first), Some(last)) = (reachable.first(), reachable.last()) else {
            return;
        };
        let leaves = |edge: &HtmlElement| browser::focused().is_none_or(|focused| focused == *edge);
        if event.shift_key() && leaves(first) {
            event.prevent_default();
            browser::focus_element(last);
        } else if !event.shift_key() && leaves(last) {
            event.prevent_default();
            browser::focus_element(first);
        }
    })
}

/// The two buttons at a dialog's foot. A function, compiled once for all of them.
pub fn foot(
    on_close: &Callback<()>,
    on_confirm: &Callback<()>,
    (kind, words): (Kind, String),
    busy: bool,
) -> Html {
    html! {
        <>
            <Button class="push" on_click={on_close.reform(|_| ())} keys={(Screen::Overlay, Action::Back)}>{t!("cancel")}</Button>
            <Button {kind} disabled={busy} on_click={on_confirm.reform(|_| ())} keys={(Screen::Overlay, Action::Confirm)}>{words}</Button>
        </>
    }
}
