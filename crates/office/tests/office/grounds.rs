//! A real ticket in each status, with the actor in each relation, and everything a call may name of it.

use chrono::TimeDelta;
use guichet_domain::directory::{Company, Contact, Equipment};
use guichet_domain::event::{ActorKind, Entity};
use guichet_domain::ticket::{Author, Facts, Opening};
use guichet_domain::*;
use guichet_store::{NewNotice, Tx};
use uuid::Uuid;

use crate::house::{House, company, contact, id};
use crate::rights::Ground;

/// A ticket and what hangs on it.
pub struct Scene {
    pub ground: Ground,
    pub ticket: Ticket,
    pub company: Company,
    pub contact: Contact,
    pub machine: Equipment,
    /// A step the actor wrote, on the ticket while it was open.
    pub step: StepId,
    pub intervention: Intervention,
    /// Another ticket on which the actor is the same.
    pub alike: i64,
}

/// What the fixtures of one actor need.
struct Theatre<'a> {
    house: &'a House,
    tx: Tx,
    actor: StaffId,
    at: Moment,
}

/// A scene on each of these grounds, in one transaction; `merged` when the rejected ones were absorbed.
pub async fn scenes(house: &House, actor: Actor, grounds: &[Ground], merged: bool) -> Vec<Scene> {
    let mut stage = Theatre {
        house,
        tx: house.owner.db().write().await.expect("a transaction"),
        actor: id(actor),
        at: house.clock.now(),
    };
    let mut scenes = Vec::with_capacity(grounds.len());
    for ground in grounds {
        scenes.push(stage.set(*ground, merged).await);
    }
    stage.tx.commit().await.expect("they are kept");
    // Ten seconds later nobody withdraws a closing any more.
    house.clock.advance(TimeDelta::minutes(1));
    scenes
}

impl Theatre<'_> {
    /// The one who is not the actor: logged it, has it, wrote to them.
    fn other(&self) -> StaffId {
        id(self.house.tina)
    }

    fn new_id<T: From<Uuid>>(&self) -> T {
        self.house.clock.id()
    }

    async fn set(&mut self, ground: Ground, merged: bool) -> Scene {
        let (company, contact, machine) = self.client().await;
        let facts = Facts {
            contact_id: Some(contact.id),
            company_id: Some(company.id),
            equipment_id: Some(machine.id),
            ..Facts::default()
        };
        let alike_status = match ground.0 {
            Status::Resolved | Status::Rejected => Status::InProgress,
            open => open,
        };
        let (alike, _) = self.ticket((alike_status, ground.1), facts.clone()).await;
        let (mut ticket, step) = self.ticket(ground, facts).await;
        let intervention = self.intervention(&ticket).await;
        let before = ticket.version;
        self.close(&mut ticket, ground.0, merged.then_some(&alike));
        if ticket.status.is_closed() {
            ticket.version += 1;
            let kept = self.tx.update_ticket(&ticket, before).await;
            kept.expect("it is closed");
        }
        self.tell(&ticket).await;
        Scene {
            ground,
            ticket,
            company,
            contact,
            machine,
            step,
            intervention,
            alike: alike.number,
        }
    }

    async fn client(&mut self) -> (Company, Contact, Equipment) {
        let company = Company {
            id: self.new_id(),
            version: 1,
            ..company("Garage Morvan")
        };
        let contact = Contact {
            id: self.new_id(),
            version: 1,
            ..contact("Luc", "Morvan", Some(company.id)).contact
        };
        let machine = Equipment {
            id: self.new_id(),
            version: 1,
            name: "Pont élévateur".into(),
            model: String::new(),
            serial: String::new(),
            company_id: Some(company.id),
            contact_id: None,
            place_id: None,
            location: String::new(),
            active: true,
        };
        let tx = &mut self.tx;
        tx.insert_company(&company).await.expect("a company");
        tx.insert_contact(&contact).await.expect("a contact");
        tx.insert_equipment(&machine).await.expect("a machine");
        (company, contact, machine)
    }

    /// An open ticket that stands there, or where it will be closed from.
    async fn ticket(&mut self, (status, relation): Ground, facts: Facts) -> (Ticket, StepId) {
        self.at += TimeDelta::microseconds(1);
        let number = self.tx.next_number("ticket").await.expect("a number");
        let (logged, has) = (relation == "logged", relation == "assignee");
        let opening = Opening {
            id: self.new_id(),
            channel: Channel::Phone,
            by: Author::Staff(if logged { self.actor } else { self.other() }),
            at: self.at,
        };
        let facts = Facts {
            label: label(number),
            ..facts
        };
        let ticket = Ticket::open(opening, facts, &Settings::default());
        let mut ticket = Ticket {
            number,
            ..ticket.expect("a request")
        };
        let assignee = if has { self.actor } else { self.other() };
        ticket.enter(stand(ticket.state(), status, assignee));
        let tx = &mut self.tx;
        tx.insert_ticket(&ticket).await.expect("a ticket");
        tx.follow_ticket(&ticket).await.expect("its assignee");
        if relation == "on" {
            let on = tx.set_technicians(&ticket, &[self.actor]).await;
            on.expect("another technician");
        }
        let step = self.step(&ticket).await;
        let words = self.tx.index_ticket(&ticket).await;
        words.expect("its words");
        (ticket, step)
    }

    async fn step(&mut self, ticket: &Ticket) -> StepId {
        let step = Step {
            id: self.new_id(),
            ticket_id: ticket.id,
            origin_number: ticket.number,
            kind: StepKind::Information,
            body: "Bruit au démarrage".into(),
            body_before: None,
            done_at: self.at,
            created_at: self.at,
            edited_at: None,
            executor_id: Some(self.other()),
            by_staff_id: Some(self.actor),
            by_contact_id: None,
            minutes: 0,
            public: false,
            after_closing: false,
            intervention_id: None,
        };
        self.tx.insert_step(&step).await.expect("a step");
        step.id
    }

    async fn intervention(&mut self, ticket: &Ticket) -> Intervention {
        let number = self.tx.next_number("intervention").await.expect("a number");
        let new = Intervention::for_ticket(self.new_id(), ticket.id, self.other(), self.at);
        let mut intervention = Intervention { number, ..new };
        if ticket.status == Status::Unassigned {
            // Minutes hang on it: without any it would be annulled, and bill nothing.
            intervention.released(5);
        }
        let kept = self.tx.insert_intervention(&intervention).await;
        kept.expect("an intervention");
        intervention
    }

    fn close(&self, ticket: &mut Ticket, status: Status, into: Option<&Ticket>) {
        let (by, at) = (self.other(), self.at);
        let closed = match (status, into) {
            (Status::Resolved, _) => ticket.resolve(by, at),
            (Status::Rejected, None) => ticket.reject(Stage::Rejected, "Hors sujet", Some(by), at),
            (Status::Rejected, Some(target)) => {
                merge::merge(ticket, target, by, Role::Supervisor, at)
            }
            _ => Ok(()),
        };
        closed.expect("an open ticket closes");
    }

    /// The event and the notice that its feed and its bell show.
    async fn tell(&mut self, ticket: &Ticket) {
        let event = Event {
            id: self.new_id(),
            at: ticket.created_at,
            actor_kind: ActorKind::Staff,
            actor_id: Some(self.other().0),
            request_id: self.new_id(),
            call: "edit_ticket".into(),
            entity: Entity::Ticket,
            entity_id: ticket.id.0,
            ticket_id: Some(ticket.id),
            version: ticket.version,
            changes: event::changes(None, Some(ticket)),
        };
        self.tx.append_event(&event).await.expect("an event");
        let notice = NewNotice {
            id: self.new_id(),
            staff_id: Some(self.actor),
            kind: "mention",
            ticket_id: ticket.id,
            by_staff_id: Some(self.other()),
            by_contact_id: None,
            at: self.at,
        };
        self.tx.insert_notice(&notice).await.expect("a notice");
    }
}

/// A label whose last word no other ticket has.
pub fn label(number: i64) -> String {
    format!("Pont bloqué {}", word(number))
}

/// The word that finds this ticket and no other.
pub fn word(number: i64) -> String {
    format!("zz{number:06}")
}

/// The open state a status is, or is reached from.
fn stand(new: State, status: Status, assignee: StaffId) -> State {
    let stood = match status {
        Status::Unassigned => Ok(new),
        Status::AwaitingIntake => new.give(assignee),
        Status::InProgress | Status::Resolved | Status::Rejected => new.take(assignee),
        Status::AwaitingReply => new
            .take(assignee)
            .and_then(|state| state.wait(Stage::Waiting)),
    };
    stood.expect("R4 leads there")
}
