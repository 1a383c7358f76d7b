//! The offices that are measured: a demonstration of the wanted size on each engine.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use guichet_api::{ApiError, Call};
use guichet_domain::{Actor, Role, StaffId};
use guichet_office::demo::PASSWORD;
use guichet_office::{Clock, Office};
use guichet_store::Place;
use guichet_testkit::postgres::{self, TestDatabase};

use crate::report::Report;

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The shared one, a temporary cluster.
    Postgres,
}

impl Engine {
    /// Its name in the figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// An office under measure.
pub struct Bench {
    /// Its engine.
    pub engine: Engine,
    /// How many tickets it was filled with.
    pub tickets: u32,
    /// The office as its owner opens it, for whom the database has no policies.
    pub owner: Office,
    /// The office as each opens it on their own workstation, once it is shared.
    desks: BTreeMap<StaffId, Office>,
    /// A supervisor.
    pub supervisor: Actor,
    /// A technician with many tickets.
    pub technician: Actor,
    /// A receptionist.
    pub receptionist: Actor,
    folder: Option<tempfile::TempDir>,
    database: Option<TestDatabase>,
}

impl Bench {
    /// Fills an office and says how fast that went.
    pub async fn open(engine: Engine, tickets: u32, report: &mut Report) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (place, database) = match engine {
            Engine::Sqlite => (Place::File(folder.path().join("bench.guichet")), None),
            Engine::Postgres => {
                let database = postgres::database("bench", "bench-empty", async |_| ()).await;
                (Place::parse(&database.url), Some(database))
            }
        };
        let office = open(&place).await?;
        if engine == Engine::Postgres {
            office.share().await?;
        }
        let filled = office.demo(tickets, 1).await?;
        office.jobs().await;
        report.heading(&format!(
            "{} · {tickets} tickets, filled in {:.1} s",
            engine.name(),
            filled.seconds
        ));
        Self::of_office(office, engine, tickets, Some(folder), database).await
    }

    /// A demonstration made beforehand, of so many tickets; the measures add some.
    pub async fn on(place: &str, tickets: u32, report: &mut Report) -> Result<Self> {
        let place = Place::parse(place);
        let engine = match place {
            Place::File(_) => Engine::Sqlite,
            Place::Server(_) => Engine::Postgres,
        };
        let office = open(&place).await?;
        office.jobs().await;
        report.heading(&format!("{} · {tickets} tickets", engine.name()));
        Self::of_office(office, engine, tickets, None, None).await
    }

    async fn of_office(
        owner: Office,
        engine: Engine,
        tickets: u32,
        folder: Option<tempfile::TempDir>,
        database: Option<TestDatabase>,
    ) -> Result<Self> {
        let staff = owner.db().read().await?.all_staff().await?;
        let someone = |role: Role| {
            let found = staff.iter().find(|person| person.role == role);
            found
                .map(|person| actor(person.id, role))
                .ok_or_else(|| anyhow!("the demonstration has no {role}"))
        };
        let (supervisor, technician, receptionist) = (
            someone(Role::Supervisor)?,
            someone(Role::Technician)?,
            someone(Role::Receptionist)?,
        );
        Ok(Self {
            engine,
            tickets,
            owner,
            desks: BTreeMap::new(),
            supervisor,
            technician,
            receptionist,
            folder,
            database,
        })
    }

    /// Lets everybody work from now on by a log-in of their own, under the database's policies; answers whether it
    /// has any.
    pub async fn share(&mut self) -> Result<bool> {
        let Some(database) = &self.database else {
            return Ok(false);
        };
        let staff = self.owner.db().read().await?.all_staff().await?;
        for actor in [self.supervisor, self.technician, self.receptionist] {
            let person = staff
                .iter()
                .find(|person| actor.staff_id() == Some(person.id));
            let person = person.context("somebody left the demonstration")?;
            let login = format!("{}.{}", database.name, person.login);
            let place = Place::Server(database.url_as(&login, PASSWORD));
            self.desks.insert(person.id, open(&place).await?);
        }
        Ok(true)
    }

    /// Makes a call as somebody, at their own workstation if they have one.
    pub async fn call<C: Call>(&self, actor: Actor, request: C) -> Result<C::Reply, ApiError> {
        let desk = actor.staff_id().and_then(|id| self.desks.get(&id));
        desk.unwrap_or(&self.owner).call(actor, request).await
    }

    /// What figures of this office are named after.
    pub fn of(&self) -> (&'static str, u32) {
        let name = match (self.engine, self.desks.is_empty()) {
            (Engine::Postgres, true) => "postgres, no policies",
            (engine, _) => engine.name(),
        };
        (name, self.tickets)
    }

    /// Whether it is of the greatest size, which has budgets of its own.
    pub fn is_huge(&self) -> bool {
        self.tickets > 300_000
    }

    /// Closes it and removes what it stood on.
    pub async fn close(self) {
        for office in self.desks.values() {
            office.close().await;
        }
        self.owner.close().await;
        drop((self.folder, self.database));
    }
}

async fn open(place: &Place) -> Result<Office> {
    let office = Office::open(place, Clock::system()).await;
    office.context("opening the office")
}

fn actor(id: StaffId, role: Role) -> Actor {
    Actor::Staff { id, role }
}
