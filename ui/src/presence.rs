//! Who else is in front of a ticket, and telling the others that one is: it never locks anything.

use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use guichet_api::Call;
use guichet_api::notices::BeHere;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::avatar;
use crate::live::Live;
use crate::session::Session;
use crate::{bridge, browser, t};

/// How often one says again that one is here, in milliseconds: before the office takes one for gone.
pub const AGAIN_MS: u32 = 15_000;
/// How long after the last key one still writes.
const REST_MS: u32 = 10_000;

/// The others in front of a ticket: a face and one verb each; a face only where there is no room.
///
/// A function and not a component: each row of a list would follow the changes by itself.
pub fn presence(session: &Session, live: &Live, number: i64, small: bool) -> Html {
    let here = live.present.iter().filter(|one| one.number == number);
    here.map(|one| {
        let name = session.name_of(one.staff_id);
        let first = name.split(' ').next().unwrap_or_default().to_owned();
        let words = if one.typing {
            t!("presence-writes", name = first)
        } else {
            t!("presence-reads", name = first)
        };
        let face = avatar(name, Some(one.staff_id.0), "", true);
        if small {
            html! { <span class="presence" role="img" aria-label={words.clone()} title={words}>{face}</span> }
        } else {
            html! { <span class="presence">{face}{words}</span> }
        }
    })
    .collect()
}

/// Tells the others that one is in front of this ticket, until the page is left or the window closed.
#[hook]
pub fn use_presence(number: i64, typing: bool) {
    use_effect_with((number, typing), |(number, typing)| {
        let tell: Rc<dyn Fn()> = {
            let (number, typing) = (*number, *typing);
            Rc::new(move || say(Some(number), typing))
        };
        tell();
        let again = Interval::new(AGAIN_MS, move || tell());
        move || drop(again)
    });
    use_effect_with((), |()| {
        let closing = browser::listen("pagehide", |_| {
            bridge::send_last(BeHere::NAME, &bridge::written(&here(None, false)));
        });
        move || {
            drop(closing);
            say(None, false);
        }
    });
}

fn here(number: Option<i64>, typing: bool) -> BeHere {
    BeHere {
        window: bridge::window_number(),
        number,
        typing,
    }
}

fn say(number: Option<i64>, typing: bool) {
    let request = bridge::written(&here(number, typing));
    // One that is not heard is said again; who else is here comes with the changes.
    spawn_local(async move { _ = bridge::exchange(BeHere::NAME, request).await });
}

/// Whether one writes: a key was pressed in this text a moment ago.
#[hook]
pub fn use_typing(text: &str) -> bool {
    let typing = use_state_eq(|| false);
    let begun = use_mut_ref(|| false);
    let set = typing.setter();
    use_effect_with(text.to_owned(), move |text| {
        // A draft that comes back was not typed now.
        let writes = begun.replace(true) && !text.is_empty();
        set.set(writes);
        let rest = writes.then(|| Timeout::new(REST_MS, move || set.set(false)));
        move || drop(rest)
    });
    *typing
}
