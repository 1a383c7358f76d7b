//! The offices that are measured: a demonstration of the wanted size on each engine.

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use guichet_domain::{Actor, Role, StaffId};
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
    /// The office.
    pub office: Office,
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
        office: Office,
        engine: Engine,
        tickets: u32,
        folder: Option<tempfile::TempDir>,
        database: Option<TestDatabase>,
    ) -> Result<Self> {
        let staff = office.db().read().await?.all_staff().await?;
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
            office,
            supervisor,
            technician,
            receptionist,
            folder,
            database,
        })
    }

    /// What figures of this office are named after.
    pub fn of(&self) -> (&'static str, u32) {
        (self.engine.name(), self.tickets)
    }

    /// Whether it is of the greatest size, which has budgets of its own.
    pub fn is_huge(&self) -> bool {
        self.tickets > 300_000
    }

    /// Closes it and removes what it stood on.
    pub async fn close(self) {
        self.office.close().await;
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
