//! What is done from a card of the directory: a new ticket for it, at the reception, and its editing.

use guichet_api::reception::CallerKind;
use guichet_domain::Verb;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Button, Kind};
use crate::keys::{Action, Screen, use_commands};
use crate::pages::reception;
use crate::route::Route;
use crate::session::use_session;
use crate::t;

/// Whose card it is.
#[derive(Properties, PartialEq)]
pub struct ActsProps {
    /// A person, a company or a machine.
    pub kind: CallerKind,
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: AttrValue,
    /// Begins to edit it.
    pub on_edit: Callback<()>,
}

/// The two buttons of a card, and their keys.
#[component]
pub fn Acts(props: &ActsProps) -> Html {
    let may = use_session().may(Verb::ChangeDirectory);
    let navigator = use_navigator().expect("a card stands in a router");
    let (kind, id, name) = (props.kind, props.id, props.name.clone());
    let on_ticket = Callback::from(move |()| {
        reception::expect(kind, id, name.to_string());
        navigator.push(&Route::Reception);
    });
    let offers = [Action::NewTicketFor, Action::Edit];
    let offers = &offers[..1 + usize::from(may)];
    let (opening, editing) = (on_ticket.clone(), props.on_edit.clone());
    use_commands(Screen::Directory, offers, move |action| match action {
        Action::Edit => editing.emit(()),
        _ => opening.emit(()),
    });
    html! {
        <>
            <Button kind={Kind::Primary} keys={(Screen::Directory, Action::NewTicketFor)} on_click={on_ticket.reform(|_| ())}>{t!("shell-new-ticket")}</Button>
            if may { <Button keys={(Screen::Directory, Action::Edit)} on_click={props.on_edit.reform(|_| ())}>{t!("key-edit")}</Button> }
        </>
    }
}
