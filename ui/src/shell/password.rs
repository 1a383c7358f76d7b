//! Changing one's own password.

use guichet_api::ApiError;
use guichet_api::session::ChangePassword;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::components::{Dialog, Kind, TextField, Toast, alert, foot, use_toasts};
use crate::{refusals, t};

/// Closes it.
#[derive(Properties, PartialEq)]
pub struct PasswordProps {
    /// Closes it.
    pub on_close: Callback<()>,
}

#[derive(Clone, Default, PartialEq)]
struct Typed {
    current: String,
    new: String,
    again: String,
}

/// The dialog.
#[component]
pub fn PasswordDialog(props: &PasswordProps) -> Html {
    let typed = use_state(Typed::default);
    let error = use_state(|| None::<ApiError>);
    let differs = use_state(|| false);
    let toasts = use_toasts();
    let on_confirm = {
        let (typed, error, differs) = (typed.clone(), error.clone(), differs.clone());
        let on_close = props.on_close.clone();
        Callback::from(move |()| {
            differs.set(typed.new != typed.again);
            if typed.new != typed.again {
                return;
            }
            let (error, on_close, toasts) = (error.clone(), on_close.clone(), toasts.clone());
            let request = ChangePassword {
                current: typed.current.clone(),
                new: typed.new.clone(),
            };
            spawn_local(async move {
                match bridge::call(&request).await {
                    Ok(()) => {
                        on_close.emit(());
                        toasts.show(Toast::done(t!("password-changed")));
                    }
                    Err(refusal) => error.set(Some(refusal)),
                }
            });
        })
    };
    let field = |put: fn(&mut Typed, String)| {
        let typed = typed.clone();
        Callback::from(move |text| {
            let mut next = (*typed).clone();
            put(&mut next, text);
            typed.set(next);
        })
    };
    let foot = foot(
        &props.on_close,
        &on_confirm,
        (Kind::Primary, t!("save")),
        false,
    );
    let error = (*error).as_ref();
    html! {
        <Dialog title={t!("password-title")} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} {on_confirm} {foot}>
            <TextField id="current" kind="password" label={t!("password-old")} value={typed.current.clone()} autocomplete="current-password" on_input={field(|typed, text| typed.current = text)} error={refusals::of_field(error, "current")} />
            <TextField id="new" kind="password" label={t!("password-new")} hint={t!("first-password-hint")} value={typed.new.clone()} autocomplete="new-password" on_input={field(|typed, text| typed.new = text)} error={refusals::of_field(error, "password")} />
            <TextField id="again" kind="password" label={t!("password-again")} value={typed.again.clone()} autocomplete="new-password" on_input={field(|typed, text| typed.again = text)} error={differs.then(|| AttrValue::from(t!("first-again-differs")))} />
            {alert(refusals::elsewhere(error, &["current", "password"]))}
        </Dialog>
    }
}
