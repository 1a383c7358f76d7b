//! The teams and skills of each account, beside what its history tells of them last.

use std::collections::BTreeMap;

use guichet_domain::event::Entity;
use guichet_domain::staff::Membership;
use guichet_domain::{Event, StaffId};
use guichet_store::Tx;
use serde_json::Value;
use uuid::Uuid;

use super::Findings;
use crate::fault::Result;

pub(super) async fn compare(
    tx: &mut Tx,
    after: Uuid,
    upto: Uuid,
    events: &[Event],
    findings: &mut Findings,
) -> Result<()> {
    let mut told = told(events);
    for (person, kept) in tx.kept_memberships(after, upto).await? {
        if told.remove(&person).unwrap_or_default() != kept {
            tell(person, findings);
        }
    }
    for (person, told) in told {
        if told != Membership::default() {
            tell(person, findings);
        }
    }
    Ok(())
}

fn tell(person: StaffId, findings: &mut Findings) {
    findings.tell(
        Entity::Membership.code(),
        format!("account {person}: its teams and skills are not those its history tells"),
    );
}

/// What the events leave each account with.
fn told(events: &[Event]) -> BTreeMap<StaffId, Membership> {
    let mut all: BTreeMap<StaffId, Membership> = BTreeMap::new();
    let of_it = events
        .iter()
        .filter(|event| event.entity == Entity::Membership);
    for event in of_it {
        let membership = all.entry(StaffId(event.entity_id)).or_default();
        for change in &event.changes {
            match change.field.as_str() {
                "teams" => membership.teams = ids(&change.after),
                "skills" => membership.skills = ids(&change.after),
                _ => {}
            }
        }
    }
    all
}

/// A list that cannot be read is empty, and differs from what stands.
fn ids<T: serde::de::DeserializeOwned>(value: &Value) -> Vec<T> {
    serde_json::from_value(value.clone()).unwrap_or_default()
}
