//! Each entity rebuilt from its events, in order, and compared with its row.

use std::collections::BTreeMap;

use guichet_domain::event::{Entity, rebuild, standing};
use guichet_domain::{Event, Settings};
use guichet_store::Tx;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{Findings, memberships, tickets};
use crate::fault::Result;

/// Events read at once.
const PAGE: i64 = 2_000;

/// The fields of an entity; null ones left out.
type Fields = BTreeMap<String, Value>;

/// What stands, by entity and id, with the name people know it by.
#[derive(Default)]
pub(super) struct Standing(BTreeMap<(Entity, Uuid), (String, Fields)>);

impl Standing {
    fn add<T: Serialize>(&mut self, entity: Entity, id: Uuid, name: String, row: &T) {
        self.0.insert((entity, id), (name, standing(row)));
    }
}

pub(super) async fn examine(tx: &mut Tx, findings: &mut Findings) -> Result<()> {
    let mut after = Uuid::nil();
    settings(tx, findings).await?;
    loop {
        let events = tx.histories_after(after, PAGE).await?;
        // After the last event come the rows that have none at all.
        let upto = events.last().map_or(Uuid::max(), |event| event.entity_id);
        let standing = read(tx, after, upto, findings).await?;
        let around = tickets::Around::read(tx, after, upto, &events).await?;
        compare(&events, standing, findings);
        around.compare(findings);
        memberships::compare(tx, after, upto, &events, findings).await?;
        if events.is_empty() {
            return Ok(());
        }
        after = upto;
    }
}

/// The settings have one history, whose id is the first of all.
async fn settings(tx: &mut Tx, findings: &mut Findings) -> Result<()> {
    let events = tx.history_of(Uuid::nil()).await?;
    let kept: Fields = match tx.setting("office").await? {
        Some(Value::Object(fields)) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .collect(),
        _ => Fields::new(),
    };
    let mut rebuilt = rebuild(
        events
            .iter()
            .filter(|event| event.entity == Entity::Settings)
            .map(|event| event.changes.as_slice()),
    );
    // A setting that a newer program added stands at its default and has no event of its own.
    for (field, default) in standing(&Settings::default()) {
        if kept.contains_key(&field) {
            rebuilt.entry(field).or_insert(default);
        }
    }
    differ("settings", "the settings", &rebuilt, &kept, findings);
    Ok(())
}

async fn read(tx: &mut Tx, after: Uuid, upto: Uuid, findings: &mut Findings) -> Result<Standing> {
    let mut rows = Standing::default();
    for row in tx.kept_tickets(after, upto).await? {
        tickets::columns(&row, findings);
        rows.add(
            Entity::Ticket,
            row.ticket.id.0,
            format!("ticket {}", row.ticket.number),
            &row.ticket,
        );
    }
    for row in tx.kept_steps(after, upto).await? {
        rows.add(
            Entity::Step,
            row.id.0,
            format!("step {} of ticket {}", row.id, row.origin_number),
            &row,
        );
    }
    for row in tx.kept_interventions(after, upto).await? {
        rows.add(
            Entity::Intervention,
            row.id.0,
            format!("intervention {}", row.number),
            &row,
        );
    }
    for row in tx.kept_attachments(after, upto).await? {
        rows.add(
            Entity::Attachment,
            row.id.0,
            format!("attachment {} ({})", row.id, row.name),
            &row,
        );
    }
    for row in tx.kept_staff(after, upto).await? {
        rows.add(
            Entity::Staff,
            row.id.0,
            format!("the account {}", row.login),
            &row,
        );
    }
    directory(tx, after, upto, &mut rows).await?;
    Ok(rows)
}

async fn directory(tx: &mut Tx, after: Uuid, upto: Uuid, rows: &mut Standing) -> Result<()> {
    for row in tx.kept_companies(after, upto).await? {
        rows.add(
            Entity::Company,
            row.id.0,
            format!("company {}", row.name),
            &row,
        );
    }
    for row in tx.kept_contacts(after, upto).await? {
        rows.add(
            Entity::Contact,
            row.id.0,
            format!("contact {}", row.name()),
            &row,
        );
    }
    for row in tx.kept_equipment(after, upto).await? {
        rows.add(
            Entity::Equipment,
            row.id.0,
            format!("machine {} {}", row.name, row.serial),
            &row,
        );
    }
    for row in tx.kept_places(after, upto).await? {
        rows.add(Entity::Place, row.id.0, format!("place {}", row.name), &row);
    }
    for row in tx.kept_categories(after, upto).await? {
        rows.add(
            Entity::Category,
            row.id.0,
            format!("category {}", row.name),
            &row,
        );
    }
    for row in tx.kept_mailboxes(after, upto).await? {
        let name = format!("the mailbox {}", row.name);
        rows.add(Entity::Mailbox, row.id.0, name, &row);
    }
    for row in tx.kept_exclusions(after, upto).await? {
        let name = format!("the exclusion {}", row.pattern);
        rows.add(Entity::Exclusion, row.id.0, name, &row);
    }
    for row in tx.kept_records(after, upto).await? {
        if let Ok(entity) = row.kind.parse() {
            rows.add(
                entity,
                row.record.id,
                format!("{} {}", row.kind, row.record.label),
                &row.record,
            );
        }
    }
    Ok(())
}

fn compare(events: &[Event], mut standing: Standing, findings: &mut Findings) {
    for group in events.chunk_by(|one, other| one.entity_id == other.entity_id) {
        for entity in group
            .iter()
            .map(|event| event.entity)
            .collect::<std::collections::BTreeSet<_>>()
        {
            if !has_row(entity) {
                continue;
            }
            let of_it = group.iter().filter(|event| event.entity == entity);
            let rebuilt = rebuild(of_it.map(|event| event.changes.as_slice()));
            match standing.0.remove(&(entity, group[0].entity_id)) {
                Some((name, kept)) => differ(entity.code(), &name, &rebuilt, &kept, findings),
                None if rebuilt.is_empty() => {}
                None => findings.tell(
                    entity.code(),
                    format!(
                        "the history tells of {entity} {}, which does not exist",
                        group[0].entity_id
                    ),
                ),
            }
        }
    }
    for ((entity, _), (name, _)) in standing.0 {
        findings.tell(entity.code(), format!("{name} has no history"));
    }
}

/// Whether an entity is one row; what hangs around a ticket is compared apart, so are memberships and
/// the settings, and of a password the history keeps nothing.
const fn has_row(entity: Entity) -> bool {
    !matches!(
        entity,
        Entity::TicketTechnician
            | Entity::TicketObserver
            | Entity::TicketLink
            | Entity::Membership
            | Entity::Password
            | Entity::Settings
    )
}

/// Tells the first field that the history and the row do not agree on.
fn differ(about: &str, name: &str, rebuilt: &Fields, kept: &Fields, findings: &mut Findings) {
    let fields: std::collections::BTreeSet<&String> = rebuilt.keys().chain(kept.keys()).collect();
    let wrong = fields
        .into_iter()
        .find(|field| !same(rebuilt.get(*field), kept.get(*field)));
    if let Some(field) = wrong {
        let shown = |fields: &Fields| {
            fields
                .get(field)
                .map_or_else(|| "nothing".to_owned(), short)
        };
        findings.tell(
            about,
            format!(
                "{name}: {field} is {}, but its history says {}",
                shown(kept),
                shown(rebuilt)
            ),
        );
    }
}

/// Fractions are read back to the last bit but one.
fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one.and_then(Value::as_f64), other.and_then(Value::as_f64)) {
        (Some(one), Some(other)) if one.fract() != 0.0 => (one - other).abs() < 1e-9,
        _ => one == other,
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(60).chain(['…']).collect()
}
