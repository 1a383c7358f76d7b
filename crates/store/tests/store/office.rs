//! A small office with random tickets, in the database and in memory.

use chrono::TimeDelta;
use guichet_domain::directory::{Category, Company, Contact, Equipment};
use guichet_domain::facet::Facet;
use guichet_domain::*;
use guichet_store::{Db, Tx};
use uuid::Uuid;

use crate::chance::Chance;

/// A ticket as the database has it, with the staff on it and the words it is found by.
pub struct Known {
    pub ticket: Ticket,
    pub on: Vec<StaffId>,
    pub words: String,
}

/// An office: people and things, and the tickets inserted so far.
pub struct Office {
    pub chance: Chance,
    pub receptionists: Vec<StaffId>,
    pub technicians: Vec<StaffId>,
    /// The last one has no ticket.
    pub companies: Vec<Company>,
    pub contacts: Vec<Contact>,
    pub equipment: Vec<Equipment>,
    pub categories: Vec<CategoryId>,
    pub known: Vec<Known>,
}

/// The day everything is looked at.
pub fn today() -> Moment {
    "2026-11-24T09:00:00Z".parse().expect("a written instant")
}

impl Office {
    /// Founds an office: three technicians, two receptionists, a clientele.
    pub async fn found(db: &Db, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let mut tx = db.write().await.expect("a transaction");
        let mut staff = Vec::new();
        for place in 0..5 {
            staff.push(employ(&mut tx, &mut chance, place).await);
        }
        let companies = found_companies(&mut tx, &mut chance).await;
        let contacts = meet_contacts(&mut tx, &mut chance, &companies).await;
        let equipment = install_equipment(&mut tx, &mut chance).await;
        let categories = name_categories(&mut tx, &mut chance).await;
        tx.commit().await.expect("it is kept");
        Self {
            chance,
            technicians: staff.split_off(2),
            receptionists: staff,
            companies,
            contacts,
            equipment,
            categories,
            known: Vec::new(),
        }
    }

    /// Logs so many random tickets.
    pub async fn log_tickets(&mut self, db: &Db, tickets: usize) {
        let mut tx = db.write().await.expect("a transaction");
        for _ in 0..tickets {
            let ticket = self.random_ticket();
            self.log(&mut tx, ticket).await;
        }
        tx.commit().await.expect("they are kept");
    }

    /// Stores a ticket with everybody on it and the words of its label and description.
    pub async fn log(&mut self, tx: &mut Tx, ticket: Ticket) {
        let mut others = Vec::new();
        if self.chance.once_in(4) {
            others.push(self.chance.one(&self.technicians));
        }
        tx.insert_ticket(&ticket)
            .await
            .expect("the ticket is legal");
        tx.follow_ticket(&ticket)
            .await
            .expect("its assignee is on it");
        tx.set_technicians(&ticket, &others)
            .await
            .expect("they exist");
        if self.chance.once_in(6) {
            let executor = self.chance.one(&self.technicians);
            tx.add_executor(&ticket, executor)
                .await
                .expect("they exist");
            others.push(executor);
        }
        let words = fold::index([ticket.label.as_str(), ticket.description.as_str()]);
        tx.set_ticket_words(ticket.number, &words)
            .await
            .expect("it has words");
        let on = others.into_iter().chain(ticket.assignee_id).collect();
        self.known.push(Known { ticket, on, words });
    }

    /// A ticket of any shape the database takes; times and levels repeat, so that orders have ties.
    pub fn random_ticket(&mut self) -> Ticket {
        let chance = &mut self.chance;
        let all = Facet::all();
        let facet = all[chance.below(all.len())];
        let created_at = today() - TimeDelta::hours(chance.below(400) as i64 * 6);
        let updated_at = created_at + TimeDelta::minutes(chance.one(&[0, 0, 90, 6_000]));
        let due_at = created_at + TimeDelta::hours(chance.one(&[0, 4, 8, 24, 72, 2_000]));
        let assignee = match facet.status {
            Status::Unassigned => None,
            Status::Rejected if chance.once_in(2) => None,
            _ => Some(chance.one_of_few(&self.technicians)),
        };
        let contact = chance.one_of_few(&self.contacts.iter().map(|c| c.id).collect::<Vec<_>>());
        let companies: Vec<CompanyId> = self.companies.iter().map(|c| c.id).collect();
        let company = chance.one_of_few(&companies[..companies.len() - 1]);
        let machine = chance.one_of_few(&self.equipment.iter().map(|e| e.id).collect::<Vec<_>>());
        let number = self.known.len() as i64 + 1;
        Ticket {
            id: TicketId(chance.id()),
            number,
            version: 1 + chance.below(9) as i64,
            status: facet.status,
            stage: facet.stage,
            criticality: facet.criticality,
            priority: facet.priority,
            channel: facet.channel,
            label: words(chance, 3),
            description: words(chance, 6),
            contact_id: Some(contact),
            company_id: (!chance.once_in(5)).then_some(company),
            equipment_id: chance.once_in(2).then_some(machine),
            category_id: (!chance.once_in(4)).then(|| chance.one_of_few(&self.categories)),
            assignee_id: assignee,
            created_by_staff_id: (!chance.once_in(3)).then(|| chance.one(&self.receptionists)),
            reported_at: created_at,
            created_at,
            updated_at,
            due_at,
            closed_at: facet.status.is_closed().then_some(updated_at),
            binned_at: chance.once_in(12).then_some(updated_at),
            reporter_id: None,
            reporter_staff_id: None,
            place_id: None,
            task_id: None,
            contract_id: None,
            created_by_contact_id: None,
            due_by: None,
            closed_by: None,
            closed_from: None,
            closed_from_stage: None,
            closed_from_assignee: None,
            reason: None,
            withdrawals: 0,
            merged_into: None,
        }
    }
}

const WORDS: [&str; 16] = [
    "imprimante",
    "Écran",
    "cœur",
    "réseau",
    "imprévu",
    "L’alarme",
    "INC-2031",
    "panne",
    "pan",
    "Élodie",
    "42",
    "4210",
    "chaudière",
    "n°7571-4420",
    "éclair",
    "Noël",
];

/// So many words of a call; early ones are common.
pub fn words(chance: &mut Chance, count: usize) -> String {
    let drawn: Vec<&str> = (0..count).map(|_| chance.one_of_few(&WORDS)).collect();
    drawn.join(" ")
}

async fn employ(tx: &mut Tx, chance: &mut Chance, place: usize) -> StaffId {
    let staff = Staff {
        id: StaffId(chance.id()),
        version: 1,
        login: format!("staff{place}"),
        first_name: "Ann".into(),
        last_name: format!("Kerbrat {place}"),
        role: if place < 2 {
            Role::Receptionist
        } else {
            Role::Technician
        },
        mail: String::new(),
        phone: String::new(),
        language: Language::French,
        contact_id: None,
        active: true,
    };
    tx.insert_staff(&staff).await.expect("a new account");
    staff.id
}

async fn found_companies(tx: &mut Tx, chance: &mut Chance) -> Vec<Company> {
    let mut companies = Vec::new();
    for place in 0..6 {
        let company = Company {
            id: CompanyId(chance.id()),
            version: 1,
            code: format!("C{place}"),
            name: format!("Boulangerie {place}"),
            phone: String::new(),
            mail: String::new(),
            note: String::new(),
            proposed_staff_id: None,
            active: true,
        };
        tx.insert_company(&company).await.expect("a new company");
        companies.push(company);
    }
    companies
}

async fn meet_contacts(tx: &mut Tx, chance: &mut Chance, companies: &[Company]) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for place in 0..10 {
        let contact = Contact {
            id: ContactId(chance.id()),
            version: 1,
            title: chance.one(&["", "Mme", "M."]).into(),
            first_name: chance.one(&["", "Marie", "Paul"]).into(),
            last_name: format!("Le Goff {place}"),
            position: String::new(),
            segment: Segment::Client,
            company_id: Some(companies[place % companies.len()].id),
            phone: String::new(),
            mobile: String::new(),
            mail: String::new(),
            note: String::new(),
            language: Language::French,
            power: false,
            active: true,
        };
        tx.insert_contact(&contact).await.expect("a new contact");
        contacts.push(contact);
    }
    contacts
}

async fn install_equipment(tx: &mut Tx, chance: &mut Chance) -> Vec<Equipment> {
    let mut machines = Vec::new();
    for place in 0..8 {
        let machine = Equipment {
            id: EquipmentId(chance.id()),
            version: 1,
            name: format!("Four {place}"),
            model: String::new(),
            serial: String::new(),
            company_id: None,
            contact_id: None,
            place_id: None,
            location: String::new(),
            active: true,
        };
        tx.insert_equipment(&machine).await.expect("a new machine");
        machines.push(machine);
    }
    machines
}

async fn name_categories(tx: &mut Tx, chance: &mut Chance) -> Vec<CategoryId> {
    let mut categories = Vec::new();
    for place in 0..5 {
        let category = Category {
            id: CategoryId(Uuid::from_u128(0xc0 + place)),
            version: 1,
            name: words(chance, 1),
            parent_id: None,
            proposed_team_id: None,
            proposed_staff_id: None,
            active: true,
        };
        tx.insert_category(&category).await.expect("a new category");
        categories.push(category.id);
    }
    categories
}
