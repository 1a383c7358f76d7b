//! What happens to the tickets of a demonstration: who asks, who takes it, what is said, how it ends.

use std::collections::VecDeque;

use chrono::TimeDelta;
use guichet_domain::ticket::{Author, Facts};
use guichet_domain::*;

use super::chance::Chance;
use super::clients::{Client, Machine};
use super::plan::{closed_plan, moments, open_plan};
use super::rhythm::is_cold;
use super::texts::{Scene, Sentence, Topic};
use super::ticket::{Lived, Series};
use super::world::World;

/// Closed tickets a new one may follow.
const REMEMBERED: usize = 400;

/// Tells ticket after ticket, in the order of their numbers.
pub(super) struct Teller<'a> {
    pub(super) world: &'a World,
    arrivals: std::iter::Enumerate<std::vec::IntoIter<Moment>>,
    last: usize,
    pub(super) series: Series,
    told: VecDeque<(usize, TicketId)>,
}

/// A ticket told, with whose it is.
pub(super) struct Told<'a> {
    pub(super) lived: Lived,
    pub(super) client: &'a Client,
}

/// What a ticket is about before anybody logs it.
pub(super) struct Request<'a> {
    pub(super) client: usize,
    pub(super) topic: &'a Topic,
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
                    // To the microsecond, as every time is kept.
                    let age = (now - from).num_microseconds().unwrap_or(0);
                    from + TimeDelta::microseconds(age / 10 * 9)
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
