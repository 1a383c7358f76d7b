//! R38: changes made on a version that is no longer the last one, on both engines and behind the policies.

use guichet_api::tickets::*;
use guichet_api::{ApiError, Code};
use guichet_domain::*;

use crate::desk::{edit, step};
use crate::house::{House, id, on_both};
use crate::live::beside;

fn conflict(error: ApiError) -> Conflict {
    let told = error.conflict.expect("what collides");
    serde_json::from_value(*told).expect("a conflict")
}

#[tokio::test]
async fn r38_two_who_edit_the_same_version_are_both_kept_where_they_do_not_collide() {
    on_both(async |house: House| {
        let seen = house.logs(house.rose, "Écran").await;
        let first = edit(&seen, |facts| facts.label = "Écran noir".into());
        let second = edit(&seen, |facts| facts.priority = Some(Priority::Urgent));
        house.does(house.rose, first).await;
        let both = house.does(house.sam, second).await.ticket;
        assert_eq!(
            (&*both.label, both.priority, both.version),
            ("Écran noir", Priority::Urgent, 3)
        );
    })
    .await;
}

#[tokio::test]
async fn r38_what_collides_is_told_with_who_and_when_and_is_settled_by_choosing() {
    on_both(async |house: House| {
        let seen = house.logs(house.rose, "Écran").await;
        house.clock.advance(chrono::TimeDelta::minutes(2));
        let first = edit(&seen, |facts| {
            facts.label = "Écran noir".into();
            facts.criticality = Some(Criticality::Serious);
        });
        house.does(house.rose, first).await;
        let second = edit(&seen, |facts| {
            facts.label = "Écran bleu".into();
            facts.description = "Depuis ce matin".into();
        });
        let error = house.refused(house.sam, second).await;
        assert_eq!(error.code, Code::Conflict);
        let conflict = conflict(error);
        let [collision] = &conflict.collisions[..] else {
            panic!("{conflict:?}")
        };
        assert_eq!(collision.change.field, "label");
        assert_eq!(
            (
                &collision.change.before,
                &collision.change.after,
                &collision.mine
            ),
            (&"Écran".into(), &"Écran noir".into(), &"Écran bleu".into())
        );
        assert_eq!(collision.by_staff_id, Some(id(house.rose)));
        assert_eq!(collision.at, house.clock.now());
        assert_eq!((conflict.version, conflict.since.len()), (2, 1));
        let untouched = house.reads(house.sam, seen.ticket.number).await.ticket;
        assert_eq!((&*untouched.description, untouched.version), ("", 2));

        let mut facts = conflict.facts.expect("facts to choose among");
        facts.label = "Écran noir, puis bleu".into();
        let chosen = EditTicket {
            number: seen.ticket.number,
            version: conflict.version,
            facts,
        };
        let ticket = house.does(house.sam, chosen).await.ticket;
        assert_eq!(
            (&*ticket.label, &*ticket.description, ticket.criticality),
            (
                "Écran noir, puis bleu",
                "Depuis ce matin",
                Criticality::Serious
            )
        );
    })
    .await;
}

#[tokio::test]
async fn r38_a_move_passes_over_a_fact_and_a_step_and_not_over_another_move() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.takes(house.tom, number).await;
        let seen = house.reads(house.tom, number).await;
        let version = seen.ticket.version;
        house
            .does(house.sam, edit(&seen, |facts| facts.label = "Noir".into()))
            .await;
        house
            .writes(house.sam, number, step(StepKind::Information, "Vu", 0))
            .await;
        let stage = Stage::Waiting;
        let waits = WaitTicket {
            number,
            version,
            stage,
        };
        house.does(house.tom, waits).await;
        let to = id(house.tina);
        let late = AssignTicket {
            number,
            version,
            to,
        };
        let error = house.refused(house.sam, late).await;
        let conflict = conflict(error);
        let fields: Vec<_> = conflict
            .collisions
            .iter()
            .map(|one| (&*one.change.field, one.by_staff_id))
            .collect();
        let tom = Some(id(house.tom));
        assert_eq!(fields, [("status", tom), ("stage", tom)]);
        assert_eq!(conflict.facts, None);
    })
    .await;
}

#[tokio::test]
async fn r38_two_who_change_the_people_of_a_ticket_are_both_kept() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.assigns(house.sam, number, house.sam).await;
        let version = house.version(number).await;
        let people = |technicians: Vec<StaffId>, observers| SetPeople {
            number,
            version,
            technicians,
            observers,
            other_equipment: vec![],
        };
        house
            .does(house.sam, people(vec![id(house.tom)], vec![]))
            .await;
        let second = people(vec![id(house.tina)], vec![house.marie.id]);
        house.does(house.ann, second).await;
        let sheet = house.reads(house.ann, number).await;
        let (mut both, mut expected) = (sheet.technicians, vec![id(house.tom), id(house.tina)]);
        both.sort();
        expected.sort();
        assert_eq!((both, sheet.observers.len()), (expected, 1));
    })
    .await;
}

#[tokio::test]
async fn r38_twenty_who_save_at_once_on_two_workstations_lose_nothing() {
    on_both(async |house: House| {
        let seen = house.logs(house.rose, "Écran").await;
        let offices = [house.office.clone(), beside(&house).await];
        let saves: Vec<_> = (0..20)
            .map(|rank: usize| {
                let office = offices[rank % 2].clone();
                let (sam, edited) = (house.sam, seen.clone());
                let edited = edit(&edited, |facts| match rank % 4 {
                    0 => facts.label = "Noir".into(),
                    1 => facts.description = "Depuis ce matin".into(),
                    2 => facts.priority = Some(Priority::Urgent),
                    _ => facts.criticality = Some(Criticality::Critical),
                });
                tokio::spawn(async move { office.call(sam, edited).await })
            })
            .collect();
        let mut refused = Vec::new();
        for save in saves {
            refused.extend(save.await.expect("it answers").err());
        }
        // Overtaken at each of its tries, a save says so; it is never half kept.
        assert!(
            refused.iter().all(|error| error.code == Code::Conflict),
            "{refused:?}"
        );
        let ticket = house.reads(house.sam, seen.ticket.number).await.ticket;
        assert_eq!(
            (
                &*ticket.label,
                &*ticket.description,
                ticket.priority,
                ticket.criticality
            ),
            (
                "Noir",
                "Depuis ce matin",
                Priority::Urgent,
                Criticality::Critical
            )
        );
        offices[1].close().await;
    })
    .await;
}
