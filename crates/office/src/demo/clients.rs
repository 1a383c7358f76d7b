//! For whom the demonstration office works: companies and households, with their contacts, places and machines.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use guichet_domain::directory::{Company, Contact, Equipment, Place, Record};
use guichet_domain::*;

use super::cast::record;
use super::chance::Chance;
use super::texts::{Lists, Texts, serial};

/// A company or a household with what tickets need of it.
#[derive(Default)]
pub(super) struct Client {
    pub(super) company: Option<CompanyId>,
    pub(super) company_name: String,
    pub(super) contacts: Vec<Known>,
    pub(super) machines: Vec<Machine>,
    pub(super) places: Vec<PlaceId>,
    pub(super) contracts: Vec<ContractId>,
    pub(super) tasks: Vec<TaskId>,
}

/// A contact, and the name tickets are found by.
pub(super) struct Known {
    pub(super) id: ContactId,
    pub(super) name: String,
}

/// A machine, the list it comes from, and the words tickets are found by.
pub(super) struct Machine {
    pub(super) id: EquipmentId,
    pub(super) list: String,
    pub(super) model: String,
    pub(super) words: String,
    pub(super) place: Option<PlaceId>,
}

/// The rows of a directory, in the order they must be stored.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) companies: Vec<Company>,
    pub(super) contacts: Vec<(Contact, String)>,
    pub(super) places: Vec<Place>,
    pub(super) equipment: Vec<Equipment>,
    pub(super) records: Vec<(&'static str, Record)>,
}

/// What clients are made of.
pub(super) struct Maker<'a> {
    pub(super) texts: &'a Texts,
    pub(super) people: &'a Lists,
    pub(super) firms: &'a Lists,
    pub(super) at: Moment,
    pub(super) today: NaiveDate,
    names: HashSet<String>,
    pub(super) rows: Rows,
}

const HOT: [&str; 4] = ["boilers", "heaters", "pumps", "coolers"];
const DRY: [&str; 5] = ["desktops", "printers", "networks", "phones", "servers"];

impl<'a> Maker<'a> {
    pub(super) fn new(
        texts: &'a Texts,
        people: &'a Lists,
        firms: &'a Lists,
        at: Moment,
        today: NaiveDate,
    ) -> Self {
        Self {
            texts,
            people,
            firms,
            at,
            today,
            names: HashSet::new(),
            rows: Rows::default(),
        }
    }

    /// The clients of an office of that many tickets, the largest first, households last.
    pub(super) fn clients(&mut self, tickets: u32, chance: &mut Chance) -> Vec<Client> {
        let companies = (4.0 * f64::from(tickets).sqrt()) as usize + 12;
        let mut clients: Vec<Client> = (0..companies)
            .map(|rank| self.company(rank, chance))
            .collect();
        clients.extend((0..companies / 3).map(|_| self.household(chance)));
        clients
    }

    fn company(&mut self, rank: usize, chance: &mut Chance) -> Client {
        let name = self.company_name(chance);
        let domain: String = fold::words(&name)
            .into_iter()
            .filter(|word| word.len() > 2)
            .take(2)
            .collect::<Vec<_>>()
            .join("-");
        let company = Company {
            id: chance.id(self.at),
            version: 1,
            code: format!("C{:05}", 400 + rank * 3),
            name: name.clone(),
            phone: phone("02 97", chance),
            mail: format!("contact@{domain}.example"),
            note: if chance.likely(0.15) {
                chance.pick(self.texts.common("notes")).clone()
            } else {
                String::new()
            },
            proposed_staff_id: None,
            active: chance.likely(0.98),
        };
        let mut client = Client {
            company: Some(company.id),
            company_name: name,
            ..Client::default()
        };
        self.rows.companies.push(company);
        for site in 0..1 + usize::from(chance.likely(0.25)) {
            let label = if site == 0 { "Siège" } else { "Annexe" };
            self.place(&mut client, label, chance);
        }
        for _ in 0..1 + chance.rank(9) {
            self.contact(&mut client, &domain, chance);
        }
        for _ in 0..2 + chance.rank(24) {
            let list = if chance.likely(0.45) {
                chance.often(&HOT)
            } else {
                chance.often(&DRY)
            };
            self.machine(&mut client, list, chance);
        }
        self.contracts(&mut client, chance);
        client
    }

    fn household(&mut self, chance: &mut Chance) -> Client {
        let mut client = Client::default();
        self.contact(&mut client, "laposte", chance);
        self.place(&mut client, "Domicile", chance);
        let list = chance.often(&HOT);
        self.machine(&mut client, list, chance);
        client
    }

    /// A name nobody has yet; when the lists are used up, a town tells two apart.
    fn company_name(&mut self, chance: &mut Chance) -> String {
        loop {
            let town = chance.pick(self.texts.common("towns"));
            let town = town.split_once(' ').map_or(town.as_str(), |(_, town)| town);
            let blanks = [
                ("{n}", self.firms.of("names")),
                ("{s}", self.firms.of("saints")),
                ("{t}", self.firms.of("tables")),
                ("{p}", self.people.of("surnames")),
                ("{q}", self.people.of("surnames")),
            ];
            let form = chance
                .pick(self.firms.of("forms"))
                .replace("{v}", &format!("de {town}"));
            let name = blanks.iter().fold(form, |name, (blank, words)| {
                name.replace(blank, chance.pick::<String>(words))
            });
            let name = if self.names.len() > 800 {
                format!("{name}, {town}")
            } else {
                name
            };
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    fn contact(&mut self, client: &mut Client, domain: &str, chance: &mut Chance) {
        let woman = chance.likely(0.55);
        let (title, names) = if woman {
            ("Mme", "women")
        } else {
            ("M.", "men")
        };
        let first_name = chance.often(self.people.of(names)).clone();
        let last_name = chance.often(self.people.of("surnames")).clone();
        let mailbox = format!(
            "{}.{}",
            fold::words(&first_name).concat(),
            fold::words(&last_name).concat()
        );
        let contact = Contact {
            id: chance.id(self.at),
            version: 1,
            title: title.to_owned(),
            position: if client.company.is_some() {
                chance.often(self.people.of("positions")).clone()
            } else {
                String::new()
            },
            segment: if chance.likely(0.96) {
                Segment::Client
            } else {
                Segment::Prospect
            },
            company_id: client.company,
            phone: if chance.likely(0.8) {
                phone("02 97", chance)
            } else {
                String::new()
            },
            mobile: if chance.likely(0.6) {
                phone("06", chance)
            } else {
                String::new()
            },
            mail: format!("{mailbox}@{domain}.example"),
            note: String::new(),
            language: if chance.likely(0.99) {
                Language::French
            } else {
                Language::English
            },
            power: chance.likely(0.2),
            active: true,
            first_name,
            last_name,
        };
        client.contacts.push(Known {
            id: contact.id,
            name: format!("{} {}", contact.first_name, contact.last_name),
        });
        self.rows
            .contacts
            .push((contact, client.company_name.clone()));
    }

    fn place(&mut self, client: &mut Client, name: &str, chance: &mut Chance) {
        let street = chance.pick(self.texts.common("streets"));
        let degrees =
            |low: i64, high: i64, chance: &mut Chance| chance.within(low, high) as f64 / 1_000.0;
        let known = chance.likely(0.8);
        let place = Place {
            id: chance.id(self.at),
            version: 1,
            name: if client.company_name.is_empty() {
                name.to_owned()
            } else {
                format!("{name}, {}", client.company_name)
            },
            address: format!(
                "{}, {street}\n{}",
                chance.within(1, 80),
                chance.often(self.texts.common("towns"))
            ),
            access: if chance.likely(0.3) {
                chance.pick(self.texts.common("accesses")).clone()
            } else {
                String::new()
            },
            time_zone: "Europe/Paris".to_owned(),
            latitude: known.then(|| degrees(47_480, 48_210, chance)),
            longitude: known.then(|| degrees(-4_260, -2_080, chance)),
            company_id: client.company,
            contact_id: if client.company.is_none() {
                client.contacts.first().map(|known| known.id)
            } else {
                None
            },
            active: true,
        };
        client.places.push(place.id);
        self.rows.places.push(place);
    }

    fn machine(&mut self, client: &mut Client, list: &str, chance: &mut Chance) {
        let model = chance.often(self.texts.machines(list)).clone();
        let room = chance.often(self.texts.common("rooms")).clone();
        let name = if chance.likely(0.5) {
            model.clone()
        } else {
            format!("{model} {}", client.machines.len() + 1)
        };
        let machine = Equipment {
            id: chance.id(self.at),
            version: 1,
            name,
            model: model.clone(),
            serial: serial(chance),
            company_id: client.company,
            contact_id: if client.company.is_none() {
                client.contacts.first().map(|known| known.id)
            } else {
                None
            },
            place_id: client.places.first().copied(),
            location: room,
            active: chance.likely(0.97),
        };
        client.machines.push(Machine {
            id: machine.id,
            list: list.to_owned(),
            words: format!("{} {} {}", machine.name, machine.model, machine.serial),
            model,
            place: machine.place_id,
        });
        self.rows.equipment.push(machine);
    }

    fn contracts(&mut self, client: &mut Client, chance: &mut Chance) {
        let year = self.today.year();
        if chance.likely(0.5) {
            let label = *chance.often(&[
                "Sérénité",
                "Entretien",
                "Infogérance",
                "Impression",
                "Horizon",
            ]);
            let contract = Record {
                company_id: client.company,
                starts_on: NaiveDate::from_ymd_opt(year, 1, 1),
                ends_on: NaiveDate::from_ymd_opt(year, 12, 31),
                ..record(
                    &format!("K{:05}", self.rows.records.len()),
                    &format!("{label} {year}"),
                    self.at,
                    chance,
                )
            };
            client.contracts.push(ContractId(contract.id));
            self.rows.records.push(("contract", contract));
        }
        if chance.likely(0.08) {
            let label = *chance.often(&[
                "Rénovation de la chaufferie",
                "Renouvellement du parc",
                "Passage à la fibre",
                "Déménagement",
            ]);
            let project = Record {
                company_id: client.company,
                ..record(
                    &format!("P{:05}", self.rows.records.len()),
                    label,
                    self.at,
                    chance,
                )
            };
            let task = Record {
                parent_id: Some(project.id),
                ..record("T1", "Étude et pose", self.at, chance)
            };
            client.tasks.push(TaskId(task.id));
            self.rows.records.push(("project", project));
            self.rows.records.push(("task", task));
        }
    }
}

fn phone(begins: &str, chance: &mut Chance) -> String {
    let pairs = if begins.len() > 2 { 3 } else { 4 };
    let digits: Vec<String> = (0..pairs)
        .map(|_| format!("{:02}", chance.within(0, 99)))
        .collect();
    format!("{begins} {}", digits.join(" "))
}
