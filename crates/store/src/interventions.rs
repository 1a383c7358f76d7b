//! Interventions as rows.

use guichet_domain::{Intervention, InterventionId, TicketId};

use crate::{Error, Result, Tx};

macro_rules! intervention_columns {
    () => {
        "id, number, version, ticket_id, assignee_id, status, kind_id, product_id, billable, without_planning, created_at, updated_at"
    };
}

macro_rules! bind_intervention {
    ($query:expr, $i:expr) => {
        $query
            .bind($i.id)
            .bind($i.number)
            .bind($i.version)
            .bind($i.ticket_id)
            .bind($i.assignee_id)
            .bind($i.status)
            .bind($i.kind_id)
            .bind($i.product_id)
            .bind($i.billable)
            .bind($i.without_planning)
            .bind($i.created_at)
            .bind($i.updated_at)
    };
}

pub(crate) use {bind_intervention, intervention_columns};

const OF_TICKET: &str = concat!(
    "select ",
    intervention_columns!(),
    " from intervention where ticket_id = $1 order by number"
);
const BY_ID: &str = concat!(
    "select ",
    intervention_columns!(),
    " from intervention where id = $1"
);
const INSERT: &str = concat!(
    "insert into intervention (",
    intervention_columns!(),
    ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);
const UPDATE: &str =
    "update intervention set number = $2, version = $3, ticket_id = $4, assignee_id = $5, status = $6, kind_id = $7,
        product_id = $8, billable = $9, without_planning = $10, created_at = $11, updated_at = $12
     where id = $1 and version = $13";

impl Tx {
    /// The interventions of a ticket, oldest first.
    pub async fn interventions(&mut self, ticket: TicketId) -> Result<Vec<Intervention>> {
        Ok(on!(self, conn => sqlx::query_as(OF_TICKET).bind(ticket).fetch_all(conn).await)?)
    }

    /// The intervention of this id.
    pub async fn intervention(&mut self, id: InterventionId) -> Result<Option<Intervention>> {
        Ok(on!(self, conn => sqlx::query_as(BY_ID).bind(id).fetch_optional(conn).await)?)
    }

    /// Stores a new intervention; its number must have been drawn.
    pub async fn insert_intervention(&mut self, intervention: &Intervention) -> Result<()> {
        run!(self, bind_intervention!(sqlx::query(INSERT), intervention))?;
        Ok(())
    }

    /// Stores a changed intervention if its row still has the version before.
    pub async fn update_intervention(
        &mut self,
        intervention: &Intervention,
        version_before: i64,
    ) -> Result<()> {
        let rows = on!(self, conn => bind_intervention!(sqlx::query(UPDATE), intervention)
            .bind(version_before).execute(conn).await.map(|done| done.rows_affected()))?;
        if rows == 1 { Ok(()) } else { Err(Error::Stale) }
    }

    /// Minutes recorded under an intervention.
    pub async fn intervention_minutes(&mut self, id: InterventionId) -> Result<i64> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select cast(coalesce(sum(minutes), 0) as bigint) from step where intervention_id = $1",
        ).bind(id).fetch_one(conn).await)?)
    }
}
