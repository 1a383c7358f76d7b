//! The shared office under load: a demonstration on a PostgreSQL of its own, and who works there.

use anyhow::{Context, Result, anyhow};
use guichet_api::people::SaveStaff;
use guichet_domain::{Actor, Language, Moment, Role, Staff, StaffId};
use guichet_office::demo::PASSWORD;
use guichet_office::{Clock, Office};
use guichet_store::Place;
use guichet_testkit::postgres::{self, TestDatabase};

use super::SEATS;

/// The office and its people.
pub struct Ground {
    /// As its owner, who verifies it.
    pub owner: Office,
    /// Who works, a workstation each.
    pub people: Vec<Staff>,
    /// When the work begins.
    pub began: Moment,
    /// Where.
    pub database: TestDatabase,
}

impl Ground {
    /// Fills an office and hires until every seat is taken.
    pub async fn prepare(tickets: u32) -> Result<Self> {
        let database = postgres::database("load", "load-empty", async |_| ()).await;
        let owner = Office::open(&Place::parse(&database.url), Clock::system())
            .await
            .context("opening the office")?;
        owner.share().await?;
        let filled = owner.demo(tickets, 1).await?;
        owner.jobs().await;
        eprintln!("{tickets} tickets in {:.0} s", filled.seconds);
        let mut people = owner.db().read().await?.all_staff().await?;
        people.retain(|person| person.active);
        // Those who are few first, then technicians.
        people.sort_by_key(|person| person.role == Role::Technician);
        people.truncate(SEATS);
        let chief = people.iter().find(|person| person.may_administer());
        let chief = actor(chief.ok_or_else(|| anyhow!("nobody administers the demonstration"))?);
        while people.len() < SEATS {
            people.push(hire(&owner, chief, people.len()).await?);
        }
        Ok(Self {
            owner,
            people,
            began: Clock::system().now(),
            database,
        })
    }

    /// The office as somebody opens it on their own workstation.
    pub async fn opened(&self, person: &Staff) -> Result<Office> {
        let login = format!("{}.{}", self.database.name, person.login);
        let place = Place::Server(self.database.url_as(&login, PASSWORD));
        let opened = Office::open(&place, Clock::system()).await;
        opened.with_context(|| format!("{} opens the office", person.login))
    }

    /// Leaves.
    pub async fn close(self) {
        self.owner.close().await;
    }
}

/// Somebody, as the office knows them once they are logged in.
pub const fn actor(person: &Staff) -> Actor {
    Actor::Staff {
        id: person.id,
        role: person.role,
    }
}

async fn hire(owner: &Office, chief: Actor, rank: usize) -> Result<Staff> {
    let staff = Staff {
        id: StaffId(uuid::Uuid::nil()),
        version: 0,
        login: format!("renfort{rank}"),
        first_name: "Renfort".into(),
        last_name: format!("Numéro {rank}"),
        role: match rank % 5 {
            0 => Role::Receptionist,
            1 => Role::Supervisor,
            _ => Role::Technician,
        },
        mail: String::new(),
        phone: String::new(),
        language: Language::French,
        contact_id: None,
        active: true,
    };
    let password = PASSWORD.to_owned();
    Ok(owner.call(chief, SaveStaff { staff, password }).await?)
}
