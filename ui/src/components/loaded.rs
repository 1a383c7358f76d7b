//! What stands where data will be: grey rows, an error with its retry, or the data.
//!
//! A function and not a component: a component would be compiled once for each kind of data.

use std::rc::Rc;

use guichet_api::ApiError;
use yew::prelude::*;

use super::button::Button;
use super::empty::empty;
use super::notice::{Tone, notice};
use super::skeleton::skeleton_rows;
use crate::load::Load;
use crate::{refusals, t};

/// Pending, failed or ready; a failure keeps the last good data under it.
pub fn loaded<T>(load: &Load<T>, rows: usize, draw: impl FnOnce(&Rc<T>) -> Html) -> Html {
    let Some(data) = &load.data else {
        return missing(load.error.as_ref(), load.slow, rows, &load.reload);
    };
    let data = draw(data);
    match &load.error {
        None => data,
        Some(error) => html! { <>{failed(error, &load.reload)}{data}</> },
    }
}

/// Why it could not be read, beside what was read before.
pub fn failed(error: &ApiError, reload: &Callback<()>) -> Html {
    let on_click = reload.reform(|_: MouseEvent| ());
    let retry = html! { <Button class="small push" {on_click}>{t!("retry")}</Button> };
    notice(
        Tone::Danger,
        None,
        html! { {refusals::sentence(error)} },
        retry,
    )
}

/// What stands where nothing was read yet.
pub fn missing(error: Option<&ApiError>, slow: bool, rows: usize, reload: &Callback<()>) -> Html {
    match error {
        Some(error) => empty(
            "warn",
            t!("failed-title"),
            refusals::sentence(error),
            html! { <Button on_click={reload.reform(|_: MouseEvent| ())}>{t!("retry")}</Button> },
        ),
        None if slow => skeleton_rows(rows),
        None => Html::default(),
    }
}
