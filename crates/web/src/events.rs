//! `GET /events`: one stream a browser keeps open, which says that something changed and nothing else.
//!
//! What changed, each asks by a call, which answers what this person may see.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream};

use crate::Door;
use crate::session::Known;

/// Says `look` at once, for what happened while a browser found its way here, and a word after each change.
pub(crate) async fn events(
    State(door): State<Door>,
    _known: Known,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut news = door.news;
    let known = *news.borrow_and_update();
    news.mark_changed();
    let stream = stream::unfold((news, known), |(mut news, known)| async move {
        news.changed().await.ok()?;
        let now = *news.borrow_and_update();
        Some((Ok(Event::default().data(now.since(known))), (news, now)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
