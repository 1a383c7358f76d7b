//! A labelled field with its hint, and its error in words right under it.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::button::caps;
use super::icon::icon;
use crate::keys::{Action, Screen};

/// Label, control, hint, error; the label and the error go with the control of this id.
pub fn field(
    id: impl Into<AttrValue>,
    label: impl Into<AttrValue>,
    error: Option<AttrValue>,
    hint: Option<AttrValue>,
    keys: Option<(Screen, Action)>,
    control: Html,
) -> Html {
    draw(id.into(), label.into(), error, hint, keys, control)
}

fn draw(
    id: AttrValue,
    label: AttrValue,
    error: Option<AttrValue>,
    hint: Option<AttrValue>,
    keys: Option<(Screen, Action)>,
    control: Html,
) -> Html {
    let chord = keys.and_then(|(screen, action)| screen.chord(action));
    html! {
        <div class="field">
            <label for={id.clone()}>{label}{chord.map(caps)}</label>
            {control}
            // A place is kept for each: with one sibling more Yew would draw the control anew, and take its focus.
            {hint.map(|hint| html! { <p class="hint" id={format!("{id}-hint")}>{hint}</p> }).unwrap_or_default()}
            {error.map(|error| error_line(&id, error)).unwrap_or_default()}
        </div>
    }
}

/// The sentence of an error, found by its field through `aria-describedby`.
pub fn error_line(id: &str, error: AttrValue) -> Html {
    html! { <p class="error" id={format!("{id}-error")}>{icon("warn")}<span>{error}</span></p> }
}

/// What a line of text, a password or a longer text shows.
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// The id of the control.
    pub id: AttrValue,
    /// Its words.
    pub label: AttrValue,
    /// What it holds.
    pub value: AttrValue,
    /// Called with each new text.
    pub on_input: Callback<String>,
    /// Called when it is left.
    #[prop_or_default]
    pub on_leave: Callback<()>,
    /// `text`, `password`, `email`, `tel`, `number`.
    #[prop_or("text")]
    pub kind: &'static str,
    /// Lines; more than one is a text area.
    #[prop_or(1)]
    pub rows: u8,
    /// What the browser may fill it with.
    #[prop_or("off")]
    pub autocomplete: &'static str,
    /// Shown while empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is wrong, as a sentence.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What helps to fill it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// The key that goes to it.
    #[prop_or_default]
    pub keys: Option<(Screen, Action)>,
    /// Takes the focus when it appears.
    #[prop_or_default]
    pub focused: bool,
    /// May not be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// The control, for who wants to focus it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A field of text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let focused = props.focused;
    let node = props.node.clone();
    use_effect_with((), move |()| {
        if focused {
            crate::browser::focus(&node);
        }
    });
    field(
        props.id.clone(),
        props.label.clone(),
        props.error.clone(),
        props.hint.clone(),
        props.keys,
        if props.rows > 1 {
            area(props)
        } else {
            line(props)
        },
    )
}

fn described_by(props: &TextFieldProps) -> Option<String> {
    let hint = props.hint.as_ref().map(|_| format!("{}-hint", props.id));
    let error = props.error.as_ref().map(|_| format!("{}-error", props.id));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn line(props: &TextFieldProps) -> Html {
    let on_input = props
        .on_input
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <input
            ref={props.node.clone()} class="input" id={props.id.clone()} type={props.kind} value={props.value.clone()}
            autocomplete={props.autocomplete} placeholder={props.placeholder.clone()} readonly={props.readonly}
            aria-invalid={props.error.as_ref().map(|_| "true")} aria-describedby={described_by(props)}
            oninput={on_input} onblur={props.on_leave.reform(|_| ())}
        />
    }
}

fn area(props: &TextFieldProps) -> Html {
    let on_input = props
        .on_input
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <textarea
            ref={props.node.clone()} class="input" id={props.id.clone()} rows={props.rows.to_string()} value={props.value.clone()}
            placeholder={props.placeholder.clone()} readonly={props.readonly}
            aria-invalid={props.error.as_ref().map(|_| "true")} aria-describedby={described_by(props)}
            oninput={on_input} onblur={props.on_leave.reform(|_| ())}
        />
    }
}

/// What a choice among few shows.
#[derive(Properties, PartialEq)]
pub struct SelectFieldProps {
    /// The id of the control.
    pub id: AttrValue,
    /// Its words.
    pub label: AttrValue,
    /// The chosen value.
    pub value: AttrValue,
    /// Values and their words.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Called with the new value.
    pub on_change: Callback<String>,
    /// What is wrong, as a sentence.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The key that goes to it.
    #[prop_or_default]
    pub keys: Option<(Screen, Action)>,
    /// The control, for who wants to focus it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A choice among few.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let on_change = props
        .on_change
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let options = props.options.iter().map(|(value, words)| {
        html! { <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{words.clone()}</option> }
    });
    field(
        props.id.clone(),
        props.label.clone(),
        props.error.clone(),
        None,
        props.keys,
        html! { <select
            ref={props.node.clone()} class="input" id={props.id.clone()} onchange={on_change}
            aria-invalid={props.error.as_ref().map(|_| "true")}
            aria-describedby={props.error.as_ref().map(|_| format!("{}-error", props.id))}
        >
            {for options}
        </select> },
    )
}
