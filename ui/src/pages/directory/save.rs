//! Saving a record of the directory from its dialog.

use std::cell::RefCell;
use std::rc::Rc;

use guichet_api::{ApiError, Call};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::components::{self, Form, Kind, Toast, Toasts, use_toasts};
use crate::t;

/// Sends what the form holds; closes and tells once it is saved.
#[hook]
pub fn use_save<T, C>(
    form: &Form<T>,
    request: fn(T) -> C,
    on_close: &Callback<()>,
    on_saved: Callback<C::Reply>,
) -> Callback<()>
where
    T: Clone + 'static,
    C: Call + 'static,
    C::Reply: 'static,
{
    let (form, on_close, toasts) = (form.clone(), on_close.clone(), use_toasts());
    let busy = use_mut_ref(|| false);
    Callback::from(move |()| {
        // One that waits for the office is not sent a second time.
        if busy.replace(true) {
            return;
        }
        let request = request((*form.value).clone());
        let on_saved = on_saved.clone();
        let saving = Saving {
            error: form.error.clone(),
            on_close: on_close.clone(),
            toasts: toasts.clone(),
            busy: busy.clone(),
            tell: Box::new(move |reply| {
                on_saved.emit(bridge::read::<C>(reply)?);
                Ok(())
            }),
        };
        saving.send(C::NAME, bridge::written(&request));
    })
}

/// Reads the reply and tells the record as it is kept.
type Tell = Box<dyn FnOnce(&str) -> Result<(), ApiError>>;

/// A record on its way: all that does not depend on which one, compiled once.
struct Saving {
    error: UseStateHandle<Option<ApiError>>,
    on_close: Callback<()>,
    toasts: Toasts,
    busy: Rc<RefCell<bool>>,
    tell: Tell,
}

impl Saving {
    fn send(self, name: &'static str, args: String) {
        spawn_local(async move {
            let answer = bridge::send(name, args).await;
            self.busy.replace(false);
            match answer.and_then(|reply| (self.tell)(&reply)) {
                Ok(()) => {
                    self.on_close.emit(());
                    self.toasts.show(Toast::done(t!("saved")));
                }
                Err(refusal) => refuse(refusal, &self.error),
            }
        });
    }
}

fn refuse(refusal: ApiError, error: &UseStateHandle<Option<ApiError>>) {
    let first = refusal.fields.keys().next().cloned();
    error.set(Some(refusal));
    if let Some(field) = first {
        crate::browser::focus_id(&field);
    }
}

/// The two buttons at the foot of a dialog that saves.
pub fn foot(on_close: &Callback<()>, on_confirm: &Callback<()>) -> Html {
    components::foot(on_close, on_confirm, (Kind::Primary, t!("save")), false)
}
