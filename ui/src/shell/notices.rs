//! What hangs from the bell: what concerns whoever is logged in, newest first, grouped by day.

use guichet_api::notices::{ListNotices, Notice, NoticeKind, Notices as Reply, ReadNotices};
use guichet_domain::NoticeId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::bridge;
use crate::components::{Button, Floating, Kind, avatar, empty, icon, loaded};
use crate::i18n::{self, dates, when};
use crate::load::use_call;
use crate::route::{Route, Section};
use crate::session::{Session, use_session};
use crate::t;

/// What it hangs from.
#[derive(Properties, PartialEq)]
pub struct NoticesProps {
    /// The bell.
    pub anchor: NodeRef,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// One's notices.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let load = use_call(Some(ListNotices {}));
    let session = use_session();
    let navigator = use_navigator().expect("the top bar stands in a router");
    let away = navigator.clone();
    let unread = load.data.as_ref().map_or(0, |notices| notices.unread);
    let read = {
        let reload = load.reload.clone();
        Callback::from(move |ids: Vec<NoticeId>| {
            let reload = reload.clone();
            spawn_local(async move {
                // A notice that could not be marked stays new, which its dot shows.
                let _ = bridge::call(&ReadNotices { ids }).await;
                reload.emit(());
            });
        })
    };
    let open = {
        let (read, on_close) = (read.clone(), props.on_close.clone());
        Callback::from(move |(id, number): (NoticeId, i64)| {
            read.emit(vec![id]);
            on_close.emit(());
            navigator.push(&Route::Ticket { number });
        })
    };
    let choose = {
        let on_close = props.on_close.clone();
        Callback::from(move |_| {
            on_close.emit(());
            away.push(&Route::Section {
                section: Section::Notifications,
            });
        })
    };
    let list = loaded(&load, 4, |notices| list(notices, &session, &open));
    html! {
        <Floating anchor={props.anchor.clone()} on_close={props.on_close.clone()}>
            <section class="popover" role="dialog" aria-label={t!("notices-title")}>
                <header>
                    <h2>{t!("notices-title")}</h2>
                    if unread > 0 { <span class="count">{unread}</span> }
                    <Button class="small push" kind={Kind::Quiet} on_click={read.reform(|_| Vec::new())} disabled={unread == 0}>{t!("notices-read-all")}</Button>
                    <Button class="small square" kind={Kind::Quiet} icon="sliders" label={t!("notices-choose")} on_click={choose} />
                </header>
                <div class="pane-body">{list}</div>
            </section>
        </Floating>
    }
}

fn list(notices: &Reply, session: &Session, open: &Callback<(NoticeId, i64)>) -> Html {
    if notices.rows.is_empty() {
        return empty(
            "bell",
            t!("notices-none"),
            t!("notices-none-note"),
            Html::default(),
        );
    }
    let now = bridge::local(bridge::now());
    let mut day = None;
    let lines = notices.rows.iter().map(|notice| {
        let at = bridge::local(notice.at).date();
        let heading = (day != Some(at)).then(|| {
            html! { <p class="menu-label note-day">{dates::heading(i18n::language(), now, at)}</p> }
        });
        day = Some(at);
        html! { <li key={notice.id.to_string()}>{heading}{line(notice, session, open)}</li> }
    });
    html! { <ul>{for lines}</ul> }
}

fn line(notice: &Notice, session: &Session, open: &Callback<(NoticeId, i64)>) -> Html {
    let target = (notice.id, notice.number);
    let on_click = open.reform(move |event: MouseEvent| {
        event.prevent_default();
        target
    });
    let path = Route::Ticket {
        number: notice.number,
    }
    .to_path();
    let who = match (notice.by_staff_id, &notice.by_contact) {
        (Some(id), _) => avatar(session.name_of(id), Some(id.0), "", false),
        (None, Some(_) | None) => html! { <span class="note-icon">{icon("reply")}</span> },
    };
    html! {
        <a class="note" href={format!("#{path}")} data-unread={(!notice.read).then_some("")} onclick={on_click}>
            {who}<p><b>{title(notice)}</b></p><time datetime={notice.at.to_rfc3339()} title={when::full(notice.at)}>{when::hour(notice.at)}</time>
            <p class="muted small">{&notice.label}</p>
        </a>
    }
}

fn title(notice: &Notice) -> String {
    let number = notice.number.to_string();
    match notice.kind {
        NoticeKind::Assigned => t!("notice-assigned", number = number),
        NoticeKind::Unassigned => t!("notice-unassigned", number = number),
        NoticeKind::Answer => t!("notice-answered", number = number),
        NoticeKind::Reopened => t!("notice-reopened", number = number),
        NoticeKind::Mention => t!("notice-mentioned", number = number),
    }
}
