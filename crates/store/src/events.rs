//! The history (R39): appended, read, never changed.

use guichet_domain::event::{ActorKind, Entity};
use guichet_domain::{Change, Event, EventId, Moment, RequestId, TicketId};
use serde::Deserialize;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Result, Tx};

/// A change as it is kept: name, before, after. With the names of its parts it would take twice
/// the room, and the history is most of a database; the first databases kept it so.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Short(String, Value, Value),
    Named(Change),
}

/// The changes of an event as its column holds them.
pub(crate) fn written(changes: &[Change]) -> Json<Vec<(&str, &Value, &Value)>> {
    let changes = changes.iter();
    Json(
        changes
            .map(|change| (change.field.as_str(), &change.before, &change.after))
            .collect(),
    )
}

impl From<Written> for Change {
    fn from(written: Written) -> Self {
        match written {
            Written::Short(field, before, after) => Self {
                field,
                before,
                after,
            },
            Written::Named(change) => change,
        }
    }
}

#[derive(sqlx::FromRow)]
struct EventRow {
    id: EventId,
    at: Moment,
    actor_kind: ActorKind,
    actor_id: Option<Uuid>,
    request_id: RequestId,
    call: String,
    entity: Entity,
    entity_id: Uuid,
    ticket_id: Option<TicketId>,
    version: i64,
    changes: Json<Vec<Written>>,
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        Self {
            id: row.id,
            at: row.at,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            request_id: row.request_id,
            call: row.call,
            entity: row.entity,
            entity_id: row.entity_id,
            ticket_id: row.ticket_id,
            version: row.version,
            changes: row.changes.0.into_iter().map(Change::from).collect(),
        }
    }
}

macro_rules! events {
    ($rest:literal) => {
        concat!(
            "select id, at, actor_kind, actor_id, request_id, call, entity, entity_id, ticket_id, version, changes from event ",
            $rest
        )
    };
}

const OF_TICKET: &str = events!("where ticket_id = $1 order by at, id");
const OF_VERSION: &str = events!("where entity_id = $1 and version = $2 order by at, id");
const SINCE_VERSION: &str =
    events!("where entity_id = $1 and version > $2 order by version, at, id");
const PAGE: &str = events!("where id > $1 order by id limit $2");

const OF_ENTITY: &str = events!("where entity_id = $1 order by version, at, id");
const BY_ENTITY: &str =
    events!("where entity_id > $1 order by entity_id, version, at, id limit $2");

/// A ticket touched by an event, for the feed of changes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Touched {
    /// When.
    pub at: Moment,
    /// The ticket; none when something else changed.
    pub ticket_id: Option<TicketId>,
}

impl Tx {
    /// Appends an event.
    pub async fn append_event(&mut self, event: &Event) -> Result<()> {
        run!(self, sqlx::query(
            "insert into event (id, at, actor_kind, actor_id, request_id, call, entity, entity_id, ticket_id, version, changes)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ).bind(event.id).bind(event.at).bind(event.actor_kind).bind(event.actor_id).bind(event.request_id)
            .bind(&event.call).bind(event.entity).bind(event.entity_id).bind(event.ticket_id).bind(event.version)
            .bind(written(&event.changes)))?;
        Ok(())
    }

    /// The history of a ticket and of what hangs on it, oldest first.
    pub async fn events_of_ticket(&mut self, ticket: TicketId) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> =
            on!(self, conn => sqlx::query_as(OF_TICKET).bind(ticket).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// The events that gave an entity this version.
    pub async fn events_of_version(&mut self, entity: Uuid, version: i64) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> = on!(self, conn => sqlx::query_as(OF_VERSION).bind(entity).bind(version).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// What happened to an entity after it had this version, oldest first.
    pub async fn events_since(&mut self, entity: Uuid, version: i64) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> = on!(self, conn => sqlx::query_as(SINCE_VERSION).bind(entity).bind(version).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// A page of the whole history, in the order it was written.
    pub async fn events_after(&mut self, after: EventId, limit: i64) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> =
            on!(self, conn => sqlx::query_as(PAGE).bind(after).bind(limit).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// The whole history of one entity, oldest first.
    pub async fn history_of(&mut self, entity: Uuid) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> =
            on!(self, conn => sqlx::query_as(OF_ENTITY).bind(entity).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// Whole histories of the entities after this id, in the order of ids and versions; about `about` events.
    pub async fn histories_after(&mut self, after: Uuid, about: i64) -> Result<Vec<Event>> {
        let mut rows: Vec<EventRow> = on!(self, conn => sqlx::query_as(BY_ENTITY).bind(after).bind(about).fetch_all(conn).await)?;
        let cut = rows
            .last()
            .filter(|_| rows.len() as i64 == about)
            .map(|row| row.entity_id);
        if let Some(last) = cut {
            rows.retain(|row| row.entity_id != last);
            let whole: Vec<EventRow> =
                on!(self, conn => sqlx::query_as(OF_ENTITY).bind(last).fetch_all(conn).await)?;
            rows.extend(whole);
        }
        Ok(rows.into_iter().map(Event::from).collect())
    }

    /// What was touched after an instant, oldest first.
    pub async fn touched_after(&mut self, after: Moment, limit: i64) -> Result<Vec<Touched>> {
        Ok(
            on!(self, conn => sqlx::query_as("select at, ticket_id from event where at > $1 order by at limit $2")
            .bind(after).bind(limit).fetch_all(conn).await)?,
        )
    }

    /// When anything was last touched; none in an empty office.
    pub async fn last_touch(&mut self) -> Result<Option<Moment>> {
        let text = match self {
            Self::Sqlite(_) => "select max(at) from event",
            Self::Postgres(_) => "select last_change()",
        };
        Ok(on!(self, conn => sqlx::query_scalar(text).fetch_one(conn).await)?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn r39_a_history_of_either_form_is_read() {
        let change = Change {
            field: "status".into(),
            before: json!("in_progress"),
            after: Value::Null,
        };
        let read = |text: &str| {
            let changes: Vec<Written> = serde_json::from_str(text).expect("changes");
            changes.into_iter().map(Change::from).collect::<Vec<_>>()
        };
        let short = serde_json::to_string(&*written(std::slice::from_ref(&change)));
        let short = short.expect("JSON");
        assert_eq!(short, r#"[["status","in_progress",null]]"#);
        assert_eq!(read(&short), std::slice::from_ref(&change));
        let named = serde_json::to_string(&[&change]).expect("JSON");
        assert_eq!(read(&named), [change]);
    }
}
