//! One ticket in full.

use yew::prelude::*;

use crate::shell::Page;

/// Which ticket.
#[derive(Properties, PartialEq)]
pub struct TicketProps {
    /// Its number.
    pub number: i64,
}

/// A ticket.
#[component]
pub fn TicketPage(props: &TicketProps) -> Html {
    html! { <Page title={props.number.to_string()}><div class="ticket" /></Page> }
}
