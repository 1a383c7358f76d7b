//! The arguments of every call for a scene; a call without any fails.

use guichet_api::lists::*;
use guichet_api::notices::*;
use guichet_api::people::*;
use guichet_api::reception::*;
use guichet_api::session::*;
use guichet_api::settings::*;
use guichet_api::tickets::*;
use guichet_api::{Call, directory};
use guichet_domain::directory::{Category, Equipment, Place, Record};
use guichet_domain::step::NewStep;
use guichet_domain::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::{answer, step};
use crate::grounds::{Scene, word};
use crate::house::{House, company, contact, id, set_up};

/// What a call is asked in a scene.
pub fn args(house: &House, scene: &Scene, call: &str, case: &str) -> Value {
    let found = of_a_ticket(house, scene, call, case)
        .or_else(|| of_lists(house, scene, call, case))
        .or_else(|| of_steps(house, scene, call, case))
        .or_else(|| of_moves(house, scene, call, case))
        .or_else(|| of_directory(scene, call))
        .or_else(|| of_the_office(house, scene, call));
    found.unwrap_or_else(|| panic!("{call} {case} has no arguments in the test"))
}

fn asked<C: Call>(request: C) -> Option<Value> {
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

fn of_directory(scene: &Scene, call: &str) -> Option<Value> {
    match call {
        "find_callers" => asked(FindCallers {
            text: "morvan".into(),
        }),
        "caller_sheet" => asked(CallerSheet {
            contact_id: None,
            company_id: Some(scene.company.id),
            equipment_id: None,
        }),
        "similar_tickets" => asked(SimilarTickets {
            label: "Pont bloqué".into(),
            company_id: Some(scene.company.id),
            contact_id: None,
            equipment_id: None,
        }),
        "list_directory" => asked(directory::ListDirectory {
            kind: directory::DirectoryKind::Companies,
            text: String::new(),
            after: None,
            limit: 10,
        }),
        "get_company" => asked(directory::GetCompany {
            id: scene.company.id,
        }),
        "get_contact" => asked(directory::GetContact {
            id: scene.contact.id,
        }),
        "get_equipment" => asked(directory::GetEquipment {
            id: scene.machine.id,
        }),
        "save_company" => asked(directory::SaveCompany {
            company: company("Nouvelle"),
        }),
        "save_contact" => asked(contact("Nouvelle", "Cliente", None)),
        "save_equipment" => asked(directory::SaveEquipment {
            equipment: Equipment {
                version: 0,
                ..scene.machine.clone()
            },
        }),
        "save_place" => asked(directory::SavePlace { place: place() }),
        "save_category" => asked(directory::SaveCategory {
            category: category(),
        }),
        "save_record" => asked(directory::SaveRecord {
            kind: directory::RecordKind::Team,
            record: record("Atelier"),
        }),
        "list_records" => asked(directory::ListRecords {
            kind: directory::RecordKind::Team,
            company_id: None,
            text: String::new(),
        }),
        _ => None,
    }
}

fn of_the_office(house: &House, scene: &Scene, call: &str) -> Option<Value> {
    let settings = Settings {
        office: set_up().office,
        ..Settings::default()
    };
    match call {
        "office_status" => asked(OfficeStatus {}),
        "set_up" => asked(set_up()),
        "log_in" => asked(LogIn {
            login: format!("nobody.{}", scene.ticket.number),
            password: "mistyped".into(),
        }),
        "log_out" => asked(LogOut {}),
        "who_am_i" => asked(WhoAmI {}),
        "change_password" => asked(ChangePassword {
            current: "mistyped".into(),
            new: "battery staple".into(),
        }),
        "save_preferences" => asked(SavePreferences {
            preferences: Preferences::default(),
        }),
        "save_view" => asked(SaveView {
            id: None,
            name: "À moi".into(),
            filter: TicketFilter::default(),
            sort: TicketSort::Due,
            descending: false,
        }),
        "delete_view" => asked(DeleteView {
            id: house.clock.id(),
        }),
        "get_catalog" => asked(GetCatalog {}),
        "save_settings" => asked(SaveSettings {
            before: settings.clone(),
            settings,
        }),
        "list_staff" => asked(ListStaff {}),
        "save_staff" => asked(SaveStaff {
            staff: newcomer(scene.ticket.number),
            password: "battery staple".into(),
        }),
        "set_password" => asked(SetPassword {
            id: id(house.tina),
            password: "battery staple".into(),
        }),
        "set_membership" => asked(SetMembership {
            id: id(house.tina),
            teams: Vec::new(),
            skills: Vec::new(),
        }),
        _ => None,
    }
}

fn place() -> Place {
    Place {
        id: PlaceId(Uuid::nil()),
        version: 0,
        name: "Atelier".into(),
        address: String::new(),
        access: String::new(),
        time_zone: "Europe/Paris".into(),
        latitude: None,
        longitude: None,
        company_id: None,
        contact_id: None,
        active: true,
    }
}

fn category() -> Category {
    Category {
        id: CategoryId(Uuid::from_u128(1)),
        version: 0,
        name: "Levage".into(),
        parent_id: None,
        proposed_team_id: None,
        proposed_staff_id: None,
        active: true,
    }
}

/// A bare record not saved yet.
pub fn record(label: &str) -> Record {
    Record {
        id: Uuid::nil(),
        version: 0,
        code: String::new(),
        label: label.into(),
        company_id: None,
        parent_id: None,
        starts_on: None,
        ends_on: None,
        active: true,
    }
}

fn newcomer(number: i64) -> Staff {
    Staff {
        id: StaffId(Uuid::nil()),
        version: 0,
        login: format!("new.{number}"),
        first_name: "Nouveau".into(),
        last_name: "Venu".into(),
        role: Role::Technician,
        mail: String::new(),
        phone: String::new(),
        language: Language::French,
        contact_id: None,
        active: true,
    }
}
