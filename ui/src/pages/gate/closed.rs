//! The office does not answer: what happened and what to do, never a blank page.

use guichet_api::ApiError;
use yew::prelude::*;

use super::big_mark;
use super::place::OtherPlace;
use crate::components::{Button, Kind};
use crate::{refusals, t};

/// A door that does not open: what the office, or the way to it, said, and what knocks again or leads elsewhere.
pub fn closed(error: &ApiError, on_retry: &Callback<()>, on_join: Callback<()>) -> Html {
    html! {
        <main class="gate" data-density="comfortable">
            <section class="gate-card" role="alert">
                {big_mark()}
                <header><h1>{t!("gate-unreachable")}</h1><p class="muted">{refusals::sentence(error)}</p></header>
                // Which file, what is wrong with it, where its last copy is: only the office knows.
                <p class="small faint" lang="en">{error.message.clone()}</p>
                <Button kind={Kind::Primary} class="wide" on_click={on_retry.reform(|_| ())}>{t!("retry")}</Button>
                <OtherPlace on_moved={on_retry.clone()} {on_join} />
            </section>
        </main>
    }
}
