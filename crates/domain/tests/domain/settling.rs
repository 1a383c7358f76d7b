//! R38: two people on one ticket, settled field by field.

use guichet_domain::event::{Entity, changes};
use guichet_domain::settle::{MOVES, facts, members, touched};
use guichet_domain::ticket::{Author, Facts};
use guichet_domain::{Event, Priority, Settings, Ticket};
use proptest::prelude::*;
use uuid::Uuid;

use crate::chance;
use crate::office::{ann, gwen, marie, nine, paul, printer_ticket, ronan};

/// What somebody's change of a ticket leaves in the history.
fn told(before: &Ticket, after: &Ticket, version: i64) -> Event {
    let (actor_kind, actor_id) = Author::Staff(ann()).signature();
    Event {
        id: Uuid::from_u128(version as u128).into(),
        at: nine(),
        actor_kind,
        actor_id,
        request_id: Uuid::nil().into(),
        call: "edit_ticket".into(),
        entity: Entity::Ticket,
        entity_id: after.id.0,
        ticket_id: Some(after.id),
        version,
        changes: changes(Some(before), Some(after)),
    }
}

/// A ticket as each of these changes leaves it, and their events.
fn changed(begin: &Ticket, edits: &[&dyn Fn(&mut Facts)]) -> (Ticket, Vec<Event>) {
    let (mut now, mut since) = (begin.clone(), Vec::new());
    for edit in edits {
        let (before, mut wanted) = (now.clone(), now.facts());
        edit(&mut wanted);
        let done = now.change_facts(wanted, ann(), &Settings::default());
        done.expect("the facts are good");
        now.version += 1;
        since.push(told(&before, &now, now.version));
    }
    (now, since)
}

fn wanted(seen: &Ticket, edit: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = seen.facts();
    edit(&mut facts);
    facts
}

#[test]
fn r38_what_did_not_collide_is_merged() {
    let seen = printer_ticket();
    let (now, since) = changed(
        &seen,
        &[
            &|theirs| theirs.label = "Imprimante muette".into(),
            &|theirs| theirs.contact_id = Some(paul()),
        ],
    );
    let mine = wanted(&seen, |mine| mine.priority = Some(Priority::Urgent));
    let (settled, collisions) = facts(&now, &since, &mine).expect("it is read");
    assert_eq!(collisions, []);
    let expected = wanted(&now, |now| now.priority = Some(Priority::Urgent));
    assert_eq!(settled, expected);
}

#[test]
fn r38_what_collides_names_the_three_values_and_who_came_last() {
    let seen = printer_ticket();
    let (now, since) = changed(
        &seen,
        &[&|theirs| theirs.label = "Un".into(), &|theirs| {
            theirs.label = "Deux".into()
        }],
    );
    let mine = wanted(&seen, |mine| {
        mine.label = "Trois".into();
        mine.description = "En panne".into();
    });
    let (settled, collisions) = facts(&now, &since, &mine).expect("it is read");
    let [collision] = &collisions[..] else {
        panic!("{collisions:?}")
    };
    assert_eq!(collision.change.field, "label");
    assert_eq!(collision.change.before, seen.label.as_str());
    assert_eq!(
        (&collision.change.after, &collision.mine),
        (&"Deux".into(), &"Trois".into())
    );
    assert_eq!(collision.by.version, now.version);
    // Theirs stands until somebody chooses; the rest of mine is there.
    assert_eq!(
        (&*settled.label, &*settled.description),
        ("Deux", "En panne")
    );
}

#[test]
fn r38_the_same_change_twice_and_one_changed_back_collide_with_nothing() {
    let seen = printer_ticket();
    let (now, since) = changed(&seen, &[&|theirs| theirs.label = "Un".into()]);
    let mine = wanted(&seen, |mine| mine.label = "Un".into());
    assert_eq!(facts(&now, &since, &mine).expect("it is read").1, []);
    let label = seen.label.clone();
    let (now, since) = changed(
        &seen,
        &[&|theirs| theirs.label = "Un".into(), &move |theirs| {
            theirs.label = label.clone()
        }],
    );
    let mine = wanted(&seen, |mine| mine.label = "Deux".into());
    let (settled, collisions) = facts(&now, &since, &mine).expect("it is read");
    assert_eq!((&*settled.label, collisions), ("Deux", vec![]));
}

#[test]
fn r38_a_ticket_is_reported_by_one_person() {
    let seen = printer_ticket();
    let (now, since) = changed(&seen, &[&|theirs| theirs.reporter_id = Some(paul())]);
    let mine = wanted(&seen, |mine| mine.reporter_staff_id = Some(gwen()));
    let (settled, collisions) = facts(&now, &since, &mine).expect("it is read");
    let fields: Vec<_> = collisions.iter().map(|one| &*one.change.field).collect();
    assert_eq!(fields, ["reporter_staff_id"]);
    assert_eq!(
        (settled.reporter_id, settled.reporter_staff_id),
        (Some(paul()), None)
    );
}

#[test]
fn r38_a_fact_that_is_left_out_asks_for_nothing() {
    let seen = printer_ticket();
    let (now, since) = changed(&seen, &[&|theirs| theirs.priority = Some(Priority::Low)]);
    let mine = wanted(&seen, |mine| mine.priority = None);
    let (settled, collisions) = facts(&now, &since, &mine).expect("it is read");
    assert_eq!(
        (settled.priority, collisions),
        (Some(Priority::Low), vec![])
    );
}

#[test]
fn r38_a_move_collides_with_a_move_and_with_no_fact() {
    let seen = printer_ticket();
    let (edited, since) = changed(&seen, &[&|theirs| theirs.label = "Un".into()]);
    assert_eq!(touched(&since, &MOVES), []);
    let mut taken = edited.clone();
    taken.enter(edited.state().take(ronan()).expect("it is in the pool"));
    let since = [since, vec![told(&edited, &taken, 3)]].concat();
    let fields: Vec<_> = touched(&since, &MOVES)
        .into_iter()
        .map(|one| one.change.field)
        .collect();
    assert_eq!(fields, ["status", "stage", "assignee_id"]);
}

#[test]
fn r38_two_people_add_to_a_list_and_take_from_it() {
    // Both saw 1 2 3; they added 4 and took 1 away, I added 5 and took 2 away.
    assert_eq!(members(&[1, 2, 3], &[2, 3, 4], &[1, 3, 5]), [3, 4, 5]);
    assert_eq!(members(&[], &[1], &[1]), [1]);
    assert_eq!(members(&[marie()], &[], &[marie(), paul()]), [paul()]);
}

proptest! {
    /// Whatever two people want, each field is what one of them made it, or is told to collide.
    #[test]
    fn r38_nothing_is_lost(seen in chance::open_ticket(), theirs in chance::facts(), mine in chance::facts()) {
        let mut now = seen.clone();
        prop_assume!(now.change_facts(theirs, ann(), &Settings::default()).is_ok());
        now.version += 1;
        let since = [told(&seen, &now, now.version)];
        let mut asked = seen.clone();
        prop_assume!(asked.change_facts(mine, gwen(), &Settings::default()).is_ok());
        let (settled, collisions) = facts(&now, &since, &asked.facts())?;
        let of = |facts: &Facts| serde_json::to_value(facts).expect("it is JSON");
        let (seen, now, asked, settled) = (of(&seen.facts()), of(&now.facts()), of(&asked.facts()), of(&settled));
        for (field, value) in settled.as_object().expect("fields") {
            let (seen, theirs, mine) = (&seen[field], &now[field], &asked[field]);
            let collides = collisions.iter().any(|one| one.change.field == *field);
            if collides {
                prop_assert!(mine != seen && value == theirs);
            } else {
                prop_assert_eq!(value, if mine == seen { theirs } else { mine });
            }
        }
    }
}
