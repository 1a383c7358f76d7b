//! An empty place: what is true, what to do next, one button.

use yew::prelude::*;

use super::icon::icon;

/// An empty place: its pictogram, what is true, what it means and what to do, and the one button.
pub fn empty(
    pictogram: &'static str,
    title: impl Into<AttrValue>,
    text: impl Into<AttrValue>,
    button: Html,
) -> Html {
    draw(pictogram, title.into(), text.into(), button)
}

fn draw(pictogram: &'static str, title: AttrValue, text: AttrValue, button: Html) -> Html {
    html! { <div class="empty">{icon(pictogram)}<h3>{title}</h3><p>{text}</p>{button}</div> }
}
