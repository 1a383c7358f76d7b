//! The door: first start, log-in, lock, and what is said when the office does not answer.

mod closed;
mod first_start;
mod locked;
mod log_in;
mod office_form;
mod place;

pub use closed::closed;
pub use first_start::FirstStart;
pub use locked::{Locked, Who};
pub use log_in::log_in;

use yew::prelude::*;

/// The mark of the product, at the size of the door.
fn big_mark() -> Html {
    html! { <svg class="bigmark" viewBox="0 0 16 16" aria-hidden="true"><use href="#mark" /></svg> }
}
