//! R38: two people on one ticket; nothing is lost, each is told.

use guichet_api::Code;
use guichet_api::directory::SaveCompany;
use guichet_api::settings::{GetCatalog, SaveSettings};
use guichet_api::tickets::*;
use guichet_domain::*;

use crate::desk::{edit, step};
use crate::house::{House, id, on_both};

#[tokio::test]
async fn r38_every_move_names_the_version_it_was_made_on() {
    on_both(async |house: House| {
        let sheet = house.logs(house.rose, "Écran").await;
        let number = sheet.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        house.takes(house.tom, number).await;
        let old = sheet.ticket.version;
        for version in [old, 0, -1, i64::MAX] {
            let to = id(house.tina);
            let stage = Stage::Waiting;
            let step = Some(step(StepKind::Solution, "Fait", 0));
            let reason = "non".to_owned();
            let codes = [
                house
                    .code(
                        house.sam,
                        AssignTicket {
                            number,
                            version,
                            to,
                        },
                    )
                    .await,
                house
                    .code(house.sam, UnassignTicket { number, version })
                    .await,
                house
                    .code(
                        house.tom,
                        WaitTicket {
                            number,
                            version,
                            stage,
                        },
                    )
                    .await,
                house
                    .code(
                        house.tom,
                        SetStage {
                            number,
                            version,
                            stage: Stage::Correction,
                        },
                    )
                    .await,
                house
                    .code(
                        house.tom,
                        ResolveTicket {
                            number,
                            version,
                            step: None,
                        },
                    )
                    .await,
                house
                    .code(
                        house.tom,
                        ResolveTicket {
                            number,
                            version,
                            step,
                        },
                    )
                    .await,
                house
                    .code(
                        house.tom,
                        RejectTicket {
                            number,
                            version,
                            stage: Stage::Rejected,
                            reason,
                        },
                    )
                    .await,
                house.code(house.sam, BinTicket { number, version }).await,
            ];
            assert_eq!(codes, [Code::Conflict; 8], "version {version}");
        }
        let sheet = house.reads(house.sam, number).await;
        assert_eq!(sheet.steps, [], "no step of a refused closing stays");
    })
    .await;
}

#[tokio::test]
async fn r38_two_technicians_take_at_once_and_one_has_it() {
    on_both(async |house: House| {
        let sheet = house.logs(house.rose, "Écran").await;
        let (number, version) = (sheet.ticket.number, sheet.ticket.version);
        let take = |who: Actor| {
            let office = house.office.clone();
            tokio::spawn(async move { office.call(who, TakeTicket { number, version }).await })
        };
        let (tom, tina) = (take(house.tom), take(house.tina));
        let (tom, tina) = (
            tom.await.expect("it answers"),
            tina.await.expect("it answers"),
        );
        assert!(tom.is_ok() != tina.is_ok(), "{tom:?} {tina:?}");
        let loser = tom.err().or(tina.err()).expect("one of them");
        assert!(
            matches!(loser.code, Code::Conflict | Code::NotFound),
            "{loser:?}"
        );
        assert_eq!(house.reads(house.sam, number).await.interventions.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn r38_an_edit_that_changes_nothing_is_no_version() {
    on_both(async |house: House| {
        let sheet = house.logs(house.rose, "Écran").await;
        let same = house.does(house.rose, edit(&sheet, |_| ())).await;
        assert_eq!(same.ticket, sheet.ticket);
    })
    .await;
}

#[tokio::test]
async fn r5_only_its_author_edits_a_step_and_both_texts_stay() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        house.takes(house.tom, number).await;
        let sheet = house
            .writes(house.tom, number, step(StepKind::Information, "Vu", 0))
            .await;
        let step_id = sheet.steps[0].id;
        let edit = EditStep {
            number,
            step_id,
            body: "Vu sur place".into(),
            minutes: 15,
        };
        assert_eq!(house.code(house.sam, edit.clone()).await, Code::Forbidden);
        house.clock.advance(chrono::TimeDelta::minutes(1));
        let sheet = house.does(house.tom, edit).await;
        let step = &sheet.steps[0];
        assert_eq!(step.body_before.as_deref(), Some("Vu"));
        assert_eq!((&*step.body, step.minutes), ("Vu sur place", 15));
        assert!(step.edited_at.is_some());
        let status = sheet.interventions[0].status;
        assert_eq!(status, InterventionStatus::Started, "R15: its first minute");
    })
    .await;
}

#[tokio::test]
async fn r13_the_directory_and_the_settings_are_versioned_too() {
    on_both(async |house: House| {
        let mut first = house.bakery.clone();
        first.phone = "02 97 00 00 00".into();
        let mut second = house.bakery.clone();
        second.note = "Livraison derrière".into();
        house.does(house.rose, SaveCompany { company: first }).await;
        let second = SaveCompany { company: second };
        assert_eq!(house.code(house.tom, second).await, Code::Conflict);
        let before = house.does(house.ann, GetCatalog {}).await.settings;
        let mut settings = before.clone();
        settings.reopening_days = 15;
        let request = SaveSettings { before, settings };
        house.does(house.ann, request.clone()).await;
        assert_eq!(house.code(house.ann, request).await, Code::Conflict);
    })
    .await;
}

#[tokio::test]
async fn r13_the_last_administrator_stays_one() {
    on_both(async |house: House| {
        let all = house
            .does(house.ann, guichet_api::people::ListStaff {})
            .await;
        let ann = all.into_iter().find(|staff| staff.login == "ann");
        let ann = ann.expect("Ann");
        for staff in [
            Staff {
                active: false,
                ..ann.clone()
            },
            Staff {
                role: Role::Supervisor,
                ..ann.clone()
            },
        ] {
            let password = String::new();
            let request = guichet_api::people::SaveStaff { staff, password };
            let error = house.refused(house.ann, request).await;
            assert_eq!(error.fields["role"], "one_required");
        }
    })
    .await;
}

#[tokio::test]
async fn bulk_changes_what_it_may_and_tells_the_rest() {
    on_both(async |house: House| {
        let mut items = Vec::new();
        for label in ["Un", "Deux", "Trois", "Quatre"] {
            let ticket = house.logs(house.rose, label).await.ticket;
            items.push(TicketVersion {
                number: ticket.number,
                version: ticket.version,
            });
        }
        house.takes(house.tina, items[1].number).await;
        house.resolves(house.sam, items[2].number).await;
        items[2].version = house.version(items[2].number).await;
        items[3].version += 1;
        items.push(TicketVersion {
            number: 999,
            version: 1,
        });
        let change = BulkChange::Priority(Priority::Urgent);
        let request = ChangeTickets {
            items: items.clone(),
            change,
        };
        let bulk = house.does(house.sam, request.clone()).await;
        // Who has a ticket is another matter than its priority.
        let done = [(0, 2), (1, 3)].map(|(at, version): (usize, _)| TicketVersion {
            number: items[at].number,
            version,
        });
        assert_eq!(bulk.done, done);
        let refused: Vec<(i64, Code)> = bulk
            .refused
            .iter()
            .map(|refused| (refused.number, refused.error.code))
            .collect();
        let expected = [
            (items[2].number, Code::Locked),
            (items[3].number, Code::Conflict),
            (999, Code::NotFound),
        ];
        assert_eq!(refused, expected);
        let bulk = house.does(house.tom, request).await;
        let unseen = bulk
            .refused
            .iter()
            .find(|refused| refused.number == items[1].number);
        assert_eq!(unseen.expect("Tina’s").error.code, Code::NotFound);
    })
    .await;
}

#[tokio::test]
async fn bulk_is_five_hundred_tickets_at_most() {
    on_both(async |house: House| {
        let items = vec![
            TicketVersion {
                number: 1,
                version: 1
            };
            501
        ];
        let change = BulkChange::Take;
        let error = house
            .refused(house.tom, ChangeTickets { items, change })
            .await;
        assert_eq!(error.fields["items"], "out_of_range");
    })
    .await;
}
