//! What the palette finds: of the office, what two letters find; of the commands, what one does.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guichet_api::lists::{SearchTickets, TicketLine};
use guichet_api::reception::{Caller, CallerKind, FindCallers};
use yew::prelude::*;

use super::commands::{Goal, Known, commands, views};
use crate::components::{icon, shape, status_slug};
use crate::i18n::{fold, when};
use crate::keys::Chord;
use crate::load::use_call;
use crate::route::Route;

/// How long after the last key a search is made.
const REST_MS: u32 = 60;
/// Lines of a group.
const GROUP: usize = 4;
/// Lines at most; `>` shows every command.
const LINES: usize = 10;

/// One line.
#[derive(Clone, PartialEq)]
pub struct Line {
    /// Where it stands.
    pub group: Group,
    /// Its pictogram.
    pub mark: Html,
    /// Its words.
    pub words: AttrValue,
    /// What tells it apart.
    pub detail: AttrValue,
    /// The key that does the same.
    pub keys: Option<Chord>,
    /// What it does.
    pub goal: Goal,
}

/// The groups, in order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Contacts, companies, machines.
    People,
    /// Tickets.
    Tickets,
    /// Views of the queue.
    Views,
    /// Commands.
    Commands,
}

/// What matches what is typed, `>` `@` `#` narrowing it.
#[hook]
pub fn use_lines(typed: &str, known: &Known) -> Rc<Vec<Line>> {
    let rested = use_rested(typed);
    let (only, text) = narrowed(&rested);
    let wants =
        |group, least| only.is_none_or(|only| only == group) && text.chars().count() >= least;
    let people = use_call(wants(Group::People, 2).then(|| FindCallers {
        text: text.to_owned(),
    }));
    let is_number = text.parse::<i64>().is_ok();
    let least = if is_number { 1 } else { 2 };
    let tickets = use_call(wants(Group::Tickets, least).then(|| SearchTickets {
        text: text.to_owned(),
        limit: GROUP as u32,
    }));
    let people = people
        .data
        .iter()
        .flat_map(|found| found.iter().take(GROUP))
        .map(person);
    let tickets = tickets
        .data
        .iter()
        .flat_map(|found| found.rows.iter().take(GROUP))
        .map(ticket);
    let mut lines: Vec<Line> = people.chain(tickets).collect();
    let (only, typed) = narrowed(typed);
    let (mine, room) = match only {
        None => (vec![commands(known), views(known)], LINES - lines.len()),
        Some(Group::Commands) => (vec![commands(known)], usize::MAX),
        Some(_) => (Vec::new(), 0),
    };
    lines.extend(matching(mine.concat(), &fold(typed), room));
    Rc::new(lines)
}

/// The lines whose words hold each word sought: those that begin with it first, groups kept together.
fn matching(lines: Vec<Line>, sought: &str, room: usize) -> Vec<Line> {
    let mut ranks: [Vec<Line>; 2] = Default::default();
    for line in lines {
        let words = fold(&line.words);
        if sought.split_whitespace().all(|word| words.contains(word)) {
            ranks[usize::from(!words.starts_with(sought))].push(line);
        }
    }
    let best = ranks.concat().into_iter().take(room);
    let (mut found, others): (Vec<Line>, Vec<Line>) =
        best.partition(|line| line.group == Group::Views);
    found.extend(others);
    found
}

fn narrowed(typed: &str) -> (Option<Group>, &str) {
    let rest = |only| (Some(only), typed[1..].trim());
    match typed.chars().next() {
        Some('>') => rest(Group::Commands),
        Some('@') => rest(Group::People),
        Some('#') => rest(Group::Tickets),
        _ => (None, typed.trim()),
    }
}

#[hook]
fn use_rested(typed: &str) -> String {
    let rested = use_state(String::new);
    {
        let rested = rested.clone();
        use_effect_with(typed.to_owned(), move |typed| {
            let typed = typed.clone();
            let timer = Timeout::new(REST_MS, move || rested.set(typed));
            move || drop(timer)
        });
    }
    (*rested).clone()
}

fn person(caller: &Caller) -> Line {
    let id = caller.id;
    let (pictogram, route) = match caller.kind {
        CallerKind::Contact => ("user", Route::Contact { id: id.into() }),
        CallerKind::Company => ("building", Route::Company { id: id.into() }),
        CallerKind::Equipment => ("box", Route::Equipment { id: id.into() }),
    };
    Line {
        group: Group::People,
        mark: icon(pictogram),
        words: caller.name.clone().into(),
        detail: caller.detail.clone().into(),
        keys: None,
        goal: Goal::Go(route),
    }
}

fn ticket(line: &TicketLine) -> Line {
    let slug = status_slug(line.status);
    let mark = html! { <span class="mark" data-status={slug.clone()}>{shape(&format!("s-{slug}"))}</span> };
    let who = line.contact.as_ref().or(line.company.as_ref());
    let number = line.number;
    Line {
        group: Group::Tickets,
        mark,
        words: format!("{number} {}", line.label).into(),
        detail: who
            .map_or_else(|| when::instant(line.updated_at), Clone::clone)
            .into(),
        keys: None,
        goal: Goal::Go(Route::Ticket { number }),
    }
}
