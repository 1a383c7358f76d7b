//! The minute that passes: what shows an age or a delay draws again with it.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::bridge;

/// The present minute, counted from 1970; it changes by itself.
#[hook]
pub fn use_minute() -> i64 {
    let minute = use_state_eq(present);
    {
        let minute = minute.clone();
        use_effect_with((), move |()| {
            // Looked at more often than it changes: a sleeping workstation wakes at any second.
            let timer = Interval::new(5_000, move || minute.set(present()));
            move || drop(timer)
        });
    }
    *minute
}

fn present() -> i64 {
    bridge::now().timestamp() / 60
}
