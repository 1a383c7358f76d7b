//! What the office has not answered yet: changes on their way and drafts, on this workstation's disk under whoever
//! made them, and sent by their next log-in here if the window ended first. Nothing else is written there.

use std::cell::RefCell;

use guichet_api::tickets::{AddStep, LeaveMessage, OpenTicket, SaveDraft};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::StaffId;
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

/// A call that is kept until it is answered.
pub struct Unsent(String);

impl Unsent {
    /// Keeps a call in this slot, in the place of what was there.
    pub fn keep(slot: &str, name: &str, args: &str) -> Self {
        let key = MINE.with_borrow(|mine| format!("{mine}{slot}"));
        if key != slot {
            browser::remember(&key, &format!("{name}\n{args}"));
        }
        Self(key)
    }

    /// Keeps a draft until the office has it.
    pub fn keep_draft(key: &str, args: &str) -> Self {
        Self::keep(&format!("{DRAFT}{key}"), SaveDraft::NAME, args)
    }

    /// Forgets it, unless the office is still to answer whoever made it.
    pub fn answered(&self, reply: &Result<String, ApiError>) {
        let waits =
            |error: &ApiError| refusals::is_lost(error) || error.code == Code::Unauthenticated;
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
    let mut left = browser::remembered_under(&mine);
    // A change that is made forgets the draft it came from.
    left.sort_by_key(|(key, _)| !key[mine.len()..].starts_with(DRAFT));
    spawn_local(async move {
        let mut lost = Vec::new();
        for (key, value) in left {
            let Some((name, args)) = value.split_once('\n') else {
                continue;
            };
            let slot = &key[mine.len()..];
            let id = (!slot.starts_with(DRAFT)).then_some(slot);
            let reply = bridge::attempt(name, args, id).await;
            Unsent(key.clone()).answered(&reply);
            match (reply, id) {
                (Ok(_), Some(_)) => forget_draft(name, args).await,
                (Err(error), Some(id)) if refusals::is_lost(&error) => {
                    lost.push((id.to_owned(), name.to_owned(), args.to_owned()));
                }
                (Err(error), _) => on_refused.emit(error),
                (Ok(_), None) => {}
            }
        }
        then.emit(());
        for (id, name, args) in lost {
            if let Err(refusal) = bridge::send_as(id, name, args).await {
                on_refused.emit(refusal);
            }
        }
    });
}

/// What was typed and then sent is typed no more.
async fn forget_draft(name: &str, args: &str) {
    let args: Value = serde_json::from_str(args).unwrap_or_default();
    let of = |page: &str| format!("{page}:{}", args["number"]);
    let key = match name {
        OpenTicket::NAME => crate::pages::reception::DRAFT.to_owned(),
        AddStep::NAME => of("ticket"),
        LeaveMessage::NAME => of("message"),
        _ => return,
    };
    let body = Value::Null;
    let nothing = bridge::written(&SaveDraft { key, body });
    // One that stays is seen where it was typed, and thrown away there.
    let _ = bridge::attempt(SaveDraft::NAME, &nothing, None).await;
}

fn prefix(staff: StaffId) -> String {
    format!("unsent {} ", staff.0)
}
