//! The arguments of every call for a scene; a call without any fails. Those about no ticket are in `premises`.

use guichet_api::Call;
use guichet_api::lists::*;
use guichet_api::notices::*;
use guichet_api::tickets::*;
use guichet_domain::step::NewStep;
use guichet_domain::*;
use serde_json::{Value, json};

use crate::desk::{answer, step};
use crate::grounds::{Scene, word};
use crate::house::{House, id};
use crate::premises;

/// What a call is asked in a scene.
pub fn args(house: &House, scene: &Scene, call: &str, case: &str) -> Value {
    let found = of_a_ticket(house, scene, call, case)
        .or_else(|| of_lists(house, scene, call, case))
        .or_else(|| of_steps(house, scene, call, case))
        .or_else(|| of_moves(house, scene, call, case))
        .or_else(|| premises::args(house, scene, call));
    found.unwrap_or_else(|| panic!("{call} {case} has no arguments in the test"))
}

/// A request as the wire carries it.
pub fn asked<C: Call>(request: C) -> Option<Value> {
    Some(json!(request))
}

/// One microsecond of creation: this ticket and no other.
fn alone(ticket: &Ticket) -> TicketFilter {
    TicketFilter {
        created_from: Some(ticket.created_at),
        created_before: Some(ticket.created_at + chrono::TimeDelta::microseconds(1)),
        ..TicketFilter::default()
    }
}

fn of_lists(_: &House, scene: &Scene, call: &str, _: &str) -> Option<Value> {
    let ticket = &scene.ticket;
    match call {
        "list_tickets" => asked(ListTickets {
            filter: alone(ticket),
            sort: TicketSort::Due,
            descending: false,
            after: None,
            limit: 10,
        }),
        "count_tickets" => asked(CountTickets {
            filters: vec![alone(ticket)],
        }),
        "search_tickets" => asked(SearchTickets {
            text: word(ticket.number),
            limit: 10,
        }),
        "my_day" => asked(MyDay {}),
        "list_notices" => asked(ListNotices {}),
        "read_notices" => asked(ReadNotices { ids: Vec::new() }),
        "be_here" => asked(BeHere {
            window: 1,
            number: Some(ticket.number),
            typing: false,
        }),
        "changes_since" => asked(ChangesSince {
            after: ticket.created_at.timestamp_micros() - 1,
        }),
        _ => None,
    }
}

fn of_a_ticket(house: &House, scene: &Scene, call: &str, case: &str) -> Option<Value> {
    let ticket = &scene.ticket;
    let (number, version) = (ticket.number, ticket.version);
    match call {
        "get_ticket" => asked(GetTicket { number }),
        "ticket_history" => asked(TicketHistory { number }),
        "open_ticket" => asked(OpenTicket {
            follows: (case == "follows").then_some(number),
            ..house.request("Encore")
        }),
        "edit_ticket" => {
            let mut facts = ticket.facts();
            facts.label.push_str(" encore");
            asked(EditTicket {
                number,
                version,
                facts,
            })
        }
        "set_people" => asked(SetPeople {
            number,
            version,
            technicians: vec![id(house.tina)],
            observers: vec![house.marie.id],
            other_equipment: vec![scene.machine.id],
        }),
        "attach_files" => asked(AttachFiles {
            number,
            attachments: Vec::new(),
        }),
        "link_tickets" | "unlink_tickets" => {
            let (kind, to) = (LinkKind::BlockedBy, scene.alike);
            if call == "link_tickets" {
                asked(LinkTickets { number, kind, to })
            } else {
                asked(UnlinkTickets { number, kind, to })
            }
        }
        "merge_tickets" => asked(MergeTickets {
            source: number,
            version,
            target: scene.alike,
        }),
        "undo_merge" => asked(UndoMerge { source: number }),
        "split_ticket" => asked(SplitTicket {
            number,
            step_id: scene.step,
            label: "Autre chose".into(),
        }),
        "save_draft" => asked(SaveDraft {
            key: format!("ticket:{number}"),
            body: json!("…"),
        }),
        "get_draft" => asked(GetDraft {
            key: format!("ticket:{number}"),
        }),
        "set_intervention" => asked(SetIntervention {
            id: scene.intervention.id,
            version: scene.intervention.version,
            kind_id: None,
            product_id: None,
            billable: case == "bills",
            without_planning: case == "arranges",
        }),
        _ => None,
    }
}

fn of_steps(house: &House, scene: &Scene, call: &str, case: &str) -> Option<Value> {
    let number = scene.ticket.number;
    let message = step(StepKind::Information, "Vu", 0);
    let written = match (call, case) {
        ("edit_step", _) => {
            return asked(EditStep {
                number,
                step_id: scene.step,
                body: "Bruit à l’arrêt".into(),
                minutes: if case == "minutes" { 5 } else { 0 },
            });
        }
        ("leave_message", _) => {
            return asked(LeaveMessage {
                number,
                body: "Elle rappelle".into(),
                attachments: Vec::new(),
            });
        }
        ("add_step", "message") => message,
        ("add_step", "public") => NewStep {
            public: true,
            ..message
        },
        ("add_step", "minutes") => NewStep {
            minutes: 5,
            ..message
        },
        ("add_step", "executor") => NewStep {
            executor_id: Some(id(house.tina)),
            ..message
        },
        ("add_step", "answer") => answer(house.marie.id, "Oui"),
        _ => return None,
    };
    asked(AddStep {
        number,
        step: written,
        attachments: Vec::new(),
        wait: false,
    })
}

fn of_moves(house: &House, scene: &Scene, call: &str, case: &str) -> Option<Value> {
    let (number, version) = (scene.ticket.number, scene.ticket.version);
    let to = id(house.ann);
    let items = vec![TicketVersion { number, version }];
    match call {
        "assign_ticket" => asked(AssignTicket {
            number,
            version,
            to,
        }),
        "take_ticket" => asked(TakeTicket { number, version }),
        "unassign_ticket" => asked(UnassignTicket { number, version }),
        "wait_ticket" => asked(WaitTicket {
            number,
            version,
            stage: Stage::Waiting,
        }),
        "set_stage" => asked(SetStage {
            number,
            version,
            stage: match scene.ticket.status {
                Status::AwaitingReply => Stage::Disagreement,
                _ => Stage::Correction,
            },
        }),
        "resolve_ticket" => asked(ResolveTicket {
            number,
            version,
            step: (case == "step").then(|| step(StepKind::Solution, "Changé", 10)),
        }),
        "reject_ticket" => asked(RejectTicket {
            number,
            version,
            stage: Stage::Rejected,
            reason: "Hors contrat".into(),
        }),
        "reopen_ticket" => asked(ReopenTicket { number, version }),
        "bin_ticket" => asked(BinTicket { number, version }),
        "restore_ticket" => asked(RestoreTicket { number, version }),
        "undo_changes" => asked(UndoChanges { items }),
        "change_tickets" => asked(ChangeTickets {
            items,
            change: match case {
                "assign" => BulkChange::Assign(to),
                "unassign" => BulkChange::Unassign,
                "take" => BulkChange::Take,
                "priority" => BulkChange::Priority(Priority::Urgent),
                "wait" => BulkChange::Wait,
                "resolve" => BulkChange::Resolve,
                "reject" => BulkChange::Reject("Hors contrat".into()),
                _ => return None,
            },
        }),
        _ => None,
    }
}
