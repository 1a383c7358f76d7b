//! The files of a step, of the request, or of the whole ticket: pictures small, then whole in a dialog;
//! the others opened by the system.

use guichet_api::tickets::AttachFiles;
use guichet_domain::{Attachment, Verb};
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::dialogs::TicketDialog;
use crate::components::{Button, Dialog, Kind, Toast, UploadButton, icon, upload_chips};
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

/// Every file of the ticket by its name, and the way to add some without writing a step.
#[component]
pub fn Files(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let files = &desk.sheet.attachments;
    let may = desk.may(Verb::ChangeFacts);
    use_hung(desk);
    if files.is_empty() && !may {
        return Html::default();
    }
    // Those of a call that failed wait for another try.
    let waiting = !desk.hung.busy() && !desk.hung.ids().is_empty() && !*desk.busy;
    let again = desk.clone();
    html! {
        <section class="section">
            <div class="head"><h3>{t!("upload-files")}</h3>
                if !files.is_empty() { <span class="count">{files.len()}</span> }
                if may { <span class="push"><UploadButton uploads={desk.hung.clone()} /></span> }
            </div>
            <ul class="ticket-files">{for files.iter().map(|file| line(desk, file))}</ul>
            if files.is_empty() { <p class="small faint">{t!("files-none")}</p> }
            {upload_chips(&desk.hung)}
            if waiting { <Button class="small" on_click={move |_| hang(&again)}>{t!("retry")}</Button> }
        </section>
    }
}

fn line(desk: &Desk, file: &Attachment) -> Html {
    let (id, pictogram) = (file.id, if file.is_picture() { "camera" } else { "file" });
    let preview = file.is_picture().then(|| desk.dialog.clone());
    let on_click = Callback::from(move |_: MouseEvent| match &preview {
        Some(dialog) => dialog.set(Some(TicketDialog::Preview(id))),
        None => bridge::open_file(id),
    });
    html! {
        <li key={id.to_string()}>
            <button type="button" class="editable small line" onclick={on_click}>{icon(pictogram)}<span class="ellipsis">{&file.name}</span><span class="faint num push">{size(file)}</span></button>
        </li>
    }
}

/// Hangs the files once all of them have arrived.
#[hook]
fn use_hung(desk: &Desk) {
    let ready = (!desk.hung.busy()).then(|| desk.hung.ids());
    let desk = desk.clone();
    use_effect_with(ready, move |ready| {
        if ready.as_ref().is_some_and(|ids| !ids.is_empty()) {
            hang(&desk);
        }
    });
}

fn hang(desk: &Desk) {
    let attachments = desk.hung.ids();
    let call = AttachFiles {
        number: desk.number(),
        attachments: attachments.clone(),
    };
    desk.change(call, move |desk, _| {
        let said = t!("files-attached", count = attachments.len());
        desk.hung.taken(attachments);
        desk.say.emit(Toast::done(said));
    });
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
