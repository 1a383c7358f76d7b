//! From a card of the directory to the reception, with who it is about already found.

use guichet_api::reception::CallerKind;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Button, Kind};
use crate::pages::reception;
use crate::route::Route;
use crate::t;

/// Who or what it is about.
#[derive(Properties, PartialEq)]
pub struct NewTicketProps {
    /// A person, a company or a machine.
    pub kind: CallerKind,
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: AttrValue,
}

/// Goes to the reception for a new ticket.
#[component]
pub fn NewTicket(props: &NewTicketProps) -> Html {
    let navigator = use_navigator().expect("a card stands in a router");
    let (kind, id, name) = (props.kind, props.id, props.name.clone());
    let on_click = Callback::from(move |_| {
        reception::expect(kind, id, name.to_string());
        navigator.push(&Route::Reception);
    });
    html! { <Button kind={Kind::Primary} {on_click}>{t!("shell-new-ticket")}</Button> }
}
