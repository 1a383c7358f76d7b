//! The demonstration: lived by the rules, the same for the same seed, never over other data.

use guichet_api::Code;
use guichet_domain::{Channel, Event, EventId, Role, Stage, Status, StepId, Ticket};
use guichet_office::Office;
use uuid::Uuid;

use crate::offices;

async fn is_lived(office: &Office) {
    let report = office
        .demo(300, 7)
        .await
        .expect("an empty office is filled");
    assert_eq!(report.tickets, 300);
    assert!(report.steps > 400 && report.events > 2_500, "{report:?}");
    let findings = office.check().await.expect("the check runs");
    assert!(findings.is_empty(), "{findings:#?}");
}

#[tokio::test]
async fn a_demonstration_in_a_file_checks_clean() {
    let (office, _folder) = offices::on_file().await;
    is_lived(&office).await;
}

#[tokio::test]
async fn a_demonstration_on_a_server_checks_clean() {
    let (office, _database) = offices::on_server().await;
    is_lived(&office).await;
    office.close().await;
}

async fn history(office: &Office) -> Vec<Event> {
    let mut tx = office.db().read().await.expect("it reads");
    tx.events_after(EventId(Uuid::nil()), 1_000_000)
        .await
        .expect("the history is read")
}

#[tokio::test]
async fn the_same_seed_makes_the_same_office_and_another_seed_another() {
    let mut told = Vec::new();
    for seed in [3, 3, 4] {
        let (office, _folder) = offices::on_file().await;
        office
            .demo(120, seed)
            .await
            .expect("an empty office is filled");
        told.push(history(&office).await);
    }
    assert!(told[0] == told[1], "two offices of one seed differ");
    assert!(told[0] != told[2], "two seeds make one office");
}

#[tokio::test]
async fn an_office_that_holds_anything_is_refused_and_left_alone() {
    let (office, _folder) = offices::on_file().await;
    office.demo(20, 1).await.expect("an empty office is filled");
    let before = history(&office).await;
    let refused = office.demo(20, 2).await.expect_err("a full one is not");
    assert_eq!(refused.code, Code::NotEmpty);
    assert!(history(&office).await == before);
}

#[tokio::test]
async fn a_demonstration_looks_like_an_office_at_work() {
    let (office, _folder) = offices::on_file().await;
    let report = office
        .demo(1_200, 1)
        .await
        .expect("an empty office is filled");
    let technicians = report
        .logins
        .iter()
        .filter(|login| login.role == Role::Technician);
    assert_eq!(technicians.count(), 8);
    assert!(report.logins.iter().any(|login| login.login == "n.legoff"));

    let mut tx = office.db().read().await.expect("it reads");
    let tickets: Vec<Ticket> = tx
        .kept_tickets(Uuid::nil(), Uuid::max())
        .await
        .expect("tickets")
        .into_iter()
        .map(|row| row.ticket)
        .collect();
    let count =
        |test: &dyn Fn(&Ticket) -> bool| tickets.iter().filter(|ticket| test(ticket)).count();
    let open = count(&|ticket| !ticket.status.is_closed());
    assert!((35..=65).contains(&open), "{open} open");
    let late = count(&|ticket| ticket.is_late(offices::afternoon().now()));
    assert!((2..=20).contains(&late), "{late} late");
    for status in Status::ALL {
        assert!(count(&|ticket| ticket.status == *status) > 2, "no {status}");
    }
    for channel in Channel::ALL {
        assert!(
            count(&|ticket| ticket.channel == *channel) > 20,
            "no {channel}"
        );
    }
    for stage in Stage::ALL
        .iter()
        .filter(|stage| **stage != Stage::Disagreement)
    {
        assert!(count(&|ticket| ticket.stage == *stage) > 0, "no {stage}");
    }
    assert!(count(&|ticket| ticket.merged_into.is_some()) > 3);
    assert!(count(&|ticket| ticket.binned_at.is_some()) > 0);
    assert!(
        tickets
            .iter()
            .map(|ticket| ticket.number)
            .eq(17_226..17_226 + 1_200)
    );
    assert!(tickets.is_sorted_by_key(|ticket| ticket.created_at));
}

/// A closed ticket takes no further step, whoever asks.
async fn is_guarded(office: &Office) {
    office.demo(60, 1).await.expect("an empty office is filled");
    let mut tx = office.db().write().await.expect("it writes");
    let rows = tx.kept_tickets(Uuid::nil(), Uuid::max()).await;
    let resolved = rows.expect("tickets").into_iter().map(|row| row.ticket);
    let mut resolved = resolved.filter(|ticket| ticket.status == Status::Resolved);
    let ticket = resolved.next().expect("one is resolved");
    let steps = tx.steps(ticket.id).await.expect("its steps");
    let mut step = steps.into_iter().next().expect("it was worked on");
    step.id = StepId(Uuid::max());
    let refused = tx.insert_step(&step).await.expect_err("it is closed");
    assert!(matches!(refused, guichet_store::Error::Locked), "{refused}");
}

#[tokio::test]
async fn the_guards_of_a_file_stand_again_once_it_is_filled() {
    let (office, _folder) = offices::on_file().await;
    is_guarded(&office).await;
}

#[tokio::test]
async fn the_guards_of_a_server_stand_again_once_it_is_filled() {
    let (office, _database) = offices::on_server().await;
    is_guarded(&office).await;
    office.close().await;
}
