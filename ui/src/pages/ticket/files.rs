//! The files of a step or of the request: pictures small, then whole in a dialog; the others opened
//! by the system.

use guichet_domain::Attachment;
use yew::prelude::*;

use super::desk::Desk;
use super::dialogs::TicketDialog;
use crate::components::{Button, Dialog, Kind, icon};
use crate::i18n::{self, numbers};
use crate::{bridge, t};

/// The files.
pub fn files(desk: &Desk, files: &[Attachment]) -> Html {
    if files.is_empty() {
        return Html::default();
    }
    html! { <div class="attachments">{for files.iter().map(|file| draw(desk, file))}</div> }
}

fn draw(desk: &Desk, file: &Attachment) -> Html {
    let id = file.id;
    if file.is_picture() {
        let dialog = desk.dialog.clone();
        let on_click =
            Callback::from(move |_: MouseEvent| dialog.set(Some(TicketDialog::Preview(id))));
        return html! {
            <button key={id.to_string()} type="button" class="photo" title={file.name.clone()} onclick={on_click}>
                <img src={bridge::thumbnail_url(id)} alt={t!("file-picture", name = file.name.clone())} loading="lazy" />
            </button>
        };
    }
    html! {
        <button key={id.to_string()} type="button" class="attachment" onclick={move |_: MouseEvent| bridge::open_file(id)}>
            {icon("file")}<span class="ellipsis">{&file.name}</span><span class="faint num">{size(file)}</span>
        </button>
    }
}

fn size(file: &Attachment) -> String {
    numbers::size(i18n::language(), file.size.unsigned_abs())
}

/// What a preview shows.
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// The page.
    pub desk: Desk,
    /// The picture.
    pub file: Attachment,
}

/// A picture, whole.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let file = &props.file;
    let (id, dialog) = (file.id, props.desk.dialog.clone());
    let on_close = Callback::from(move |()| dialog.set(None));
    let foot = html! {
        <>
            <span class="small faint num">{size(file)}</span>
            <Button class="push" kind={Kind::Quiet} on_click={on_close.reform(|_| ())}>{t!("close")}</Button>
            <Button icon="open" on_click={move |_| bridge::open_file(id)}>{t!("file-open")}</Button>
        </>
    };
    html! {
        <Dialog title={file.name.clone()} {on_close} on_confirm={move |()| bridge::open_file(id)} {foot} class="wide-dialog">
            <img class="preview" src={bridge::file_url(id)} alt={t!("file-picture", name = file.name.clone())} />
        </Dialog>
    }
}
