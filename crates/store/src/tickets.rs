//! Tickets as rows: reading, inserting, and changing one whose version is known.

use std::sync::LazyLock;

use guichet_domain::directory::Equipment;
use guichet_domain::{ContactId, EquipmentId, Moment, StaffId, Ticket, TicketId};

use sqlx::AssertSqlSafe;

use crate::{Error, Result, Tx};

/// The columns of `ticket` that make a [`Ticket`], in the order of its fields.
macro_rules! ticket_columns {
    () => {
        "id, number, version, status, stage, criticality, priority, channel, label, description, contact_id, reporter_id,
         reporter_staff_id, company_id, equipment_id, place_id, category_id, task_id, contract_id, assignee_id,
         created_by_staff_id, created_by_contact_id, reported_at, created_at, updated_at, due_at, due_by, closed_at,
         closed_by, closed_from, closed_from_stage, closed_from_assignee, reason, withdrawals, merged_into, binned_at"
    };
}

/// Binds every column of a ticket, then `facet` and `is_open`: $1 to $38.
macro_rules! bind_ticket {
    ($query:expr, $t:expr) => {
        $query
            .bind($t.id)
            .bind($t.number)
            .bind($t.version)
            .bind($t.status)
            .bind($t.stage)
            .bind($t.criticality)
            .bind($t.priority)
            .bind($t.channel)
            .bind(&$t.label)
            .bind(&$t.description)
            .bind($t.contact_id)
            .bind($t.reporter_id)
            .bind($t.reporter_staff_id)
            .bind($t.company_id)
            .bind($t.equipment_id)
            .bind($t.place_id)
            .bind($t.category_id)
            .bind($t.task_id)
            .bind($t.contract_id)
            .bind($t.assignee_id)
            .bind($t.created_by_staff_id)
            .bind($t.created_by_contact_id)
            .bind($t.reported_at)
            .bind($t.created_at)
            .bind($t.updated_at)
            .bind($t.due_at)
            .bind($t.due_by)
            .bind($t.closed_at)
            .bind($t.closed_by)
            .bind($t.closed_from)
            .bind($t.closed_from_stage)
            .bind($t.closed_from_assignee)
            .bind(&$t.reason)
            .bind($t.withdrawals)
            .bind($t.merged_into)
            .bind($t.binned_at)
            .bind($t.facet())
            .bind(!$t.status.is_closed())
    };
}

pub(crate) use {bind_ticket, ticket_columns};

const BY_NUMBER: &str = concat!(
    "select ",
    ticket_columns!(),
    " from ticket where number = $1"
);
const BY_ID: &str = concat!("select ", ticket_columns!(), " from ticket where id = $1");
const INSERT: &str = concat!(
    "insert into ticket (", ticket_columns!(), ", facet, is_open)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
             $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38)"
);
const UPDATE: &str =
    "update ticket set number = $2, version = $3, status = $4, stage = $5, criticality = $6, priority = $7, channel = $8,
        label = $9, description = $10, contact_id = $11, reporter_id = $12, reporter_staff_id = $13, company_id = $14,
        equipment_id = $15, place_id = $16, category_id = $17, task_id = $18, contract_id = $19, assignee_id = $20,
        created_by_staff_id = $21, created_by_contact_id = $22, reported_at = $23, created_at = $24, updated_at = $25,
        due_at = $26, due_by = $27, closed_at = $28, closed_by = $29, closed_from = $30, closed_from_stage = $31,
        closed_from_assignee = $32, reason = $33, withdrawals = $34, merged_into = $35, binned_at = $36,
        facet = $37, is_open = $38
     where id = $1 and version = $39";
/// On PostgreSQL a ticket is changed through the view that lets it leave its author's sight.
static MY_CHANGE: LazyLock<String> =
    LazyLock::new(|| BY_NUMBER.replacen(" from ticket ", " from my_change ", 1));
static CHANGE: LazyLock<String> =
    LazyLock::new(|| UPDATE.replacen("update ticket ", "update ticket_change ", 1));

impl Tx {
    /// The ticket of this number.
    pub async fn ticket(&mut self, number: i64) -> Result<Option<Ticket>> {
        Ok(on!(self, conn => sqlx::query_as(BY_NUMBER).bind(number).fetch_optional(conn).await)?)
    }

    /// The ticket of this id.
    pub async fn ticket_by_id(&mut self, id: TicketId) -> Result<Option<Ticket>> {
        Ok(on!(self, conn => sqlx::query_as(BY_ID).bind(id).fetch_optional(conn).await)?)
    }

    /// The ticket of this number, if its last change was one's own and recent, even if it has left one's sight.
    pub async fn own_changed_ticket(&mut self, number: i64) -> Result<Option<Ticket>> {
        let text = match self {
            Self::Sqlite(_) => BY_NUMBER,
            Self::Postgres(_) => MY_CHANGE.as_str(),
        };
        let ticket = on!(self, conn => sqlx::query_as(AssertSqlSafe(text)).bind(number).fetch_optional(conn).await)?;
        match (ticket, &self) {
            (None, Self::Postgres(_)) => self.ticket(number).await,
            (ticket, _) => Ok(ticket),
        }
    }

    /// Stores that something of a ticket changed which is not in its row.
    pub async fn touch_ticket(
        &mut self,
        id: TicketId,
        version_before: i64,
        at: Moment,
    ) -> Result<()> {
        let text = match self {
            Self::Sqlite(_) => {
                "update ticket set version = $2 + 1, updated_at = $3 where id = $1 and version = $2"
            }
            Self::Postgres(_) => {
                "update ticket_change set version = $2 + 1, updated_at = $3 where id = $1 and version = $2"
            }
        };
        let rows = run!(
            self,
            sqlx::query(text).bind(id).bind(version_before).bind(at)
        )?;
        if rows == 1 { Ok(()) } else { Err(Error::Stale) }
    }

    /// Stores a new ticket; its number must have been drawn.
    pub async fn insert_ticket(&mut self, ticket: &Ticket) -> Result<()> {
        run!(self, bind_ticket!(sqlx::query(INSERT), ticket))?;
        Ok(())
    }

    /// Stores a changed ticket if its row still has the version before; the staff on it follow.
    pub async fn update_ticket(&mut self, ticket: &Ticket, version_before: i64) -> Result<()> {
        let text = match self {
            Self::Sqlite(_) => UPDATE,
            Self::Postgres(_) => CHANGE.as_str(),
        };
        let rows = run!(
            self,
            bind_ticket!(sqlx::query(AssertSqlSafe(text)), ticket).bind(version_before)
        )?;
        if rows != 1 {
            return Err(Error::Stale);
        }
        self.follow_ticket(ticket).await
    }

    /// Draws the next number of a series; the counter's row is locked until the transaction ends.
    pub async fn next_number(&mut self, series: &str) -> Result<i64> {
        let text = match self {
            Self::Sqlite(_) => {
                "insert into counter (name, value) values ($1, 1)
                 on conflict (name) do update set value = counter.value + 1 returning value"
            }
            Self::Postgres(_) => "select next_number($1)",
        };
        Ok(on!(self, conn => sqlx::query_scalar(text).bind(series).fetch_one(conn).await)?)
    }

    /// The ids of everybody on a ticket who is not its assignee.
    pub async fn technicians(&mut self, ticket: TicketId) -> Result<Vec<StaffId>> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select staff_id from ticket_staff where ticket_id = $1 and technician order by staff_id",
        ).bind(ticket).fetch_all(conn).await)?)
    }

    /// Whether this person is on the ticket, as anything.
    pub async fn is_on_ticket(&mut self, ticket: TicketId, staff: StaffId) -> Result<bool> {
        let text = match self {
            Self::Sqlite(_) => {
                "select count(*) > 0 from ticket_staff where ticket_id = $1 and staff_id = $2
                    and (assignee or technician or executor)"
            }
            Self::Postgres(_) => "select on_ticket($1, $2)",
        };
        Ok(
            on!(self, conn => sqlx::query_scalar(text).bind(ticket).bind(staff).fetch_one(conn).await)?,
        )
    }

    /// Keeps `ticket_staff` in step with the ticket's assignee and small columns.
    pub async fn follow_ticket(&mut self, ticket: &Ticket) -> Result<()> {
        run!(self, sqlx::query(
            "delete from ticket_staff where ticket_id = $1 and assignee and not technician and not executor
                and staff_id is distinct from $2",
        ).bind(ticket.id).bind(ticket.assignee_id))?;
        run!(self, sqlx::query(
            "update ticket_staff set assignee = (staff_id is not distinct from $2), facet = $3 where ticket_id = $1",
        ).bind(ticket.id).bind(ticket.assignee_id).bind(ticket.facet()))?;
        if let Some(assignee) = ticket.assignee_id {
            run!(self, sqlx::query(
                "insert into ticket_staff (ticket_id, staff_id, assignee, technician, executor, facet)
                 values ($1, $2, true, false, false, $3) on conflict (ticket_id, staff_id) do nothing",
            ).bind(ticket.id).bind(assignee).bind(ticket.facet()))?;
        }
        Ok(())
    }

    /// Remembers who executed a step of the ticket.
    pub async fn add_executor(&mut self, ticket: &Ticket, executor: StaffId) -> Result<()> {
        run!(self, sqlx::query(
            "insert into ticket_staff (ticket_id, staff_id, assignee, technician, executor, facet)
             values ($1, $2, false, false, true, $3) on conflict (ticket_id, staff_id) do update set executor = true",
        ).bind(ticket.id).bind(executor).bind(ticket.facet()))?;
        Ok(())
    }

    /// Replaces the other technicians of a ticket.
    pub async fn set_technicians(
        &mut self,
        ticket: &Ticket,
        technicians: &[StaffId],
    ) -> Result<()> {
        run!(self, sqlx::query(
            "delete from ticket_staff where ticket_id = $1 and technician and not assignee and not executor",
        ).bind(ticket.id))?;
        run!(
            self,
            sqlx::query("update ticket_staff set technician = false where ticket_id = $1")
                .bind(ticket.id)
        )?;
        for technician in technicians {
            run!(self, sqlx::query(
                "insert into ticket_staff (ticket_id, staff_id, assignee, technician, executor, facet)
                 values ($1, $2, false, true, false, $3) on conflict (ticket_id, staff_id) do update set technician = true",
            ).bind(ticket.id).bind(technician).bind(ticket.facet()))?;
        }
        Ok(())
    }

    /// The contacts in copy.
    pub async fn observers(&mut self, ticket: TicketId) -> Result<Vec<ContactId>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select contact_id from ticket_observer where ticket_id = $1 order by contact_id")
            .bind(ticket).fetch_all(conn).await)?,
        )
    }

    /// Replaces the contacts in copy.
    pub async fn set_observers(&mut self, ticket: TicketId, observers: &[ContactId]) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from ticket_observer where ticket_id = $1").bind(ticket)
        )?;
        for observer in observers {
            run!(self, sqlx::query(
                "insert into ticket_observer (ticket_id, contact_id) values ($1, $2) on conflict do nothing",
            ).bind(ticket).bind(observer))?;
        }
        Ok(())
    }

    /// The further machines of a ticket.
    pub async fn other_equipment(&mut self, ticket: TicketId) -> Result<Vec<Equipment>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select e.id, e.version, e.name, e.model, e.serial, e.company_id, e.contact_id, e.place_id, e.location, e.active
             from ticket_equipment t join equipment e on e.id = t.equipment_id where t.ticket_id = $1 order by e.sort_name, e.id",
        ).bind(ticket).fetch_all(conn).await)?)
    }

    /// Replaces the further machines of a ticket.
    pub async fn set_other_equipment(
        &mut self,
        ticket: TicketId,
        equipment: &[EquipmentId],
    ) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from ticket_equipment where ticket_id = $1").bind(ticket)
        )?;
        for machine in equipment {
            run!(self, sqlx::query(
                "insert into ticket_equipment (ticket_id, equipment_id) values ($1, $2) on conflict do nothing",
            ).bind(ticket).bind(machine))?;
        }
        Ok(())
    }
}
