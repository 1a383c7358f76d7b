//! Pictograms and shapes of `static/icons.svg`, drawn by reference to its symbols.

use yew::prelude::*;

/// A 16 px pictogram; the word beside it is what is read aloud.
pub fn icon(name: &str) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={format!("#i-{name}")} /></svg> }
}

/// A shape of status (`s-…`), criticality (`c-…`) or priority (`p-…`).
pub fn shape(name: &str) -> Html {
    html! {
        <svg class="shape" viewBox="0 0 16 16" aria-hidden="true"><use href={format!("#{name}")} /></svg>
    }
}
