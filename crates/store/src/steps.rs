//! Steps as rows.

use guichet_domain::{Moment, StaffId, Step, StepId, TicketId};

use crate::{Error, Result, Tx};

macro_rules! step_columns {
    () => {
        "id, ticket_id, origin_number, kind, body, body_before, done_at, created_at, edited_at, executor_id, by_staff_id,
         by_contact_id, minutes, public, after_closing, intervention_id"
    };
}

macro_rules! bind_step {
    ($query:expr, $s:expr) => {
        $query
            .bind($s.id)
            .bind($s.ticket_id)
            .bind($s.origin_number)
            .bind($s.kind)
            .bind(&$s.body)
            .bind(&$s.body_before)
            .bind($s.done_at)
            .bind($s.created_at)
            .bind($s.edited_at)
            .bind($s.executor_id)
            .bind($s.by_staff_id)
            .bind($s.by_contact_id)
            .bind($s.minutes)
            .bind($s.public)
            .bind($s.after_closing)
            .bind($s.intervention_id)
    };
}

pub(crate) use {bind_step, step_columns};

const OF_TICKET: &str = concat!(
    "select ",
    step_columns!(),
    " from step where ticket_id = $1 order by created_at, id"
);
const BY_ID: &str = concat!("select ", step_columns!(), " from step where id = $1");
const INSERT: &str = concat!(
    "insert into step (",
    step_columns!(),
    ")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
);
const UPDATE: &str =
    "update step set ticket_id = $2, origin_number = $3, kind = $4, body = $5, body_before = $6, done_at = $7, created_at = $8,
        edited_at = $9, executor_id = $10, by_staff_id = $11, by_contact_id = $12, minutes = $13, public = $14,
        after_closing = $15, intervention_id = $16
     where id = $1";

impl Tx {
    /// The steps of a ticket, oldest first.
    pub async fn steps(&mut self, ticket: TicketId) -> Result<Vec<Step>> {
        Ok(on!(self, conn => sqlx::query_as(OF_TICKET).bind(ticket).fetch_all(conn).await)?)
    }

    /// The step of this id.
    pub async fn step(&mut self, id: StepId) -> Result<Option<Step>> {
        Ok(on!(self, conn => sqlx::query_as(BY_ID).bind(id).fetch_optional(conn).await)?)
    }

    /// Stores a new step.
    pub async fn insert_step(&mut self, step: &Step) -> Result<()> {
        run!(self, bind_step!(sqlx::query(INSERT), step))?;
        Ok(())
    }

    /// Stores a changed step.
    pub async fn update_step(&mut self, step: &Step) -> Result<()> {
        let rows = run!(self, bind_step!(sqlx::query(UPDATE), step))?;
        if rows == 1 { Ok(()) } else { Err(Error::Stale) }
    }

    /// Minutes spent on a ticket.
    pub async fn minutes(&mut self, ticket: TicketId) -> Result<i64> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select cast(coalesce(sum(minutes), 0) as bigint) from step where ticket_id = $1")
            .bind(ticket).fetch_one(conn).await)?,
        )
    }

    /// Minutes a person recorded since an instant.
    pub async fn minutes_of(&mut self, staff: StaffId, since: Moment) -> Result<i64> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select cast(coalesce(sum(minutes), 0) as bigint) from step where executor_id = $1 and done_at >= $2",
        ).bind(staff).bind(since).fetch_one(conn).await)?)
    }
}
