//! What each role does all day, and how often.

use guichet_api::ApiError;
use guichet_api::lists::{CountTickets, SearchTickets};
use guichet_api::reception::FindCallers;
use guichet_api::tickets::{
    AddStep, AssignTicket, EditTicket, GetTicket, OpenTicket, ResolveTicket, TakeTicket,
};
use guichet_domain::step::NewStep;
use guichet_domain::ticket::Facts;
use guichet_domain::{Channel, Role, Status, StepKind, TicketFilter};

use super::ledger::Change;
use super::seat::Seat;

/// Beginnings that people type.
const TYPED: [&str; 8] = [
    "le", "riou", "0297", "mairie", "chaud", "impri", "ecole", "panne",
];

impl Seat {
    /// Does the next thing of their day.
    pub(super) async fn act(&mut self) {
        let drawn = self.chance.share();
        match self.person.role {
            Role::Receptionist if drawn < 0.35 => self.find_caller().await,
            Role::Receptionist if drawn < 0.60 => self.look(TicketFilter::default()).await,
            Role::Receptionist if drawn < 0.75 => self.count().await,
            Role::Receptionist => self.log_call().await,
            Role::Technician if drawn < 0.25 => self.look(mine()).await,
            Role::Technician if drawn < 0.45 => self.look(pool()).await,
            Role::Technician if drawn < 0.55 => self.search().await,
            Role::Technician if drawn < 0.80 => self.add_step().await,
            Role::Technician if drawn < 0.90 => self.take().await,
            Role::Technician if drawn < 0.96 => self.resolve().await,
            Role::Technician => self.hand_over().await,
            Role::Supervisor | Role::Administrator if drawn < 0.35 => self.look(open()).await,
            Role::Supervisor | Role::Administrator if drawn < 0.50 => self.count().await,
            Role::Supervisor | Role::Administrator if drawn < 0.60 => self.search().await,
            Role::Supervisor | Role::Administrator if drawn < 0.85 => self.edit().await,
            Role::Supervisor | Role::Administrator => self.assign().await,
        }
    }

    /// A page, then a ticket of it.
    async fn look(&mut self, filter: TicketFilter) {
        if let Some(line) = self.one_of(filter).await {
            let seen = (line.number, line.version);
            let _ = self
                .change(
                    seen,
                    GetTicket {
                        number: line.number,
                    },
                )
                .await;
        }
    }

    async fn count(&mut self) {
        let filters = vec![open(), mine(), pool()];
        self.ask(CountTickets { filters }).await;
    }

    async fn search(&mut self) {
        let text = self.typed();
        self.ask(SearchTickets { text, limit: 50 }).await;
    }

    async fn find_caller(&mut self) {
        let text = self.typed();
        self.ask(FindCallers { text }).await;
    }

    fn typed(&mut self) -> String {
        let place = self.chance.place(TYPED.len()).unwrap_or(0);
        TYPED[place].to_owned()
    }

    /// A call, for the company of another ticket.
    async fn log_call(&mut self) {
        let Some(line) = self.one_of(TicketFilter::default()).await else {
            return;
        };
        let seen = (line.number, line.version);
        let Ok(sheet) = self
            .change(
                seen,
                GetTicket {
                    number: line.number,
                },
            )
            .await
        else {
            return;
        };
        let label = self.mark();
        let facts = Facts {
            label: label.clone(),
            description: "Depuis ce matin.".into(),
            contact_id: sheet.ticket.contact_id,
            company_id: sheet.ticket.company_id,
            equipment_id: sheet.ticket.equipment_id,
            ..Facts::default()
        };
        let request = OpenTicket {
            channel: Channel::Phone,
            facts,
            new_contact: None,
            new_equipment: None,
            attachments: Vec::new(),
            note: String::new(),
            assignee_id: None,
            follows: None,
        };
        let opened = self.change(seen, request).await;
        self.keep(Change::Opened(label), opened.as_ref().err());
        if let Ok(sheet) = opened {
            self.ledger.numbers.push(sheet.ticket.number);
        }
    }

    async fn add_step(&mut self) {
        let Some(line) = self.one_of(mine()).await else {
            return;
        };
        let body = self.mark();
        let request = AddStep {
            number: line.number,
            step: step(StepKind::Information, body.clone()),
            attachments: Vec::new(),
            wait: false,
        };
        let added = self.change((line.number, line.version), request).await;
        self.keep(Change::Step(body), added.as_ref().err());
    }

    async fn take(&mut self) {
        let Some(line) = self.one_of(pool()).await else {
            return;
        };
        let (number, version) = (line.number, line.version);
        let taken = self
            .change((number, version), TakeTicket { number, version })
            .await;
        self.keep_version(number, version, taken.as_ref().map(|moved| moved.version));
    }

    async fn resolve(&mut self) {
        let Some(line) = self.one_of(mine()).await else {
            return;
        };
        let (number, version) = (line.number, line.version);
        let body = self.mark();
        let step = Some(step(StepKind::Solution, body.clone()));
        let request = ResolveTicket {
            number,
            version,
            step,
        };
        let resolved = self.change((number, version), request).await;
        self.keep(Change::Step(body), resolved.as_ref().err());
        self.keep_version(
            number,
            version,
            resolved.as_ref().map(|moved| moved.version),
        );
    }

    async fn hand_over(&mut self) {
        if let Some(line) = self.one_of(mine()).await {
            self.give(line.number, line.version).await;
        }
    }

    async fn assign(&mut self) {
        if let Some(line) = self.one_of(open()).await {
            self.give(line.number, line.version).await;
        }
    }

    async fn give(&mut self, number: i64, version: i64) {
        let Some(place) = self.chance.place(self.colleagues.len()) else {
            return;
        };
        let to = self.colleagues[place];
        let given = self
            .change(
                (number, version),
                AssignTicket {
                    number,
                    version,
                    to,
                },
            )
            .await;
        self.keep_version(number, version, given.as_ref().map(|moved| moved.version));
    }

    async fn edit(&mut self) {
        let Some(line) = self.one_of(open()).await else {
            return;
        };
        let (number, version) = (line.number, line.version);
        let Ok(sheet) = self.change((number, version), GetTicket { number }).await else {
            return;
        };
        let mut facts = sheet.ticket.facts();
        facts.description = self.mark();
        let version = sheet.ticket.version;
        let request = EditTicket {
            number,
            version,
            facts,
        };
        let edited = self.change((number, version), request).await;
        let made = edited.as_ref().map(|sheet| sheet.ticket.version);
        self.keep_version(number, version, made);
    }

    /// The version a change made, or would have made.
    fn keep_version(&mut self, number: i64, before: i64, made: Result<i64, &ApiError>) {
        let after = made.unwrap_or(before + 1);
        // Given to whoever has it already, nothing changes.
        if after != before {
            self.keep(Change::Version(number, after, self.person.id), made.err());
        }
    }
}

fn step(kind: StepKind, body: String) -> NewStep {
    NewStep {
        kind,
        body,
        public: false,
        minutes: 5,
        done_at: None,
        executor_id: None,
        by_contact_id: None,
    }
}

fn open() -> TicketFilter {
    TicketFilter {
        statuses: vec![
            Status::Unassigned,
            Status::AwaitingIntake,
            Status::InProgress,
            Status::AwaitingReply,
        ],
        ..TicketFilter::default()
    }
}

fn pool() -> TicketFilter {
    TicketFilter {
        statuses: vec![Status::Unassigned, Status::AwaitingIntake],
        ..TicketFilter::default()
    }
}

fn mine() -> TicketFilter {
    TicketFilter {
        mine: true,
        ..open()
    }
}
