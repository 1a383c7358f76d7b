//! The one loader: nothing for 150 ms, then grey rows; an error beside the last good data; and
//! a new reading each time the office says that something changed.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guichet_api::{ApiError, Call};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::live::use_live;

/// How long nothing is shown while waiting.
const PATIENCE_MS: u32 = 150;
/// Replies kept for who comes back to a page.
const KEPT: usize = 64;

thread_local! {
    static CACHE: RefCell<HashMap<String, Rc<dyn Any>>> = RefCell::default();
}

/// What is known of something asked for.
pub struct Load<T: ?Sized> {
    /// The last good reply.
    pub data: Option<Rc<T>>,
    /// Why the last try failed.
    pub error: Option<ApiError>,
    /// Whether it takes longer than a blink and there is nothing to show.
    pub slow: bool,
    /// Asks again.
    pub reload: Callback<()>,
}

/// Forgets every reply: whoever logs in next must see nothing of the one before.
pub fn forget() {
    CACHE.with_borrow_mut(HashMap::clear);
}

/// Puts a reply that another call already gave where the loaders will find it.
pub fn put<C: Call>(request: &C, reply: C::Reply)
where
    C::Reply: 'static,
{
    keep(key(C::NAME, &bridge::written(request)), Rc::new(reply));
}

/// Forgets one reply: whoever asks again must not see it first.
pub fn drop_reply<C: Call>(request: &C) {
    CACHE.with_borrow_mut(|cache| cache.remove(&key(C::NAME, &bridge::written(request))));
}

/// The reply to `request`, kept fresh; nothing is asked while it is none.
#[hook]
pub fn use_call<C>(request: Option<C>) -> Load<C::Reply>
where
    C: Call + 'static,
    C::Reply: 'static,
{
    let asked = request.as_ref().map(Asked::of);
    let known = use_asked(asked);
    Load {
        data: known.data.and_then(|data| data.downcast().ok()),
        error: known.error,
        slow: known.slow,
        reload: known.reload,
    }
}

/// A question as text, and how its answer is read: all that the loader needs to know of a call.
#[derive(Clone)]
struct Asked {
    name: &'static str,
    args: String,
    read: fn(&str) -> Result<Rc<dyn Any>, ApiError>,
}

impl Asked {
    fn of<C>(request: &C) -> Self
    where
        C: Call + 'static,
        C::Reply: 'static,
    {
        Self {
            name: C::NAME,
            args: bridge::written(request),
            read: |reply| Ok(Rc::new(bridge::read::<C>(reply)?)),
        }
    }

    fn key(&self) -> String {
        key(self.name, &self.args)
    }
}

fn key(name: &str, args: &str) -> String {
    format!("{name} {args}")
}

/// The loader itself, compiled once for every call.
#[hook]
fn use_asked(asked: Option<Asked>) -> Load<dyn Any> {
    let live = use_live();
    let tries = use_state(|| 0u32);
    let redraw = use_force_update();
    let state = use_mut_ref(State::default);
    let key = asked.as_ref().map(Asked::key);
    // A new question forgets the old one's error at once, so that it is never shown beside the new data.
    if state.borrow().key != key {
        *state.borrow_mut() = State {
            key: key.clone(),
            ..State::default()
        };
    }
    {
        let state = state.clone();
        use_effect_with((key.clone(), live.stamp, *tries), move |_| {
            let alive = Rc::new(Cell::new(true));
            if let Some(asked) = asked {
                ask(asked, state, redraw, alive.clone());
            }
            move || alive.set(false)
        });
    }
    let state = state.borrow();
    let data = key.as_ref().and_then(cached);
    Load {
        slow: state.slow && data.is_none(),
        data,
        error: state.error.clone(),
        reload: Callback::from(move |()| tries.set(*tries + 1)),
    }
}

#[derive(Default)]
struct State {
    key: Option<String>,
    error: Option<ApiError>,
    slow: bool,
}

fn ask(
    asked: Asked,
    state: Rc<RefCell<State>>,
    redraw: UseForceUpdateHandle,
    alive: Rc<Cell<bool>>,
) {
    let patience = {
        let (state, redraw, alive) = (state.clone(), redraw.clone(), alive.clone());
        Timeout::new(PATIENCE_MS, move || {
            if alive.get() {
                state.borrow_mut().slow = true;
                redraw.force_update();
            }
        })
    };
    spawn_local(async move {
        let key = asked.key();
        let reply = bridge::exchange(asked.name, asked.args).await;
        drop(patience);
        let answer = reply.and_then(|reply| (asked.read)(&reply));
        let error = answer.map(|reply| keep(key, reply)).err();
        // Another question was asked meanwhile, or the page is gone: the reply is kept, nothing is drawn.
        if alive.get() {
            let mut state = state.borrow_mut();
            state.slow = false;
            state.error = error;
            drop(state);
            redraw.force_update();
        }
    });
}

fn cached(key: &String) -> Option<Rc<dyn Any>> {
    CACHE.with_borrow(|cache| cache.get(key).cloned())
}

fn keep(key: String, reply: Rc<dyn Any>) {
    CACHE.with_borrow_mut(|cache| {
        // Sixty-four replies are more than a day's back and forth; starting over is simpler than ageing them.
        if cache.len() >= KEPT && !cache.contains_key(&key) {
            cache.clear();
        }
        cache.insert(key, reply);
    });
}

/// Whether something pending takes longer than a blink.
#[hook]
pub fn use_slow(pending: bool) -> bool {
    let slow = use_state_eq(|| false);
    {
        let slow = slow.clone();
        use_effect_with(pending, move |pending| {
            slow.set(false);
            let timer = pending.then(|| Timeout::new(PATIENCE_MS, move || slow.set(true)));
            move || drop(timer)
        });
    }
    *slow && pending
}
