//! Files pasted, dropped or picked: sent at once, shown as chips, named by their ids when the
//! step or the ticket they belong to is saved.

use std::rc::Rc;

use guichet_domain::{Attachment, AttachmentId};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use super::button::{Button, Kind};
use super::icon::icon;
use crate::keys::{Action, Screen};
use crate::{bridge, browser, i18n, refusals, t};

#[derive(Clone, PartialEq)]
enum Fate {
    Sending,
    Sent(Attachment),
    Refused(String),
}

#[derive(Clone, PartialEq)]
struct Upload {
    key: u32,
    name: String,
    fate: Fate,
}

#[derive(Clone, Default, PartialEq)]
struct List {
    next: u32,
    files: Vec<Upload>,
}

enum Change {
    Begin(u32, String),
    End(u32, Fate),
    Remove(u32),
    Taken(Vec<AttachmentId>),
    Replace(Vec<Attachment>),
}

impl Reducible for List {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut list = (*self).clone();
        match change {
            Change::Begin(key, name) => {
                list.next = list.next.max(key + 1);
                list.files.push(Upload {
                    key,
                    name,
                    fate: Fate::Sending,
                });
            }
            // A file taken away meanwhile is found no more: its bytes hang on nothing and are swept by the office.
            Change::End(key, fate) => list
                .files
                .iter_mut()
                .filter(|file| file.key == key)
                .for_each(|file| file.fate = fate.clone()),
            Change::Remove(key) => list.files.retain(|file| file.key != key),
            Change::Taken(ids) => list.files.retain(|file| match &file.fate {
                Fate::Sent(sent) => !ids.contains(&sent.id),
                Fate::Sending | Fate::Refused(_) => true,
            }),
            Change::Replace(files) => {
                list.files.clear();
                for file in files {
                    list.files.push(Upload {
                        key: list.next,
                        name: file.name.clone(),
                        fate: Fate::Sent(file),
                    });
                    list.next += 1;
                }
            }
        }
        list.into()
    }
}

/// The files of something being written.
#[derive(Clone, PartialEq)]
pub struct Uploads(UseReducerHandle<List>);

impl Uploads {
    /// Sends files.
    pub fn add(&self, files: Vec<File>) {
        let first = self.0.next;
        for (key, file) in (first..).zip(files) {
            let name = named(&file);
            self.0.dispatch(Change::Begin(key, name.clone()));
            let dispatcher = self.0.dispatcher();
            spawn_local(async move {
                let fate = match bridge::upload(&name, &file).await {
                    Ok(attachment) => Fate::Sent(attachment),
                    Err(error) => Fate::Refused(refusals::sentence(&error)),
                };
                dispatcher.dispatch(Change::End(key, fate));
            });
        }
    }

    /// Files that are already there, from a draft; none to begin again.
    pub fn replace(&self, files: Vec<Attachment>) {
        self.0.dispatch(Change::Replace(files));
    }

    /// These hang on something now; what is on its way or was refused stays.
    pub fn taken(&self, ids: Vec<AttachmentId>) {
        self.0.dispatch(Change::Taken(ids));
    }

    /// Those that arrived.
    pub fn sent(&self) -> Vec<Attachment> {
        let sent = self.0.files.iter().filter_map(|file| match &file.fate {
            Fate::Sent(attachment) => Some(attachment.clone()),
            Fate::Sending | Fate::Refused(_) => None,
        });
        sent.collect()
    }

    /// The ids of those that arrived.
    pub fn ids(&self) -> Vec<AttachmentId> {
        self.sent().iter().map(|file| file.id).collect()
    }

    /// Whether one is still on its way.
    pub fn busy(&self) -> bool {
        self.0.files.iter().any(|file| file.fate == Fate::Sending)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.files.is_empty()
    }
}

/// No file yet.
#[hook]
pub fn use_uploads() -> Uploads {
    Uploads(use_reducer(List::default))
}

/// Where the files of an event go.
type Whose = Rc<dyn Fn(&Event) -> Option<Uploads>>;

/// A picture of the clipboard is always called `image.png`: its hour tells it from the others.
fn named(file: &File) -> String {
    let name = file.name();
    if name.is_empty() || name == "image.png" {
        let at = i18n::dates::file_moment(bridge::local(bridge::now()));
        return format!("{} {at}.png", t!("upload-screenshot"));
    }
    name
}

/// Takes the files pasted or dropped anywhere on the page while it stands.
#[hook]
pub fn use_incoming_files(uploads: &Uploads) {
    let uploads = uploads.clone();
    use_incoming(move |_| Some(uploads.clone()));
}

/// Takes the files pasted or dropped on the page to where `whose` says; nowhere when it says none.
#[hook]
pub fn use_incoming(whose: impl Fn(&Event) -> Option<Uploads> + 'static) {
    let newest = use_mut_ref(|| None::<Whose>);
    newest.replace(Some(Rc::new(whose)));
    use_effect_with((), move |()| {
        let take = move |event: &Event, files: Vec<File>| {
            if files.is_empty() {
                return;
            }
            event.prevent_default();
            let whose = newest.borrow().clone();
            if let Some(uploads) = whose.and_then(|whose| whose(event)) {
                uploads.add(files);
            }
        };
        let taken = take.clone();
        let pasted = browser::listen("paste", move |event| {
            let transfer = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            taken(event, browser::files_of(transfer.as_ref()));
        });
        let dropped = browser::listen("drop", move |event| {
            let transfer = event
                .dyn_ref::<DragEvent>()
                .and_then(DragEvent::data_transfer);
            take(event, browser::files_of(transfer.as_ref()));
        });
        // Without this the browser would open the file in place of the application.
        let over = browser::listen("dragover", |event| event.prevent_default());
        move || drop((pasted, dropped, over))
    });
}

/// The files as chips, each with the way to take it away.
pub fn upload_chips(uploads: &Uploads) -> Html {
    let list = &uploads.0;
    if list.files.is_empty() {
        return Html::default();
    }
    let chips = list.files.iter().map(|file| {
        let (key, list) = (file.key, list.clone());
        let on_remove = Callback::from(move |_: MouseEvent| list.dispatch(Change::Remove(key)));
        chip(file, on_remove)
    });
    html! { <ul class="attachments uploads" aria-label={t!("upload-files")}>{for chips}</ul> }
}

fn chip(file: &Upload, on_remove: Callback<MouseEvent>) -> Html {
    let (mark, detail, tone) = match &file.fate {
        Fate::Sending => (icon("clock"), t!("upload-sending"), None),
        Fate::Sent(sent) if sent.is_picture() => (
            html! { <img class="upload-picture" src={bridge::thumbnail_url(sent.id)} alt="" /> },
            size_of(sent),
            None,
        ),
        Fate::Sent(sent) => (icon("file"), size_of(sent), None),
        Fate::Refused(why) => (icon("warn"), why.clone(), Some("danger")),
    };
    let label = t!("upload-remove", name = file.name.clone());
    html! {
        <li key={file.key} class="attachment" data-tone={tone} role={tone.map(|_| "alert")}>
            {mark}<span class="ellipsis">{&file.name}</span><span class="faint num">{detail}</span>
            <Button class="small square" kind={Kind::Quiet} icon="x" {label} on_click={on_remove} />
        </li>
    }
}

fn size_of(file: &Attachment) -> String {
    i18n::numbers::size(i18n::language(), file.size.unsigned_abs())
}

/// How files are picked.
#[derive(Properties, PartialEq)]
pub struct UploadButtonProps {
    /// Where they go.
    pub uploads: Uploads,
    /// The key that opens the picker, only shown here.
    #[prop_or_default]
    pub keys: Option<(Screen, Action)>,
    /// The hidden field, for who opens the picker by a key.
    #[prop_or_default]
    pub node: NodeRef,
    /// Words beside the pictogram; else the pictogram alone.
    #[prop_or_default]
    pub children: Html,
}

/// The button that picks files.
#[component]
pub fn UploadButton(props: &UploadButtonProps) -> Html {
    let node = props.node.clone();
    let on_click = Callback::from(move |_: MouseEvent| pick(&node));
    let uploads = props.uploads.clone();
    let on_change = Callback::from(move |event: Event| {
        let field = event.target_unchecked_into::<HtmlInputElement>();
        let files = field.files().map(|files| {
            (0..files.length())
                .filter_map(|index| files.get(index))
                .collect()
        });
        uploads.add(files.unwrap_or_default());
        // The same file picked again must be a change again.
        field.set_value("");
    });
    let bare = props.children == Html::default();
    html! {
        <>
            <input ref={props.node.clone()} type="file" multiple=true hidden=true onchange={on_change} />
            <Button class={classes!("small", bare.then_some("square"))} kind={Kind::Quiet} icon="clip" label={bare.then(|| AttrValue::from(t!("upload-attach")))} keys={props.keys} {on_click}>
                {props.children.clone()}
            </Button>
        </>
    }
}

/// Opens the picker of a hidden field of files.
pub fn pick(node: &NodeRef) {
    if let Some(field) = node.cast::<HtmlInputElement>() {
        field.click();
    }
}
