//! The hook by which a component takes part in the keyboard.

use std::rc::Rc;

use yew::prelude::*;

use super::catalogue::{Action, Screen};
use super::dispatch::{self, Handler};

/// Handles the keys of `screen` as long as the component stands; `handler` answers whether it took the action.
#[hook]
pub fn use_keys(screen: Screen, modal: bool, handler: impl Fn(Action) -> bool + 'static) {
    // The layer is pushed once; the handler is the newest render's, so that it sees the newest state.
    let newest = use_mut_ref(|| None::<Handler>);
    newest.replace(Some(Rc::new(handler)));
    use_effect_with((), move |()| {
        let newest = newest.clone();
        let id = dispatch::push(
            screen,
            modal,
            Rc::new(move |action| {
                let handler = newest.borrow().clone();
                handler.is_some_and(|handler| handler(action))
            }),
        );
        move || dispatch::remove(id)
    });
}
