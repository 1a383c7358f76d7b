//! What happens by itself: the window hears of changes, the person of notices, the office does its jobs.

use std::sync::mpsc::Sender;
use std::time::Duration;

use anyhow::Result;
use guichet_api::notices::{ListNotices, Notices};
use guichet_api::session::{Me, WhoAmI};
use guichet_api::{ApiError, Call, Code};
use guichet_office::{Feed, News, Office, Place, Token};
use guichet_workstation::notices::{self, Known};
use guichet_workstation::toasts::{self, Toast};
use tauri::{AppHandle, Emitter, Manager};
use tokio::time::Interval;

use crate::desk::Desk;
use crate::window;

const EVERY: Duration = Duration::from_secs(1);
const JOBS: Duration = Duration::from_secs(60);

/// Starts following the office; ends with the program.
pub fn start(app: &AppHandle) -> Result<()> {
    let clicked = app.clone();
    let toasts = toasts::start(move |number| open_ticket(&clicked, number))?;
    tauri::async_runtime::spawn(follow(app.clone(), toasts));
    tauri::async_runtime::spawn(work(app.clone()));
    Ok(())
}

fn open_ticket(app: &AppHandle, number: i64) {
    window::bring_forward(app);
    if let Err(error) = app.emit("open-ticket", number) {
        tracing::warn!("the window did not hear which ticket to open: {error}");
    }
}

async fn work(app: AppHandle) {
    let mut minute = tokio::time::interval(JOBS);
    loop {
        minute.tick().await;
        if let Ok(office) = app.state::<Desk>().office().await {
            office.jobs().await;
        }
    }
}

async fn follow(app: AppHandle, toasts: Sender<Toast>) {
    let mut watch = Watch {
        app,
        toasts,
        feed: None,
        heard: News::default(),
        who: None,
        known: Known::default(),
    };
    let mut second = tokio::time::interval(EVERY);
    loop {
        let heard = watch.heard(&mut second).await;
        if let Err(error) = watch.look(heard).await {
            tracing::debug!("changes are not followed for now: {error}");
        }
    }
}

struct Watch {
    app: AppHandle,
    toasts: Sender<Toast>,
    feed: Option<(Feed, Place)>,
    heard: News,
    who: Option<String>,
    known: Known,
}

impl Watch {
    /// Waits for a change of the office; each second also for another office or another person at this desk.
    async fn heard(&mut self, second: &mut Interval) -> Option<&'static str> {
        let Some((feed, _)) = &mut self.feed else {
            second.tick().await;
            return None;
        };
        tokio::select! {
            heard = feed.news.changed() => {
                if heard.is_err() {
                    self.feed = None;
                    return Some("look");
                }
                let now = *feed.news.borrow_and_update();
                Some(now.since(std::mem::replace(&mut self.heard, now)))
            }
            _ = second.tick() => None,
        }
    }

    async fn look(&mut self, mut heard: Option<&'static str>) -> Result<(), ApiError> {
        let desk = self.app.state::<Desk>();
        let (office, token) = (desk.office().await?, desk.token().await);
        let place = office.db().place();
        if self.feed.as_ref().is_none_or(|(_, known)| known != place) {
            self.feed = Some((office.follow().await, place.clone()));
            self.heard = News::default();
            heard = Some("everything");
        }
        let who = token.as_ref().map(|token| token.as_str().to_owned());
        let is_other = who != self.who;
        if is_other {
            self.known = Known::default();
        }
        self.who = who;
        if let Some(word) = heard
            && let Err(error) = self.app.emit("changes", word)
        {
            tracing::warn!("the window did not hear of a change: {error}");
        }
        match token {
            Some(token) if heard.is_some() || is_other => self.tell(&office, &token).await,
            _ => Ok(()),
        }
    }

    async fn tell(&mut self, office: &Office, token: &Token) -> Result<(), ApiError> {
        let notices: Notices = ask(office, token, &ListNotices {}).await?;
        let fresh = self.known.fresh(&notices.rows);
        if fresh.is_empty() {
            return Ok(());
        }
        let me: Me = ask(office, token, &WhoAmI {}).await?;
        let language = me.staff.language;
        for notice in fresh
            .into_iter()
            .filter(|notice| notices::is_wanted(notice.kind, &me.preferences))
        {
            let headline = notices::headline(notice.kind, notice.number, language);
            let toast = Toast {
                number: notice.number,
                headline,
                label: notice.label,
                open: notices::open(language),
            };
            // The thread that shows them lives as long as the program.
            let _ = self.toasts.send(toast);
        }
        Ok(())
    }
}

async fn ask<C: Call>(office: &Office, token: &Token, request: &C) -> Result<C::Reply, ApiError> {
    let broken = |error: serde_json::Error| ApiError::new(Code::Broken, error.to_string());
    let args = serde_json::to_string(request).map_err(broken)?;
    let reply = office.rpc(Some(token), C::NAME, &args).await.body?;
    serde_json::from_str(&reply).map_err(broken)
}
