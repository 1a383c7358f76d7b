//! One workstation: somebody looks, thinks, asks, and is told.

use std::time::{Duration, Instant};

use anyhow::Result;
use guichet_api::lists::{ListTickets, TicketLine};
use guichet_api::tickets::GetTicket;
use guichet_api::{ApiError, Call, Code};
use guichet_domain::{Actor, Role, Staff, StaffId, TicketFilter, TicketSort};
use guichet_office::Office;

use super::chance::Chance;
use super::ground::{Ground, actor};
use super::ledger::{Change, Ledger};
use super::{BUSY, TIMES};

/// A workstation with somebody in front of it.
pub struct Seat {
    pub(super) office: Office,
    pub(super) person: Staff,
    pub(super) actor: Actor,
    pub(super) colleagues: Vec<StaffId>,
    pub(super) chance: Chance,
    pub(super) ledger: Ledger,
    rank: usize,
    made: u64,
    is_troubled: bool,
}

impl Seat {
    /// Opens the office there, with this person's own login.
    pub async fn open(
        ground: &Ground,
        person: &Staff,
        rank: usize,
        is_troubled: bool,
    ) -> Result<Self> {
        let technicians = ground
            .people
            .iter()
            .filter(|other| other.role == Role::Technician);
        Ok(Self {
            office: ground.opened(person).await?,
            person: person.clone(),
            actor: actor(person),
            colleagues: technicians.map(|other| other.id).collect(),
            chance: Chance(rank as u64),
            ledger: Ledger::default(),
            rank,
            made: 0,
            is_troubled,
        })
    }

    /// Works until then.
    pub async fn work_until(mut self, end: Instant) -> Ledger {
        let mean = BUSY / TIMES;
        loop {
            let thought = mean.mul_f64(-(1.0 - self.chance.share()).ln());
            tokio::time::sleep(thought.min(mean * 8)).await;
            if Instant::now() >= end {
                break;
            }
            self.act().await;
        }
        self.office.close().await;
        self.ledger
    }

    /// A text no other act has.
    pub(super) fn mark(&mut self) -> String {
        self.made += 1;
        format!("charge {} {}", self.rank, self.made)
    }

    /// Asks; none when refused, and why is in the ledger.
    pub(super) async fn ask<C: Call>(&mut self, request: C) -> Option<C::Reply> {
        self.told(None, request).await.ok()
    }

    /// Asks for a change to a ticket as it was seen.
    pub(super) async fn change<C: Call>(
        &mut self,
        seen: (i64, i64),
        request: C,
    ) -> Result<C::Reply, ApiError> {
        self.told(Some(seen), request).await
    }

    /// A change that leaves a mark to look for afterwards.
    pub(super) fn keep(&mut self, change: Change, error: Option<&ApiError>) {
        match error.map(|error| error.code) {
            None => self.ledger.made.push(change),
            Some(Code::Offline) => self.ledger.unsure.push(change),
            Some(_) => {}
        }
    }

    async fn told<C: Call>(
        &mut self,
        seen: Option<(i64, i64)>,
        request: C,
    ) -> Result<C::Reply, ApiError> {
        let began = Instant::now();
        let answer = self.office.call(self.actor, request).await;
        match &answer {
            Ok(_) => self
                .ledger
                .times
                .entry(C::NAME)
                .or_default()
                .add(began.elapsed()),
            Err(error) => self.judge(C::NAME, seen, error).await,
        }
        answer
    }

    /// A refusal is in order when somebody was quicker, or when the way to the server is cut on purpose.
    async fn judge(&mut self, call: &'static str, seen: Option<(i64, i64)>, error: &ApiError) {
        if error.code == Code::Offline && self.is_troubled {
            self.ledger.interrupted += 1;
            return;
        }
        let has_moved = match seen {
            _ if error.code == Code::Conflict => true,
            Some((number, version)) => self.has_moved(number, version).await,
            None => false,
        };
        if has_moved {
            *self.ledger.conflicts.entry(call).or_default() += 1;
        } else {
            let role = self.person.role;
            self.ledger.errors.push(format!(
                "{call} by a {role}: {:?}, {}",
                error.code, error.message
            ));
        }
    }

    /// Whether a ticket has changed or left this person's sight since.
    async fn has_moved(&self, number: i64, version: i64) -> bool {
        loop {
            match self.office.call(self.actor, GetTicket { number }).await {
                Ok(sheet) => return sheet.ticket.version != version,
                Err(error) if error.code == Code::Offline && self.is_troubled => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Err(error) => return error.code == Code::NotFound,
            }
        }
    }

    /// One of the first tickets of a list: people work on the same ones.
    pub(super) async fn one_of(&mut self, filter: TicketFilter) -> Option<TicketLine> {
        let request = ListTickets {
            filter,
            sort: TicketSort::Due,
            descending: false,
            after: None,
            limit: 50,
        };
        let mut rows = self.ask(request).await?.rows;
        let place = self.chance.place(rows.len())?;
        Some(rows.swap_remove(place))
    }
}
