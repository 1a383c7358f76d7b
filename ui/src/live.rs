//! What changes elsewhere: one stream from the office, one stamp that makes loaders read again.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use guichet_api::notices::{Changes, ChangesSince, Present};
use guichet_domain::Moment;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::presence::AGAIN_MS;

/// What is known of the changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// Grows each time something changed.
    pub stamp: u32,
    /// The tickets of the last change; none when some may have been missed.
    pub tickets: Option<Rc<[i64]>>,
    /// Notices not read yet.
    pub unread: u32,
    /// Who else has which ticket open.
    pub present: Rc<[Present]>,
    /// Since when the office has not answered.
    pub lost_since: Option<Moment>,
    /// When it last answered.
    pub heard_at: Option<Moment>,
}

/// What the office says, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heard {
    /// Something may have happened: the answer says whether.
    Look,
    /// Something did.
    Changed,
    /// Something did, and some of it may have been missed.
    Everything,
}

enum News {
    Told(Heard, Changes),
    Lost,
}

/// What is known, as it grows.
#[derive(Default)]
struct Known(Live);

impl Reducible for Known {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let mut live = self.0.clone();
        match news {
            News::Told(heard, changes) => {
                let missed = heard == Heard::Everything || live.lost_since.is_some();
                live.stamp += u32::from(missed || heard == Heard::Changed);
                live.tickets = (!missed).then(|| changes.tickets.into());
                live.unread = changes.unread;
                if *live.present != *changes.present {
                    live.present = changes.present.into();
                }
                live.lost_since = None;
                live.heard_at = Some(bridge::now());
            }
            News::Lost => live.lost_since = live.lost_since.or(Some(bridge::now())),
        }
        Rc::new(Self(live))
    }
}

/// Follows the changes; before anybody is logged in nothing changes.
#[hook]
pub fn use_live() -> Live {
    use_context::<Live>().unwrap_or_default()
}

/// Provides the changes to everything under it.
#[component]
pub fn LiveProvider(props: &yew::html::ChildrenProps) -> Html {
    let live = use_reducer(Known::default);
    let reader = use_mut_ref(|| Reader::new(live.dispatcher()));
    {
        let reader = reader.clone();
        use_effect_with((), move |()| reader.borrow().follow());
    }
    // Whoever goes without a word is gone when the office says so: it is asked while somebody is here.
    use_effect_with(live.0.present.is_empty(), move |alone| {
        let look = move || reader.borrow().read(Heard::Look);
        let again = (!alone).then(|| Interval::new(AGAIN_MS, look));
        move || drop(again)
    });
    html! { <ContextProvider<Live> context={live.0.clone()}>{props.children.clone()}</ContextProvider<Live>> }
}

/// Reads what changed, one question at a time: a change that comes meanwhile asks once more.
#[derive(Clone)]
struct Reader {
    dispatcher: UseReducerDispatcher<Known>,
    last: Rc<Cell<i64>>,
    asking: Rc<Cell<bool>>,
    /// What was heard and not asked about.
    heard: Rc<Cell<Option<Heard>>>,
}

impl Reader {
    fn new(dispatcher: UseReducerDispatcher<Known>) -> Self {
        Self {
            dispatcher,
            last: Rc::default(),
            asking: Rc::default(),
            heard: Rc::default(),
        }
    }

    fn read(&self, heard: Heard) {
        self.heard.set(self.heard.get().max(Some(heard)));
        if self.asking.get() {
            return;
        }
        let Some(heard) = self.heard.take() else {
            return;
        };
        self.asking.set(true);
        let reader = self.clone();
        spawn_local(async move {
            let after = reader.last.get();
            let answer = bridge::call(&ChangesSince { after }).await;
            reader.asking.set(false);
            let Ok(changes) = answer else {
                // Asked again at the next word; what changed until then may be missed.
                reader.dispatcher.dispatch(News::Lost);
                return;
            };
            reader.last.set(changes.last);
            let is_new = after != 0 && changes.last != after;
            let heard = heard.max(if is_new { Heard::Changed } else { Heard::Look });
            reader.dispatcher.dispatch(News::Told(heard, changes));
            if let Some(again) = reader.heard.take() {
                reader.read(again);
            }
        });
    }

    fn follow(&self) -> impl FnOnce() + use<> {
        self.read(Heard::Look);
        let (told, again) = (self.clone(), self.clone());
        let following = bridge::follow_changes(
            move |word| {
                told.read(match word {
                    "everything" => Heard::Everything,
                    "changed" => Heard::Changed,
                    _ => Heard::Look,
                });
            },
            move |lost| {
                if lost {
                    again.dispatcher.dispatch(News::Lost);
                } else {
                    again.read(Heard::Look);
                }
            },
        );
        move || drop(following)
    }
}
