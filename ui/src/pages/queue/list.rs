//! The rows in sight among any number of them: fixed heights, one scroll, a window of rows.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::parts::head;
use super::row::Row;
use super::state::{Change, Queue};
use super::walk::Walk;
use crate::browser;
use crate::clock::use_minute;
use crate::live::use_live;
use crate::prefs::use_prefs;
use crate::presence::presence;
use crate::session::{Session, use_session};
use crate::t;

/// Rows drawn beyond each edge, so that a fast scroll meets no blank.
const MARGIN: usize = 12;
/// The window moves by so many rows at once: fewer drawings while scrolling.
const STRIDE: usize = 4;

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// The queue.
    pub queue: UseReducerHandle<Queue>,
    /// How reading goes.
    pub walk: Walk,
    /// Told whether the list stands at its top.
    pub at_top: AtTop,
    /// The current row's element, for what hangs from it.
    pub current: NodeRef,
    /// Opens a ticket in full.
    pub on_open: Callback<i64>,
}

/// Whether a list stands at its top.
#[derive(Clone)]
pub struct AtTop(pub Rc<Cell<bool>>);

impl PartialEq for AtTop {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The rows in sight: the first one and how many fit.
#[derive(Clone, Copy, PartialEq)]
struct Sight {
    first: usize,
    count: usize,
}

/// The list.
#[component]
pub fn List(props: &ListProps) -> Html {
    let queue = &props.queue;
    let node = use_node_ref();
    let row = if use_prefs().comfortable { 48.0 } else { 40.0 };
    let sight = use_state_eq(|| Sight {
        first: 0,
        count: 30,
    });
    let look = {
        let (node, sight, at_top) = (node.clone(), sight.clone(), props.at_top.clone());
        move || {
            if let Some(list) = node.cast::<Element>() {
                let first = (f64::from(list.scroll_top()) / row) as usize;
                at_top.0.set(list.scroll_top() < 8);
                let count = (f64::from(list.client_height()) / row).ceil() as usize;
                sight.set(Sight {
                    first: first / STRIDE * STRIDE,
                    count,
                });
            }
        }
    };
    use_in_sight(&node, queue, row);
    {
        let look = look.clone();
        use_effect_with(row as i64, move |_| {
            look();
            let resized = browser::listen("resize", move |_| look());
            move || drop(resized)
        });
    }
    {
        let near = sight.first + sight.count + 60 >= queue.rows.len();
        let on_near_end = props.walk.on_near_end.clone();
        use_effect_with(
            (near, queue.rows.len(), queue.next_page()),
            move |(near, _, _)| {
                if *near {
                    on_near_end.emit(());
                }
            },
        );
    }
    let total = if queue.has_more() {
        "-1".to_owned()
    } else {
        (queue.rows.len() + 1).to_string()
    };
    let selecting = (!queue.chosen.is_empty()).then_some("is-selecting");
    html! {
        <div
            ref={node} id="queue-list" class={classes!("list", selecting)} role="grid" aria-label={t!("queue-list")} aria-rowcount={total} aria-multiselectable="true"
            tabindex="0" aria-activedescendant={queue.current.map(|number| format!("row-{number}"))} onscroll={move |_| look()}
            onclick={press(props)} ondblclick={open(props)}
        >
            {head(queue.lens.sort, queue.lens.descending)}
            <Rows queue={queue.clone()} first={sight.first} count={sight.count} current={props.current.clone()} />
        </div>
    }
}

/// Keeps the current row in sight when keys move it.
#[hook]
fn use_in_sight(node: &NodeRef, queue: &UseReducerHandle<Queue>, row: f64) {
    let node = node.clone();
    let at = queue.position();
    use_effect_with((queue.current, queue.reading), move |_| {
        let (Some(list), Some(at)) = (node.cast::<Element>(), at) else {
            return;
        };
        const HEAD: f64 = 28.0;
        let (top, bottom) = (at as f64 * row, (at + 1) as f64 * row);
        let (seen, height) = (
            f64::from(list.scroll_top()),
            f64::from(list.client_height()) - HEAD,
        );
        if top < seen {
            list.set_scroll_top(top as i32);
        } else if bottom > seen + height {
            list.set_scroll_top((bottom - height) as i32);
        }
    });
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    queue: UseReducerHandle<Queue>,
    first: usize,
    count: usize,
    current: NodeRef,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let (session, live) = (use_session(), use_live());
    let minute = use_minute();
    let queue = &props.queue;
    let from = props.first.saturating_sub(MARGIN);
    let to = (props.first + props.count + MARGIN).min(queue.rows.len());
    let rows = queue.rows.iter().enumerate().take(to).skip(from).map(|(index, line)| {
        let current = queue.current == Some(line.number);
        html! {
            <Row
                key={line.number} line={line.clone()} {index} {current} chosen={queue.chosen.contains(&line.number)} assignee={name(&session, line)}
                present={presence(&session, &live, line.number, true)}
                {minute} node={if current { props.current.clone() } else { NodeRef::default() }}
            />
        }
    });
    html! { <div class="list-space" role="rowgroup" style={format!("--rows: {}", queue.rows.len())}>{for rows}</div> }
}

fn name(session: &Session, line: &guichet_api::lists::TicketLine) -> AttrValue {
    line.assignee_id
        .map(|id| session.name_of(id))
        .unwrap_or_default()
        .into()
}

/// The row a press fell on, and whether on its box.
fn pressed(event: &MouseEvent) -> Option<(usize, bool)> {
    let target = event.target_dyn_into::<Element>()?;
    let row = target.closest("[data-index]").ok()??;
    let on_box = target
        .closest("[role=checkbox]")
        .is_ok_and(|found| found.is_some());
    Some((row.get_attribute("data-index")?.parse().ok()?, on_box))
}

fn press(props: &ListProps) -> Callback<MouseEvent> {
    let queue = props.queue.clone();
    Callback::from(move |event: MouseEvent| match pressed(&event) {
        Some((at, on_box)) if on_box || event.ctrl_key() || event.meta_key() => {
            queue.dispatch(Change::ChooseAt(at))
        }
        Some((at, _)) if event.shift_key() => {
            let here = queue.position().unwrap_or(at) as i64;
            let step = if at as i64 >= here { 1 } else { -1 };
            (0..(at as i64 - here).abs()).for_each(|_| queue.dispatch(Change::Extend(step)));
        }
        Some((at, _)) => {
            queue.dispatch(Change::Stand(at));
            if !queue.pane {
                queue.dispatch(Change::Peek);
            }
        }
        None => {}
    })
}

fn open(props: &ListProps) -> Callback<MouseEvent> {
    let (queue, on_open) = (props.queue.clone(), props.on_open.clone());
    Callback::from(move |event: MouseEvent| {
        if let Some(line) = pressed(&event).and_then(|(at, _)| queue.rows.get(at)) {
            on_open.emit(line.number);
        }
    })
}
