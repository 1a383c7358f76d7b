//! What is typed, once it rests: searches as typed ask nothing while the keys still fall, and
//! keep showing the last answer until the next one is there.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long the keys rest before a search is asked.
pub const REST_MS: u32 = 50;

/// The value, once it has not changed for [`REST_MS`].
#[hook]
pub fn use_settled<T: Clone + PartialEq + 'static>(value: T) -> T {
    let settled = use_state(|| value.clone());
    {
        let settled = settled.clone();
        use_effect_with(value, move |value| {
            let value = value.clone();
            let timer =
                (*settled != value).then(|| Timeout::new(REST_MS, move || settled.set(value)));
            move || drop(timer)
        });
    }
    (*settled).clone()
}

/// The last answer there was: what is on the screen stays until something newer replaces it.
#[hook]
pub fn use_kept<T: 'static>(data: Option<Rc<T>>) -> Option<Rc<T>> {
    let kept = use_mut_ref(|| None::<Rc<T>>);
    if data.is_some() {
        kept.borrow_mut().clone_from(&data);
    }
    kept.borrow().clone()
}
