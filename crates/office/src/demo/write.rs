//! Storing what a demonstration tells: batches of rows made on one thread while another stores the last ones.

use std::time::{Duration, Instant};

use guichet_domain::*;
use guichet_store::{Db, Result, TicketStaffRow, Tx};
use serde_json::Value;

use super::story::Told;
use super::world::{Founding, World};
use crate::passwords::Kept;

/// Tickets in one batch.
pub(super) const BATCH: usize = 500;
/// Batches in one transaction.
const COMMIT_EVERY: usize = 4;

/// Rows that are stored together.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) tickets: Vec<Ticket>,
    steps: Vec<Step>,
    interventions: Vec<Intervention>,
    staff: Vec<TicketStaffRow>,
    observers: Vec<(TicketId, ContactId)>,
    equipment: Vec<(TicketId, EquipmentId)>,
    links: Vec<(TicketId, LinkKind, TicketId)>,
    files: Vec<Attachment>,
    events: Vec<Event>,
    words: Vec<(i64, String)>,
    pub(super) last_intervention: i64,
}

impl Batch {
    /// Adds a ticket with everything that hangs on it.
    pub(super) fn add(&mut self, told: Told<'_>) {
        let lived = told.lived;
        let id = lived.ticket.id;
        self.words
            .push((lived.ticket.number, lived.words(told.client)));
        self.staff.extend(lived.staff());
        self.observers
            .extend(lived.observers.iter().map(|observer| (id, *observer)));
        self.equipment
            .extend(lived.other_equipment.iter().map(|machine| (id, *machine)));
        self.tickets.push(lived.ticket);
        self.steps.extend(lived.steps);
        self.interventions.extend(lived.interventions);
        self.links.extend(lived.links);
        self.files.extend(lived.files);
        self.events.extend(lived.events);
    }

    const fn rows(&self) -> u64 {
        let rows = self.tickets.len()
            + self.steps.len()
            + self.interventions.len()
            + self.staff.len()
            + self.observers.len();
        (rows
            + self.equipment.len()
            + self.links.len()
            + self.files.len()
            + self.events.len()
            + self.words.len()) as u64
    }

    /// Tickets that another of the batch was merged into are stored before it.
    fn in_order(&mut self) {
        self.tickets
            .sort_by_key(|ticket| (ticket.merged_into.is_some(), ticket.number));
    }
}

/// Stores batches, some to a transaction, and counts.
pub(super) struct Writer {
    db: Db,
    tx: Option<Tx>,
    batches: usize,
    pub(super) tickets: u64,
    pub(super) steps: u64,
    pub(super) events: u64,
    pub(super) rows: u64,
    last_number: i64,
    last_intervention: i64,
    /// Time spent in the statements themselves: what the bare inserts of these rows take.
    pub(super) inserting: Duration,
}

impl Writer {
    /// Stores the office as it was before its first ticket; `None` when there is something already.
    pub(super) async fn begin(db: &Db, world: &World, founding: Founding) -> Result<Option<Self>> {
        let mut tx = db.write().await?;
        if !tx.is_empty().await? {
            return Ok(None);
        }
        tx.lift_step_guard().await?;
        let mut writer = Self {
            db: db.clone(),
            tx: None,
            batches: 0,
            tickets: 0,
            steps: 0,
            events: founding.events.len() as u64,
            rows: 0,
            last_number: 0,
            last_intervention: World::FIRST_INTERVENTION - 1,
            inserting: Duration::ZERO,
        };
        found(&mut tx, world, founding).await?;
        writer.tx = Some(tx);
        Ok(Some(writer))
    }

    /// Stores a batch.
    pub(super) async fn store(&mut self, mut batch: Batch) -> Result<()> {
        batch.in_order();
        let began = Instant::now();
        let mut tx = match self.tx.take() {
            Some(tx) => tx,
            None => self.db.write().await?,
        };
        tx.insert_tickets(&batch.tickets).await?;
        tx.insert_interventions(&batch.interventions).await?;
        tx.insert_steps(&batch.steps).await?;
        tx.insert_ticket_staff(&batch.staff).await?;
        tx.insert_observers(&batch.observers).await?;
        tx.insert_other_equipment(&batch.equipment).await?;
        tx.insert_links(&batch.links).await?;
        tx.insert_attachments(&batch.files).await?;
        tx.append_events(&batch.events).await?;
        tx.insert_ticket_words(&batch.words).await?;
        self.count(&batch);
        if self.batches.is_multiple_of(COMMIT_EVERY) {
            tx.commit().await?;
        } else {
            self.tx = Some(tx);
        }
        self.inserting += began.elapsed();
        Ok(())
    }

    fn count(&mut self, batch: &Batch) {
        self.batches += 1;
        self.tickets += batch.tickets.len() as u64;
        self.steps += batch.steps.len() as u64;
        self.events += batch.events.len() as u64;
        self.rows += batch.rows();
        self.last_number = batch
            .tickets
            .iter()
            .map(|ticket| ticket.number)
            .fold(self.last_number, i64::max);
        self.last_intervention = batch.last_intervention;
    }

    /// Gives the numbers on, opens the door with the passwords, and lets the guards back in.
    pub(super) async fn finish(
        mut self,
        world: &World,
        kept: &Kept,
        logins: &Value,
    ) -> Result<Self> {
        let mut tx = match self.tx.take() {
            Some(tx) => tx,
            None => self.db.write().await?,
        };
        tx.set_counter("ticket", self.last_number.max(World::FIRST_NUMBER - 1))
            .await?;
        tx.set_counter("intervention", self.last_intervention)
            .await?;
        for hired in &world.cast.hired {
            kept.give_to(&mut tx, &hired.staff).await?;
        }
        tx.set_setting("demo", logins).await?;
        tx.commit().await?;
        self.db.restore_guards().await?;
        self.db.rebuild_list_statistics().await?;
        self.db.settle().await;
        Ok(self)
    }
}

async fn found(tx: &mut Tx, world: &World, founding: Founding) -> Result<()> {
    let settings = serde_json::to_value(&world.settings)
        .map_err(|error| guichet_store::Error::Unreadable(error.to_string()))?;
    tx.set_setting("office", &settings).await?;
    let (of_catalogue, of_clients): (Vec<_>, Vec<_>) = founding
        .rows
        .records
        .iter()
        .partition(|(_, record)| record.company_id.is_none() && record.parent_id.is_none());
    for (kind, record) in of_catalogue {
        tx.insert_record(kind, record).await?;
    }
    for hired in &world.cast.hired {
        tx.insert_staff(&hired.staff).await?;
        tx.set_membership(hired.staff.id, &hired.membership).await?;
    }
    for category in &founding.categories {
        tx.insert_category(category).await?;
    }
    for company in &founding.rows.companies {
        tx.insert_company(company).await?;
    }
    for (contact, _) in &founding.rows.contacts {
        tx.insert_contact(contact).await?;
    }
    for place in &founding.rows.places {
        tx.insert_place(place).await?;
    }
    for machine in &founding.rows.equipment {
        tx.insert_equipment(machine).await?;
    }
    for (kind, record) in of_clients {
        tx.insert_record(kind, record).await?;
    }
    for picture in &world.pictures {
        tx.insert_blob(&picture.hash, &picture.bytes, Some(&picture.thumbnail))
            .await?;
    }
    tx.insert_lookups(&founding.lookups).await?;
    tx.append_events(&founding.events).await
}
