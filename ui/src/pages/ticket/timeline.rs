//! Everything that happened, oldest first: the opening, what the client said, steps, changes of
//! status; and, when asked for, every field that changed.

use std::rc::Rc;

use guichet_api::tickets::{HistoryLine, TicketHistory};
use guichet_domain::{Moment, Step};
use web_sys::Element;
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::history;
use super::opening::{Description, opened};
use super::step::StepCard;
use crate::components::{Button, Kind};
use crate::load::use_call;
use crate::settled::use_kept;
use crate::t;

/// One thing that happened.
enum Entry<'a> {
    Step(&'a Step),
    Change(&'a HistoryLine),
}

impl Entry<'_> {
    const fn at(&self) -> Moment {
        match self {
            Self::Step(step) => step.created_at,
            Self::Change(line) => line.at,
        }
    }
}

/// The timeline, read from its end.
#[component]
pub fn Timeline(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let all = use_state(|| false);
    let node = use_node_ref();
    use_stay(&node);
    // The version in the key of the page's ticket makes the history follow each change made here.
    let answer = use_call(Some(TicketHistory {
        number: desk.number(),
    }));
    {
        let reload = answer.reload.clone();
        let first = use_mut_ref(|| true);
        use_effect_with((desk.version(), desk.sheet.steps.len()), move |_| {
            if !first.replace(false) {
                reload.emit(());
            }
        });
    }
    let lines = use_kept(answer.data).unwrap_or_else(|| Rc::new(Vec::new()));
    let shown = lines.iter().filter(|line| history::is_shown(line, *all));
    let mut entries: Vec<Entry> = desk
        .sheet
        .steps
        .iter()
        .map(Entry::Step)
        .chain(shown.map(Entry::Change))
        .collect();
    entries.sort_by_key(Entry::at);
    let hidden = lines
        .iter()
        .filter(|line| history::is_shown(line, true))
        .count()
        - lines
            .iter()
            .filter(|line| history::is_shown(line, false))
            .count();
    html! {
        <div ref={node} class="ticket-scroll" tabindex="0" role="region" aria-label={t!("ticket-steps")}>
            <div>
                <ol class="timeline" aria-label={t!("ticket-steps")}>
                    {opened(desk)}
                    <Description desk={desk.clone()} />
                    {for entries.iter().map(|entry| draw(desk, entry))}
                </ol>
                {toggle(&all, hidden)}
            </div>
        </div>
    }
}

/// What one reads stays where it is when steps come below: this scroll counts from the end.
#[hook]
fn use_stay(node: &NodeRef) {
    let (node, height) = (node.clone(), use_mut_ref(|| 0));
    use_effect(move || {
        if let Some(list) = node.cast::<Element>() {
            let (now, top) = (list.scroll_height(), list.scroll_top());
            let grown = now - height.replace(now);
            if top < 0 && grown > 0 {
                list.set_scroll_top(top - grown);
            }
        }
    });
}

fn draw(desk: &Desk, entry: &Entry) -> Html {
    match entry {
        Entry::Step(step) => {
            html! { <StepCard key={step.id.to_string()} desk={desk.clone()} step={(*step).clone()} /> }
        }
        Entry::Change(line) => history::entry(desk, line),
    }
}

fn toggle(all: &UseStateHandle<bool>, hidden: usize) -> Html {
    if hidden == 0 {
        return Html::default();
    }
    let (all, shown) = (all.clone(), **all);
    let words = if shown {
        t!("ticket-history-less")
    } else {
        t!("ticket-history-more", count = hidden)
    };
    html! {
        <Button class="small history-toggle" kind={Kind::Quiet} icon="history" expanded={shown} on_click={move |_| all.set(!shown)}>{words}</Button>
    }
}
