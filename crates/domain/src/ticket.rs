//! A ticket: one struct for the row, the wire and the screen.

use serde::{Deserialize, Serialize};

use crate::facet::Facet;
use crate::refusal::{Problem, Refusal};
use crate::*;

/// A client's request, from its report to its closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// The number people use.
    pub number: i64,
    /// Grows by one at each change; a change names the one it saw.
    pub version: i64,
    /// Where it stands.
    pub status: Status,
    /// Where it stands inside its status.
    pub stage: Stage,
    /// The client's view.
    pub criticality: Criticality,
    /// The technician's view.
    pub priority: Priority,
    /// How it came.
    pub channel: Channel,
    /// Its title.
    pub label: String,
    /// What the client says.
    pub description: String,
    /// The person concerned (demandeur).
    pub contact_id: Option<ContactId>,
    /// Signalé par, a contact of any segment.
    pub reporter_id: Option<ContactId>,
    /// Signalé par, a member of the staff.
    pub reporter_staff_id: Option<StaffId>,
    /// The company at the time of the request; it does not follow the contact.
    pub company_id: Option<CompanyId>,
    /// The main machine concerned.
    pub equipment_id: Option<EquipmentId>,
    /// Where.
    pub place_id: Option<PlaceId>,
    /// What about.
    pub category_id: Option<CategoryId>,
    /// For which task of a project.
    pub task_id: Option<TaskId>,
    /// Under which contract.
    pub contract_id: Option<ContractId>,
    /// Who has it (suiveur).
    pub assignee_id: Option<StaffId>,
    /// The member of the staff who logged it.
    pub created_by_staff_id: Option<StaffId>,
    /// The contact who opened it.
    pub created_by_contact_id: Option<ContactId>,
    /// When the client noticed.
    pub reported_at: Moment,
    /// When it was logged.
    pub created_at: Moment,
    /// Its last change or step.
    pub updated_at: Moment,
    /// When it should be done.
    pub due_at: Moment,
    /// Who typed the due time over the proposed one.
    pub due_by: Option<StaffId>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Who of the staff closed it.
    pub closed_by: Option<StaffId>,
    /// Its status just before it was closed, for a withdrawal.
    pub closed_from: Option<Status>,
    /// Its stage just before it was closed, for a withdrawal.
    pub closed_from_stage: Option<Stage>,
    /// Who had it just before it was closed, for a withdrawal.
    pub closed_from_assignee: Option<StaffId>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// How many closings were withdrawn; the database lets a closed ticket go back only so.
    pub withdrawals: i32,
    /// The ticket it was merged into.
    pub merged_into: Option<TicketId>,
    /// When a supervisor put it in the bin.
    pub binned_at: Option<Moment>,
}

/// The facts of a request as somebody logs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// Its title; required.
    pub label: String,
    /// What the client says.
    pub description: String,
    /// The person concerned; one of contact, company, equipment is required.
    pub contact_id: Option<ContactId>,
    /// Signalé par, a contact.
    pub reporter_id: Option<ContactId>,
    /// Signalé par, a member of the staff.
    pub reporter_staff_id: Option<StaffId>,
    /// The company.
    pub company_id: Option<CompanyId>,
    /// The machine.
    pub equipment_id: Option<EquipmentId>,
    /// Where.
    pub place_id: Option<PlaceId>,
    /// What about.
    pub category_id: Option<CategoryId>,
    /// For which task.
    pub task_id: Option<TaskId>,
    /// Under which contract.
    pub contract_id: Option<ContractId>,
    /// The client's view; medium by default.
    pub criticality: Option<Criticality>,
    /// The technician's view; proposed from the criticality by default.
    pub priority: Option<Priority>,
    /// When the client noticed; now by default, never later.
    pub reported_at: Option<Moment>,
    /// When it should be done; from the criticality's delay by default.
    pub due_at: Option<Moment>,
}

/// Who opens a ticket, as its row keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A member of the staff.
    Staff(StaffId),
    /// A contact, by mail or on the portal.
    Contact(ContactId),
    /// A job.
    Job,
}

/// What a new ticket needs besides its facts.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Its id.
    pub id: TicketId,
    /// How it came.
    pub channel: Channel,
    /// Who opens it.
    pub by: Author,
    /// When.
    pub at: Moment,
}

impl Ticket {
    /// A new request: checked, unassigned, due by its criticality. Its number is given last, by the store.
    pub fn open(opening: Opening, facts: Facts, settings: &Settings) -> Result<Self, Refusal> {
        let Opening {
            id,
            channel,
            by,
            at,
        } = opening;
        let facts = facts.check(at)?;
        let criticality = facts.criticality.unwrap_or(Criticality::Medium);
        let reported_at = facts.reported_at.unwrap_or(at);
        let proposed_due = settings.delays.due_at(criticality, reported_at, at);
        let (staff, contact) = match by {
            Author::Staff(id) => (Some(id), None),
            Author::Contact(id) => (None, Some(id)),
            Author::Job => (None, None),
        };
        Ok(Self {
            id,
            number: 0,
            version: 1,
            status: Status::Unassigned,
            stage: Stage::Opening,
            criticality,
            priority: facts
                .priority
                .unwrap_or(settings.priorities.propose(criticality)),
            channel,
            label: facts.label,
            description: facts.description,
            contact_id: facts.contact_id,
            reporter_id: facts
                .reporter_id
                .filter(|reporter| Some(*reporter) != facts.contact_id),
            reporter_staff_id: facts.reporter_staff_id,
            company_id: facts.company_id,
            equipment_id: facts.equipment_id,
            place_id: facts.place_id,
            category_id: facts.category_id,
            task_id: facts.task_id,
            contract_id: facts.contract_id,
            assignee_id: None,
            created_by_staff_id: staff,
            created_by_contact_id: contact,
            reported_at,
            created_at: at,
            updated_at: at,
            due_at: facts.due_at.unwrap_or(proposed_due).max(at),
            due_by: facts.due_at.and(staff),
            closed_at: None,
            closed_by: None,
            closed_from: None,
            closed_from_stage: None,
            closed_from_assignee: None,
            reason: None,
            withdrawals: 0,
            merged_into: None,
            binned_at: None,
        })
    }

    /// Its status with what it always comes with.
    pub fn state(&self) -> State {
        State::from_columns(self.status, self.stage, self.assignee_id)
            .expect("the database checks that status, stage and assignee agree")
    }

    /// Writes a state back; the only way to change status, stage and assignee.
    pub fn enter(&mut self, state: State) {
        self.status = state.status();
        self.stage = state.stage();
        self.assignee_id = state.assignee();
    }

    /// The number its small columns make.
    pub fn facet(&self) -> i16 {
        Facet {
            status: self.status,
            stage: self.stage,
            criticality: self.criticality,
            priority: self.priority,
            channel: self.channel,
        }
        .code()
    }

    /// Its facts as they stand, ready to be changed.
    pub fn facts(&self) -> Facts {
        Facts {
            label: self.label.clone(),
            description: self.description.clone(),
            contact_id: self.contact_id,
            reporter_id: self.reporter_id,
            reporter_staff_id: self.reporter_staff_id,
            company_id: self.company_id,
            equipment_id: self.equipment_id,
            place_id: self.place_id,
            category_id: self.category_id,
            task_id: self.task_id,
            contract_id: self.contract_id,
            criticality: Some(self.criticality),
            priority: Some(self.priority),
            reported_at: Some(self.reported_at),
            due_at: Some(self.due_at),
        }
    }

    /// Changes its facts while it is open; a due time nobody typed follows the criticality.
    pub fn change_facts(
        &mut self,
        facts: Facts,
        by: StaffId,
        settings: &Settings,
    ) -> Result<(), Refusal> {
        self.must_be_open()?;
        let facts = facts.check(self.created_at)?;
        self.label = facts.label;
        self.description = facts.description;
        let typed_due = facts.due_at.filter(|due| *due != self.due_at);
        self.criticality = facts.criticality.unwrap_or(self.criticality);
        self.priority = facts.priority.unwrap_or(self.priority);
        self.reported_at = facts.reported_at.unwrap_or(self.reported_at);
        if let Some(due) = typed_due {
            self.due_at = due.max(self.created_at);
            self.due_by = Some(by);
        } else if self.due_by.is_none() {
            self.due_at =
                settings
                    .delays
                    .due_at(self.criticality, self.reported_at, self.created_at);
        }
        self.contact_id = facts.contact_id;
        self.reporter_id = facts
            .reporter_id
            .filter(|reporter| Some(*reporter) != facts.contact_id);
        self.reporter_staff_id = facts.reporter_staff_id;
        self.company_id = facts.company_id;
        self.equipment_id = facts.equipment_id;
        self.place_id = facts.place_id;
        self.category_id = facts.category_id;
        self.task_id = facts.task_id;
        self.contract_id = facts.contract_id;
        Ok(())
    }

    /// Refuses what closing locks (R6).
    pub fn must_be_open(&self) -> Result<(), Refusal> {
        if self.status.is_closed() {
            return Err(Refusal::Locked);
        }
        Ok(())
    }
}

impl Facts {
    /// The facts cleaned, or the first one that is wrong.
    fn check(mut self, latest_report: Moment) -> Result<Self, Refusal> {
        self.label = text::line("label", &self.label)?;
        self.description = text::body("description", &self.description)?;
        let typed = |field, at: Option<Moment>| at.map(|at| moment::typed(field, at)).transpose();
        self.reported_at = typed("reported_at", self.reported_at)?;
        self.due_at = typed("due_at", self.due_at)?;
        if self.contact_id.is_none() && self.company_id.is_none() && self.equipment_id.is_none() {
            return Err(Refusal::invalid("contact_id", Problem::OneRequired));
        }
        if self.reported_at.is_some_and(|at| at > latest_report) {
            return Err(Refusal::invalid("reported_at", Problem::InFuture));
        }
        if self.reporter_id.is_some() && self.reporter_staff_id.is_some() {
            return Err(Refusal::invalid("reporter_id", Problem::OutOfRange));
        }
        Ok(self)
    }
}
