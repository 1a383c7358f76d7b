//! The demonstration office before its first ticket: settings, people, catalogue, clients.

use std::collections::HashMap;

use chrono::{Days, TimeDelta};
use guichet_domain::directory::{Category, Record};
use guichet_domain::event::Entity;
use guichet_domain::ticket::Author;
use guichet_domain::*;
use guichet_store::directory::{company_words, contact_words, equipment_words, place_words};
use guichet_store::{Kept, LookupRow};
use uuid::Uuid;

use super::cast::{Cast, Teams, record};
use super::chance::Chance;
use super::chronicle::Made;
use super::clients::{Client, Maker, Rows};
use super::picture::{Picture, gallery};
use super::texts::{Lists, Texts, Topic};

/// What the tickets of a demonstration draw from.
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) now: Moment,
    pub(super) settings: Settings,
    pub(super) texts: Texts,
    pub(super) cast: Cast,
    pub(super) clients: Vec<Client>,
    pub(super) pictures: Vec<Picture>,
    categories: HashMap<(String, String), CategoryId>,
    kinds: Vec<Record>,
    products: Vec<Record>,
}

/// What is stored before the first ticket, in the order the rows need.
pub(super) struct Founding {
    pub(super) teams: Teams,
    pub(super) categories: Vec<Category>,
    pub(super) rows: Rows,
    pub(super) lookups: Vec<LookupRow>,
    pub(super) events: Vec<Event>,
}

const KINDS: [(&str, &str); 5] = [
    ("DEP", "Dépannage"),
    ("ENT", "Entretien"),
    ("INS", "Installation"),
    ("DIS", "Assistance à distance"),
    ("VIS", "Visite"),
];

const PRODUCTS: [(&str, &str); 6] = [
    ("MO-CH", "Main-d’œuvre chauffage"),
    ("MO-IT", "Main-d’œuvre informatique"),
    ("DEPL", "Déplacement"),
    ("INCL", "Inclus au contrat"),
    ("FORF", "Forfait entretien"),
    ("DIST", "Assistance à distance"),
];

impl World {
    /// The number of the first ticket: an office that has had others.
    pub(super) const FIRST_NUMBER: i64 = 17_226;
    /// The number of the first intervention.
    pub(super) const FIRST_INTERVENTION: i64 = 1_001;

    /// An office of that many tickets, as this seed makes it.
    pub(super) fn found(
        tickets: u32,
        seed: u64,
        now: Moment,
    ) -> image::ImageResult<(Self, Founding)> {
        let mut chance = Chance::of(seed, u64::MAX);
        let began = now.checked_sub_days(Days::new(3 * 365 + 30)).unwrap_or(now);
        let texts = Texts::read();
        let people = Lists::read(include_str!("words/people.txt"));
        let firms = Lists::read(include_str!("words/companies.txt"));
        let teams = Teams::new(began, &mut chance);
        let cast = Cast::hire(tickets, &people, &teams, began, &mut chance);
        let settings = Settings {
            office: "Kerlann Services".to_owned(),
            ..Settings::default()
        };
        let categories = categories(&texts.topics, &teams, began, &mut chance);
        let records = |list: &[(&str, &str)], chance: &mut Chance| -> Vec<Record> {
            list.iter()
                .map(|(code, label)| record(code, label, began, chance))
                .collect()
        };
        let (kinds, products) = (
            records(&KINDS, &mut chance),
            records(&PRODUCTS, &mut chance),
        );
        let mut maker = Maker::new(&texts, &people, &firms, began, now.date_naive());
        let clients = maker.clients(tickets, &mut chance);
        let rows = maker.rows;
        let mut world = Self {
            seed,
            now,
            settings,
            categories: by_name(&categories),
            cast,
            clients,
            pictures: gallery(&mut chance)?,
            kinds,
            products,
            texts,
        };
        let mut founding = Founding {
            teams,
            categories,
            rows,
            lookups: Vec::new(),
            events: Vec::new(),
        };
        founding.catalogue(&mut world);
        founding.remember(&world, began + TimeDelta::hours(1), &mut chance);
        founding.look_up();
        Ok((world, founding))
    }

    /// The sub-category a topic belongs to.
    pub(super) fn category(&self, topic: &Topic) -> Option<CategoryId> {
        self.categories
            .get(&(topic.category.clone(), topic.subcategory.clone()))
            .copied()
    }

    /// A kind of intervention and the product it is billed as.
    pub(super) fn trade(&self, heating: bool, chance: &mut Chance) -> (KindId, ProductId) {
        let product = if chance.likely(0.6) {
            &self.products[usize::from(!heating)]
        } else {
            chance.often(&self.products)
        };
        (KindId(chance.often(&self.kinds).id), ProductId(product.id))
    }
}

/// Each category with its sub-categories, after it.
fn categories(topics: &[Topic], teams: &Teams, at: Moment, chance: &mut Chance) -> Vec<Category> {
    let mut made: Vec<Category> = Vec::new();
    for topic in topics {
        let mut named = |name: &str, parent_id: Option<CategoryId>, chance: &mut Chance| {
            let known = made
                .iter()
                .find(|category| category.name == name && category.parent_id == parent_id);
            if let Some(known) = known {
                return known.id;
            }
            let team = teams.teams[usize::from(!topic.heating)].id;
            let id = chance.id(at);
            made.push(Category {
                id,
                version: 1,
                name: name.to_owned(),
                parent_id,
                proposed_team_id: Some(TeamId(team)),
                proposed_staff_id: None,
                active: true,
            });
            id
        };
        let parent = named(&topic.category, None, chance);
        named(&topic.subcategory, Some(parent), chance);
    }
    made
}

fn by_name(categories: &[Category]) -> HashMap<(String, String), CategoryId> {
    let name_of = |id: CategoryId| {
        categories
            .iter()
            .find(|category| category.id == id)
            .map(|category| category.name.clone())
    };
    let with_parent = categories.iter().filter_map(|category| {
        let parent = name_of(category.parent_id?)?;
        Some(((parent, category.name.clone()), category.id))
    });
    with_parent.collect()
}

impl Founding {
    /// The catalogue's records, before those of clients.
    fn catalogue(&mut self, world: &mut World) {
        let mut first: Vec<(&'static str, Record)> = self
            .teams
            .teams
            .iter()
            .map(|team| ("team", team.clone()))
            .collect();
        first.extend(
            self.teams
                .skills
                .iter()
                .flatten()
                .map(|skill| ("skill", skill.clone())),
        );
        first.extend(world.kinds.iter().map(|kind| ("kind", kind.clone())));
        first.extend(
            world
                .products
                .iter()
                .map(|product| ("product", product.clone())),
        );
        self.rows.records.splice(0..0, first);
        let hired = world
            .cast
            .hired
            .iter()
            .map(|hired| (hired.contact.clone(), String::new()));
        self.rows.contacts.splice(0..0, hired);
    }

    /// The events of all that, made by the administrator on the first day.
    fn remember(&mut self, world: &World, at: Moment, chance: &mut Chance) {
        let by = Author::Staff(world.cast.administrator);
        let made = |call: &'static str, chance: &mut Chance| Made::new(by, at, call, chance);
        let settings = made("save_settings", chance);
        self.events
            .extend(settings.born(Entity::Settings, Uuid::nil(), &world.settings, chance));
        let saved = made("save_record", chance);
        for (kind, record) in &self.rows.records {
            self.events
                .extend(saved.born(entity(kind), record.id, record, chance));
        }
        let staff = made("save_staff", chance);
        for hired in &world.cast.hired {
            self.events
                .extend(staff.born(Entity::Staff, hired.staff.id.0, &hired.staff, chance));
        }
        let joined = made("set_membership", chance);
        for hired in &world.cast.hired {
            self.events
                .extend(joined.membership(hired.staff.id, &hired.membership, chance));
        }
        let saved = made("save_category", chance);
        for category in &self.categories {
            self.events
                .extend(saved.born(Entity::Category, category.id.0, category, chance));
        }
        let saved = made("save_company", chance);
        for company in &self.rows.companies {
            self.events
                .extend(saved.born(Entity::Company, company.id.0, company, chance));
        }
        for (contact, _) in &self.rows.contacts {
            self.events
                .extend(saved.born(Entity::Contact, contact.id.0, contact, chance));
        }
        for place in &self.rows.places {
            self.events
                .extend(saved.born(Entity::Place, place.id.0, place, chance));
        }
        for machine in &self.rows.equipment {
            self.events
                .extend(saved.born(Entity::Equipment, machine.id.0, machine, chance));
        }
    }

    /// The words by which the reception finds them.
    fn look_up(&mut self) {
        let row = |kept, id, words| LookupRow { kept, id, words };
        let rows = &self.rows;
        let mut found: Vec<LookupRow> = rows
            .companies
            .iter()
            .map(|company| row(Kept::Company, company.id.0, company_words(company)))
            .collect();
        found.extend(rows.contacts.iter().map(|(contact, company)| {
            let company = (!company.is_empty()).then_some(company.as_str());
            row(Kept::Contact, contact.id.0, contact_words(contact, company))
        }));
        found.extend(
            rows.equipment
                .iter()
                .map(|machine| row(Kept::Equipment, machine.id.0, equipment_words(machine))),
        );
        found.extend(
            rows.places
                .iter()
                .map(|place| row(Kept::Place, place.id.0, place_words(place))),
        );
        self.lookups = found;
    }
}

/// What the history calls a kind of bare record.
fn entity(kind: &str) -> Entity {
    kind.parse()
        .expect("each kind of record is an entity of the history under the same code")
}
