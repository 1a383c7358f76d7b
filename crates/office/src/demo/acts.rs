//! What each act of a plan does: who makes which call, and what they say.

use chrono::TimeDelta;
use guichet_domain::step::NewStep;
use guichet_domain::ticket::{Author, Facts};
use guichet_domain::*;

use super::plan::Act;
use super::story::{Request, Teller};
use super::texts::Topic;
use super::ticket::Lived;

impl<'a> Teller<'a> {
    /// One act, at its time; a flat catalogue, hence its length.
    pub(super) fn perform(
        &mut self,
        act: Act,
        at: Moment,
        lived: &mut Lived,
        request: &Request<'a>,
    ) -> Result<(), Refusal> {
        let cast = &self.world.cast;
        let supervisor = *lived.chance.pick(&cast.supervisors);
        let technician = cast.technician(request.topic.heating, &mut lived.chance);
        let assignee = lived.ticket.assignee_id.unwrap_or(technician);
        let topic = request.topic;
        match act {
            Act::Assign => {
                lived.call(Author::Staff(supervisor), at, "assign_ticket");
                lived.assign(technician, &mut self.series)
            }
            Act::Take => {
                lived.call(Author::Staff(technician), at, "take_ticket");
                lived.take(technician, &mut self.series)
            }
            Act::HandOver => {
                let colleague = *lived.chance.pick(if topic.heating {
                    &cast.heating
                } else {
                    &cast.computing
                });
                lived.call(Author::Staff(assignee), at, "assign_ticket");
                lived.assign(colleague, &mut self.series)
            }
            Act::Unassign => {
                lived.call(Author::Staff(supervisor), at, "unassign_ticket");
                lived.unassign()
            }
            Act::Promise => self.promise(lived, supervisor, at),
            Act::Work => self.step(lived, topic, StepKind::Instruction, assignee, at),
            Act::Inform => self.step(lived, topic, StepKind::Information, assignee, at),
            Act::Ask | Act::Disagree => {
                self.step(lived, topic, StepKind::Question, assignee, at)?;
                lived.wait(if act == Act::Ask {
                    Stage::Waiting
                } else {
                    Stage::Disagreement
                })
            }
            Act::Answer => self.answer(lived, topic, assignee, at),
            Act::Correct => {
                lived.call(Author::Staff(assignee), at, "set_stage");
                lived.set_stage(Stage::Correction)
            }
            Act::People => {
                lived.call(Author::Staff(assignee), at, "set_people");
                self.people(lived, request);
                Ok(())
            }
            Act::Bill => {
                lived.call(Author::Staff(assignee), at, "set_intervention");
                let (kind, product) = self.world.trade(topic.heating, &mut lived.chance);
                let billable = lived.chance.likely(0.5);
                lived.set_intervention(kind, product, billable);
                Ok(())
            }
            Act::Resolve => {
                self.step(lived, topic, StepKind::Solution, assignee, at)?;
                lived.call(Author::Staff(assignee), at, "resolve_ticket");
                lived.resolve(assignee)
            }
            Act::Reject => {
                let reason = lived
                    .chance
                    .often(self.world.texts.common("reasons"))
                    .clone();
                lived.call(Author::Staff(supervisor), at, "reject_ticket");
                lived.reject(Stage::Rejected, &reason, Some(supervisor))
            }
            Act::Cancel => {
                lived.call(Author::Staff(supervisor), at, "reject_ticket");
                lived.reject(
                    Stage::Cancelled,
                    "Demande annulée par le client",
                    Some(supervisor),
                )
            }
            Act::Reopen => {
                lived.call(Author::Staff(cast.administrator), at, "reopen_ticket");
                lived.reopen(&mut self.series)
            }
            Act::Bin => {
                lived.call(Author::Staff(supervisor), at, "bin_ticket");
                lived.change(|ticket, at| {
                    ticket.binned_at = Some(at);
                    Ok(())
                })
            }
        }
    }

    /// A due time agreed with the client, typed over the proposed one.
    fn promise(&self, lived: &mut Lived, by: StaffId, at: Moment) -> Result<(), Refusal> {
        lived.call(Author::Staff(by), at, "edit_ticket");
        let due = self.world.now + TimeDelta::minutes(lived.chance.within(40, 9_000));
        lived.change(|ticket, _| {
            let facts = Facts {
                due_at: Some(due),
                ..ticket.facts()
            };
            ticket.change_facts(facts, by, &self.world.settings)
        })
    }

    fn step(
        &self,
        lived: &mut Lived,
        topic: &Topic,
        kind: StepKind,
        by: StaffId,
        at: Moment,
    ) -> Result<(), Refusal> {
        let sentences = match kind {
            StepKind::Question => &topic.questions,
            StepKind::Information => &topic.informations,
            StepKind::Solution => &topic.solutions,
            StepKind::Answer => &topic.answers,
            StepKind::Instruction
            | StepKind::Reason
            | StepKind::Event
            | StepKind::History
            | StepKind::Document => &topic.instructions,
        };
        let texts = &self.world.texts;
        let mut body = texts.say(topic, sentences, &mut lived.scene, &mut lived.chance);
        if lived.chance.likely(0.4) {
            body.push(' ');
            body.push_str(lived.chance.often::<String>(texts.common("asides")));
        }
        let public = matches!(
            kind,
            StepKind::Question | StepKind::Information | StepKind::Solution
        );
        let minutes = if lived.chance.likely(0.85) {
            5 * lived.chance.rank(36) as i32
        } else {
            0
        };
        lived.call(Author::Staff(by), at, "add_step");
        lived.write(NewStep {
            kind,
            body,
            public,
            minutes,
            done_at: None,
            executor_id: None,
            by_contact_id: None,
        })?;
        lived.executed_by(by);
        if lived.chance.likely(0.03) {
            let (number, picture) = (lived.ticket.number, lived.chance.pick(&self.world.pictures));
            lived.attach(
                &picture.hash,
                picture.bytes.len() as i64,
                format!("photo-{number}.png"),
                true,
            );
        }
        Ok(())
    }

    /// The client's words: their own by mail, or as the technician heard them.
    fn answer(
        &self,
        lived: &mut Lived,
        topic: &Topic,
        assignee: StaffId,
        at: Moment,
    ) -> Result<(), Refusal> {
        let Some(contact) = lived.ticket.contact_id else {
            return Ok(());
        };
        let body = self
            .world
            .texts
            .say(topic, &topic.answers, &mut lived.scene, &mut lived.chance);
        let heard = lived.chance.likely(0.4);
        lived.call(
            if heard {
                Author::Staff(assignee)
            } else {
                Author::Contact(contact)
            },
            at,
            "add_step",
        );
        lived.write(NewStep {
            kind: StepKind::Answer,
            body,
            public: true,
            minutes: 0,
            done_at: None,
            executor_id: None,
            by_contact_id: Some(contact),
        })
    }

    fn people(&self, lived: &mut Lived, request: &Request<'a>) {
        let client = &self.world.clients[request.client];
        let chance = &mut lived.chance;
        let technician = chance
            .likely(0.6)
            .then(|| self.world.cast.technician(request.topic.heating, chance));
        let observer = client
            .contacts
            .last()
            .map(|known| known.id)
            .filter(|_| chance.likely(0.6));
        let machine = client
            .machines
            .last()
            .map(|machine| machine.id)
            .filter(|_| chance.likely(0.4));
        lived.set_people(technician, observer, machine);
    }
}
