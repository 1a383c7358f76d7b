//! The directory: companies, contacts, machines, places, and the trade's bare records.

use guichet_domain::directory::{Category, Company, Contact, Equipment, Place, Record};
use guichet_domain::*;

use crate::reception::Card;
use crate::wire;

wire! {
    /// A page of the directory; what was typed is searched in names, phones, mails and serials.
    struct ListDirectory {
        /// What is listed.
        kind: DirectoryKind,
        /// What was typed; empty lists all.
        text: String,
        /// The last name of the page before; none for the first.
        after: Option<String>,
        /// Rows wanted, at most 200.
        limit: u32,
    }

    /// A page of the directory, by name.
    struct DirectoryPage {
        /// The rows.
        rows: Vec<DirectoryLine>,
        /// Where the next page begins.
        next: Option<String>,
    }

    /// One line of the directory.
    struct DirectoryLine {
        /// Its id.
        id: uuid::Uuid,
        /// Its name.
        name: String,
        /// Its company, position, serial or address.
        detail: String,
        /// Its phone.
        phone: String,
        /// Whether it is still used.
        active: bool,
    }

    /// Reads a company.
    struct GetCompany {
        /// Which.
        id: CompanyId,
    }

    /// A company on one page.
    struct CompanySheet {
        /// The company.
        company: Company,
        /// Its contacts.
        contacts: Vec<Contact>,
        /// Its machines.
        equipment: Vec<Equipment>,
        /// Its places.
        places: Vec<Place>,
        /// Its contracts and projects.
        contracts: Vec<Record>,
        /// Its tickets this actor may see as cards, newest first.
        tickets: Vec<Card>,
    }

    /// Reads a contact.
    struct GetContact {
        /// Which.
        id: ContactId,
    }

    /// A contact on one page.
    struct ContactSheet {
        /// The contact.
        contact: Contact,
        /// Their company.
        company: Option<Company>,
        /// Their machines.
        equipment: Vec<Equipment>,
        /// Their tickets this actor may see as cards, newest first.
        tickets: Vec<Card>,
    }

    /// Reads a machine.
    struct GetEquipment {
        /// Which.
        id: EquipmentId,
    }

    /// A machine with its history.
    struct EquipmentSheet {
        /// The machine.
        equipment: Equipment,
        /// Its owner.
        company: Option<Company>,
        /// Who uses it.
        contact: Option<Contact>,
        /// Where it stands.
        place: Option<Place>,
        /// Its tickets this actor may see as cards, newest first.
        tickets: Vec<Card>,
    }

    /// Creates (version 0) or changes a company.
    struct SaveCompany {
        /// The company; its id is ignored when it is new.
        company: Company,
    }

    /// Creates (version 0) or changes a contact.
    struct SaveContact {
        /// The contact; its id is ignored when it is new.
        contact: Contact,
    }

    /// Creates (version 0) or changes a machine.
    struct SaveEquipment {
        /// The machine; its id is ignored when it is new.
        equipment: Equipment,
    }

    /// Creates (version 0) or changes a place.
    struct SavePlace {
        /// The place; its id is ignored when it is new.
        place: Place,
    }

    /// Creates (version 0) or changes a category.
    struct SaveCategory {
        /// The category; its id is ignored when it is new.
        category: Category,
    }

    /// Creates (version 0) or changes a bare record.
    struct SaveRecord {
        /// Which list it belongs to.
        kind: RecordKind,
        /// The record; its id is ignored when it is new.
        record: Record,
    }

    /// Lists bare records.
    struct ListRecords {
        /// Which list.
        kind: RecordKind,
        /// Of this company alone.
        company_id: Option<CompanyId>,
        /// What was typed.
        text: String,
    }
}

/// What a page of the directory lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DirectoryKind {
    /// Companies.
    Companies,
    /// Contacts.
    Contacts,
    /// Machines.
    Equipment,
    /// Places.
    Places,
}

/// The lists of bare records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// Projects.
    Project,
    /// Tasks of projects.
    Task,
    /// Contracts.
    Contract,
    /// Products (prestations).
    Product,
    /// Kinds of intervention (genres).
    Kind,
    /// Teams.
    Team,
    /// Skills (métiers).
    Skill,
}
