//! Notices on the system's own notification service, each opening its ticket when clicked.
//!
//! A shown notice holds a thread until it closes: at most twenty, the oldest giving its place to the next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use anyhow::Result;
use notify_rust::{Notification, NotificationHandle, NotificationResponse};

const MOST: usize = 20;

/// A notice to show.
pub struct Toast {
    /// The ticket a click opens.
    pub number: i64,
    /// The line in bold.
    pub headline: String,
    /// The ticket's label, as it was typed.
    pub label: String,
    /// The word on the button.
    pub open: &'static str,
}

/// Starts the thread that shows notices; `on_open` gets the number of the ticket somebody clicked.
pub fn start(on_open: impl Fn(i64) + Send + Sync + 'static) -> Result<mpsc::Sender<Toast>> {
    let (send, toasts) = mpsc::channel::<Toast>();
    let shown = Shown {
        live: Arc::default(),
        on_open: Arc::new(on_open),
    };
    thread::Builder::new()
        .name("notices".into())
        .spawn(move || {
            let mut is_known = false;
            for toast in toasts {
                if let Err(error) = shown.show(&toast)
                    && !std::mem::replace(&mut is_known, true)
                {
                    tracing::warn!("the system shows no notices: {error:#}");
                }
            }
        })?;
    Ok(send)
}

#[derive(Clone)]
struct Shown {
    live: Arc<Mutex<Live>>,
    on_open: Arc<dyn Fn(i64) + Send + Sync>,
}

impl Shown {
    fn show(&self, toast: &Toast) -> Result<()> {
        let oldest = self.live().to_replace();
        let mut notification = notification(toast);
        if let Some(id) = oldest {
            notification.id(id);
        }
        let handle = notification.show()?;
        let id = id_of(&handle);
        let is_watched = self.live().add(id, toast.number);
        if !is_watched {
            let shown = self.clone();
            thread::Builder::new()
                .name("notice".into())
                .spawn(move || shown.wait(handle, id))?;
        }
        Ok(())
    }

    fn wait(&self, handle: NotificationHandle, id: u32) {
        let waited = handle.wait_for_response(|response: &NotificationResponse| {
            // The ticket is the one this place shows now, which may not be the one it was made for.
            let number = self.live().remove(id);
            let is_opened = match response {
                NotificationResponse::Default => true,
                NotificationResponse::Action(action) => action == "default" || action == "open",
                NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => false,
            };
            if let (true, Some(number)) = (is_opened, number) {
                (self.on_open)(number);
            }
        });
        if let Err(error) = waited {
            self.live().remove(id);
            tracing::debug!("a notice was lost from sight: {error}");
        }
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The notices on the screen, oldest first: the system's number of each, and its ticket.
#[derive(Default)]
struct Live(VecDeque<(u32, i64)>);

impl Live {
    fn to_replace(&self) -> Option<u32> {
        (self.0.len() >= MOST)
            .then(|| self.0.front().map(|(id, _)| *id))
            .flatten()
    }

    /// Adds a notice; true when its place was taken from another, whose thread goes on watching it.
    fn add(&mut self, id: u32, number: i64) -> bool {
        let is_watched = self.remove(id).is_some();
        self.0.push_back((id, number));
        is_watched
    }

    fn remove(&mut self, id: u32) -> Option<i64> {
        let place = self.0.iter().position(|(live, _)| *live == id)?;
        self.0.remove(place).map(|(_, number)| number)
    }
}

fn notification(toast: &Toast) -> Notification {
    let mut notification = Notification::new();
    notification
        .appname("Guichet")
        .icon("guichet-desktop")
        .summary(&toast.headline)
        .body(&escaped(&toast.label));
    // Without a `default` action a click on the text is not reported.
    notification
        .action("default", toast.open)
        .action("open", toast.open);
    #[cfg(windows)]
    notification.app_id("fr.guichet.desktop");
    notification
}

/// The text below the line in bold is markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(all(unix, not(target_os = "macos")))]
fn id_of(handle: &NotificationHandle) -> u32 {
    handle.id()
}

/// Elsewhere the system gives no number and shows few notices at once by itself: one of our own tells them apart.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn id_of(_: &NotificationHandle) -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_gives_its_place_and_its_thread() {
        let mut live = Live::default();
        for id in 1..=20 {
            assert_eq!(live.to_replace(), None);
            assert!(!live.add(id, i64::from(id) + 100));
        }
        assert_eq!(live.to_replace(), Some(1));
        assert!(live.add(1, 999));
        assert_eq!((live.to_replace(), live.0.len()), (Some(2), 20));
        assert_eq!(live.remove(1), Some(999));
        assert_eq!((live.remove(1), live.to_replace()), (None, None));
    }

    #[test]
    fn a_label_is_never_markup() {
        assert_eq!(escaped("<b>R&D</b>"), "&lt;b&gt;R&amp;D&lt;/b&gt;");
    }
}
