//! What changes elsewhere: one stream from the office, one stamp that makes loaders read again.

use std::cell::Cell;
use std::rc::Rc;

use guichet_api::notices::{Changes, ChangesSince};
use guichet_domain::Moment;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::bridge;

/// What is known of the changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// Grows each time something changed.
    pub stamp: u32,
    /// The tickets of the last change.
    pub tickets: Rc<[i64]>,
    /// Notices not read yet.
    pub unread: u32,
    /// Since when the office has not answered.
    pub lost_since: Option<Moment>,
    /// When it last answered.
    pub heard_at: Option<Moment>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            stamp: 0,
            tickets: Rc::new([]),
            unread: 0,
            lost_since: None,
            heard_at: None,
        }
    }
}

enum News {
    Changed(Changes),
    Lost,
    Found,
}

/// What is known, as it grows.
#[derive(Default)]
struct Known(Live);

impl Reducible for Known {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let mut live = self.0.clone();
        match news {
            News::Changed(changes) => {
                let anything =
                    changes.other || !changes.tickets.is_empty() || live.lost_since.is_some();
                live.stamp += u32::from(anything);
                live.tickets = changes.tickets.into();
                live.unread = changes.unread;
                live.lost_since = None;
                live.heard_at = Some(bridge::now());
            }
            News::Lost => live.lost_since = live.lost_since.or(Some(bridge::now())),
            News::Found => live.lost_since = None,
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
    let dispatcher = live.dispatcher();
    use_effect_with((), move |()| follow(dispatcher));
    html! { <ContextProvider<Live> context={live.0.clone()}>{props.children.clone()}</ContextProvider<Live>> }
}

/// Reads what changed, one question at a time: a change that comes meanwhile asks once more.
#[derive(Clone)]
struct Reader {
    dispatcher: UseReducerDispatcher<Known>,
    last: Rc<Cell<i64>>,
    asking: Rc<Cell<bool>>,
    again: Rc<Cell<bool>>,
}

impl Reader {
    fn read(&self) {
        if self.asking.replace(true) {
            self.again.set(true);
            return;
        }
        let reader = self.clone();
        spawn_local(async move {
            let answer = bridge::call(&ChangesSince {
                after: reader.last.get(),
            })
            .await;
            reader.asking.set(false);
            let heard = answer.is_ok();
            reader.dispatcher.dispatch(match answer {
                Ok(changes) => {
                    reader.last.set(changes.last);
                    News::Changed(changes)
                }
                Err(_) => News::Lost,
            });
            if heard && reader.again.take() {
                reader.read();
            }
        });
    }
}

fn follow(dispatcher: UseReducerDispatcher<Known>) -> impl FnOnce() {
    let reader = Reader {
        dispatcher: dispatcher.clone(),
        last: Rc::default(),
        asking: Rc::default(),
        again: Rc::default(),
    };
    reader.read();
    let following = bridge::follow_changes(
        move || reader.read(),
        move |lost| dispatcher.dispatch(if lost { News::Lost } else { News::Found }),
    );
    move || drop(following)
}
