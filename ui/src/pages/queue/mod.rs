//! The list of tickets, its views and its pane; and what is mine today.

use yew::prelude::*;

use crate::shell::Page;
use crate::t;

/// The queue.
#[component]
pub fn QueuePage() -> Html {
    html! { <Page title={t!("shell-queue")}><div class="queue" /></Page> }
}

/// My day.
#[component]
pub fn MyDayPage() -> Html {
    html! { <Page title={t!("account-my-day")}><div class="queue" /></Page> }
}
