//! Two people on one ticket (R38): what both changed from the same version is settled field by field.
//!
//! It finds what collides and what does not; who is asked, and how, is not its matter.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::event::{Entity, Event, put_back};
use crate::ticket::Facts;
use crate::{Change, Ticket};

/// Where a ticket stands: a move collides with any other.
pub const MOVES: [&str; 5] = ["status", "stage", "assignee_id", "merged_into", "binned_at"];
/// Facts that, left out, ask for no change.
const PROPOSED: [&str; 4] = ["criticality", "priority", "reported_at", "due_at"];
/// Two names for one person: who reported it is of the staff or is not.
const REPORTER: [&str; 2] = ["reporter_id", "reporter_staff_id"];

/// A field that somebody else changed meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Collision<'a> {
    /// As both had seen it, and as it is now.
    pub change: Change,
    /// As whoever comes second wants it; null for a move.
    pub mine: Value,
    /// Who changed it last, and when.
    pub by: &'a Event,
}

/// Those of these fields that somebody changed, and has not changed back.
pub fn touched<'a>(since: &'a [Event], fields: &[&str]) -> Vec<Collision<'a>> {
    let changed = fields.iter().filter_map(|field| {
        let mut changes = since.iter().filter_map(|by| Some((by, change(by, field)?)));
        let (first_by, first) = changes.next()?;
        let (by, last) = changes.next_back().unwrap_or((first_by, first));
        let change = Change {
            before: first.before.clone(),
            ..last.clone()
        };
        (change.before != change.after).then_some(Collision {
            change,
            mine: Value::Null,
            by,
        })
    });
    changed.collect()
}

fn change<'a>(event: &'a Event, field: &str) -> Option<&'a Change> {
    let is_ticket = event.entity == Entity::Ticket;
    let changes = &event.changes;
    changes
        .iter()
        .find(|change| is_ticket && change.field == field)
}

/// The facts of a ticket that has changed since they were seen, with one's own changes on top; and
/// what collides, which stands as the other left it.
pub fn facts<'a>(
    now: &Ticket,
    since: &'a [Event],
    mine: &Facts,
) -> serde_json::Result<(Facts, Vec<Collision<'a>>)> {
    let seen = seen(now, since, Entity::Ticket)?;
    let (seen, mut settled) = (fields(&seen.facts())?, fields(&now.facts())?);
    let mut collisions = Vec::new();
    for (field, mine) in fields(mine)? {
        let is_mine = mine != seen[&field] && !(mine.is_null() && PROPOSED.contains(&&*field));
        let theirs = &settled[&field];
        if !is_mine || mine == *theirs {
            continue;
        }
        let rivals: &[&str] = if REPORTER.contains(&&*field) {
            &REPORTER
        } else {
            &[&*field]
        };
        match touched(since, rivals).pop() {
            None => _ = settled.insert(field, mine),
            Some(rival) => collisions.push(Collision {
                change: Change {
                    before: seen[&field].clone(),
                    after: theirs.clone(),
                    field,
                },
                mine,
                by: rival.by,
            }),
        }
    }
    Ok((serde_json::from_value(settled.into())?, collisions))
}

/// Something as it was before these changes of it.
pub fn seen<T: Serialize + DeserializeOwned>(
    now: &T,
    since: &[Event],
    entity: Entity,
) -> serde_json::Result<T> {
    let changes = since.iter().rev().filter(|event| event.entity == entity);
    let mut seen = serde_json::to_value(now)?;
    changes.for_each(|event| put_back(&mut seen, &event.changes));
    serde_json::from_value(seen)
}

/// A list to which each of two people added and from which each took away.
pub fn members<T: Ord + Clone>(seen: &[T], now: &[T], mine: &[T]) -> Vec<T> {
    let kept = now
        .iter()
        .filter(|one| mine.contains(one) || !seen.contains(one));
    let added = mine.iter().filter(|one| !seen.contains(one));
    let mut members: Vec<T> = kept.chain(added).cloned().collect();
    members.sort();
    members.dedup();
    members
}

fn fields(facts: &Facts) -> serde_json::Result<Map<String, Value>> {
    match serde_json::to_value(facts)? {
        Value::Object(fields) => Ok(fields),
        _ => Ok(Map::new()),
    }
}
