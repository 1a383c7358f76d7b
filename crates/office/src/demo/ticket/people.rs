//! Who and what else a ticket being lived concerns: technicians, observers, machines, files, links.

use std::collections::BTreeSet;

use guichet_domain::event::Entity;
use guichet_domain::ticket::Author;
use guichet_domain::*;
use guichet_store::TicketStaffRow;

use super::Lived;
use crate::act::About;
use crate::handlers::{Around, LinkFact};

impl Lived {
    /// A technician's step puts them on the ticket.
    pub(in crate::demo) fn executed_by(&mut self, technician: StaffId) {
        self.executors.insert(technician);
    }

    /// Hangs a file on the ticket, or on its last step.
    pub(in crate::demo) fn attach(&mut self, hash: &str, size: i64, name: String, on_step: bool) {
        let (by_staff_id, by_contact_id) = match self.made.by {
            Author::Staff(id) => (Some(id), None),
            Author::Contact(id) => (None, Some(id)),
            Author::Job => (None, None),
        };
        let step = self.steps.last().filter(|_| on_step);
        let file = Attachment {
            id: self.chance.id(self.made.at),
            ticket_id: Some(self.ticket.id),
            step_id: step.map(|step| step.id),
            hash: hash.to_owned(),
            name,
            media_type: "image/png".to_owned(),
            size,
            public: step.is_none_or(|step| step.public),
            by_staff_id,
            by_contact_id,
            created_at: self.at(),
        };
        let about = About {
            entity: Entity::Attachment,
            id: file.id.0,
            ticket: Some(self.ticket.id),
            version: 1,
        };
        self.record(about, None, Some(&file));
        self.files.push(file);
    }

    /// Adds a technician, a contact in copy, a machine.
    pub(in crate::demo) fn set_people(
        &mut self,
        technician: Option<StaffId>,
        observer: Option<ContactId>,
        machine: Option<EquipmentId>,
    ) {
        let before = self.around();
        self.technicians
            .extend(technician.filter(|technician| Some(*technician) != self.ticket.assignee_id));
        self.observers.extend(observer);
        self.other_equipment
            .extend(machine.filter(|machine| Some(*machine) != self.ticket.equipment_id));
        let after = self.around();
        if after != before {
            self.touch();
            let about = About {
                entity: Entity::TicketTechnician,
                ..self.about_ticket()
            };
            self.record(about, Some(&before), Some(&after));
        }
    }

    fn around(&self) -> Around {
        Around {
            technicians: self.technicians.iter().copied().collect(),
            observers: self.observers.iter().copied().collect(),
            other_equipment: self.other_equipment.iter().copied().collect(),
        }
    }

    /// Links it to another one.
    pub(in crate::demo) fn link(&mut self, kind: LinkKind, to: TicketId) {
        let about = About {
            entity: Entity::TicketLink,
            ..self.about_ticket()
        };
        let fact = LinkFact {
            kind,
            from: self.ticket.id,
            to,
        };
        self.record(about, None, Some(&fact));
        self.links.push((self.ticket.id, kind, to));
    }

    /// Everybody on it, each once.
    pub(in crate::demo) fn staff(&self) -> Vec<TicketStaffRow> {
        let everybody: BTreeSet<StaffId> = self
            .ticket
            .assignee_id
            .iter()
            .chain(&self.technicians)
            .chain(&self.executors)
            .copied()
            .collect();
        let row = |staff_id| TicketStaffRow {
            ticket_id: self.ticket.id,
            staff_id,
            assignee: self.ticket.assignee_id == Some(staff_id),
            technician: self.technicians.contains(&staff_id),
            executor: self.executors.contains(&staff_id),
            facet: self.ticket.facet(),
        };
        everybody.into_iter().map(row).collect()
    }
}
