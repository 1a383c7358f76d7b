//! A demonstration office: a French company of heating and IT in southern Brittany, with three years of tickets.
//!
//! The same seed at the same time makes the same office. Everything in it has been lived by the rules of
//! `domain` and left its events, so that `check` finds nothing to say. Not for tests of one rule: it is
//! what people look at and what benchmarks measure.

mod acts;
mod cast;
mod chance;
mod chronicle;
mod clients;
mod picture;
mod plan;
mod rhythm;
mod story;
mod texts;
mod ticket;
mod world;
mod write;

use std::sync::Arc;
use std::time::{Duration, Instant};

use guichet_api::session::DemoLogin;
use guichet_api::{ApiError, Code};
use guichet_domain::Moment;
use serde::Serialize;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::fault::{Fault, Result};
use crate::{Office, passwords};
use chance::Chance;
use story::Teller;
use world::World;
use write::{BATCH, Batch, Writer};

/// The administrator's login.
pub const ADMINISTRATOR: &str = "h.leroux";
/// Everybody's password.
pub const PASSWORD: &str = "demonstration";

/// Batches told ahead of the one being stored; each is some megabytes.
const AHEAD: usize = 2;

/// What a demonstration holds, how fast it was made, and who may log in.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Tickets.
    pub tickets: u64,
    /// Steps of theirs.
    pub steps: u64,
    /// Events of the history.
    pub events: u64,
    /// Companies.
    pub companies: u64,
    /// Contacts.
    pub contacts: u64,
    /// Machines.
    pub equipment: u64,
    /// Seconds it all took.
    pub seconds: f64,
    /// Rows a second, the search's among them.
    pub rows_per_second: f64,
    /// Rows a second of the bare inserts of the same rows, in the same run.
    pub bare_rows_per_second: f64,
    /// Who may log in.
    pub logins: Vec<DemoLogin>,
}

impl Office {
    /// Fills an empty office with a demonstration; `not_empty` when there is anything in it.
    pub async fn demo(&self, tickets: u32, seed: u64) -> std::result::Result<Report, ApiError> {
        self.answer(self.fill_demo(tickets, seed).await)
    }

    pub(crate) async fn fill_demo(&self, tickets: u32, seed: u64) -> Result<Report> {
        let began = Instant::now();
        let now = self.clock.now();
        let kept = passwords::keep(PASSWORD).await?;
        let (world, founding) = apart(move || World::found(tickets, seed, now))
            .await?
            .map_err(broken)?;
        let world = Arc::new(world);
        let sizes = [
            founding.rows.companies.len(),
            founding.rows.contacts.len(),
            founding.rows.equipment.len(),
        ];
        let Some(mut writer) = Writer::begin(&self.db, &world, founding).await? else {
            return Err(Fault::new(
                Code::NotEmpty,
                "this office holds data; a demonstration needs an empty one",
            ));
        };
        let (batches, told) = channel(AHEAD);
        let teller = tokio::task::spawn_blocking({
            let world = Arc::clone(&world);
            move || tell(&world, tickets, &batches)
        });
        let stored = store(&mut writer, told).await;
        let lived = teller.await.map_err(broken)?;
        if let Err(fault) = stored.and(lived) {
            self.db.restore_guards().await?;
            return Err(fault);
        }
        let logins = logins(&world);
        let shown = serde_json::to_value(&logins).map_err(broken)?;
        let writer = writer.finish(&world, &kept, &shown).await?;
        Ok(report(&writer, sizes, began.elapsed(), logins))
    }
}

/// Tells every ticket, a batch at a time; it stops when nobody listens any more.
fn tell(world: &World, tickets: u32, batches: &Sender<Batch>) -> Result<()> {
    let arrivals: Vec<Moment> =
        rhythm::arrivals(tickets, &mut Chance::of(world.seed, 0), world.now);
    let mut teller = Teller::new(world, arrivals);
    loop {
        let mut batch = Batch::default();
        while batch.tickets.len() < BATCH {
            let told = teller.next()?;
            if told.is_empty() {
                break;
            }
            told.into_iter().for_each(|told| batch.add(told));
        }
        batch.last_intervention = teller.last_intervention();
        let is_last = batch.tickets.is_empty();
        if is_last || batches.blocking_send(batch).is_err() {
            return Ok(());
        }
    }
}

async fn store(writer: &mut Writer, mut told: Receiver<Batch>) -> Result<()> {
    while let Some(batch) = told.recv().await {
        writer.store(batch).await?;
    }
    Ok(())
}

fn logins(world: &World) -> Vec<DemoLogin> {
    let login = |hired: &cast::Hired| DemoLogin {
        login: hired.staff.login.clone(),
        name: hired.staff.name(),
        role: hired.staff.role,
        password: PASSWORD.to_owned(),
    };
    world.cast.hired.iter().map(login).collect()
}

fn report(writer: &Writer, sizes: [usize; 3], took: Duration, logins: Vec<DemoLogin>) -> Report {
    let [companies, contacts, equipment] = sizes.map(|size| size as u64);
    let rate = |time: Duration| writer.rows as f64 / time.as_secs_f64().max(0.001);
    Report {
        tickets: writer.tickets,
        steps: writer.steps,
        events: writer.events,
        companies,
        contacts,
        equipment,
        seconds: took.as_secs_f64(),
        rows_per_second: rate(took),
        bare_rows_per_second: rate(writer.inserting),
        logins,
    }
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::new(
        Code::Broken,
        &format!("the demonstration could not be made: {error}"),
    )
}
