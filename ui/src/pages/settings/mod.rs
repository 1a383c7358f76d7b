//! The office's settings, the accounts, and one's own.

use yew::prelude::*;

use crate::shell::Page;
use crate::t;

/// The settings.
#[component]
pub fn SettingsPage() -> Html {
    html! { <Page title={t!("shell-settings")}><div class="settings" /></Page> }
}
