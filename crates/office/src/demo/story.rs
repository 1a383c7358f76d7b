//! What happens to the tickets of a demonstration: who asks, who takes it, what is said, how it ends.

use std::collections::VecDeque;

use chrono::TimeDelta;
use guichet_domain::step::NewStep;
use guichet_domain::ticket::{Author, Facts};
use guichet_domain::*;

use super::chance::Chance;
use super::clients::{Client, Machine};
use super::rhythm::{is_cold, working};
use super::texts::{Scene, Sentence, Topic};
use super::ticket::{Lived, Series};
use super::world::World;

/// Closed tickets a new one may follow.
const REMEMBERED: usize = 400;

/// One thing that happens, in the order of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Assign,
    Take,
    Promise,
    Work,
    Ask,
    Answer,
    Inform,
    Correct,
    Disagree,
    HandOver,
    Unassign,
    People,
    Bill,
    Resolve,
    Reject,
    Cancel,
    Reopen,
    Bin,
}

/// Tells ticket after ticket, in the order of their numbers.
pub(super) struct Teller<'a> {
    world: &'a World,
    arrivals: std::iter::Enumerate<std::vec::IntoIter<Moment>>,
    last: usize,
    series: Series,
    told: VecDeque<(usize, TicketId)>,
}

/// A ticket told, with whose it is.
pub(super) struct Told<'a> {
    pub(super) lived: Lived,
    pub(super) client: &'a Client,
}

/// What a ticket is about before anybody logs it.
struct Request<'a> {
    client: usize,
    topic: &'a Topic,
    machine: Option<&'a Machine>,
    chance: Chance,
}

impl<'a> Teller<'a> {
    pub(super) fn new(world: &'a World, arrivals: Vec<Moment>) -> Self {
        Self {
            world,
            last: arrivals.len(),
            arrivals: arrivals.into_iter().enumerate(),
            series: Series(World::FIRST_INTERVENTION - 1),
            told: VecDeque::with_capacity(REMEMBERED),
        }
    }

    /// The last number given to an intervention.
    pub(super) const fn last_intervention(&self) -> i64 {
        self.series.0
    }

    /// The next ticket, or two when the second is a double of the first.
    pub(super) fn next(&mut self) -> Result<Vec<Told<'a>>, Refusal> {
        let Some((rank, at)) = self.arrivals.next() else {
            return Ok(Vec::new());
        };
        let mut request = self.request(rank, at);
        let mut lived = self.open(rank, at, &mut request)?;
        let client = &self.world.clients[request.client];
        let twice = lived.chance.likely(0.015) && self.last - rank > 40;
        let second = if twice { self.arrivals.next() } else { None };
        let Some((next, later)) = second else {
            self.follow(&mut lived, request.client);
            self.live(&mut lived, &request, rank, at)?;
            return Ok(vec![Told { lived, client }]);
        };
        let double = self.double(next, later, &mut request, &mut lived)?;
        let resumed = lived.ticket.updated_at;
        self.live(&mut lived, &request, rank, resumed)?;
        Ok(vec![
            Told { lived, client },
            Told {
                lived: double,
                client,
            },
        ])
    }

    fn request(&self, rank: usize, at: Moment) -> Request<'a> {
        let world = self.world;
        let mut chance = Chance::of(world.seed, rank as u64 + 1);
        let heating = chance.likely(if is_cold(at) { 0.62 } else { 0.34 });
        let topics: Vec<&Topic> = world
            .texts
            .topics
            .iter()
            .filter(|topic| topic.heating == heating)
            .collect();
        let topic = *chance.often(&topics);
        let client = chance.rank(world.clients.len());
        let machines: Vec<&Machine> = world.clients[client]
            .machines
            .iter()
            .filter(|machine| machine.list == topic.machines)
            .collect();
        let machine =
            (!machines.is_empty() && chance.likely(0.9)).then(|| *chance.often(&machines));
        Request {
            client,
            topic,
            machine,
            chance,
        }
    }

    /// Somebody calls, comes, writes.
    fn open(&self, rank: usize, at: Moment, request: &mut Request<'a>) -> Result<Lived, Refusal> {
        let world = self.world;
        let client = &world.clients[request.client];
        let mut scene = Scene::about(request.machine.map(|machine| machine.model.as_str()));
        let chance = &mut request.chance;
        let contact_id = (!client.contacts.is_empty()
            && (client.company.is_none() || chance.likely(0.94)))
        .then(|| chance.often(&client.contacts).id);
        let channel = *chance.pick(&CHANNELS);
        let by = match channel {
            Channel::Phone | Channel::WalkIn => {
                Author::Staff(*chance.pick(&world.cast.receptionists))
            }
            Channel::Mail | Channel::WebForm | Channel::Chat => {
                contact_id.map_or(Author::Staff(world.cast.receptionists[0]), Author::Contact)
            }
        };
        let criticality = *chance.pick(&CRITICALITIES);
        let other_priority = chance.likely(0.15).then(|| *chance.pick(Priority::ALL));
        let topic = request.topic;
        let mut say =
            |sentences: &[Sentence]| world.texts.say(topic, sentences, &mut scene, chance);
        let (label, description) = (say(&topic.labels), say(&topic.descriptions));
        let facts = Facts {
            label,
            description,
            contact_id,
            company_id: client.company,
            equipment_id: request.machine.map(|machine| machine.id),
            place_id: request
                .machine
                .and_then(|machine| machine.place)
                .or_else(|| client.places.first().copied()),
            category_id: world.category(topic),
            contract_id: client
                .contracts
                .first()
                .copied()
                .filter(|_| chance.likely(0.6)),
            task_id: client.tasks.first().copied().filter(|_| chance.likely(0.3)),
            criticality: Some(criticality),
            priority: other_priority,
            reporter_id: client
                .contacts
                .first()
                .map(|known| known.id)
                .filter(|id| chance.likely(0.05) && Some(*id) != contact_id),
            reported_at: chance
                .likely(0.1)
                .then(|| at - TimeDelta::minutes(chance.within(5, 600))),
            ..Facts::default()
        };
        let number = World::FIRST_NUMBER + rank as i64;
        let mut lived = Lived::open(
            number,
            channel,
            by,
            at,
            facts,
            &world.settings,
            chance.clone(),
        )?;
        lived.scene = scene;
        if lived.chance.likely(0.06) {
            let picture = lived.chance.pick(&world.pictures);
            lived.attach(
                &picture.hash,
                picture.bytes.len() as i64,
                format!("capture-{number}.png"),
                false,
            );
        }
        Ok(lived)
    }

    /// The same thing logged twice; a supervisor merges the second into the first.
    fn double(
        &mut self,
        rank: usize,
        at: Moment,
        request: &mut Request<'a>,
        first: &mut Lived,
    ) -> Result<Lived, Refusal> {
        request.chance = Chance::of(self.world.seed, rank as u64 + 1);
        let mut second = self.open(rank, at, request)?;
        let supervisor = *second.chance.pick(&self.world.cast.supervisors);
        let merged_at = at + TimeDelta::seconds(second.chance.within(200, 3_000));
        let merged_at = merged_at.min(self.world.now);
        second.call(Author::Staff(supervisor), merged_at, "merge_tickets");
        first.call(Author::Staff(supervisor), merged_at, "merge_tickets");
        second.merge_into(&first.ticket, supervisor)?;
        first.touch();
        Ok(second)
    }

    /// Some requests go on from a closed one of the same client.
    fn follow(&mut self, lived: &mut Lived, client: usize) {
        let before = self
            .told
            .iter()
            .rev()
            .find(|(of, _)| *of == client)
            .map(|(_, id)| *id);
        if let Some(before) = before.filter(|_| lived.chance.likely(0.03)) {
            lived.link(LinkKind::Follows, before);
        }
        if self.told.len() == REMEMBERED {
            self.told.pop_front();
        }
        self.told.push_back((client, lived.ticket.id));
    }

    fn live(
        &mut self,
        lived: &mut Lived,
        request: &Request<'a>,
        rank: usize,
        from: Moment,
    ) -> Result<(), Refusal> {
        let now = self.world.now;
        let (plan, until) = if self.is_open(lived, rank, from) {
            (open_plan(lived, now), now)
        } else {
            let hours = 0.4 * (lived.chance.unit() * 6.2).exp();
            let wanted = from + TimeDelta::seconds((hours * 3_600.0) as i64);
            (
                closed_plan(lived),
                if wanted < now {
                    wanted
                } else {
                    from + (now - from) * 9 / 10
                },
            )
        };
        let moments = moments(plan.len(), from, until, &mut lived.chance);
        for (act, at) in plan.into_iter().zip(moments) {
            self.perform(act, at, lived, request)?;
        }
        Ok(())
    }

    /// One in twenty-five stays open, nearly all of the last ones.
    fn is_open(&self, lived: &mut Lived, rank: usize, from: Moment) -> bool {
        let open = 0.04 * self.last as f64;
        let age = (self.last - rank) as f64;
        let fresh = 0.75 * (-age / (open / 0.75).max(1.0)).exp();
        lived.chance.likely(fresh) || self.world.now - from < TimeDelta::minutes(5)
    }

    fn perform(
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

const CHANNELS: [Channel; 20] = {
    use Channel::*;
    [
        Phone, Phone, Phone, Phone, Phone, Phone, Phone, Phone, Phone, Mail, Mail, Mail, Mail,
        Mail, Mail, WebForm, WebForm, WalkIn, WalkIn, Chat,
    ]
};

const CRITICALITIES: [Criticality; 20] = {
    use Criticality::*;
    [
        Critical, Serious, Serious, Serious, Serious, Medium, Medium, Medium, Medium, Medium,
        Medium, Medium, Medium, Medium, Medium, Low, Low, Low, Low, Low,
    ]
};

/// How a ticket stands open at the end: nobody's, somebody's, under way, or waiting.
fn open_plan(lived: &mut Lived, now: Moment) -> Vec<Act> {
    let waited = now - lived.ticket.created_at;
    let late = lived.ticket.due_at < now && lived.chance.likely(0.75);
    let draw = lived.chance.unit();
    let mut plan = match draw {
        _ if draw < 0.3 && waited < TimeDelta::days(4) => Vec::new(),
        _ if draw < 0.55 && waited < TimeDelta::days(6) => vec![Act::Assign],
        _ if draw < 0.8 || lived.ticket.contact_id.is_none() => {
            vec![Act::Assign, Act::Work, Act::Inform]
        }
        _ => vec![Act::Assign, Act::Work, Act::Ask],
    };
    if plan.len() == 3 {
        let more: &[Act] = match lived.chance.within(0, 9) {
            0 | 1 => &[Act::Correct, Act::Work],
            2 | 3 => &[Act::Bill],
            4 => &[Act::People],
            _ => &[],
        };
        plan.splice(2..2, more.iter().copied());
    }
    if late && plan.last() != Some(&Act::Ask) {
        plan.insert(plan.len().min(1), Act::Promise);
    }
    plan
}

/// How a ticket came to its end.
fn closed_plan(lived: &mut Lived) -> Vec<Act> {
    let talks = lived.ticket.contact_id.is_some();
    let chance = &mut lived.chance;
    let mut plan = if chance.likely(0.65) {
        vec![Act::Assign]
    } else {
        vec![Act::Take]
    };
    let mut maybe = |probability: f64, acts: &[Act]| {
        if chance.likely(probability) {
            plan.extend_from_slice(acts);
        }
    };
    maybe(0.03, &[Act::Unassign, Act::Assign]);
    maybe(0.75, &[Act::Work]);
    maybe(0.06, &[Act::HandOver]);
    if talks {
        maybe(0.45, &[Act::Ask, Act::Answer]);
    }
    maybe(0.12, &[Act::People]);
    maybe(0.35, &[Act::Work, Act::Correct]);
    maybe(0.4, &[Act::Inform]);
    if talks {
        maybe(0.04, &[Act::Work, Act::Disagree, Act::Answer]);
    }
    maybe(0.2, &[Act::Work]);
    let has_work = plan.contains(&Act::Work);
    match chance.within(0, 99) {
        0..4 => plan.push(Act::Reject),
        4..6 => plan.push(Act::Cancel),
        6 => plan.extend([Act::Reject, Act::Bin]),
        _ => plan.extend(if has_work {
            [Act::Bill, Act::Resolve]
        } else {
            [Act::Work, Act::Resolve]
        }),
    }
    if plan.last() == Some(&Act::Resolve) && chance.likely(0.03) {
        plan.extend([Act::Reopen, Act::Work, Act::Resolve]);
    }
    plan
}

/// So many instants between two, in order and mostly at hours of work; the first come early.
fn moments(count: usize, from: Moment, until: Moment, chance: &mut Chance) -> Vec<Moment> {
    let span = (until - from).num_microseconds().unwrap_or(0).max(0) as f64;
    let mut parts: Vec<f64> = (0..count).map(|_| chance.unit()).collect();
    parts.sort_by(f64::total_cmp);
    let mut last = from;
    parts
        .into_iter()
        .map(|part| {
            let at = from + TimeDelta::microseconds((span * part * part) as i64);
            let after = (last + TimeDelta::seconds(chance.within(40, 600)))
                .min(until)
                .max(last);
            last = working(at).max(after);
            last
        })
        .collect()
}
