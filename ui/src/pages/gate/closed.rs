//! The office does not answer: what happened and what to do, never a blank page.

use guichet_api::ApiError;
use yew::prelude::*;

use super::big_mark;
use super::place::OtherPlace;
use crate::components::{Button, Kind};
use crate::{refusals, t};

/// Why the door does not open.
#[derive(Properties, PartialEq)]
pub struct ClosedProps {
    /// What the office, or the way to it, said.
    pub error: ApiError,
    /// Knocks again.
    pub on_retry: Callback<()>,
}

/// A door that does not open.
#[component]
pub fn Closed(props: &ClosedProps) -> Html {
    html! {
        <main class="gate" data-density="comfortable">
            <section class="gate-card" role="alert">
                {big_mark()}
                <header><h1>{t!("gate-unreachable")}</h1><p class="muted">{refusals::sentence(&props.error)}</p></header>
                // Which file, what is wrong with it, where its last copy is: only the office knows.
                <p class="small faint" lang="en">{props.error.message.clone()}</p>
                <Button kind={Kind::Primary} class="wide" on_click={props.on_retry.reform(|_| ())}>{t!("retry")}</Button>
                <OtherPlace on_moved={props.on_retry.clone()} />
            </section>
        </main>
    }
}
