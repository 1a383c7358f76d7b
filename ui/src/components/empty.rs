//! An empty place: what is true, what to do next, one button.

use yew::prelude::*;

use super::icon::icon;

/// What an empty place says.
#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    /// Its pictogram.
    pub icon: &'static str,
    /// What is true.
    pub title: AttrValue,
    /// What it means and what to do.
    pub text: AttrValue,
    /// The one button.
    #[prop_or_default]
    pub children: Html,
}

/// An empty place.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            {icon(props.icon)}<h3>{props.title.clone()}</h3><p>{props.text.clone()}</p>{props.children.clone()}
        </div>
    }
}
