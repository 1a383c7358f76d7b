//! R39: a ticket is rebuilt from its changes.

use guichet_domain::Ticket;
use guichet_domain::event::{changes, rebuild, standing};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::chance::open_ticket;
use crate::office::{nine, printer_ticket, printer_ticket_of_ronan, ronan};

#[test]
fn r39_a_change_tells_the_fields_it_touched_before_and_after() {
    let (before, after) = (printer_ticket(), printer_ticket_of_ronan());
    let told = changes(Some(&before), Some(&after));
    let fields: Vec<&str> = told.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["assignee_id", "stage", "status"]);
    assert_eq!(told[2].before, "unassigned");
    assert_eq!(told[2].after, "in_progress");
    assert!(told[0].before.is_null());
}

#[test]
fn r39_a_field_emptied_again_is_gone_from_the_rebuilt_ticket() {
    let before = printer_ticket_of_ronan();
    let mut closed = before.clone();
    closed.resolve(ronan(), nine()).expect("it is open");
    let mut again = closed.clone();
    again.reopen(true).expect("it is closed");
    let history = [
        changes(None, Some(&before)),
        changes(Some(&before), Some(&closed)),
        changes(Some(&closed), Some(&again)),
    ];
    let rebuilt = rebuild(history.iter().map(Vec::as_slice));
    assert_eq!(rebuilt, standing(&again));
    assert!(!rebuilt.contains_key("closed_at"));
}

#[test]
fn r39_what_is_gone_leaves_nothing() {
    let ticket = printer_ticket();
    let history = [changes(None, Some(&ticket)), changes(Some(&ticket), None)];
    assert!(rebuild(history.iter().map(Vec::as_slice)).is_empty());
}

proptest! {
    #[test]
    fn r39_every_ticket_is_rebuilt_from_its_history(lives in vec(open_ticket(), 1..6)) {
        let mut history = vec![changes(None, Some(&lives[0]))];
        for pair in lives.windows(2) {
            history.push(changes(Some(&pair[0]), Some(&pair[1])));
        }
        for (told, ticket) in lives.iter().enumerate() {
            let rebuilt = rebuild(history[..=told].iter().map(Vec::as_slice));
            prop_assert_eq!(&rebuilt, &standing(ticket));
            let read: Ticket = serde_json::from_value(serde_json::to_value(&rebuilt)?)?;
            prop_assert_eq!(&read, ticket);
        }
    }

    #[test]
    fn r39_each_change_begins_where_the_history_stood(before in open_ticket(), after in open_ticket()) {
        let stood = standing(&before);
        for change in changes(Some(&before), Some(&after)) {
            let value = stood.get(&change.field).cloned().unwrap_or_default();
            prop_assert_eq!(&change.before, &value);
            prop_assert_ne!(change.before, change.after);
        }
    }

    #[test]
    fn r39_no_change_tells_nothing(ticket in open_ticket()) {
        prop_assert_eq!(changes(Some(&ticket), Some(&ticket)), vec![]);
    }
}
