//! What the office has not answered yet: changes on their way and drafts, on this workstation's disk under whoever
//! made them, and sent by their next log-in here if the window ended first. Nothing else is written there.

use std::cell::RefCell;

use guichet_api::people::{SaveStaff, SetPassword};
use guichet_api::tickets::{AddStep, GetDraft, LeaveMessage, OpenTicket, SaveDraft};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::{Moment, StaffId};
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{bridge, browser, refusals};

/// The slots of drafts begin with this; those of changes are their ids.
const DRAFT: &str = "draft ";

thread_local! {
    /// What the keys of whoever is logged in begin with.
    static MINE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A call that is kept until it is answered; where, on the disk.
pub struct Unsent(String);

/// Their words are passwords, which no disk keeps.
const SECRET: [&str; 2] = [SetPassword::NAME, SaveStaff::NAME];

impl Unsent {
    /// Keeps a call in this slot, in the place of what was there.
    pub fn keep(slot: &str, name: &str, args: &str) -> Self {
        let mine = MINE.with_borrow(Clone::clone);
        let key = format!("{mine}{slot}");
        if !mine.is_empty() && !SECRET.contains(&name) {
            let kept = serde_json::to_string(&(bridge::now(), name, args));
            browser::remember(&key, &kept.unwrap_or_default());
        }
        Self(key)
    }

    /// Keeps a draft until the office has it.
    pub fn keep_draft(key: &str, args: &str) -> Self {
        Self::keep(&format!("{DRAFT}{key}"), SaveDraft::NAME, args)
    }

    /// Forgets it once it was taken or refused: an office that is out of reach, a program to be updated and a session
    /// that ended say nothing about it.
    pub fn answered(&self, reply: &Result<String, ApiError>) {
        let waits = |error: &ApiError| {
            matches!(
                error.code,
                Code::Offline | Code::TooOld | Code::Unauthenticated
            )
        };
        if !reply.as_ref().is_err_and(waits) {
            browser::forget(&self.0);
        }
    }
}

/// Whether this person left something here.
pub fn is_any_of(staff: StaffId) -> bool {
    !browser::remembered_under(&prefix(staff)).is_empty()
}

/// Keeps in this person's name from now on, and sends what they left here, before the pages (`then`) read it. What
/// finds no answer is sent again beside them; what is refused is told.
pub fn resume(staff: StaffId, then: Callback<()>, on_refused: Callback<ApiError>) {
    let mine = prefix(staff);
    MINE.set(mine.clone());
    let session = bridge::session();
    let mut left = browser::remembered_under(&mine);
    // In the order they were made, which their ids follow, after the drafts: a change that is made forgets its own.
    left.sort();
    left.sort_by_key(|(key, _)| !key[mine.len()..].starts_with(DRAFT));
    let left: Vec<_> = left.into_iter().filter_map(readable).collect();
    let sent = left
        .iter()
        .filter_map(|(_, (at, name, args))| Some((draft_of(name, args)?, *at)));
    let sent: Vec<(String, Moment)> = sent.collect();
    spawn_local(async move {
        let mut lost = Vec::new();
        for (key, call) in left {
            let slot = &key[mine.len()..];
            match slot.strip_prefix(DRAFT) {
                Some(draft) if sent.iter().any(|(of, at)| of == draft && *at >= call.0) => {
                    browser::forget(&key);
                }
                Some(draft) => save_draft(&key, draft, &call).await,
                None => match attempt(&key, slot, &call).await {
                    Err(error) if refusals::is_lost(&error) => lost.push((slot.to_owned(), call)),
                    Err(error) => on_refused.emit(error),
                    Ok(()) => {}
                },
            }
        }
        then.emit(());
        for (id, (_, name, args)) in lost {
            if bridge::session() != session {
                return;
            }
            let reply = bridge::send_as(session, id, name, args).await;
            if let Err(refusal) = made(reply)
                && !refusals::is_lost(&refusal)
            {
                on_refused.emit(refusal);
            }
        }
    });
}

/// When it was kept, the call and its request.
type Left = (Moment, String, String);

/// What another program left in the place of ours is thrown away.
fn readable((key, value): (String, String)) -> Option<(String, Left)> {
    let call = serde_json::from_str(&value);
    if call.is_err() {
        browser::forget(&key);
    }
    Some((key, call.ok()?))
}

/// Saves a draft, unless the office has one that was saved later, on another workstation perhaps.
async fn save_draft(place: &str, key: &str, (at, name, args): &Left) {
    if is_older(key, *at).await {
        return browser::forget(place);
    }
    let reply = bridge::attempt(name, args, None).await;
    Unsent(place.to_owned()).answered(&reply);
}

async fn attempt(place: &str, id: &str, (at, name, args): &Left) -> Result<(), ApiError> {
    let reply = bridge::attempt(name, args, Some(id)).await;
    Unsent(place.to_owned()).answered(&reply);
    made(reply)?;
    forget_draft(name, args, *at).await;
    Ok(())
}

/// A change that was applied so long ago that the office forgot what it answered is no refusal.
fn made(reply: Result<String, ApiError>) -> Result<(), ApiError> {
    match reply {
        Err(error) if error.fields.get("reason").is_some_and(|why| why == "made") => Ok(()),
        other => other.map(drop),
    }
}

/// Whether what was typed then is older than the draft the office has.
async fn is_older(key: &str, at: Moment) -> bool {
    let key = key.to_owned();
    let asked = bridge::written(&GetDraft { key });
    let found = bridge::attempt(GetDraft::NAME, &asked, None).await;
    let found = found.and_then(|reply| bridge::read::<GetDraft>(&reply));
    matches!(found, Ok(Some(draft)) if draft.saved_at > at)
}

/// The draft a change was typed in.
fn draft_of(name: &str, args: &str) -> Option<String> {
    let args: Value = serde_json::from_str(args).ok()?;
    let of = |page: &str| Some(format!("{page}:{}", args["number"]));
    match name {
        OpenTicket::NAME => Some(crate::pages::reception::DRAFT.to_owned()),
        AddStep::NAME => of("ticket"),
        LeaveMessage::NAME => of("message"),
        _ => None,
    }
}

/// What was typed and then sent is typed no more.
async fn forget_draft(name: &str, args: &str, at: Moment) {
    let Some(key) = draft_of(name, args) else {
        return;
    };
    if is_older(&key, at).await {
        return;
    }
    let body = Value::Null;
    let nothing = bridge::written(&SaveDraft { key, body });
    // One that stays is seen where it was typed, and thrown away there.
    let _ = bridge::attempt(SaveDraft::NAME, &nothing, None).await;
}

fn prefix(staff: StaffId) -> String {
    format!("unsent {} ", staff.0)
}
