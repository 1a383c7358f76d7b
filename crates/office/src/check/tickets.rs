//! What a ticket's columns say twice, and what hangs around it: people, machines, links.

use std::collections::{BTreeMap, BTreeSet};

use guichet_domain::event::Entity;
use guichet_domain::{Event, State, TicketId};
use guichet_store::{KeptTicket, Pointers, Tx};
use serde_json::Value;
use uuid::Uuid;

use super::Findings;
use crate::fault::Result;

/// The columns computed from the others, and those that the state machine ties together.
pub(super) fn columns(row: &KeptTicket, findings: &mut Findings) {
    let ticket = &row.ticket;
    let mut tell =
        |what: &str| findings.tell("ticket", format!("ticket {}: {what}", ticket.number));
    if State::from_columns(ticket.status, ticket.stage, ticket.assignee_id).is_none() {
        tell("its status, its stage and its assignee contradict each other");
    }
    if ticket.status.is_closed() != ticket.closed_at.is_some() {
        tell("its status and its closing contradict each other");
    }
    if row.facet != ticket.facet() {
        tell(
            "lists look for it under another status, criticality, priority or channel than it has",
        );
    }
    if row.is_open == ticket.status.is_closed() {
        tell("lists take it for open when it is closed, or the reverse");
    }
}

/// What hangs around one ticket, as ids.
#[derive(Default, PartialEq, Eq)]
struct Hanging {
    technicians: BTreeSet<String>,
    observers: BTreeSet<String>,
    other_equipment: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// What hangs around the tickets of a page, as it stands and as their history tells.
pub(super) struct Around {
    standing: BTreeMap<Uuid, Hanging>,
    told: BTreeMap<Uuid, Hanging>,
    wrong: BTreeSet<(TicketId, &'static str)>,
}

impl Around {
    pub(super) async fn read(
        tx: &mut Tx,
        after: Uuid,
        upto: Uuid,
        events: &[Event],
    ) -> Result<Self> {
        let pointers = tx.pointers(after, upto).await?;
        let tickets: BTreeMap<TicketId, KeptTicket> = tx
            .kept_tickets(after, upto)
            .await?
            .into_iter()
            .map(|row| (row.ticket.id, row))
            .collect();
        Ok(Self {
            wrong: staff(&pointers, &tickets),
            standing: hanging(&pointers),
            told: told(events),
        })
    }

    pub(super) fn compare(mut self, findings: &mut Findings) {
        let ids: BTreeSet<Uuid> = self
            .standing
            .keys()
            .chain(self.told.keys())
            .copied()
            .collect();
        for id in ids {
            let (kept, told) = (
                self.standing.remove(&id).unwrap_or_default(),
                self.told.remove(&id).unwrap_or_default(),
            );
            let parts = [
                (
                    "its other technicians",
                    kept.technicians == told.technicians,
                ),
                ("its observers", kept.observers == told.observers),
                (
                    "its further machines",
                    kept.other_equipment == told.other_equipment,
                ),
                ("its links", kept.links == told.links),
            ];
            for (part, _) in parts.iter().filter(|(_, same)| !same) {
                findings.tell(
                    "ticket",
                    format!("ticket {id}: {part} are not those its history tells"),
                );
            }
        }
        for (id, sentence) in self.wrong {
            findings.tell("ticket_staff", format!("ticket {id}: {sentence}"));
        }
    }
}

fn hanging(pointers: &Pointers) -> BTreeMap<Uuid, Hanging> {
    let mut all: BTreeMap<Uuid, Hanging> = BTreeMap::new();
    for row in pointers.staff.iter().filter(|row| row.technician) {
        all.entry(row.ticket_id.0)
            .or_default()
            .technicians
            .insert(row.staff_id.to_string());
    }
    for (ticket, contact) in &pointers.observers {
        all.entry(ticket.0)
            .or_default()
            .observers
            .insert(contact.to_string());
    }
    for (ticket, machine) in &pointers.equipment {
        all.entry(ticket.0)
            .or_default()
            .other_equipment
            .insert(machine.to_string());
    }
    for (from, kind, to) in &pointers.links {
        all.entry(from.0)
            .or_default()
            .links
            .insert(format!("{kind} {to}"));
    }
    all
}

/// The same, from the events that tell of it.
fn told(events: &[Event]) -> BTreeMap<Uuid, Hanging> {
    let mut all: BTreeMap<Uuid, Hanging> = BTreeMap::new();
    for event in events {
        match event.entity {
            Entity::TicketTechnician | Entity::TicketObserver => {
                let hanging = all.entry(event.entity_id).or_default();
                for change in &event.changes {
                    match change.field.as_str() {
                        "technicians" => hanging.technicians = ids(&change.after),
                        "observers" => hanging.observers = ids(&change.after),
                        "other_equipment" => hanging.other_equipment = ids(&change.after),
                        _ => {}
                    }
                }
            }
            Entity::TicketLink => {
                let links = &mut all.entry(event.entity_id).or_default().links;
                let side = |pick: fn(&guichet_domain::Change) -> &Value| {
                    let value = |name: &str| {
                        event
                            .changes
                            .iter()
                            .find(|change| change.field == name)
                            .map(pick)
                            .and_then(Value::as_str)
                    };
                    value("kind")
                        .zip(value("to"))
                        .map(|(kind, to)| format!("{kind} {to}"))
                };
                if let Some(gone) = side(|change| &change.before) {
                    links.remove(&gone);
                }
                links.extend(side(|change| &change.after));
            }
            _ => {}
        }
    }
    all
}

fn ids(value: &Value) -> BTreeSet<String> {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Whoever is on a ticket is there as something; its assignee is, and nobody else as that.
fn staff(
    pointers: &Pointers,
    tickets: &BTreeMap<TicketId, KeptTicket>,
) -> BTreeSet<(TicketId, &'static str)> {
    let mut wrong = BTreeSet::new();
    let mut assigned: BTreeSet<TicketId> = BTreeSet::new();
    for row in &pointers.staff {
        let Some(kept) = tickets.get(&row.ticket_id) else {
            continue;
        };
        let is_assignee = kept.ticket.assignee_id == Some(row.staff_id);
        if row.assignee != is_assignee {
            wrong.insert((
                row.ticket_id,
                "somebody is listed as its assignee who is not, or the reverse",
            ));
        }
        if row.facet != kept.ticket.facet() {
            wrong.insert((
                row.ticket_id,
                "the lists of the staff on it look for it under another status than it has",
            ));
        }
        if !(row.assignee || row.technician || row.executor) {
            wrong.insert((row.ticket_id, "somebody is on it as nothing"));
        }
        if is_assignee {
            assigned.insert(row.ticket_id);
        }
    }
    let forgotten = tickets
        .values()
        .filter(|row| row.ticket.assignee_id.is_some() && !assigned.contains(&row.ticket.id));
    wrong.extend(forgotten.map(|row| (row.ticket.id, "its assignee is not among the staff on it")));
    wrong
}
