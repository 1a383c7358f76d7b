//! What will happen to a ticket, in order, and when: decided before it is lived.

use chrono::TimeDelta;
use guichet_domain::Moment;

use super::chance::Chance;
use super::rhythm::working;
use super::ticket::Lived;

/// One thing that happens, in the order of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Assign,
    Take,
    Promise,
    Work,
    Ask,
    Answer,
    Inform,
    Correct,
    Disagree,
    HandOver,
    Unassign,
    People,
    Bill,
    Resolve,
    Reject,
    Cancel,
    Reopen,
    Bin,
}

/// How a ticket stands open at the end: nobody's, somebody's, under way, or waiting.
pub(super) fn open_plan(lived: &mut Lived, now: Moment) -> Vec<Act> {
    let waited = now - lived.ticket.created_at;
    let late = lived.ticket.due_at < now && lived.chance.likely(0.75);
    let draw = lived.chance.unit();
    let mut plan = match draw {
        _ if draw < 0.3 && waited < TimeDelta::days(4) => Vec::new(),
        _ if draw < 0.55 && waited < TimeDelta::days(6) => vec![Act::Assign],
        _ if draw < 0.8 || lived.ticket.contact_id.is_none() => {
            vec![Act::Assign, Act::Work, Act::Inform]
        }
        _ => vec![Act::Assign, Act::Work, Act::Ask],
    };
    if plan.len() == 3 {
        let more: &[Act] = match lived.chance.within(0, 9) {
            0 | 1 => &[Act::Correct, Act::Work],
            2 | 3 => &[Act::Bill],
            4 => &[Act::People],
            _ => &[],
        };
        plan.splice(2..2, more.iter().copied());
    }
    if late && plan.last() != Some(&Act::Ask) {
        plan.insert(plan.len().min(1), Act::Promise);
    }
    plan
}

/// How a ticket came to its end.
pub(super) fn closed_plan(lived: &mut Lived) -> Vec<Act> {
    let talks = lived.ticket.contact_id.is_some();
    let chance = &mut lived.chance;
    let mut plan = if chance.likely(0.65) {
        vec![Act::Assign]
    } else {
        vec![Act::Take]
    };
    let mut maybe = |probability: f64, acts: &[Act]| {
        if chance.likely(probability) {
            plan.extend_from_slice(acts);
        }
    };
    maybe(0.03, &[Act::Unassign, Act::Assign]);
    maybe(0.75, &[Act::Work]);
    maybe(0.06, &[Act::HandOver]);
    if talks {
        maybe(0.45, &[Act::Ask, Act::Answer]);
    }
    maybe(0.12, &[Act::People]);
    maybe(0.35, &[Act::Work, Act::Correct]);
    maybe(0.4, &[Act::Inform]);
    if talks {
        maybe(0.04, &[Act::Work, Act::Disagree, Act::Answer]);
    }
    maybe(0.2, &[Act::Work]);
    let has_work = plan.contains(&Act::Work);
    match chance.within(0, 99) {
        0..4 => plan.push(Act::Reject),
        4..6 => plan.push(Act::Cancel),
        6 => plan.extend([Act::Reject, Act::Bin]),
        _ => plan.extend(if has_work {
            [Act::Bill, Act::Resolve]
        } else {
            [Act::Work, Act::Resolve]
        }),
    }
    if plan.last() == Some(&Act::Resolve) && chance.likely(0.03) {
        plan.extend([Act::Reopen, Act::Work, Act::Resolve]);
    }
    plan
}

/// So many instants between two, in order and mostly at hours of work; the first come early.
pub(super) fn moments(
    count: usize,
    from: Moment,
    until: Moment,
    chance: &mut Chance,
) -> Vec<Moment> {
    let span = (until - from).num_microseconds().unwrap_or(0).max(0) as f64;
    let mut parts: Vec<f64> = (0..count).map(|_| chance.unit()).collect();
    parts.sort_by(f64::total_cmp);
    let mut last = from;
    parts
        .into_iter()
        .map(|part| {
            let at = from + TimeDelta::microseconds((span * part * part) as i64);
            let after = (last + TimeDelta::seconds(chance.within(40, 600)))
                .min(until)
                .max(last);
            last = working(at).max(after);
            last
        })
        .collect()
}
