//! One ticket as it is lived: each act runs the rules of `domain` and leaves the events of its call.
//!
//! It does in memory what the handlers do in a transaction, in the same order; `check` finds
//! whatever would differ. Who does what and when is decided by `story`.

use std::collections::BTreeSet;

use guichet_domain::event::Entity;
use guichet_domain::step::NewStep;
use guichet_domain::ticket::{Author, Facts, Opening};
use guichet_domain::*;
use guichet_store::TicketStaffRow;
use serde::Serialize;

use super::chance::Chance;
use super::chronicle::Made;
use super::clients::Client;
use super::texts::Scene;
use crate::act::About;
use crate::handlers::{Around, LinkFact};

/// A ticket being lived, with everything that hangs on it.
pub(super) struct Lived {
    pub(super) ticket: Ticket,
    pub(super) steps: Vec<Step>,
    pub(super) interventions: Vec<Intervention>,
    pub(super) files: Vec<Attachment>,
    pub(super) links: Vec<(TicketId, LinkKind, TicketId)>,
    pub(super) observers: BTreeSet<ContactId>,
    pub(super) other_equipment: BTreeSet<EquipmentId>,
    pub(super) events: Vec<Event>,
    technicians: BTreeSet<StaffId>,
    executors: BTreeSet<StaffId>,
    pub(super) chance: Chance,
    pub(super) scene: Scene,
    made: Made,
}

/// Numbers given to interventions, in order.
pub(super) struct Series(pub(super) i64);

impl Series {
    const fn draw(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}

impl Lived {
    /// Somebody logs a request.
    pub(super) fn open(
        number: i64,
        channel: Channel,
        by: Author,
        at: Moment,
        facts: Facts,
        settings: &Settings,
        mut chance: Chance,
    ) -> Result<Self, Refusal> {
        let made = Made::new(by, at, "open_ticket", &mut chance);
        let opening = Opening {
            id: chance.id(at),
            channel,
            by,
            at,
        };
        let mut ticket = Ticket::open(opening, facts, settings)?;
        ticket.number = number;
        let mut lived = Self {
            ticket,
            steps: Vec::new(),
            interventions: Vec::new(),
            files: Vec::new(),
            links: Vec::new(),
            observers: BTreeSet::new(),
            other_equipment: BTreeSet::new(),
            events: Vec::with_capacity(16),
            technicians: BTreeSet::new(),
            executors: BTreeSet::new(),
            chance,
            scene: Scene::default(),
            made,
        };
        let (about, born) = (lived.about_ticket(), lived.ticket.clone());
        lived.record(about, None, Some(&born));
        Ok(lived)
    }

    /// Begins another call.
    pub(super) fn call(&mut self, by: Author, at: Moment, call: &'static str) {
        self.made = Made::new(by, at, call, &mut self.chance);
    }

    const fn at(&self) -> Moment {
        self.made.at
    }

    fn about_ticket(&self) -> About {
        About {
            entity: Entity::Ticket,
            id: self.ticket.id.0,
            ticket: Some(self.ticket.id),
            version: self.ticket.version,
        }
    }

    fn record<T: Serialize>(&mut self, about: About, before: Option<&T>, after: Option<&T>) {
        self.events
            .extend(self.made.event(about, before, after, &mut self.chance));
    }

    /// Changes the ticket's row: its next version, its event.
    pub(super) fn change<E>(
        &mut self,
        change: impl FnOnce(&mut Ticket, Moment) -> Result<(), E>,
    ) -> Result<(), E> {
        let before = self.ticket.clone();
        change(&mut self.ticket, self.made.at)?;
        self.ticket.version = before.version + 1;
        self.ticket.updated_at = self.at().max(before.created_at);
        let (about, after) = (self.about_ticket(), self.ticket.clone());
        self.record(about, Some(&before), Some(&after));
        Ok(())
    }

    fn enter(&mut self, state: State) {
        let Ok(()) = self.change(|ticket, _| {
            ticket.enter(state);
            Ok::<(), std::convert::Infallible>(())
        });
    }

    /// Something happened that the ticket's own row does not hold.
    pub(super) fn touch(&mut self) {
        self.enter(self.ticket.state());
    }

    /// Gives it to somebody; the intervention follows.
    pub(super) fn assign(&mut self, to: StaffId, series: &mut Series) -> Result<(), Refusal> {
        let state = self.ticket.state().give(to)?;
        if state != self.ticket.state() {
            self.enter(state);
            self.give_intervention(to, series);
        }
        Ok(())
    }

    /// Takes it oneself.
    pub(super) fn take(&mut self, by: StaffId, series: &mut Series) -> Result<(), Refusal> {
        self.enter(self.ticket.state().take(by)?);
        self.give_intervention(by, series);
        Ok(())
    }

    /// Puts it back in the pool.
    pub(super) fn unassign(&mut self) -> Result<(), Refusal> {
        self.enter(self.ticket.state().unassign()?);
        self.end_intervention(Intervention::released);
        Ok(())
    }

    /// Waits for the client.
    pub(super) fn wait(&mut self, stage: Stage) -> Result<(), Refusal> {
        self.enter(self.ticket.state().wait(stage)?);
        Ok(())
    }

    /// Moves inside the status.
    pub(super) fn set_stage(&mut self, stage: Stage) -> Result<(), Refusal> {
        let state = self.ticket.state().at(stage)?;
        if state != self.ticket.state() {
            self.enter(state);
        }
        Ok(())
    }

    /// Done.
    pub(super) fn resolve(&mut self, by: StaffId) -> Result<(), Refusal> {
        self.change(|ticket, at| ticket.resolve(by, at))?;
        self.end_intervention(|intervention, _| intervention.ticket_resolved());
        Ok(())
    }

    /// Not done.
    pub(super) fn reject(
        &mut self,
        stage: Stage,
        reason: &str,
        by: Option<StaffId>,
    ) -> Result<(), Refusal> {
        self.change(|ticket, at| ticket.reject(stage, reason, by, at))?;
        self.end_intervention(Intervention::ticket_rejected);
        Ok(())
    }

    /// Open again, by the administrator.
    pub(super) fn reopen(&mut self, series: &mut Series) -> Result<(), Refusal> {
        self.change(|ticket, _| ticket.reopen(true))?;
        let Some(assignee) = self.ticket.assignee_id else {
            return Ok(());
        };
        let last = self.interventions.len().checked_sub(1);
        let goes_on = last.is_some_and(|last| {
            let mut goes_on = false;
            self.change_intervention(last, |intervention, _| {
                intervention.assignee_id = assignee;
                goes_on = intervention.ticket_reopened();
            });
            goes_on
        });
        if !goes_on {
            self.create_intervention(assignee, series);
        }
        Ok(())
    }

    /// Absorbed by another ticket.
    pub(super) fn merge_into(&mut self, target: &Ticket, by: StaffId) -> Result<(), Refusal> {
        self.change(|ticket, at| merge::merge(ticket, target, by, Role::Supervisor, at))?;
        self.end_intervention(Intervention::ticket_rejected);
        Ok(())
    }

    /// Writes a step of somebody of the staff, or a contact's words.
    pub(super) fn write(&mut self, new: NewStep) -> Result<(), Refusal> {
        let body = new.check(0, self.at())?;
        let (by_staff_id, by_contact_id) = match self.made.by {
            Author::Staff(id) => (Some(id), new.by_contact_id),
            Author::Contact(id) => (None, Some(id)),
            Author::Job => (None, new.by_contact_id),
        };
        let client_said = by_contact_id.is_some();
        let executor = new.executor_id.or(by_staff_id);
        let step = Step {
            id: self.chance.id(self.made.at),
            ticket_id: self.ticket.id,
            origin_number: self.ticket.number,
            kind: new.kind,
            body,
            body_before: None,
            done_at: new.done_at.unwrap_or(self.made.at),
            created_at: self.at(),
            edited_at: None,
            executor_id: executor.filter(|_| !client_said),
            by_staff_id,
            by_contact_id,
            minutes: new.minutes,
            public: new.public || client_said,
            after_closing: false,
            intervention_id: self.under_way().map(|at| self.interventions[at].id),
        };
        let about = About {
            entity: Entity::Step,
            id: step.id.0,
            ticket: Some(self.ticket.id),
            version: 1,
        };
        self.record(about, None, Some(&step));
        let state = executor.map_or(self.ticket.state(), |executor| {
            self.ticket.state().worked_on(executor)
        });
        self.enter(if client_said { state.answered() } else { state });
        if step.minutes > 0
            && let Some(at) = self.under_way()
        {
            self.change_intervention(at, |intervention, _| intervention.begin());
        }
        self.steps.push(step);
        Ok(())
    }

    /// A technician's step puts them on the ticket.
    pub(super) fn executed_by(&mut self, technician: StaffId) {
        self.executors.insert(technician);
    }

    /// Hangs a file on the ticket, or on its last step.
    pub(super) fn attach(&mut self, hash: &str, size: i64, name: String, on_step: bool) {
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
    pub(super) fn set_people(
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
    pub(super) fn link(&mut self, kind: LinkKind, to: TicketId) {
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

    /// Says what will be billed for the intervention under way.
    pub(super) fn set_intervention(&mut self, kind: KindId, product: ProductId, billable: bool) {
        if let Some(at) = self.under_way() {
            self.change_intervention(at, |intervention, _| {
                intervention.kind_id = Some(kind);
                intervention.product_id = Some(product);
                intervention.billable = billable;
            });
        }
    }

    fn under_way(&self) -> Option<usize> {
        self.interventions
            .iter()
            .rposition(|intervention| !intervention.status.is_over())
    }

    fn give_intervention(&mut self, to: StaffId, series: &mut Series) {
        match self.under_way() {
            Some(at) => {
                self.change_intervention(at, |intervention, _| intervention.assignee_id = to)
            }
            None => self.create_intervention(to, series),
        }
    }

    fn create_intervention(&mut self, to: StaffId, series: &mut Series) {
        let mut new =
            Intervention::for_ticket(self.chance.id(self.made.at), self.ticket.id, to, self.at());
        new.number = series.draw();
        let about = About {
            entity: Entity::Intervention,
            id: new.id.0,
            ticket: new.ticket_id,
            version: 1,
        };
        self.record(about, None, Some(&new));
        self.interventions.push(new);
    }

    fn end_intervention(&mut self, end: impl FnOnce(&mut Intervention, i64)) {
        if let Some(at) = self.under_way() {
            self.change_intervention(at, end);
        }
    }

    fn change_intervention(&mut self, at: usize, change: impl FnOnce(&mut Intervention, i64)) {
        let before = self.interventions[at].clone();
        let of_it = self
            .steps
            .iter()
            .filter(|step| step.intervention_id == Some(before.id));
        let minutes = of_it.map(|step| i64::from(step.minutes)).sum();
        let mut after = before.clone();
        change(&mut after, minutes);
        if after != before {
            after.version += 1;
            after.updated_at = self.at();
            let about = About {
                entity: Entity::Intervention,
                id: after.id.0,
                ticket: after.ticket_id,
                version: after.version,
            };
            self.record(about, Some(&before), Some(&after));
            self.interventions[at] = after;
        }
    }

    /// Everybody on it, each once.
    pub(super) fn staff(&self) -> Vec<TicketStaffRow> {
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

    /// The words it is found by: number, label, description, names, machines, steps.
    pub(super) fn words(&self, client: &Client) -> String {
        let number = self.ticket.number.to_string();
        let contact = client
            .contacts
            .iter()
            .find(|known| Some(known.id) == self.ticket.contact_id)
            .map(|known| known.name.as_str());
        let company = self.ticket.company_id.map(|_| client.company_name.as_str());
        let on_it = |id: EquipmentId| {
            self.ticket.equipment_id == Some(id) || self.other_equipment.contains(&id)
        };
        let machines = client
            .machines
            .iter()
            .filter(|machine| on_it(machine.id))
            .map(|machine| machine.words.as_str());
        let said = self.steps.iter().map(|step| step.body.as_str());
        let own = [
            number.as_str(),
            &self.ticket.label,
            &self.ticket.description,
        ];
        fold::index(
            own.into_iter()
                .chain(contact)
                .chain(company)
                .chain(machines)
                .chain(said),
        )
    }
}
