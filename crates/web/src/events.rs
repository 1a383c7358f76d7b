//! `GET /events`: one stream a browser keeps open, which says "changed" and nothing else.
//!
//! What changed, each asks by a call, which answers what this person may see.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream};
use guichet_office::Office;
use tokio::sync::watch;

use crate::Door;
use crate::session::Known;

/// How often the office is asked whether anything changed, once for all who listen.
const EVERY: Duration = Duration::from_secs(1);

/// Follows the number of the last change, until cancelled.
pub(crate) async fn watch_changes(office: Office, tell: watch::Sender<i64>) {
    let mut was_lost = false;
    loop {
        match office.last_change().await {
            Ok(last) => {
                was_lost = false;
                tell.send_if_modified(|known| std::mem::replace(known, last) != last);
            }
            // Said once: the calls themselves tell each person that the office is out of reach.
            Err(error) if !was_lost => {
                was_lost = true;
                tracing::warn!("the changes of the office cannot be followed: {error}");
            }
            Err(_) => {}
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Says "changed" at once, for what happened while a browser found its way here, and after each change.
pub(crate) async fn events(
    State(door): State<Door>,
    _known: Known,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = door.changes;
    changes.mark_changed();
    let stream = stream::unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        Some((Ok(Event::default().data("changed")), changes))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
