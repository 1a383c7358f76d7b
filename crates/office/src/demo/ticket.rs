//! One ticket as it is lived: each act runs the rules of `domain` and leaves the events of its call.
//!
//! It does in memory what the handlers do in a transaction, in the same order; `check` finds
//! whatever would differ. Who does what and when is decided by `story`.

mod interventions;
mod people;

use std::collections::BTreeSet;

use guichet_domain::event::Entity;
use guichet_domain::step::NewStep;
use guichet_domain::ticket::{Author, Facts, Opening};
use guichet_domain::*;
use serde::Serialize;

use super::chance::Chance;
use super::chronicle::Made;
use super::clients::Client;
use super::texts::Scene;
use crate::act::About;

pub(super) use interventions::Series;

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
        if let Some(assignee) = self.ticket.assignee_id {
            self.resume_intervention(assignee, series);
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
