//! Categories and the trade's bare records.

use guichet_api::directory::*;
use guichet_domain::directory::{Category, Record};
use guichet_domain::event::Entity;
use guichet_domain::fold;
use guichet_domain::refusal::Problem;
use guichet_domain::{Refusal, Verb};

use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::handlers::directory::save;

pub(crate) async fn save_category(act: &mut Act, request: SaveCategory) -> Result<Category> {
    act.need(Verb::ChangeCatalog)?;
    let category = request.category;
    act.know_category("parent_id", category.parent_id).await?;
    let team = category.proposed_team_id.map(|id| id.0);
    act.know_record("proposed_team_id", "team", team).await?;
    act.know_staff("proposed_staff_id", category.proposed_staff_id)
        .await?;
    let (_, row) = save!(
        act,
        category,
        Category,
        category,
        insert_category,
        update_category,
        "category"
    );
    Ok(row)
}

pub(crate) async fn save_record(act: &mut Act, request: SaveRecord) -> Result<Record> {
    act.need(Verb::ChangeCatalog)?;
    let (entity, code) = kind(request.kind);
    let mut row = request.record.checked()?;
    act.know_company("company_id", row.company_id).await?;
    act.know_parent(request.kind, row.parent_id).await?;
    let before = if row.version == 0 {
        row.id = act.clock.id();
        None
    } else {
        let same_kind = act.tx.record_kind(row.id).await?.as_deref() == Some(code);
        let stored = act.tx.record(row.id).await?.filter(|_| same_kind);
        Some(stored.ok_or_else(|| Fault::not_found("record"))?)
    };
    match &before {
        None => {
            row.version = 1;
            act.tx.insert_record(code, &row).await?;
        }
        Some(before) => {
            Act::same_version(before.version, row.version)?;
            row.version += 1;
            act.tx.update_record(&row, before.version).await?;
        }
    }
    let about = About {
        entity,
        id: row.id,
        ticket: None,
        version: row.version,
    };
    act.record(about, before.as_ref(), Some(&row)).await?;
    Ok(row)
}

pub(crate) async fn list_records(act: &mut Act, request: ListRecords) -> Result<Vec<Record>> {
    act.need(Verb::ReadDirectory)?;
    let words = fold::query(&request.text);
    let mut records = act
        .tx
        .records(kind(request.kind).1, request.company_id)
        .await?;
    records.retain(|record| {
        let held = fold::words(&format!("{} {}", record.code, record.label));
        words
            .iter()
            .all(|word| held.iter().any(|other| other.starts_with(word.as_str())))
    });
    Ok(records)
}

impl Act {
    /// A task belongs to a project; the other records belong to nothing.
    async fn know_parent(&mut self, of: RecordKind, parent: Option<uuid::Uuid>) -> Result<()> {
        match (of, parent) {
            (RecordKind::Task, _) => self.know_record("parent_id", "project", parent).await,
            (_, None) => Ok(()),
            (_, Some(_)) => Err(Refusal::invalid("parent_id", Problem::OutOfRange).into()),
        }
    }
}

/// What the history calls a kind of record, and what its row does.
const fn kind(kind: RecordKind) -> (Entity, &'static str) {
    match kind {
        RecordKind::Project => (Entity::Project, "project"),
        RecordKind::Task => (Entity::Task, "task"),
        RecordKind::Contract => (Entity::Contract, "contract"),
        RecordKind::Product => (Entity::Product, "product"),
        RecordKind::Kind => (Entity::Kind, "kind"),
        RecordKind::Team => (Entity::Team, "team"),
        RecordKind::Skill => (Entity::Skill, "skill"),
    }
}
