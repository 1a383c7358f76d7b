//! What stands where data will be: grey rows, an error with its retry, or the data.

use std::rc::Rc;

use yew::prelude::*;

use super::button::Button;
use super::empty::Empty;
use super::notice::{Notice, Tone};
use super::skeleton::skeleton_rows;
use crate::load::Load;
use crate::{refusals, t};

/// What is loading, and how it is drawn once there.
#[derive(Properties)]
pub struct LoadedProps<T: 'static> {
    /// What is loading.
    pub load: Load<T>,
    /// Draws the data.
    pub draw: Callback<Rc<T>, Html>,
    /// Grey rows while it is slow.
    #[prop_or(6)]
    pub rows: usize,
}

impl<T> PartialEq for LoadedProps<T> {
    fn eq(&self, _: &Self) -> bool {
        // A load has no cheap equality, and its owner draws again only when it changed.
        false
    }
}

/// Pending, failed or ready; a failure keeps the last good data under it.
#[component]
pub fn Loaded<T: 'static>(props: &LoadedProps<T>) -> Html {
    let Load {
        data,
        error,
        slow,
        reload,
    } = &props.load;
    let reload = reload.reform(|_: MouseEvent| ());
    match (data, error) {
        (Some(data), None) => props.draw.emit(data.clone()),
        (Some(data), Some(error)) => {
            let retry =
                html! { <Button class="small push" on_click={reload}>{t!("retry")}</Button> };
            html! {
                <><Notice tone={Tone::Danger} action={retry}>{refusals::sentence(error)}</Notice>{props.draw.emit(data.clone())}</>
            }
        }
        (None, Some(error)) => html! {
            <Empty icon="warn" title={t!("failed-title")} text={refusals::sentence(error)}>
                <Button on_click={reload}>{t!("retry")}</Button>
            </Empty>
        },
        (None, None) if *slow => skeleton_rows(props.rows),
        (None, None) => Html::default(),
    }
}
