//! The history as people read it: ids become names.

use std::collections::BTreeMap;

use guichet_api::tickets::HistoryLine;
use guichet_domain::event::ActorKind;
use guichet_domain::{Event, StaffId};
use serde_json::Value;
use uuid::Uuid;

use crate::act::Act;
use crate::fault::Result;

/// One line of history; `names` remembers what was looked up for the lines before.
pub(crate) async fn line(
    act: &mut Act,
    event: Event,
    names: &mut BTreeMap<Uuid, Option<String>>,
) -> Result<HistoryLine> {
    let mut found = BTreeMap::new();
    for change in &event.changes {
        for value in [&change.before, &change.after] {
            find_names(act, &change.field, value, names, &mut found).await?;
        }
    }
    let by_contact = match (event.actor_kind, event.actor_id) {
        (ActorKind::Contact, Some(id)) => name_of(act, "contact_id", id, names).await?,
        (ActorKind::Contact | ActorKind::Staff | ActorKind::Job, _) => None,
    };
    Ok(HistoryLine {
        at: event.at,
        by_staff_id: event
            .actor_id
            .filter(|_| event.actor_kind == ActorKind::Staff)
            .map(StaffId),
        by_contact,
        call: event.call,
        entity: event.entity,
        changes: event.changes,
        names: found,
    })
}

/// Adds to `found` the names of the ids in a value of this field.
pub(crate) async fn find_names(
    act: &mut Act,
    field: &str,
    value: &Value,
    names: &mut BTreeMap<Uuid, Option<String>>,
    found: &mut BTreeMap<String, String>,
) -> Result<()> {
    for id in ids(value) {
        if let Some(name) = name_of(act, field, id, names).await? {
            found.insert(id.to_string(), name);
        }
    }
    Ok(())
}

/// The ids in a value: itself, or those of a list.
fn ids(value: &Value) -> Vec<Uuid> {
    match value {
        Value::String(text) => text.parse().ok().into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(ids).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    }
}

async fn name_of(
    act: &mut Act,
    field: &str,
    id: Uuid,
    names: &mut BTreeMap<Uuid, Option<String>>,
) -> Result<Option<String>> {
    if let Some(known) = names.get(&id) {
        return Ok(known.clone());
    }
    let name = look_up(act, field, id).await?;
    names.insert(id, name.clone());
    Ok(name)
}

async fn look_up(act: &mut Act, field: &str, id: Uuid) -> Result<Option<String>> {
    let tx = &mut act.tx;
    Ok(match field {
        "contact_id" | "reporter_id" | "by_contact_id" | "observers" => {
            tx.contact(id.into()).await?.map(|contact| contact.name())
        }
        "company_id" => tx.company(id.into()).await?.map(|company| company.name),
        "equipment_id" | "other_equipment" => {
            tx.equipment(id.into()).await?.map(|machine| machine.name)
        }
        "place_id" => tx.place(id.into()).await?.map(|place| place.name),
        "category_id" => tx.category(id.into()).await?.map(|category| category.name),
        "merged_into" | "to" | "from" => tx
            .ticket_by_id(id.into())
            .await?
            .map(|ticket| ticket.number.to_string()),
        "contract_id" | "task_id" | "kind_id" | "product_id" => {
            tx.record(id).await?.map(|record| record.label)
        }
        _ => tx.staff(id.into()).await?.map(|staff| staff.name()),
    })
}
