//! The stopwatch and the minutes spent, by whom.

use gloo_timers::callback::Interval;
use guichet_domain::{StaffId, Verb};
use yew::prelude::*;

use super::compose::Written;
use super::desk::{Desk, DeskProps};
use crate::components::{Button, avatar};
use crate::i18n::{durations, when};
use crate::keys::{Action, Screen, use_commands};
use crate::{bridge, browser, t};

/// Since when the stopwatch of this ticket runs, remembered by this workstation.
fn running_since(number: i64) -> Option<i64> {
    browser::remembered(&clock(number))?.parse().ok()
}

fn clock(number: i64) -> String {
    format!("clock:{number}")
}

fn now_seconds() -> i64 {
    bridge::now().timestamp()
}

/// The bar.
pub fn timebar(desk: &Desk) -> Html {
    let total = desk.sheet.minutes;
    let shares = shares(desk);
    let said = shares
        .iter()
        .map(|(_, name, minutes)| format!("{name} {}", when::minutes(*minutes)))
        .collect::<Vec<_>>()
        .join(", ");
    html! {
        <div class="timebar">
            if desk.may(Verb::AddStep) { <Stopwatch desk={desk.clone()} /> }
            <div class="meter" role="img" aria-label={if said.is_empty() { t!("ticket-no-time") } else { said }}>
                {for shares.iter().enumerate().map(|(index, (_, _, minutes))| {
                    let share = minutes * 100 / total.max(1);
                    html! { <i style={format!("--v: {share}")} data-tone={(index % 2 == 1).then_some("rest")} /> }
                })}
            </div>
            {for shares.iter().take(3).map(|(id, name, minutes)| html! {
                <span class="small line">{avatar(name.clone(), id.map(|id| id.0), "small", false)}{when::minutes(*minutes)}</span>
            })}
            <span class="small">{spent(total)}</span>
        </div>
    }
}

fn spent(total: i64) -> Html {
    if total == 0 {
        return html! { <span class="faint">{t!("ticket-no-time")}</span> };
    }
    html! { <><b>{when::minutes(total)}</b>{" "}{t!("ticket-spent")}</> }
}

/// Minutes of each executor, the most first.
fn shares(desk: &Desk) -> Vec<(Option<StaffId>, String, i64)> {
    let mut shares: Vec<(Option<StaffId>, i64)> = Vec::new();
    for step in desk.sheet.steps.iter().filter(|step| step.minutes > 0) {
        let who = step.executor_id.or(step.by_staff_id);
        match shares.iter_mut().find(|(other, _)| *other == who) {
            Some((_, minutes)) => *minutes += i64::from(step.minutes),
            None => shares.push((who, step.minutes.into())),
        }
    }
    shares.sort_by_key(|(_, minutes)| -minutes);
    let named = |(who, minutes): (Option<StaffId>, i64)| {
        (
            who,
            who.map(|id| desk.staff_name(id)).unwrap_or_default(),
            minutes,
        )
    };
    shares.into_iter().map(named).collect()
}

/// Started and stopped by `T`; stopping puts its minutes into the step being written.
#[component]
fn Stopwatch(props: &DeskProps) -> Html {
    let desk = props.desk.clone();
    let number = desk.number();
    let since = use_state(|| running_since(number));
    let redraw = use_force_update();
    use_effect_with(*since, move |since| {
        let ticking = since.map(|_| Interval::new(1000, move || redraw.force_update()));
        move || drop(ticking)
    });
    let seconds = since.map_or(0, |since| now_seconds() - since);
    let toggle = {
        let since = since.clone();
        Callback::from(move |()| match *since {
            Some(start) => {
                browser::remember(&clock(number), "");
                since.set(None);
                // A minute begun is a minute spent.
                desk.compose
                    .dispatch(Written::Spent((now_seconds() - start + 59) / 60));
            }
            None => {
                let start = now_seconds();
                browser::remember(&clock(number), &start.to_string());
                since.set(Some(start));
            }
        })
    };
    let toggled = toggle.clone();
    use_commands(Screen::Ticket, &[Action::Stopwatch], move |_| {
        toggled.emit(())
    });
    let pictogram = if since.is_some() { "pause" } else { "play" };
    html! {
        <Button class="small" icon={pictogram} on_click={toggle.reform(|_: MouseEvent| ())} keys={(Screen::Ticket, Action::Stopwatch)}>
            <span class="sr">{t!("ticket-stopwatch")}</span><span class="num">{durations::stopwatch(seconds)}</span>
        </Button>
    }
}
