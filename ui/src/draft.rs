//! What one is typing, kept by the office outside the ticket: saved a moment after the last key,
//! at once when the page is left, and forgotten when it was sent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guichet_api::Call;
use guichet_api::tickets::SaveDraft;
use guichet_domain::Moment;
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::unsent::Unsent;
use crate::{bridge, refusals};

/// How long the keys rest before a draft is saved.
const REST_MS: u32 = 600;

/// What waits for the drafts to be saved.
type Waiting = Box<dyn FnOnce()>;

thread_local! {
    static SAVING: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Does `act` once no draft is on its way: a session that ended would refuse it.
pub fn once_saved(act: impl FnOnce() + 'static) {
    if SAVING.get() == 0 {
        act();
    } else {
        WAITING.set(Some(Box::new(act)));
    }
}

/// A draft being kept.
#[derive(Clone, PartialEq)]
pub struct DraftKeeper {
    /// When it was last saved, on this page.
    pub saved_at: Option<Moment>,
    key: Rc<str>,
    state: Rc<RefCell<Keeping>>,
}

#[derive(Default, PartialEq)]
struct Keeping {
    /// What the office has, or is about to have.
    known: Option<Value>,
    /// What it does not have yet.
    unsaved: Option<Value>,
}

impl DraftKeeper {
    /// The office already has this.
    pub fn found(&self, body: &Value) {
        self.state.borrow_mut().known = Some(body.clone());
    }

    /// It was sent: nothing is left to keep.
    pub fn forget(&self) {
        let mut state = self.state.borrow_mut();
        state.unsaved = None;
        if state.known.take().is_some() {
            drop(state);
            let key = self.key.to_string();
            spawn_local(save(self.state.clone(), key, Value::Null, Callback::noop()));
        }
    }
}

/// Keeps `content` under `key`; none when there is nothing worth keeping.
#[hook]
pub fn use_draft<T: Serialize + 'static>(key: String, content: Option<&T>) -> DraftKeeper {
    let saved_at = use_state(|| None::<Moment>);
    let state = use_mut_ref(Keeping::default);
    let key: Rc<str> = key.into();
    let body = content.and_then(|content| serde_json::to_value(content).ok());
    {
        let (state, key, saved_at) = (state.clone(), key.clone(), saved_at.clone());
        use_effect_with(body, move |body| {
            let timer = changed(&state, body.clone()).map(|()| {
                Timeout::new(REST_MS, move || {
                    let on_saved = Callback::from(move |at| saved_at.set(Some(at)));
                    flush(&state, &key, on_saved);
                })
            });
            move || drop(timer)
        });
    }
    {
        let (state, key) = (state.clone(), key.clone());
        use_effect_with((), move |()| move || flush(&state, &key, Callback::noop()));
    }
    DraftKeeper {
        saved_at: *saved_at,
        key,
        state,
    }
}

fn changed(state: &RefCell<Keeping>, body: Option<Value>) -> Option<()> {
    let mut state = state.borrow_mut();
    if state.known == body {
        state.unsaved = None;
        return None;
    }
    state.unsaved = Some(body.unwrap_or(Value::Null));
    Some(())
}

fn flush(state: &Rc<RefCell<Keeping>>, key: &str, on_saved: Callback<Moment>) {
    let Some(body) = state.borrow_mut().unsaved.take() else {
        return;
    };
    state.borrow_mut().known = worth(&body);
    spawn_local(save(state.clone(), key.to_owned(), body, on_saved));
}

/// Nothing is kept of what was forgotten.
fn worth(body: &Value) -> Option<Value> {
    (!body.is_null()).then(|| body.clone())
}

/// Saves it, again and again while the office is out of reach and nothing newer was typed.
async fn save(state: Rc<RefCell<Keeping>>, key: String, body: Value, on_saved: Callback<Moment>) {
    let (kept, session) = (worth(&body), bridge::session());
    let args = bridge::written(&SaveDraft {
        key: key.clone(),
        body,
    });
    let unsent = Unsent::keep_draft(&key, &args);
    SAVING.set(SAVING.get() + 1);
    let mut waits = true;
    let answer = loop {
        let answer = bridge::exchange(SaveDraft::NAME, args.clone()).await;
        // Whoever leaves waits for one try and no more.
        if std::mem::take(&mut waits) {
            tried();
        }
        let is_lost = answer.as_ref().is_err_and(refusals::is_lost);
        if !(is_lost && bridge::pause(session).await && state.borrow().known == kept) {
            break answer;
        }
    };
    if state.borrow().known == kept {
        unsent.answered(&answer);
    }
    if answer.is_ok() && kept.is_some() {
        on_saved.emit(bridge::now());
    }
}

fn tried() {
    SAVING.set(SAVING.get() - 1);
    if SAVING.get() == 0
        && let Some(act) = WAITING.take()
    {
        act();
    }
}
