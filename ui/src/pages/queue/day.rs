//! My day: what is mine and late, due today, not begun, waiting; and the minutes I recorded.

use std::rc::Rc;

use guichet_api::lists::{Day, MyDay, TicketLine};
use guichet_domain::TicketSort;
use web_sys::Element;
use yew::prelude::*;
use yew_router::prelude::*;

use super::memory;
use super::parts::head;
use super::row::Row;
use super::views::{MY_DAY, Views};
use crate::clock::use_minute;
use crate::components::{empty, loaded};
use crate::i18n::when;
use crate::keys::{Action, Screen, use_commands};
use crate::load::use_call;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::shell::Page;
use crate::t;

/// My day.
#[component]
pub fn MyDayPage() -> Html {
    let load = use_call(Some(MyDay {}));
    let session = use_session();
    let minute = use_minute();
    let current = use_state(|| 0usize);
    let navigator = use_navigator().expect("a page stands in a router");
    let numbers: Vec<i64> = load
        .data
        .as_deref()
        .map(lines)
        .unwrap_or_default()
        .iter()
        .map(|line| line.number)
        .collect();
    let moves = [Action::Next, Action::Previous, Action::Open];
    let offers = if numbers.is_empty() { &[][..] } else { &moves };
    use_commands(Screen::Queue, offers, {
        let (navigator, current, numbers) = (navigator.clone(), current.clone(), numbers.clone());
        move |action| {
            let last = numbers.len().saturating_sub(1);
            match action {
                Action::Next => current.set((*current + 1).min(last)),
                Action::Previous => current.set(current.saturating_sub(1)),
                _ => numbers
                    .get(*current)
                    .into_iter()
                    .for_each(|number| navigator.push(&Route::Ticket { number: *number })),
            }
        }
    });
    let on_look = {
        let navigator = navigator.clone();
        Callback::from(move |(key, lens): (AttrValue, _)| {
            if let Some(lens) = lens {
                memory::look(key.to_string(), lens);
                navigator.push(&Route::Queue);
            }
        })
    };
    let on_click = Callback::from(move |event: MouseEvent| {
        let row = event
            .target_dyn_into::<Element>()
            .and_then(|target| target.closest("[data-index]").ok().flatten());
        let at = row.and_then(|row| row.get_attribute("data-index")?.parse::<usize>().ok());
        if let Some(number) = at.and_then(|at| numbers.get(at)) {
            navigator.push(&Route::Ticket { number: *number });
        }
    });
    let here = *current;
    let day = loaded(&load, 10, |day| {
        sections(day, &session, minute, here, &on_click)
    });
    html! {
        <Page title={t!("account-my-day")}>
            <Views view={MY_DAY} {on_look} />
            <div class="queue"><section class="queue-list" aria-label={t!("account-my-day")} id="queue-list">{day}</section></div>
        </Page>
    }
}

fn lines(day: &Day) -> Vec<&TicketLine> {
    [&day.late, &day.today, &day.to_begin, &day.waiting]
        .into_iter()
        .flatten()
        .collect()
}

fn sections(
    day: &Day,
    session: &Session,
    minute: i64,
    current: usize,
    on_click: &Callback<MouseEvent>,
) -> Html {
    let count = lines(day).len();
    let minutes =
        (day.minutes > 0).then(|| t!("day-minutes", minutes = when::minutes(day.minutes)));
    if count == 0 {
        return empty(
            "flag",
            t!("day-empty"),
            minutes.unwrap_or_else(|| t!("day-empty-note")),
            Html::default(),
        );
    }
    let mut index = 0;
    let groups = [
        (t!("day-late"), &day.late),
        (t!("day-today"), &day.today),
        (t!("day-to-begin"), &day.to_begin),
        (t!("day-waiting"), &day.waiting),
    ];
    let groups = groups.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| {
        let rows = lines.iter().map(|line| {
            let at = index;
            index += 1;
            let assignee = line.assignee_id.map(|id| session.name_of(id)).unwrap_or_default();
            html! { <Row key={line.number} line={Rc::new(line.clone())} index={at} current={at == current} chosen=false {assignee} {minute} /> }
        });
        let rows: Vec<Html> = rows.collect();
        html! { <div role="rowgroup" aria-label={title.clone()} key={title.clone()}><div role="row" class="day-title"><span role="gridcell"><b>{title}</b>{" "}<span class="count">{lines.len()}</span></span></div>{for rows}</div> }
    });
    let groups: Vec<Html> = groups.collect();
    html! {
        <>
            <div class="list day-list" role="grid" aria-label={t!("account-my-day")} aria-rowcount={(count + 1).to_string()} tabindex="0" onclick={on_click.clone()}>
                {head(TicketSort::Due, false)}{for groups}
            </div>
            {minutes.map(|minutes| html! { <p class="list-foot small faint">{minutes}</p> })}
        </>
    }
}
