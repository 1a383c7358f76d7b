//! What a search of the directory finds, page after page.

use guichet_api::ApiError;
use guichet_api::directory::{DirectoryKind, DirectoryLine, ListDirectory};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::parts::marked;
use crate::bridge;
use crate::components::{alert, caps, empty, icon, skeleton_rows};
use crate::keys::{Action, Screen, use_commands};
use crate::live::use_live;
use crate::load::use_slow;
use crate::settled::use_settled;
use crate::{browser, refusals, t};

/// Rows of a page.
const PAGE: u32 = 100;

/// What is listed.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// Companies, contacts or machines.
    pub kind: DirectoryKind,
    /// What is open beside the list.
    pub open: Option<Uuid>,
    /// Opens something.
    pub on_open: Callback<Uuid>,
}

/// What was found so far.
#[derive(Clone, Default, PartialEq)]
struct Found {
    rows: Vec<DirectoryLine>,
    next: Option<String>,
    read: bool,
    error: Option<ApiError>,
}

/// The list.
#[component]
pub fn List(props: &ListProps) -> Html {
    let typed = use_state(String::new);
    let text = use_settled((*typed).trim().to_owned());
    let found = use_state(Found::default);
    let (kind, stamp) = (props.kind, use_live().stamp);
    {
        let found = found.clone();
        use_effect_with((text.clone(), stamp), move |(text, _)| {
            read(kind, text.clone(), None, found)
        });
    }
    use_arrows(&found.rows, props);
    let slow = use_slow(!found.read);
    let on_input = Callback::from({
        let typed = typed.clone();
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    });
    let on_scroll = {
        let found = found.clone();
        let text = text.clone();
        Callback::from(move |event: Event| {
            let Some(list) = event.target_dyn_into::<Element>() else {
                return;
            };
            let near_end = list.scroll_top() + list.client_height() + 800 > list.scroll_height();
            if near_end && found.next.is_some() {
                read(kind, text.clone(), found.next.clone(), found.clone());
            }
        })
    };
    html! {
        <section class="dir-list" aria-label={t!("shell-directory")}>
            <div class="toolbar"><div class="input">
                {icon("search")}<input id="directory-search" aria-label={t!("search")} placeholder={t!("dir-search")} autocomplete="off" value={(*typed).clone()} oninput={on_input} />
                {Screen::Directory.chord(Action::Find).map(caps)}
            </div></div>
            {alert(found.error.as_ref().map(refusals::sentence))}
            if slow { {skeleton_rows(8)} }
            if found.read && found.rows.is_empty() && found.error.is_none() { {nothing(&text)} }
            <ul class="dir-items" id="directory-list" role="listbox" aria-label={t!("dir-results")} tabindex="0" onscroll={on_scroll}>
                {for found.rows.iter().map(|line| row(line, &text, props))}
            </ul>
        </section>
    }
}

fn nothing(text: &str) -> Html {
    let (title, note) = if text.is_empty() {
        (t!("dir-empty"), t!("dir-empty-note"))
    } else {
        (t!("dir-nothing"), t!("dir-nothing-note"))
    };
    empty("people", title, note, Html::default())
}

fn row(line: &DirectoryLine, text: &str, props: &ListProps) -> Html {
    let id = line.id;
    let pictogram = match props.kind {
        DirectoryKind::Companies | DirectoryKind::Places => "building",
        DirectoryKind::Contacts => "user",
        DirectoryKind::Equipment => "box",
    };
    let parts = [&line.detail, &line.phone];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let detail = parts.cloned().collect::<Vec<_>>().join(" · ");
    html! {
        <li key={id.to_string()} id={format!("line-{id}")} role="option" aria-selected={(props.open == Some(id)).to_string()} onclick={props.on_open.reform(move |_| id)}>
            <span class="faint">{icon(pictogram)}</span>
            <span class="pair"><span class="title">{marked(&line.name, text)}</span><span>{marked(&detail, text)}{"\u{a0}"}</span></span>
            if !line.active { <span class="badge">{t!("dir-inactive")}</span> }
        </li>
    }
}

/// `J` `K` and arrows open the next and the previous one.
#[hook]
fn use_arrows(rows: &[DirectoryLine], props: &ListProps) {
    let ids: Vec<Uuid> = rows.iter().map(|line| line.id).collect();
    let (open, on_open) = (props.open, props.on_open.clone());
    let moves = [Action::Next, Action::Previous];
    use_commands(Screen::Directory, &moves, move |action| {
        let here = open.and_then(|open| ids.iter().position(|id| *id == open));
        let next = match action {
            Action::Next => Some(here.map_or(0, |here| here + 1)),
            _ => here.and_then(|here| here.checked_sub(1)),
        };
        if let Some(id) = next.and_then(|next| ids.get(next)) {
            on_open.emit(*id);
            browser::show(&format!("line-{id}"));
        }
    });
}

fn read(kind: DirectoryKind, text: String, after: Option<String>, found: UseStateHandle<Found>) {
    let before = if after.is_some() {
        found.rows.clone()
    } else {
        Vec::new()
    };
    // The page is asked for once: its cursor leaves at once.
    if after.is_some() {
        found.set(Found {
            next: None,
            ..(*found).clone()
        });
    }
    spawn_local(async move {
        let answer = bridge::call(&ListDirectory {
            kind,
            text,
            after,
            limit: PAGE,
        })
        .await;
        found.set(match answer {
            Ok(page) => Found {
                rows: [before, page.rows].concat(),
                next: page.next,
                read: true,
                error: None,
            },
            Err(error) => Found {
                error: Some(error),
                read: true,
                ..(*found).clone()
            },
        });
    });
}
