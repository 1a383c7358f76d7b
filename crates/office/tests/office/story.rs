//! The main job, from the phone ringing to the ticket an administrator reopens.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::reception::NewContact;
use guichet_api::tickets::*;
use guichet_domain::step::NewStep;
use guichet_domain::*;
use guichet_testkit::image;

use crate::desk::{answer, step};
use crate::house::{House, id, on_both};

/// Rose logs a call of somebody new, with the screenshot they sent.
async fn rose_logs_a_call(house: &House) -> TicketSheet {
    let file = house
        .office
        .upload(&house.rose, "C:\\captures\\écran.png", image::screenshot())
        .await
        .expect("a picture is kept");
    let request = OpenTicket {
        new_contact: Some(NewContact {
            title: "M.".into(),
            first_name: "Yann".into(),
            last_name: "Le Floch".into(),
            phone: "+33 2 97 55 10 20".into(),
            mail: String::new(),
            company_id: Some(house.bakery.id),
            company_name: String::new(),
        }),
        attachments: vec![file.id],
        note: "Il rappelle à midi.".into(),
        ..house.request("Imprimante à étiquettes muette")
    };
    house.does(house.rose, request).await
}

fn interventions(sheet: &TicketSheet) -> Vec<(InterventionStatus, StaffId)> {
    let all = sheet.interventions.iter();
    all.map(|one| (one.status, one.assignee_id)).collect()
}

#[tokio::test]
async fn r1_r2_a_call_is_logged_with_its_picture_and_a_new_contact_in_one_gesture() {
    on_both(async |house: House| {
        let sheet = rose_logs_a_call(&house).await;
        let ticket = &sheet.ticket;
        assert_eq!(
            (ticket.status, ticket.channel),
            (Status::Unassigned, Channel::Phone)
        );
        assert_eq!(ticket.company_id, Some(house.bakery.id));
        assert_eq!(ticket.created_by_staff_id, Some(id(house.rose)));
        let contact = sheet.contact.expect("the new contact");
        assert_eq!(contact.name(), "M. Yann Le Floch");
        let [file] = &sheet.attachments[..] else {
            panic!("one file: {:?}", sheet.attachments)
        };
        assert_eq!((&*file.name, &*file.media_type), ("écran.png", "image/png"));
        let small = house.office.file(&house.tom, file.id, true).await;
        assert_eq!(small.expect("a thumbnail").media_type, "image/png");
        let whole = house.office.file(&house.tom, file.id, false).await;
        assert_eq!(whole.expect("the file").bytes, image::screenshot());
        let [note] = &sheet.steps[..] else {
            panic!("one note: {:?}", sheet.steps)
        };
        assert!(!note.public && note.body == "Il rappelle à midi.");
        assert!(
            sheet.interventions.is_empty(),
            "R15: only an assignment creates one"
        );
    })
    .await;
}

#[tokio::test]
async fn r3_a_priority_and_a_due_time_are_proposed_from_the_criticality() {
    on_both(async |house: House| {
        let mut request = house.request("Plus de réseau");
        request.facts.criticality = Some(Criticality::Critical);
        let ticket = house.does(house.rose, request).await.ticket;
        assert_eq!(ticket.priority, Priority::Urgent);
        assert_eq!(ticket.due_at, ticket.created_at + TimeDelta::hours(4));
        assert_eq!(ticket.due_by, None);
    })
    .await;
}

#[tokio::test]
async fn r4_a_new_ticket_is_in_every_technicians_queue_and_an_assigned_one_still_is() {
    on_both(async |house: House| {
        let number = rose_logs_a_call(&house).await.ticket.number;
        for technician in [house.tom, house.tina] {
            assert_eq!(
                house.queue(technician, TicketFilter::default()).await,
                [number]
            );
        }
        let moved = house.assigns(house.sam, number, house.tom).await;
        assert_eq!(moved.status, Status::AwaitingIntake);
        for technician in [house.tom, house.tina] {
            assert_eq!(
                house.queue(technician, TicketFilter::default()).await,
                [number]
            );
            assert_eq!(house.finds(technician, "etiquettes").await, [number]);
        }
    })
    .await;
}

#[tokio::test]
async fn r8_seeing_an_assigned_ticket_is_not_writing_it() {
    on_both(async |house: House| {
        let number = rose_logs_a_call(&house).await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        let request = |step: NewStep| AddStep {
            number,
            step,
            attachments: Vec::new(),
            wait: false,
        };
        let seen = step(StepKind::Information, "Je regarde", 0);
        let code = house.code(house.tina, request(seen.clone())).await;
        assert_eq!(code, Code::Forbidden);
        let sheet = house.does(house.tom, request(seen)).await;
        assert_eq!(
            sheet.ticket.status,
            Status::InProgress,
            "R4: his first step begins it"
        );
    })
    .await;
}

#[tokio::test]
async fn r8_once_taken_the_others_lose_sight_of_it_everywhere() {
    on_both(async |house: House| {
        let sheet = rose_logs_a_call(&house).await;
        let (number, file) = (sheet.ticket.number, sheet.attachments[0].id);
        house.assigns(house.sam, number, house.tom).await;
        let all = TicketFilter::default;
        assert_eq!(house.counts(house.tina, all()).await, 1);
        house.takes(house.tom, number).await;

        let tina = house.tina;
        assert_eq!(house.queue(tina, all()).await, Vec::<i64>::new());
        assert_eq!(house.counts(tina, all()).await, 0);
        assert_eq!(house.finds(tina, "etiquettes").await, Vec::<i64>::new());
        assert_eq!(
            house.finds(tina, &number.to_string()).await,
            Vec::<i64>::new()
        );
        assert_eq!(house.code(tina, GetTicket { number }).await, Code::NotFound);
        assert_eq!(
            house.code(tina, TicketHistory { number }).await,
            Code::NotFound
        );
        for thumbnail in [true, false] {
            let refused = house.office.file(&tina, file, thumbnail).await;
            assert_eq!(refused.expect_err("it is not hers").code, Code::NotFound);
        }
        for sees in [house.tom, house.rose, house.sam, house.ann] {
            assert_eq!(house.queue(sees, all()).await, [number]);
            assert!(house.office.file(&sees, file, false).await.is_ok());
        }
    })
    .await;
}

#[tokio::test]
async fn r10_minutes_are_those_of_the_steps_whoever_wrote_them() {
    on_both(async |house: House| {
        let number = rose_logs_a_call(&house).await.ticket.number;
        house.takes(house.tom, number).await;
        house
            .writes(house.tom, number, step(StepKind::Instruction, "Pilote", 20))
            .await;
        let by_tina = NewStep {
            executor_id: Some(id(house.tina)),
            ..step(StepKind::Instruction, "Tina a changé la tête", 25)
        };
        let sheet = house.writes(house.tom, number, by_tina).await;
        assert_eq!(sheet.minutes, 45);
        let last = sheet.steps.last().expect("three steps");
        assert_eq!(last.by_staff_id, Some(id(house.tom)));
        assert_eq!(last.executor_id, Some(id(house.tina)));
        assert_eq!(last.intervention_id, Some(sheet.interventions[0].id));
        assert_eq!(
            interventions(&sheet),
            [(InterventionStatus::Started, id(house.tom))]
        );
        // Who executed a step is on the ticket (R8).
        assert_eq!(house.reads(house.tina, number).await.minutes, 45);
    })
    .await;
}

#[tokio::test]
async fn r4_the_clients_answer_by_phone_resumes_what_waited() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran noir").await.ticket.number;
        house.takes(house.tom, number).await;
        assert_eq!(
            house.waits(house.tom, number).await.status,
            Status::AwaitingReply
        );
        let said = answer(house.marie.id, "Oui, il est branché.");
        let sheet = house.writes(house.tom, number, said).await;
        assert_eq!(sheet.ticket.status, Status::InProgress);
        let last = sheet.steps.last().expect("her answer");
        assert_eq!(last.by_contact_id, Some(house.marie.id));
        assert_eq!(last.executor_id, None);
        assert!(last.public);
    })
    .await;
}

#[tokio::test]
async fn r12_a_receptionist_leaves_a_message_on_any_card_and_nothing_more() {
    on_both(async |house: House| {
        let number = house.logs(house.tom, "Écran noir").await.ticket.number;
        house.takes(house.tom, number).await;
        house.waits(house.tom, number).await;
        let message = LeaveMessage {
            number,
            body: "Elle a rappelé.".into(),
            attachments: Vec::new(),
        };
        let card = house.does(house.rose, message).await;
        assert_eq!((card.number, card.status), (number, Status::AwaitingReply));
        assert_eq!(
            house.code(house.rose, GetTicket { number }).await,
            Code::NotFound
        );
        let sheet = house.reads(house.tom, number).await;
        let left = sheet.steps.last().expect("her message");
        assert_eq!(left.by_staff_id, Some(id(house.rose)));
        assert!(!left.public);
    })
    .await;
}

#[tokio::test]
async fn r12_a_message_in_somebody_elses_name_is_no_message() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran noir").await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        let begins = NewStep {
            executor_id: Some(id(house.tom)),
            ..step(StepKind::Information, "Tom commence", 0)
        };
        let says = NewStep {
            public: false,
            ..answer(house.marie.id, "C’est bon")
        };
        for step in [begins, says] {
            let request = AddStep {
                number,
                step,
                attachments: Vec::new(),
                wait: false,
            };
            assert_eq!(house.code(house.rose, request).await, Code::Forbidden);
        }
        let status = house.reads(house.sam, number).await.ticket.status;
        assert_eq!(status, Status::AwaitingIntake);
    })
    .await;
}

/// A ticket Tom took, worked on and resolved.
async fn resolved(house: &House) -> TicketSheet {
    let number = rose_logs_a_call(house).await.ticket.number;
    house.assigns(house.sam, number, house.tom).await;
    house.takes(house.tom, number).await;
    house
        .writes(house.tom, number, step(StepKind::Instruction, "Pilote", 20))
        .await;
    let request = ResolveTicket {
        number,
        version: house.version(number).await,
        step: Some(NewStep {
            public: true,
            ..step(StepKind::Solution, "Pilote réinstallé", 5)
        }),
    };
    let moved = house.does(house.tom, request).await;
    assert_eq!(moved.status, Status::Resolved);
    *moved.sheet.expect("Tom still sees it")
}

#[tokio::test]
async fn r6_closing_locks_everything_for_everybody() {
    on_both(async |house: House| {
        let sheet = resolved(&house).await;
        let (number, version) = (sheet.ticket.number, sheet.ticket.version);
        let other = house.logs(house.rose, "Autre chose").await.ticket.number;
        let mine = sheet.steps.last().expect("the solution").id;
        let intervention = &sheet.interventions[0];
        for who in [house.tom, house.sam, house.ann] {
            let mut facts = sheet.ticket.facts();
            facts.label = "Autrement".into();
            let stage = Stage::Correction;
            let step = step(StepKind::Information, "Encore", 5);
            let codes = [
                house
                    .code(
                        who,
                        EditTicket {
                            number,
                            version,
                            facts,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        AssignTicket {
                            number,
                            version,
                            to: id(house.tina),
                        },
                    )
                    .await,
                house.code(who, TakeTicket { number, version }).await,
                house.code(who, UnassignTicket { number, version }).await,
                house
                    .code(
                        who,
                        WaitTicket {
                            number,
                            version,
                            stage: Stage::Waiting,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        SetStage {
                            number,
                            version,
                            stage,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        ResolveTicket {
                            number,
                            version,
                            step: None,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        ResolveTicket {
                            number,
                            version,
                            step: Some(step.clone()),
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        RejectTicket {
                            number,
                            version,
                            stage: Stage::Rejected,
                            reason: "non".into(),
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        SetPeople {
                            number,
                            version,
                            technicians: vec![id(house.tina)],
                            observers: vec![],
                            other_equipment: vec![],
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        AddStep {
                            number,
                            step,
                            attachments: vec![],
                            wait: false,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        LeaveMessage {
                            number,
                            body: "Encore".into(),
                            attachments: vec![],
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        EditStep {
                            number,
                            step_id: mine,
                            body: "Autre".into(),
                            minutes: 50,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        AttachFiles {
                            number,
                            attachments: vec![],
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        LinkTickets {
                            number,
                            kind: LinkKind::BlockedBy,
                            to: other,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        UnlinkTickets {
                            number,
                            kind: LinkKind::BlockedBy,
                            to: other,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        MergeTickets {
                            source: number,
                            version,
                            target: other,
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        SplitTicket {
                            number,
                            step_id: mine,
                            label: "Autre".into(),
                        },
                    )
                    .await,
                house
                    .code(
                        who,
                        SetIntervention {
                            id: intervention.id,
                            version: intervention.version,
                            kind_id: None,
                            product_id: None,
                            billable: true,
                            without_planning: false,
                        },
                    )
                    .await,
            ];
            assert_eq!(codes, [Code::Locked; 19], "{who:?}");
        }
        let bulk = ChangeTickets {
            items: vec![TicketVersion { number, version }],
            change: BulkChange::Priority(Priority::Urgent),
        };
        let bulk = house.does(house.ann, bulk).await;
        assert_eq!(bulk.refused[0].error.code, Code::Locked);
        assert_eq!(
            house.reads(house.ann, number).await,
            TicketSheet {
                may: house.reads(house.ann, number).await.may,
                withdraw_until: None,
                ..sheet
            }
        );
    })
    .await;
}

#[tokio::test]
async fn r6_a_technician_cannot_reopen_and_an_administrator_can() {
    on_both(async |house: House| {
        let sheet = resolved(&house).await;
        let (number, version) = (sheet.ticket.number, sheet.ticket.version);
        house.clock.advance(TimeDelta::minutes(5));
        for who in [house.tom, house.sam, house.rose] {
            let code = house.code(who, ReopenTicket { number, version }).await;
            assert_eq!(code, Code::Forbidden);
        }
        let moved = house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        assert_eq!(moved.status, Status::InProgress);
        let again = moved.sheet.expect("Ann sees it all");
        assert_eq!(again.ticket.assignee_id, Some(id(house.tom)));
        assert_eq!(again.ticket.closed_at, None);
    })
    .await;
}

#[tokio::test]
async fn r4_a_ticket_whose_assignee_left_is_reopened_into_the_pool() {
    on_both(async |house: House| {
        let number = resolved(&house).await.ticket.number;
        let all = house
            .does(house.ann, guichet_api::people::ListStaff {})
            .await;
        let tom = all.into_iter().find(|staff| staff.id == id(house.tom));
        let staff = Staff {
            active: false,
            ..tom.expect("Tom")
        };
        let password = String::new();
        house
            .does(
                house.ann,
                guichet_api::people::SaveStaff { staff, password },
            )
            .await;
        let version = house.version(number).await;
        let moved = house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        assert_eq!(moved.status, Status::Unassigned);
        assert_eq!(
            house.queue(house.tina, TicketFilter::default()).await,
            [number]
        );
    })
    .await;
}

#[tokio::test]
async fn r18_the_intervention_follows_its_ticket() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Chaudière").await.ticket.number;
        let given = house.assigns(house.sam, number, house.tom).await;
        let given = given.sheet.expect("Sam sees it");
        assert_eq!(
            interventions(&given),
            [(InterventionStatus::ToPlan, id(house.tom))]
        );
        house.assigns(house.sam, number, house.tina).await;
        let moved = house.reads(house.sam, number).await;
        assert_eq!(
            interventions(&moved),
            [(InterventionStatus::ToPlan, id(house.tina))]
        );
        let version = house.version(number).await;
        house
            .does(house.sam, UnassignTicket { number, version })
            .await;
        let back = house.reads(house.sam, number).await;
        assert_eq!(
            interventions(&back),
            [(InterventionStatus::Cancelled, id(house.tina))]
        );

        house.takes(house.tom, number).await;
        house
            .writes(house.tom, number, step(StepKind::Instruction, "Purge", 40))
            .await;
        house.resolves(house.tom, number).await;
        let done = house.reads(house.tom, number).await;
        let expected = [
            (InterventionStatus::Cancelled, id(house.tina)),
            (InterventionStatus::Done, id(house.tom)),
        ];
        assert_eq!(interventions(&done), expected);
        let version = done.ticket.version;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        let again = house.reads(house.ann, number).await;
        assert_eq!(interventions(&again)[1].0, InterventionStatus::Started);
        let billed = &again.interventions[1];
        let bill = SetIntervention {
            id: billed.id,
            version: billed.version,
            kind_id: None,
            product_id: None,
            billable: true,
            without_planning: false,
        };
        house.does(house.tom, bill).await;
        house.resolves(house.tom, number).await;
        let version = house.version(number).await;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        let third = house.reads(house.ann, number).await;
        let statuses: Vec<_> = interventions(&third).into_iter().map(|one| one.0).collect();
        let expected = [
            InterventionStatus::Cancelled,
            InterventionStatus::ToInvoice,
            InterventionStatus::ToPlan,
        ];
        assert_eq!(
            statuses, expected,
            "R18: one to invoice is never begun again"
        );
    })
    .await;
}

#[tokio::test]
async fn r18_rejecting_annuls_an_intervention_without_a_minute() {
    on_both(async |house: House| {
        for (minutes, expected) in [
            (0, InterventionStatus::Cancelled),
            (15, InterventionStatus::Done),
        ] {
            let number = house.logs(house.rose, "Bruit").await.ticket.number;
            house.takes(house.tom, number).await;
            house
                .writes(
                    house.tom,
                    number,
                    step(StepKind::Information, "Vu", minutes),
                )
                .await;
            house.rejects(house.tom, number, "Hors contrat").await;
            let sheet = house.reads(house.tom, number).await;
            assert_eq!(interventions(&sheet)[0].0, expected, "{minutes} minutes");
            assert_eq!(sheet.ticket.reason.as_deref(), Some("Hors contrat"));
        }
    })
    .await;
}

#[tokio::test]
async fn r39_the_history_tells_everything_in_order_with_names() {
    on_both(async |house: House| {
        let number = resolved(&house).await.ticket.number;
        house.clock.advance(TimeDelta::minutes(5));
        let version = house.version(number).await;
        house
            .does(house.ann, ReopenTicket { number, version })
            .await;
        let lines = house.does(house.tom, TicketHistory { number }).await;
        assert!(lines.is_sorted_by_key(|line| line.at));
        let mut calls: Vec<&str> = lines.iter().map(|line| &*line.call).collect();
        calls.dedup();
        let expected = [
            "open_ticket",
            "assign_ticket",
            "take_ticket",
            "add_step",
            "resolve_ticket",
            "reopen_ticket",
        ];
        assert_eq!(calls, expected);
        let statuses: Vec<&str> = lines
            .iter()
            .filter(|line| line.entity == event::Entity::Ticket)
            .flat_map(|line| &line.changes)
            .filter(|change| change.field == "status")
            .filter_map(|change| change.after.as_str())
            .collect();
        let expected = [
            "unassigned",
            "awaiting_intake",
            "in_progress",
            "resolved",
            "in_progress",
        ];
        assert_eq!(statuses, expected);
        let assigned = lines.iter().find(|line| line.call == "assign_ticket");
        let assigned = assigned.expect("the assignment");
        assert_eq!(assigned.by_staff_id, Some(id(house.sam)));
        let name = assigned.names.get(&id(house.tom).to_string());
        assert_eq!(name.map(String::as_str), Some("tom Le Roux"));
        let opened = &lines[0];
        assert!(opened.names.values().any(|name| name == "M. Yann Le Floch"));
        assert!(
            opened
                .names
                .values()
                .any(|name| name == "Boulangerie Le Bihan")
        );
    })
    .await;
}
