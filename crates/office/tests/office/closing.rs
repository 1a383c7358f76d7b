//! R6: what closing locks, who opens it again, and what the history tells of it all.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::tickets::*;
use guichet_domain::step::NewStep;
use guichet_domain::*;

use crate::desk::step;
use crate::house::{House, id, on_both};
use crate::story::rose_logs_a_call;

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
                            billable: false,
                            without_planning: true,
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
