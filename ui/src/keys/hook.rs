//! The hooks by which a component takes part in the keyboard, and in the palette.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::catalogue::{Action, Screen};
use super::dispatch::{self, Handler, Offers};

/// Handles the keys of `screen` as long as the component stands; `handler` answers whether it took the action.
#[hook]
pub fn use_keys(screen: Screen, modal: bool, handler: impl Fn(Action) -> bool + 'static) {
    let offers = use_mut_ref(Vec::new);
    use_layer(screen, modal, Rc::new(handler), offers);
}

/// Takes the actions of `offers`, by their keys and from the palette; no other.
#[hook]
pub fn use_commands(screen: Screen, offers: &[Action], handler: impl Fn(Action) + 'static) {
    let offered: Rc<RefCell<Vec<Action>>> = use_mut_ref(Vec::new);
    offered.replace(offers.to_vec());
    let known = offered.clone();
    let handler = Rc::new(move |action| {
        let takes = known.borrow().contains(&action);
        if takes {
            handler(action);
        }
        takes
    });
    use_layer(screen, false, handler, offered);
}

#[hook]
fn use_layer(screen: Screen, modal: bool, handler: Handler, offers: Offers) {
    // The layer is pushed once; the handler is the newest render's, so that it sees the newest state.
    let newest = use_mut_ref(|| None::<Handler>);
    newest.replace(Some(handler));
    use_effect_with((), move |()| {
        let newest = newest.clone();
        let handler: Handler = Rc::new(move |action| {
            let handler = newest.borrow().clone();
            handler.is_some_and(|handler| handler(action))
        });
        let id = dispatch::push(screen, modal, handler, offers);
        move || dispatch::remove(id)
    });
}
