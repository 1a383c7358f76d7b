//! What has just been done, with its undo, at the foot of the rail. One undo at a time, for ten
//! seconds, paused while read; failures stay until closed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::button::{Button, Kind};
use super::icon::icon;
use super::notice::Tone;
use crate::keys::{Action, Screen};
use crate::t;

/// How long an undo is offered: as long as mails wait in the outbox.
const LASTS_MS: u32 = 10_000;

/// What a toast says and offers.
#[derive(Clone, PartialEq)]
pub struct Toast {
    /// How it went.
    pub tone: Tone,
    /// What was done.
    pub words: AttrValue,
    /// Takes it back.
    pub undo: Option<Callback<()>>,
    /// What may be done next: its words and what it does.
    pub next: Option<(AttrValue, Callback<()>)>,
}

impl Toast {
    /// Something done, that can be taken back.
    pub fn undoable(words: impl Into<AttrValue>, undo: Callback<()>) -> Self {
        Self {
            tone: Tone::Success,
            words: words.into(),
            undo: Some(undo),
            next: None,
        }
    }

    /// Something done.
    pub fn done(words: impl Into<AttrValue>) -> Self {
        Self {
            tone: Tone::Success,
            words: words.into(),
            undo: None,
            next: None,
        }
    }

    /// With what may be done next.
    pub fn with_next(self, words: impl Into<AttrValue>, act: Callback<()>) -> Self {
        Self {
            next: Some((words.into(), act)),
            ..self
        }
    }

    /// Something that failed.
    pub fn failed(words: impl Into<AttrValue>) -> Self {
        Self {
            tone: Tone::Danger,
            words: words.into(),
            undo: None,
            next: None,
        }
    }
}

#[derive(Clone, Default, PartialEq)]
struct Shown {
    next: u32,
    toasts: Vec<(u32, Toast)>,
}

enum Change {
    Show(Toast),
    Close(u32),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = (*self).clone();
        match change {
            Change::Show(toast) => {
                if toast.tone != Tone::Danger {
                    shown.toasts.retain(|(_, other)| other.tone == Tone::Danger);
                }
                shown.toasts.insert(0, (shown.next, toast));
                shown.next += 1;
            }
            Change::Close(id) => shown.toasts.retain(|(other, _)| *other != id),
        }
        shown.into()
    }
}

/// Shows toasts and undoes the newest one.
#[derive(Clone, PartialEq)]
pub struct Toasts(UseReducerHandle<Shown>);

impl Toasts {
    /// Shows a toast.
    pub fn show(&self, toast: Toast) {
        self.0.dispatch(Change::Show(toast));
    }

    /// Whether a toast offers to undo something.
    pub fn has_undo(&self) -> bool {
        self.0.toasts.iter().any(|(_, toast)| toast.undo.is_some())
    }

    /// Undoes what the newest toast offers to.
    pub fn undo_newest(&self) {
        let newest = self
            .0
            .toasts
            .iter()
            .find_map(|(id, toast)| Some((*id, toast.undo.clone()?)));
        if let Some((id, undo)) = newest {
            self.0.dispatch(Change::Close(id));
            undo.emit(());
        }
    }
}

/// The toasts of the application.
#[hook]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().expect("the application provides the toasts")
}

/// Provides the toasts to everything under it and draws them.
#[component]
pub fn ToastsProvider(props: &yew::html::ChildrenProps) -> Html {
    let toasts = Toasts(use_reducer(Shown::default));
    let lines = toasts.0.toasts.iter().map(|(id, toast)| {
        let (id, handle) = (*id, toasts.0.clone());
        let on_close = Callback::from(move |()| handle.dispatch(Change::Close(id)));
        html! { <Line key={id} toast={toast.clone()} {on_close} /> }
    });
    html! {
        <ContextProvider<Toasts> context={toasts.clone()}>
            {props.children.clone()}
            <div class="toasts">{for lines}</div>
        </ContextProvider<Toasts>>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    toast: Toast,
    on_close: Callback<()>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let read = use_state(|| false);
    let stays = props.toast.tone == Tone::Danger;
    let on_close = props.on_close.clone();
    use_effect_with(*read, move |read| {
        let timer = (!*read && !stays).then(|| Timeout::new(LASTS_MS, move || on_close.emit(())));
        move || drop(timer)
    });
    let reading = |on: bool| {
        let read = read.clone();
        move || read.set(on)
    };
    let (enter, leave, focus, blur) =
        (reading(true), reading(false), reading(true), reading(false));
    html! {
        <div
            class="toast" data-tone={props.toast.tone.slug()} role={if stays { "alert" } else { "status" }}
            onmouseenter={move |_| enter()} onmouseleave={move |_| leave()} onfocusin={move |_| focus()} onfocusout={move |_| blur()}
        >
            {icon(props.toast.tone.icon())}<span>{props.toast.words.clone()}</span>
            {button(props, stays)}
        </div>
    }
}

fn button(props: &LineProps, stays: bool) -> Html {
    let on_close = props.on_close.clone();
    if let Some(undo) = props.toast.undo.clone() {
        let on_click = Callback::from(move |_| {
            on_close.emit(());
            undo.emit(());
        });
        return html! { <Button {on_click} keys={(Screen::Everywhere, Action::Undo)}>{t!("toast-undo")}</Button> };
    }
    if let Some((words, act)) = props.toast.next.clone() {
        let on_click = Callback::from(move |_| {
            on_close.emit(());
            act.emit(());
        });
        return html! { <Button {on_click}>{words}</Button> };
    }
    if stays {
        return html! { <Button on_click={on_close.reform(|_| ())} kind={Kind::Plain}>{t!("close")}</Button> };
    }
    Html::default()
}
