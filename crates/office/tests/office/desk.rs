//! What somebody does at their desk, in one word each: the moves of a ticket as requests.

use guichet_api::lists::{CountTickets, ListTickets, SearchTickets};
use guichet_api::tickets::*;
use guichet_domain::step::NewStep;
use guichet_domain::*;

use crate::house::{House, id};

/// A step somebody writes.
pub fn step(kind: StepKind, body: &str, minutes: i32) -> NewStep {
    NewStep {
        kind,
        body: body.into(),
        public: false,
        minutes,
        done_at: None,
        executor_id: None,
        by_contact_id: None,
    }
}

/// Other facts, on the version that somebody sees.
pub fn edit(sheet: &TicketSheet, change: impl FnOnce(&mut ticket::Facts)) -> EditTicket {
    let mut facts = sheet.ticket.facts();
    change(&mut facts);
    EditTicket {
        number: sheet.ticket.number,
        version: sheet.ticket.version,
        facts,
    }
}

/// What a client says by phone.
pub fn answer(contact: ContactId, body: &str) -> NewStep {
    NewStep {
        public: true,
        by_contact_id: Some(contact),
        ..step(StepKind::Answer, body, 0)
    }
}

impl House {
    pub async fn takes(&self, who: Actor, number: i64) -> Moved {
        let version = self.version(number).await;
        self.does(who, TakeTicket { number, version }).await
    }

    pub async fn assigns(&self, who: Actor, number: i64, to: Actor) -> Moved {
        let version = self.version(number).await;
        let to = id(to);
        self.does(
            who,
            AssignTicket {
                number,
                version,
                to,
            },
        )
        .await
    }

    pub async fn waits(&self, who: Actor, number: i64) -> Moved {
        let version = self.version(number).await;
        let stage = Stage::Waiting;
        self.does(
            who,
            WaitTicket {
                number,
                version,
                stage,
            },
        )
        .await
    }

    pub async fn resolves(&self, who: Actor, number: i64) -> Moved {
        let version = self.version(number).await;
        let step = None;
        self.does(
            who,
            ResolveTicket {
                number,
                version,
                step,
            },
        )
        .await
    }

    pub async fn rejects(&self, who: Actor, number: i64, reason: &str) -> Moved {
        let version = self.version(number).await;
        let request = RejectTicket {
            number,
            version,
            stage: Stage::Rejected,
            reason: reason.into(),
        };
        self.does(who, request).await
    }

    pub async fn writes(&self, who: Actor, number: i64, step: NewStep) -> TicketSheet {
        let request = AddStep {
            number,
            step,
            attachments: Vec::new(),
            wait: false,
        };
        self.does(who, request).await
    }

    /// Everything somebody's queue shows, the newest first.
    pub async fn queue(&self, who: Actor, filter: TicketFilter) -> Vec<i64> {
        let request = ListTickets {
            filter,
            sort: TicketSort::Number,
            descending: true,
            after: None,
            limit: 200,
        };
        let page = self.does(who, request).await;
        assert!(!page.more, "a story has fewer tickets than a page");
        page.rows.into_iter().map(|row| row.number).collect()
    }

    pub async fn counts(&self, who: Actor, filter: TicketFilter) -> u32 {
        let filters = vec![filter];
        self.does(who, CountTickets { filters }).await[0].count
    }

    pub async fn finds(&self, who: Actor, text: &str) -> Vec<i64> {
        let text = text.into();
        let found = self.does(who, SearchTickets { text, limit: 50 }).await;
        found.rows.into_iter().map(|row| row.number).collect()
    }
}
