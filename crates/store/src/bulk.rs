//! Many rows in few statements, for what is made at once: a demonstration office.
//!
//! Not for calls: a call stores one thing and its event. The marks are the one difference between the
//! engines here: SQLite looks a named one up among all those before it, so that thousands are counted.

use guichet_domain::{
    Attachment, ContactId, EquipmentId, Event, Intervention, LinkKind, StaffId, Step, Ticket,
    TicketId,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::events::written;
use crate::interventions::{bind_intervention, intervention_columns};
use crate::steps::{bind_step, step_columns};
use crate::tickets::{bind_ticket, ticket_columns};
use crate::{Kept, Result, Tx};

/// Most values in one statement: SQLite takes 32,766, PostgreSQL 65,535.
const MOST_VALUES: usize = 30_000;
/// Most rows in one statement; more are no quicker.
const MOST_ROWS: usize = 500;

/// Somebody on a ticket, with everything they are to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct TicketStaffRow {
    /// The ticket.
    pub ticket_id: TicketId,
    /// Who.
    pub staff_id: StaffId,
    /// Whether they have it.
    pub assignee: bool,
    /// Whether they are another technician of it.
    pub technician: bool,
    /// Whether they executed one of its steps.
    pub executor: bool,
    /// The ticket's small columns.
    pub facet: i16,
}

/// The words of one record of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupRow {
    /// What it is.
    pub kept: Kept,
    /// Which one.
    pub id: Uuid,
    /// Its words, spaces between them.
    pub words: String,
}

pub(crate) const fn rows_per_statement(columns: usize) -> usize {
    let fitting = MOST_VALUES / columns;
    if fitting < MOST_ROWS {
        fitting
    } else {
        MOST_ROWS
    }
}

impl Tx {
    /// `insert into t (a, b) values (?, ?), (?, ?)`, with the marks of the engine.
    pub(crate) fn rows_text(&self, into: &str, columns: usize, rows: usize) -> String {
        let mut text = format!("insert into {into} values ");
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..columns {
                if column > 0 {
                    text.push_str(", ");
                }
                match self {
                    Self::Sqlite(_) => text.push('?'),
                    Self::Postgres(_) => text.push_str(&format!("${}", row * columns + column + 1)),
                }
            }
            text.push(')');
        }
        text
    }
}

/// Stores rows by the statement's worth; `$bind` binds the columns of one.
macro_rules! insert_rows {
    ($tx:ident, $into:expr, $columns:expr, $rows:expr, |$query:ident, $row:ident| $bind:expr) => {
        for chunk in $rows.chunks(rows_per_statement($columns)) {
            let text = $tx.rows_text($into, $columns, chunk.len());
            run!($tx, {
                let mut query = sqlx::query(AssertSqlSafe(text));
                for $row in chunk {
                    let $query = query;
                    query = $bind;
                }
                query
            })?;
        }
    };
}

const TICKETS: &str = concat!("ticket (", ticket_columns!(), ", facet, is_open)");
const STEPS: &str = concat!("step (", step_columns!(), ")");
const INTERVENTIONS: &str = concat!("intervention (", intervention_columns!(), ")");

impl Tx {
    /// Stores new tickets.
    pub async fn insert_tickets(&mut self, tickets: &[Ticket]) -> Result<()> {
        insert_rows!(self, TICKETS, 38, tickets, |query, row| bind_ticket!(
            query, row
        ));
        Ok(())
    }

    /// Stores new steps; those of closed tickets need [`Tx::lift_step_guard`].
    pub async fn insert_steps(&mut self, steps: &[Step]) -> Result<()> {
        insert_rows!(self, STEPS, 16, steps, |query, row| bind_step!(query, row));
        Ok(())
    }

    /// Stores new interventions.
    pub async fn insert_interventions(&mut self, interventions: &[Intervention]) -> Result<()> {
        insert_rows!(
            self,
            INTERVENTIONS,
            12,
            interventions,
            |query, row| bind_intervention!(query, row)
        );
        Ok(())
    }

    /// Stores who is on tickets.
    pub async fn insert_ticket_staff(&mut self, rows: &[TicketStaffRow]) -> Result<()> {
        let into = "ticket_staff (ticket_id, staff_id, assignee, technician, executor, facet)";
        insert_rows!(self, into, 6, rows, |query, row| query
            .bind(row.ticket_id)
            .bind(row.staff_id)
            .bind(row.assignee)
            .bind(row.technician)
            .bind(row.executor)
            .bind(row.facet));
        Ok(())
    }

    /// Stores contacts in copy.
    pub async fn insert_observers(&mut self, rows: &[(TicketId, ContactId)]) -> Result<()> {
        let into = "ticket_observer (ticket_id, contact_id)";
        insert_rows!(self, into, 2, rows, |query, row| query
            .bind(row.0)
            .bind(row.1));
        Ok(())
    }

    /// Stores further machines of tickets.
    pub async fn insert_other_equipment(&mut self, rows: &[(TicketId, EquipmentId)]) -> Result<()> {
        let into = "ticket_equipment (ticket_id, equipment_id)";
        insert_rows!(self, into, 2, rows, |query, row| query
            .bind(row.0)
            .bind(row.1));
        Ok(())
    }

    /// Stores links between tickets.
    pub async fn insert_links(&mut self, rows: &[(TicketId, LinkKind, TicketId)]) -> Result<()> {
        let into = "ticket_link (from_id, kind, to_id)";
        insert_rows!(self, into, 3, rows, |query, row| query
            .bind(row.0)
            .bind(row.1)
            .bind(row.2));
        Ok(())
    }

    /// Stores files' facts; their bytes must be there.
    pub async fn insert_attachments(&mut self, files: &[Attachment]) -> Result<()> {
        let into = "attachment (id, ticket_id, step_id, hash, name, media_type, size, public, by_staff_id, by_contact_id, created_at)";
        insert_rows!(self, into, 11, files, |query, file| query
            .bind(file.id)
            .bind(file.ticket_id)
            .bind(file.step_id)
            .bind(&file.hash)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(file.size)
            .bind(file.public)
            .bind(file.by_staff_id)
            .bind(file.by_contact_id)
            .bind(file.created_at));
        Ok(())
    }

    /// Appends events, in order.
    pub async fn append_events(&mut self, events: &[Event]) -> Result<()> {
        let into = "event (id, at, actor_kind, actor_id, request_id, call, entity, entity_id, ticket_id, version, changes)";
        insert_rows!(self, into, 11, events, |query, event| query
            .bind(event.id)
            .bind(event.at)
            .bind(event.actor_kind)
            .bind(event.actor_id)
            .bind(event.request_id)
            .bind(&event.call)
            .bind(event.entity)
            .bind(event.entity_id)
            .bind(event.ticket_id)
            .bind(event.version)
            .bind(written(&event.changes)));
        Ok(())
    }

    /// Stores the words of records the directory did not know.
    pub async fn insert_lookups(&mut self, records: &[LookupRow]) -> Result<()> {
        let rows: Vec<(&str, &str, Uuid)> = records
            .iter()
            .flat_map(|record| {
                let words = record.words.split(' ').filter(|word| !word.is_empty());
                words.map(|word| (word, record.kept.code(), record.id))
            })
            .collect();
        insert_rows!(self, "lookup (word, kind, id)", 3, rows, |query, row| query
            .bind(row.0)
            .bind(row.1)
            .bind(row.2));
        Ok(())
    }

    /// Sets a series of numbers to the last one given.
    pub async fn set_counter(&mut self, series: &str, last: i64) -> Result<()> {
        run!(self, sqlx::query(
            "insert into counter (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        ).bind(series).bind(last))?;
        Ok(())
    }
}
