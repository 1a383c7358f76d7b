//! What lies on the desk: one ticket and what hangs on it, and bare SQL for what no call would do.

use chrono::TimeDelta;
use guichet_domain::event::{ActorKind, Entity};
use guichet_domain::*;
use guichet_store::{Db, Error, Result, Tx};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::office::{Office, today};

/// An id that tells its rank.
pub fn id(rank: u128) -> Uuid {
    Uuid::from_u128(rank)
}

/// So many minutes after the day began.
pub fn at(minutes: i64) -> Moment {
    today() + TimeDelta::minutes(minutes)
}

/// Does something in a transaction and keeps it.
pub async fn write<T>(db: &Db, act: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
    let mut tx = db.write().await?;
    let done = act(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

/// Runs one statement as somebody with a database tool would.
pub async fn bare(db: &Db, sql: &str) -> Result<u64> {
    write(db, async |tx| {
        let sql = AssertSqlSafe(sql.to_owned());
        Ok(match tx {
            Tx::Sqlite(tx) => sqlx::query(sql).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => sqlx::query(sql).execute(&mut **tx).await?.rows_affected(),
        })
    })
    .await
}

/// One number by bare SQL.
pub async fn number(db: &Db, sql: &str) -> i64 {
    let mut tx = db.read().await.expect("a reading transaction");
    let sql = sql.to_owned();
    let found = match &mut tx {
        Tx::Sqlite(tx) => {
            sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_one(&mut **tx)
                .await
        }
        Tx::Postgres(tx) => {
            sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_one(&mut **tx)
                .await
        }
    };
    found.expect("a number")
}

/// Several texts by bare SQL.
pub async fn texts(db: &Db, sql: &str) -> Vec<String> {
    let mut tx = db.read().await.expect("a reading transaction");
    let sql = sql.to_owned();
    let found = match &mut tx {
        Tx::Sqlite(tx) => {
            sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_all(&mut **tx)
                .await
        }
        Tx::Postgres(tx) => {
            sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_all(&mut **tx)
                .await
        }
    };
    found.expect("texts")
}

/// A request about the printer that nobody has yet.
pub fn printer_ticket(office: &Office, number: i64) -> Ticket {
    Ticket {
        id: TicketId(id(0x1000 + number as u128)),
        number,
        version: 1,
        status: Status::Unassigned,
        stage: Stage::Opening,
        criticality: Criticality::Serious,
        priority: Priority::High,
        channel: Channel::Phone,
        label: "L’imprimante n’imprime plus".into(),
        description: "Rien ne sort 🖨️".into(),
        contact_id: Some(office.contacts[0].id),
        company_id: Some(office.companies[0].id),
        equipment_id: Some(office.equipment[0].id),
        created_by_staff_id: Some(office.receptionists[0]),
        reported_at: at(-60),
        created_at: at(0),
        updated_at: at(0),
        due_at: at(600),
        reporter_id: None,
        reporter_staff_id: None,
        place_id: None,
        category_id: None,
        task_id: None,
        contract_id: None,
        assignee_id: None,
        created_by_contact_id: None,
        due_by: None,
        closed_at: None,
        closed_by: None,
        closed_from: None,
        closed_from_stage: None,
        closed_from_assignee: None,
        reason: None,
        withdrawals: 0,
        merged_into: None,
        binned_at: None,
    }
}

/// The first stage of a status.
pub fn first_stage(status: Status) -> Stage {
    match status {
        Status::Unassigned | Status::AwaitingIntake => Stage::Opening,
        Status::InProgress => Stage::Examination,
        Status::AwaitingReply => Stage::Waiting,
        Status::Resolved => Stage::Resolved,
        Status::Rejected => Stage::Rejected,
    }
}

/// The same request standing elsewhere; the first technician has it unless nobody may.
pub fn standing(mut ticket: Ticket, status: Status, office: &Office) -> Ticket {
    ticket.status = status;
    ticket.stage = first_stage(status);
    ticket.assignee_id = (status != Status::Unassigned).then_some(office.technicians[0]);
    ticket
}

/// A step of a ticket, ten minutes of its assignee's time.
pub fn step_of(ticket: &Ticket, rank: u128) -> Step {
    Step {
        id: StepId(id(0x2000 + rank)),
        ticket_id: ticket.id,
        origin_number: ticket.number,
        kind: StepKind::Information,
        body: format!("Passage {rank}"),
        body_before: None,
        done_at: at(rank as i64),
        created_at: at(rank as i64),
        edited_at: None,
        executor_id: ticket.assignee_id,
        by_staff_id: ticket.created_by_staff_id,
        by_contact_id: None,
        minutes: 10,
        public: true,
        after_closing: false,
        intervention_id: None,
    }
}

/// What the history says of a ticket's version.
pub fn event_of(ticket: &Ticket, rank: u128) -> Event {
    Event {
        id: EventId(id(0x3000 + rank)),
        at: at(rank as i64),
        actor_kind: ActorKind::Staff,
        actor_id: ticket.created_by_staff_id.map(|staff| staff.0),
        request_id: RequestId(id(0x4000 + rank)),
        call: "edit_ticket".into(),
        entity: Entity::Ticket,
        entity_id: ticket.id.0,
        ticket_id: Some(ticket.id),
        version: ticket.version,
        changes: event::changes(None, Some(ticket)),
    }
}

/// An office with the printer's ticket in it.
pub async fn office_with_ticket(db: &Db) -> (Office, Ticket) {
    let office = Office::found(db, 1).await;
    let ticket = printer_ticket(&office, 1);
    keep_ticket(db, &ticket).await;
    (office, ticket)
}

/// Stores a ticket.
pub async fn keep_ticket(db: &Db, ticket: &Ticket) {
    let kept = write(db, async |tx| {
        tx.insert_ticket(ticket).await?;
        tx.follow_ticket(ticket).await
    });
    kept.await.expect("the ticket is legal");
}

/// Whether the database refused because a ticket is closed or the history is kept.
pub fn is_locked<T: std::fmt::Debug>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::Locked))
}
