//! The door: first start, log-in, lock, and what is said when the office does not answer.

mod closed;
mod first_start;
mod join;
mod locked;
mod log_in;
mod office_form;
mod place;

pub use closed::closed;
pub use first_start::FirstStart;
pub use join::Join;
pub use locked::{Locked, Who};
pub use log_in::log_in;

use guichet_api::ApiError;
use yew::prelude::*;

use crate::components::{Button, Kind, alert};
use crate::{refusals, t};

/// The mark of the product, at the size of the door.
fn big_mark() -> Html {
    html! { <svg class="bigmark" viewBox="0 0 16 16" aria-hidden="true"><use href="#mark" /></svg> }
}

/// A form at the door; `id` is its title's. A function, so that each form is not compiled with a frame of its own.
fn form(
    id: &'static str,
    (title, lead): (String, String),
    on_submit: Callback<SubmitEvent>,
    fields: Html,
    foot: Html,
) -> Html {
    html! {
        <main class="gate" data-density="comfortable">
            <form class="gate-wide" aria-labelledby={id} onsubmit={on_submit} novalidate=true>
                {big_mark()}
                <header><h1 {id}>{title}</h1><p class="muted">{lead}</p></header>
                {fields}
                <footer class="line">{foot}</footer>
            </form>
        </main>
    }
}

/// Back, and on.
fn ways(on_back: &Callback<()>, on: String) -> Html {
    html! { <><Button kind={Kind::Quiet} on_click={on_back.reform(|_| ())}>{t!("first-back")}</Button>{onwards(on, "push", false)}</> }
}

/// The one button that goes on.
fn onwards(words: String, class: &'static str, disabled: bool) -> Html {
    html! { <Button kind={Kind::Primary} {class} submits=true {disabled} on_click={Callback::noop()}>{words}<kbd class="kbd">{"↵"}</kbd></Button> }
}

fn refused(error: &UseStateHandle<Option<ApiError>>) -> Html {
    alert((**error).as_ref().map(refusals::sentence))
}
