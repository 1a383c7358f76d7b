//! What the database itself refuses, tried with bare SQL.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use guichet_domain::directory::Record;
use guichet_domain::*;
use guichet_store::{Db, Error};

use crate::both::{on_both, on_postgres};
use crate::desk::*;
use crate::office::Office;

/// R4 by hand: a line per status a ticket stands in, a column per status it is sent to, in the order of the mission's list:
/// Non attribué, Attente prise en charge, En cours, Attente retour, Résolu, Rejeté.
const LEGAL: [[bool; 6]; 6] = {
    const Y: bool = true;
    const N: bool = false;
    [
        [Y, Y, Y, N, Y, Y],
        [Y, Y, Y, N, Y, Y],
        [Y, N, Y, Y, Y, Y],
        [Y, N, Y, Y, Y, Y],
        [Y, N, Y, N, Y, N],
        [Y, N, Y, N, N, Y],
    ]
};

const STATUSES: [Status; 6] = [
    Status::Unassigned,
    Status::AwaitingIntake,
    Status::InProgress,
    Status::AwaitingReply,
    Status::Resolved,
    Status::Rejected,
];

fn send(number: i64, to: Status, withdrawals: i32) -> String {
    let assignee = match to {
        Status::Unassigned => "null",
        _ => "(select id from staff where login = 'staff2')",
    };
    let stage = first_stage(to);
    format!(
        "update ticket set status = '{to}', stage = '{stage}', assignee_id = {assignee},
            withdrawals = withdrawals + {withdrawals} where number = {number}"
    )
}

#[tokio::test]
async fn a_ticket_goes_where_the_rules_say_and_a_withdrawal_back_where_it_was() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let mut last = 0;
        for (line, from) in LEGAL.iter().zip(STATUSES) {
            for (legal, to) in line.iter().zip(STATUSES) {
                for withdrawals in [0, 1] {
                    last += 1;
                    let ticket = standing(printer_ticket(&office, last), from, &office);
                    keep_ticket(&db, &ticket).await;
                    let sent = bare(&db, &send(last, to, withdrawals)).await;
                    match sent {
                        Ok(1) => assert!(*legal || withdrawals == 1, "{from} > {to} is illegal"),
                        Err(Error::Refused(said)) => {
                            assert!(!legal && withdrawals == 0, "{from} > {to}: {said}");
                            assert!(said.contains("illegal transition"), "{said}");
                        }
                        other => panic!("{from} > {to} with {withdrawals}: {other:?}"),
                    }
                }
            }
        }
        assert_eq!(last, 72);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_counts_one_and_no_more() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        for (number, jump) in [(1, 2), (2, -1)] {
            let ticket = standing(printer_ticket(&office, number), Status::Resolved, &office);
            keep_ticket(&db, &ticket).await;
            let sent = bare(&db, &send(number, Status::AwaitingReply, jump)).await;
            assert!(matches!(sent, Err(Error::Refused(_))), "{jump}: {sent:?}");
        }
    })
    .await;
}

/// Each fact with another value for it.
const FACTS: [(&str, &str); 16] = [
    ("label", "'autre'"),
    ("description", "'autre'"),
    ("criticality", "4"),
    ("priority", "6"),
    ("channel", "'mail'"),
    (
        "contact_id",
        "(select id from contact where last_name = 'Le Goff 9')",
    ),
    (
        "reporter_id",
        "(select id from contact where last_name = 'Le Goff 9')",
    ),
    (
        "reporter_staff_id",
        "(select id from staff where login = 'staff1')",
    ),
    ("company_id", "null"),
    ("equipment_id", "null"),
    ("place_id", "(select id from place)"),
    (
        "category_id",
        "(select id from category order by sort_name, id limit 1)",
    ),
    ("task_id", "(select id from record)"),
    ("contract_id", "(select id from record)"),
    ("reported_at", "created_at"),
    ("due_at", "created_at"),
];

async fn office_with_everything(db: &Db) -> Office {
    let office = Office::found(db, 1).await;
    write(db, async |tx| {
        tx.insert_place(&directory::Place {
            id: PlaceId(id(1)),
            version: 1,
            name: "Dépôt".into(),
            address: String::new(),
            access: String::new(),
            time_zone: "Europe/Paris".into(),
            latitude: None,
            longitude: None,
            company_id: None,
            contact_id: None,
            active: true,
        })
        .await?;
        let record = Record {
            id: id(2),
            version: 1,
            code: "T".into(),
            label: "Tâche".into(),
            company_id: None,
            parent_id: None,
            starts_on: None,
            ends_on: None,
            active: true,
        };
        tx.insert_record("task", &record).await
    })
    .await
    .expect("they are kept");
    office
}

#[tokio::test]
async fn the_facts_of_a_closed_ticket_are_locked_column_by_column() {
    on_both(async |db: Db| {
        let office = office_with_everything(&db).await;
        for (number, status) in (1..).zip(STATUSES) {
            let ticket = standing(printer_ticket(&office, number), status, &office);
            keep_ticket(&db, &ticket).await;
            for (fact, value) in FACTS {
                let sql = format!("update ticket set {fact} = {value} where number = {number}");
                let changed = bare(&db, &sql).await;
                match status.is_closed() {
                    true => assert!(is_locked(&changed), "{status} {fact}: {changed:?}"),
                    false => assert_eq!(changed.expect(fact), 1, "{status} {fact}"),
                }
            }
        }
    })
    .await;
}

#[test]
fn every_fact_people_type_is_tried_on_a_closed_ticket() {
    let facts = serde_json::to_value(ticket::Facts::default()).expect("facts are JSON");
    let facts = facts.as_object().expect("they have names");
    let tried: BTreeSet<&str> = FACTS.iter().map(|fact| fact.0).collect();
    let missing: Vec<&String> = facts
        .keys()
        .filter(|fact| !tried.contains(fact.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn what_is_no_fact_still_changes_on_a_closed_ticket() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let mut ticket = standing(printer_ticket(&office, 1), Status::Resolved, &office);
        keep_ticket(&db, &ticket).await;
        ticket.version = 2;
        ticket.binned_at = Some(at(5));
        ticket.updated_at = at(5);
        let binned = write(&db, async |tx| tx.update_ticket(&ticket, 1).await).await;
        assert!(binned.is_ok(), "{binned:?}");
    })
    .await;
}

#[tokio::test]
async fn a_closed_ticket_takes_no_step_but_those_after_its_closing() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let mut ticket = standing(printer_ticket(&office, 1), Status::InProgress, &office);
        keep_ticket(&db, &ticket).await;
        let mut before = step_of(&ticket, 1);
        let kept = write(&db, async |tx| tx.insert_step(&before).await).await;
        kept.expect("an open ticket takes steps");
        before.minutes = 20;
        let edited = write(&db, async |tx| tx.update_step(&before).await).await;
        edited.expect("an open ticket's steps are edited");

        ticket = standing(ticket, Status::Resolved, &office);
        ticket.version = 2;
        ticket.updated_at += TimeDelta::minutes(1);
        let closed = write(&db, async |tx| tx.update_ticket(&ticket, 1).await).await;
        closed.expect("it closes");

        let mut late = step_of(&ticket, 2);
        let refused = write(&db, async |tx| tx.insert_step(&late).await).await;
        assert!(is_locked(&refused), "{refused:?}");
        late.after_closing = true;
        let taken = write(&db, async |tx| tx.insert_step(&late).await).await;
        assert!(taken.is_ok(), "{taken:?}");
        before.body = "Réécrit".into();
        let refused = write(&db, async |tx| tx.update_step(&before).await).await;
        assert!(is_locked(&refused), "{refused:?}");
        let refused = bare(&db, "delete from step").await;
        assert!(is_locked(&refused), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn history_is_never_rewritten_nor_a_ticket_deleted() {
    on_both(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let event = event_of(&ticket, 1);
        let told = write(&db, async |tx| tx.append_event(&event).await).await;
        told.expect("it is told");
        for sql in [
            "update event set call = 'autre'",
            "update event set version = version",
            "delete from event",
            "delete from ticket",
        ] {
            let refused = bare(&db, sql).await;
            assert!(is_locked(&refused), "{sql}: {refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn history_is_not_emptied_at_once_either() {
    on_postgres(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let event = event_of(&ticket, 1);
        let told = write(&db, async |tx| tx.append_event(&event).await).await;
        told.expect("it is told");
        let refused = bare(&db, "truncate event").await;
        assert!(is_locked(&refused), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_lifted_guard_comes_back() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let ticket = standing(printer_ticket(&office, 1), Status::Resolved, &office);
        keep_ticket(&db, &ticket).await;
        write(&db, async |tx| {
            tx.lift_step_guard().await?;
            tx.insert_step(&step_of(&ticket, 1)).await
        })
        .await
        .expect("a demonstration writes it");
        db.restore_guards().await.expect("it comes back");
        let refused = write(&db, async |tx| tx.insert_step(&step_of(&ticket, 2)).await).await;
        assert!(is_locked(&refused), "{refused:?}");
    })
    .await;
}
