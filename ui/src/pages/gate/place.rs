//! Where the office's file is, and the way to another one when the desktop shell is there to ask.

use guichet_api::ApiError;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::components::{Button, Kind, error_line, icon};
use crate::{refusals, t};

/// Where the office is.
#[derive(Properties, PartialEq)]
pub struct PlaceProps {
    /// Its path.
    pub path: AttrValue,
    /// Called once another file was chosen: the door is asked again.
    pub on_moved: Callback<()>,
}

/// The path of the office's file, with the button that chooses another.
#[component]
pub fn PlaceField(props: &PlaceProps) -> Html {
    let error = use_state(|| None::<ApiError>);
    let on_click = choosing(false, &error, &props.on_moved);
    html! {
        <>
            <div class="gate-path">
                <div class="field grow"><label for="place">{t!("first-file")}</label>
                    <div class="input">{icon("folder")}<input id="place" readonly=true value={props.path.clone()} /></div>
                </div>
                if bridge::on_the_desktop() { <Button {on_click}>{t!("first-choose")}</Button> }
            </div>
            {(*error).as_ref().map(|error| error_line("place", refusals::sentence(error).into()))}
        </>
    }
}

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct OtherProps {
    /// Called once another file was chosen.
    pub on_moved: Callback<()>,
    /// Called to join an office on a server.
    pub on_join: Callback<()>,
}

/// Opens another office that exists already; nothing without the desktop shell.
#[component]
pub fn OtherPlace(props: &OtherProps) -> Html {
    let error = use_state(|| None::<ApiError>);
    if !bridge::on_the_desktop() {
        return Html::default();
    }
    let on_click = choosing(true, &error, &props.on_moved);
    html! {
        <>
            {quiet("folder", t!("first-other"), on_click)}
            {quiet("server", t!("first-shared"), props.on_join.reform(|_| ()))}
            {(*error).as_ref().map(|error| error_line("other-place", refusals::sentence(error).into()))}
        </>
    }
}

fn quiet(icon: &'static str, words: String, on_click: Callback<MouseEvent>) -> Html {
    html! { <Button class="small" kind={Kind::Quiet} {icon} {on_click}>{words}</Button> }
}

fn choosing(
    existing: bool,
    error: &UseStateHandle<Option<ApiError>>,
    on_moved: &Callback<()>,
) -> Callback<MouseEvent> {
    let (error, on_moved) = (error.clone(), on_moved.clone());
    Callback::from(move |_| {
        let (error, on_moved) = (error.clone(), on_moved.clone());
        spawn_local(async move {
            match bridge::choose_place(existing).await {
                Ok(Some(_)) => on_moved.emit(()),
                Ok(None) => {}
                Err(refusal) => error.set(Some(refusal)),
            }
        });
    })
}
