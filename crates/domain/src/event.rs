//! The history: one event per changed entity, rich enough to rebuild it (R39).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::ticket::Author;
use crate::word::word;
use crate::{EventId, Moment, RequestId, TicketId};

word! {
    /// What an event is about.
    Entity {
        Ticket = "ticket",
        Step = "step",
        Intervention = "intervention",
        Attachment = "attachment",
        TicketTechnician = "ticket_technician",
        TicketObserver = "ticket_observer",
        TicketLink = "ticket_link",
        Company = "company",
        Contact = "contact",
        Equipment = "equipment",
        Place = "place",
        Category = "category",
        Project = "project",
        Task = "task",
        Contract = "contract",
        Product = "product",
        Kind = "kind",
        Team = "team",
        Skill = "skill",
        Staff = "staff",
        Membership = "membership",
        Password = "password",
        Settings = "settings",
        Mailbox = "mailbox",
        Exclusion = "exclusion",
    }
}

word! {
    /// Who made a change, as the history keeps it.
    ActorKind { Staff = "staff", Contact = "contact", Job = "job" }
}

impl Author {
    /// As an event keeps it: by kind, and by id unless it is a job.
    pub const fn signature(self) -> (ActorKind, Option<Uuid>) {
        match self {
            Self::Staff(id) => (ActorKind::Staff, Some(id.0)),
            Self::Contact(id) => (ActorKind::Contact, Some(id.0)),
            Self::Job => (ActorKind::Job, None),
        }
    }
}

/// One field before and after a change; JSON `null` when it was empty or did not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The field's name on the wire.
    pub field: String,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

/// One change of one entity by one actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When.
    pub at: Moment,
    /// Who made it, by kind.
    pub actor_kind: ActorKind,
    /// Who made it.
    pub actor_id: Option<Uuid>,
    /// The call that made it.
    pub request_id: RequestId,
    /// The call's name.
    pub call: String,
    /// What it changed.
    pub entity: Entity,
    /// Which one.
    pub entity_id: Uuid,
    /// The ticket whose history it belongs to.
    pub ticket_id: Option<TicketId>,
    /// The entity's version after it.
    pub version: i64,
    /// Each changed field.
    pub changes: Vec<Change>,
}

/// The fields that differ between an entity before (`None` when it is new) and after (`None` when it is gone).
pub fn changes<T: Serialize>(before: Option<&T>, after: Option<&T>) -> Vec<Change> {
    let (before, after) = (fields(before), fields(after));
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let value =
                |side: &BTreeMap<String, Value>| side.get(name).cloned().unwrap_or(Value::Null);
            let (before, after) = (value(&before), value(&after));
            (before != after).then(|| Change {
                field: name.clone(),
                before,
                after,
            })
        })
        .collect()
}

fn fields<T: Serialize>(entity: Option<&T>) -> BTreeMap<String, Value> {
    match entity.map(serde_json::to_value) {
        Some(Ok(Value::Object(map))) => map.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}

/// Gives a row's fields back the values they had before these changes; what counts its changes goes on counting.
pub fn put_back(row: &mut Value, changes: &[Change]) {
    for change in changes {
        if !matches!(
            change.field.as_str(),
            "version" | "updated_at" | "withdrawals"
        ) {
            row[&change.field] = change.before.clone();
        }
    }
}

/// The fields an entity has after these events, in order; null fields left out.
pub fn rebuild<'a>(events: impl IntoIterator<Item = &'a [Change]>) -> BTreeMap<String, Value> {
    let mut entity = BTreeMap::new();
    for change in events.into_iter().flatten() {
        if change.after.is_null() {
            entity.remove(&change.field);
        } else {
            entity.insert(change.field.clone(), change.after.clone());
        }
    }
    entity
}

/// The fields of an entity as it stands; null fields left out, to compare with [`rebuild`].
pub fn standing<T: Serialize>(entity: &T) -> BTreeMap<String, Value> {
    fields(Some(entity))
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Delays, Settings};

    #[test]
    fn an_entity_is_rebuilt_from_its_changes() {
        let first = Settings {
            office: "Kerlann".into(),
            ..Settings::default()
        };
        let second = Settings {
            delays: Delays {
                critical: 2,
                ..Delays::default()
            },
            ..first.clone()
        };
        let born = changes(None, Some(&first));
        let changed = changes(Some(&first), Some(&second));
        assert_eq!(changed.len(), 1);
        assert_eq!(
            rebuild([born.as_slice(), changed.as_slice()]),
            standing(&second)
        );
    }
}
