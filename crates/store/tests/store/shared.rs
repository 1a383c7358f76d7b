//! An office that several workstations share: its owner, its people with their own logins, tickets on every ground.

use guichet_domain::*;
use guichet_store::{Db, Place, verifier};
use guichet_testkit::postgres::{self, TestDatabase};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use crate::desk::{first_stage, id, keep_ticket, printer_ticket, write};
use crate::office::Office;
use crate::rights::Ground;

pub const PASSWORD: &str = "kerlann-2026";

/// An office shared by several workstations.
pub struct Shared {
    pub database: TestDatabase,
    pub owner: Db,
    pub office: Office,
}

/// Whoever tries.
#[derive(Clone, Copy)]
pub struct Somebody {
    pub role: Role,
    pub id: StaffId,
    pub login: &'static str,
}

impl Shared {
    pub async fn found() -> Self {
        let database = postgres::database("policies", "policies", async |_| ()).await;
        let owner = Db::open(&Place::Server(database.url.clone()))
            .await
            .expect("an empty database opens");
        owner
            .share("serve", &[7; 16])
            .await
            .expect("the owner may make roles");
        let office = Office::found(&owner, 1).await;
        let this = Self {
            database,
            owner,
            office,
        };
        for person in this.people() {
            account(&this.owner, person).await;
        }
        this
    }

    /// One of each role; the rest of the office is somebody else.
    pub fn people(&self) -> [Somebody; 4] {
        [
            Somebody {
                role: Role::Receptionist,
                id: StaffId(id(0x51)),
                login: "rose",
            },
            Somebody {
                role: Role::Technician,
                id: StaffId(id(0x52)),
                login: "tom",
            },
            Somebody {
                role: Role::Supervisor,
                id: StaffId(id(0x53)),
                login: "sam",
            },
            Somebody {
                role: Role::Administrator,
                id: StaffId(id(0x54)),
                login: "ann",
            },
        ]
    }

    /// The database as this login opens it.
    pub async fn opened(&self, login: &str, password: &str) -> Db {
        let url = self
            .database
            .url_as(&format!("{}.{login}", self.database.name), password);
        Db::open(&Place::Server(url)).await.expect("it opens")
    }

    pub fn url(&self, login: &str) -> String {
        self.database
            .url_as(&format!("{}.{login}", self.database.name), PASSWORD)
    }

    pub async fn connect(&self, login: &str) -> PgConnection {
        PgConnection::connect(&self.url(login))
            .await
            .expect("the person connects")
    }

    /// A ticket on this ground for this person, with a step, a file, an event, a notice, words.
    pub async fn set(&self, number: i64, (status, relation): Ground, person: Somebody) -> Ticket {
        let other = self.office.technicians[0];
        let mut ticket = printer_ticket(&self.office, number);
        ticket.status = status;
        ticket.stage = first_stage(status);
        ticket.assignee_id = match (status, relation) {
            (Status::Unassigned, _) => None,
            (_, "assignee") => Some(person.id),
            _ => Some(other),
        };
        if relation == "logged" {
            ticket.created_by_staff_id = Some(person.id);
        }
        if status.is_closed() {
            ticket.closed_at = Some(ticket.updated_at);
            ticket.closed_by = Some(other);
        }
        if status == Status::Rejected {
            ticket.reason = Some("doublon".into());
        }
        keep_ticket(&self.owner, &ticket).await;
        if relation == "on" {
            write(&self.owner, async |tx| {
                tx.set_technicians(&ticket, &[person.id]).await
            })
            .await
            .expect("they are on it");
        }
        ticket
    }
}

/// Gives somebody an account, with the password everybody has here.
pub async fn account(owner: &Db, person: Somebody) {
    write(owner, async |tx| {
        tx.insert_staff(&Staff {
            id: person.id,
            version: 1,
            login: person.login.into(),
            first_name: person.login.into(),
            last_name: "Le Goff".into(),
            role: person.role,
            mail: String::new(),
            phone: String::new(),
            language: Language::French,
            contact_id: None,
            active: true,
        })
        .await?;
        tx.set_server_login(person.login, &verifier(PASSWORD, &[9; 16]))
            .await
    })
    .await
    .expect("the account is made");
}

/// What `psql` answers: rows, or the refusal.
pub async fn tries(connection: &mut PgConnection, statements: &[String]) -> Result<u64, String> {
    let mut tx = connection.begin().await.expect("a transaction");
    let mut rows = 0;
    for statement in statements {
        match sqlx::query(AssertSqlSafe(statement.clone()))
            .execute(&mut *tx)
            .await
        {
            Ok(done) => rows = done.rows_affected(),
            // Rights, and what the rules refuse to everybody: closed is closed.
            Err(sqlx::Error::Database(refusal))
                if matches!(refusal.code().as_deref(), Some("42501" | "23514")) =>
            {
                return Err(refusal.message().to_owned());
            }
            Err(error) => panic!("{statement}: {error}"),
        }
    }
    tx.rollback().await.expect("it is undone");
    Ok(rows)
}

/// Hangs one of each on a ticket, as its owner.
pub async fn hang(shared: &Shared, ticket: &Ticket) {
    let (id, number, other) = (ticket.id.0, ticket.number, shared.office.technicians[0].0);
    let text = format!(
        "insert into step (id, ticket_id, origin_number, kind, body, done_at, created_at, executor_id, by_staff_id, minutes, public, after_closing)
            values (gen_random_uuid(), '{id}', {number}, 'information', 'Secret', now(), now(), null, '{other}', 0, false, true);
         insert into event (id, at, actor_kind, actor_id, request_id, call, entity, entity_id, ticket_id, version, changes)
            values (gen_random_uuid(), now(), 'staff', '{other}', gen_random_uuid(), 'edit_ticket', 'step', gen_random_uuid(), '{id}', 1, '[]');
         insert into blob (hash, size, bytes)
            values (encode(sha256(convert_to('{id}', 'UTF8')), 'hex'), 36, convert_to('{id}', 'UTF8'));
         insert into attachment (id, ticket_id, hash, name, media_type, size, public, by_staff_id, created_at)
            values (gen_random_uuid(), '{id}', encode(sha256(convert_to('{id}', 'UTF8')), 'hex'), 'a.txt', 'text/plain', 36, false, '{other}', now());
         insert into ticket_observer (ticket_id, contact_id) values ('{id}', '{contact}');
         insert into ticket_equipment (ticket_id, equipment_id) values ('{id}', '{machine}');
         insert into ticket_link (from_id, kind, to_id)
            select '{id}', 'follows', t.id from ticket t where t.number = 1 and t.id <> '{id}';
         insert into intervention (id, number, version, ticket_id, assignee_id, status, billable, without_planning, created_at, updated_at)
            values (gen_random_uuid(), {number}, 1, '{id}', '{other}', 'done', false, false, now(), now());
         insert into presence (staff_id, window_id, ticket_id, typing, seen_at) values ('{other}', {number}, '{id}', true, now());
         insert into ticket_words (number, words) values ({number}, array_to_tsvector(array['mot{number}']));
         insert into mail_raw (hash, size, bytes)
            values (encode(sha256(convert_to('{id}', 'UTF8')), 'hex'), 36, convert_to('{id}', 'UTF8'));
         insert into mail (id, at, folder, message_id, body_hash, raw_hash, size, from_name, from_address, subject, kind, outcome, reason, detail,
                ticket_id, treatment)
            values (gen_random_uuid(), now(), 'INBOX', '{id}', '', encode(sha256(convert_to('{id}', 'UTF8')), 'hex'), 36, '', '', '', 'message',
                'new_ticket', 'unthreaded', '', '{id}', 'none');
         insert into outbox (id, at, due_at, template, request_id, ticket_id, contact_id, state, tries)
            values (gen_random_uuid(), now(), now(), 'answered', gen_random_uuid(), '{id}', '{contact}', 'waiting', 0);",
        contact = shared.office.contacts[0].id.0,
        machine = shared.office.equipment[0].id.0,
    );
    let hung = write(&shared.owner, async |tx| {
        let guichet_store::Tx::Postgres(tx) = tx else {
            panic!("a server")
        };
        Ok(sqlx::raw_sql(AssertSqlSafe(text))
            .execute(&mut **tx)
            .await?)
    });
    hung.await.expect("everything hangs");
}
