//! A form over one record: what is typed, what the office refused, and one field a line.

use guichet_api::ApiError;
use yew::prelude::*;

use super::field::{SelectField, TextField};
use super::notice::alert;
use crate::refusals;

/// A record being typed.
pub struct Form<T: 'static> {
    /// The record as it is typed.
    pub value: UseStateHandle<T>,
    /// Why the last save was refused.
    pub error: UseStateHandle<Option<ApiError>>,
}

impl<T> Clone for Form<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            error: self.error.clone(),
        }
    }
}

/// A form that starts from `first`.
#[hook]
pub fn use_form<T: 'static>(first: impl FnOnce() -> T) -> Form<T> {
    Form {
        value: use_state(first),
        error: use_state(|| None),
    }
}

impl<T: Clone + 'static> Form<T> {
    /// Changes the record with each new value.
    pub fn on<V: 'static>(&self, put: fn(&mut T, V)) -> Callback<V> {
        let value = self.value.clone();
        Callback::from(move |new| {
            let mut next = (*value).clone();
            put(&mut next, new);
            value.set(next);
        })
    }

    /// A line of text; `field` is its name on the wire, and the id of the control.
    pub fn text(
        &self,
        field: &'static str,
        label: String,
        held: &str,
        put: fn(&mut T, String),
    ) -> Html {
        self.lines(field, label, held, 1, put)
    }

    /// A text of several lines.
    pub fn lines(
        &self,
        field: &'static str,
        label: String,
        held: &str,
        rows: u8,
        put: fn(&mut T, String),
    ) -> Html {
        html! {
            <TextField id={field} {label} value={held.to_owned()} {rows} on_input={self.on(put)} error={self.error_of(field)} />
        }
    }

    /// A password.
    pub fn password(
        &self,
        field: &'static str,
        label: String,
        hint: Option<String>,
        held: &str,
        put: fn(&mut T, String),
    ) -> Html {
        html! {
            <TextField
                id={field} kind="password" autocomplete="new-password" {label} hint={hint.map(AttrValue::from)} value={held.to_owned()}
                on_input={self.on(put)} error={self.error_of(field)}
            />
        }
    }

    /// A choice among few: values and their words.
    pub fn select(
        &self,
        field: &'static str,
        label: String,
        held: String,
        options: Vec<(String, String)>,
        put: fn(&mut T, String),
    ) -> Html {
        let options = options
            .into_iter()
            .map(|(value, words)| (value.into(), words.into()))
            .collect::<Vec<_>>();
        html! {
            <SelectField id={field} {label} value={held} {options} on_change={self.on(put)} error={self.error_of(field)} />
        }
    }

    /// The sentence of an error that none of these fields carries.
    pub fn elsewhere(&self, fields: &[&str]) -> Html {
        alert(refusals::elsewhere((*self.error).as_ref(), fields))
    }

    fn error_of(&self, field: &str) -> Option<AttrValue> {
        refusals::of_field((*self.error).as_ref(), field)
    }
}

/// Sets a state with each value.
pub fn setter<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.clone();
    Callback::from(move |value| state.set(value))
}
