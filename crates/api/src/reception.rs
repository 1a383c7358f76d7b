//! The reception: who calls, on what machine, and what is already open for them.

use guichet_domain::directory::{Company, Contact, Equipment, Place, Record};
use guichet_domain::*;

use crate::wire;

wire! {
    /// Finds who calls by a name, a company, a phone number or a serial.
    struct FindCallers {
        /// What was typed.
        text: String,
    }

    /// Somebody or something that matches what was typed.
    struct Caller {
        /// What it is.
        kind: CallerKind,
        /// Its id.
        id: uuid::Uuid,
        /// Its name.
        name: String,
        /// Its company, position or serial.
        detail: String,
        /// Its phone, for a contact or a company.
        phone: String,
    }

    /// Asks for what is known of a caller; one of the three.
    struct CallerSheet {
        /// A contact.
        contact_id: Option<ContactId>,
        /// A company.
        company_id: Option<CompanyId>,
        /// A machine.
        equipment_id: Option<EquipmentId>,
    }

    /// What is known of a caller.
    struct CallerFile {
        /// The contact.
        contact: Option<Contact>,
        /// The company.
        company: Option<Company>,
        /// Others of the company, at most 8.
        colleagues: Vec<Contact>,
        /// Machines of the contact and the company, the one asked for first, at most 60.
        equipment: Vec<Equipment>,
        /// Places of the contact and the company.
        places: Vec<Place>,
        /// Contracts in force.
        contracts: Vec<Record>,
        /// Open tickets of the company or the contact, newest first, at most 8.
        open: Vec<Card>,
        /// How many there are, at most 1,000.
        open_count: u32,
        /// The last closed ones, at most 5.
        closed: Vec<Card>,
    }

    /// A ticket without its text (R8).
    struct Card {
        /// Its number.
        number: i64,
        /// Its title.
        label: String,
        /// Where it stands.
        status: Status,
        /// When it was logged.
        created_at: Moment,
        /// Its last change.
        updated_at: Moment,
        /// When it was closed.
        closed_at: Option<Moment>,
        /// Who has it.
        assignee_id: Option<StaffId>,
        /// The machine.
        equipment_id: Option<EquipmentId>,
        /// The machine's name.
        equipment: Option<String>,
    }

    /// Looks for open tickets that say the same.
    struct SimilarTickets {
        /// The label being typed.
        label: String,
        /// The company.
        company_id: Option<CompanyId>,
        /// The contact.
        contact_id: Option<ContactId>,
        /// The machine.
        equipment_id: Option<EquipmentId>,
    }

    /// A contact created while a request is logged.
    struct NewContact {
        /// `M.`, `Mme`, may be empty.
        title: String,
        /// First name, may be empty.
        first_name: String,
        /// Last name.
        last_name: String,
        /// Phone.
        phone: String,
        /// Mail.
        mail: String,
        /// An existing company.
        company_id: Option<CompanyId>,
        /// Else the name of a company to create; may be empty.
        company_name: String,
    }

    /// A machine created while a request is logged.
    struct NewEquipment {
        /// What people call it.
        name: String,
        /// Maker and model.
        model: String,
        /// Its serial number.
        serial: String,
    }
}

/// What a caller is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallerKind {
    /// A person.
    Contact,
    /// A company.
    Company,
    /// A machine.
    Equipment,
}
