//! The arguments of the calls about the office itself: its directory, accounts, settings and sessions.

use guichet_api::directory;
use guichet_api::mail::*;
use guichet_api::people::*;
use guichet_api::reception::*;
use guichet_api::session::*;
use guichet_api::settings::*;
use guichet_domain::directory::{Category, Equipment, Place, Record};
use guichet_domain::*;
use serde_json::Value;
use uuid::Uuid;

use crate::grounds::Scene;
use crate::house::{House, company, contact, id, set_up};
use crate::mails::{mailbox, rule};
use crate::scenes::asked;

/// What such a call is asked in a scene.
pub fn args(house: &House, scene: &Scene, call: &str) -> Option<Value> {
    of_directory(scene, call).or_else(|| of_the_office(house, scene, call))
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
            keep: false,
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
        "mail_state" => asked(MailState {}),
        "list_mails" => asked(ListMails {
            outcome: None,
            mailbox_id: None,
            before: None,
            limit: 10,
        }),
        "get_mail" => asked(GetMail {
            id: house.clock.id(),
        }),
        "get_message" => asked(GetMessage {
            number: scene.ticket.number,
            step_id: None,
        }),
        "replay_mail" => asked(ReplayMail {
            id: house.clock.id(),
        }),
        "attach_mail" => asked(AttachMail {
            id: house.clock.id(),
            number: scene.ticket.number,
        }),
        "list_exclusions" => asked(ListExclusions {}),
        "save_exclusion" => asked(SaveExclusion { exclusion: rule() }),
        "try_exclusion" => asked(TryExclusion { exclusion: rule() }),
        "save_mailbox" => asked(SaveMailbox {
            mailbox: Mailbox {
                folder: format!("Dossier {}", scene.ticket.number),
                ..mailbox()
            },
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
