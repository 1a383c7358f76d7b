//! R8 and R12 in the database itself: every verb of `rights.csv`, in every status and relation, tried with bare SQL on a
//! connection of that person's own, as anybody could with `psql`.

use guichet_domain::*;
use guichet_store::{Db, Error, Person, Place, verifier};
use guichet_testkit::postgres::{self, TestDatabase};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use crate::desk::{first_stage, id, keep_ticket, printer_ticket, write};
use crate::office::Office;
use crate::rights::{Ground, grounds, may};

const PASSWORD: &str = "kerlann-2026";

/// An office shared by several workstations.
struct Shared {
    database: TestDatabase,
    owner: Db,
    office: Office,
}

/// Whoever tries.
#[derive(Clone, Copy)]
struct Somebody {
    role: Role,
    id: StaffId,
    login: &'static str,
}

impl Shared {
    async fn found() -> Self {
        let database = postgres::database("policies", "policies", async |_| ()).await;
        let owner = Db::open(&Place::Server(database.url.clone()))
            .await
            .expect("an empty database opens");
        owner
            .share(&verifier("serve", &[7; 16]))
            .await
            .expect("the owner may make roles");
        let office = Office::found(&owner, 1).await;
        let this = Self {
            database,
            owner,
            office,
        };
        for person in this.people() {
            this.employ(person).await;
        }
        this
    }

    /// One of each role; the rest of the office is somebody else.
    fn people(&self) -> [Somebody; 4] {
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

    async fn employ(&self, person: Somebody) {
        write(&self.owner, async |tx| {
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

    /// The database as this login opens it.
    async fn opened(&self, login: &str, password: &str) -> Db {
        let url = self
            .database
            .url_as(&format!("{}.{login}", self.database.name), password);
        Db::open(&Place::Server(url)).await.expect("it opens")
    }

    fn url(&self, login: &str) -> String {
        self.database
            .url_as(&format!("{}.{login}", self.database.name), PASSWORD)
    }

    async fn connect(&self, login: &str) -> PgConnection {
        PgConnection::connect(&self.url(login))
            .await
            .expect("the person connects")
    }

    /// A ticket on this ground for this person, with a step, a file, an event, a notice, words.
    async fn set(&self, number: i64, (status, relation): Ground, person: Somebody) -> Ticket {
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

/// What `psql` answers: rows, or the refusal.
async fn tries(connection: &mut PgConnection, statements: &[String]) -> Result<u64, String> {
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

/// The verbs about a ticket, each as the statement whose success means that it is allowed; none where the statuses make no such change.
fn attempt(
    verb: Verb,
    ticket: &Ticket,
    me: Somebody,
    other: StaffId,
    alike: &Ticket,
) -> Option<String> {
    let (number, id, status) = (ticket.number, ticket.id.0, ticket.status);
    let change = |what: &str| {
        Some(format!(
            "update ticket_change set version = version + 1, {what} where id = '{id}'"
        ))
    };
    let step = |kind: &str, public: bool, minutes: i32| {
        Some(format!(
            "insert into step (id, ticket_id, origin_number, kind, body, done_at, created_at, executor_id, by_staff_id, minutes, public, after_closing)
             values (gen_random_uuid(), '{id}', {number}, '{kind}', 'Essai', now(), now(), '{me}', '{me}', {minutes}, {public}, false)",
            me = me.id.0
        ))
    };
    let closed = |to: &str, stage: &str, more: &str| {
        let keeper = ticket.assignee_id.map_or(me.id.0, |keeper| keeper.0);
        let assignee = if to == "resolved" {
            format!(", assignee_id = '{keeper}'")
        } else {
            String::new()
        };
        change(&format!(
            "status = '{to}', stage = '{stage}', is_open = false, closed_at = now(), closed_by = '{}'{assignee}{more}",
            me.id.0
        ))
    };
    match verb {
        Verb::See => Some(format!("select id from ticket where number = {number}")),
        Verb::SeeCard => Some(format!("select id from card where number = {number}")),
        Verb::ChangeFacts => change("label = 'autre'"),
        Verb::AddStep => step("answer", true, 5),
        Verb::LeaveMessage => step("information", false, 0),
        Verb::Take => change(&format!("status = 'in_progress', stage = 'examination', assignee_id = '{}'", me.id.0)).filter(|_| status.is_pool()),
        Verb::Assign | Verb::HandOver => {
            let to = if status == Status::Unassigned { "status = 'awaiting_intake', " } else { "" };
            change(&format!("{to}assignee_id = '{}'", other.0)).filter(|_| !status.is_closed())
        }
        Verb::Unassign => change("status = 'unassigned', stage = 'opening', assignee_id = null").filter(|_| !status.is_closed() && status != Status::Unassigned),
        Verb::Wait => change("status = 'awaiting_reply', stage = 'disagreement'").filter(|_| matches!(status, Status::InProgress | Status::AwaitingReply)),
        Verb::Resolve => closed("resolved", "resolved", "").filter(|_| !status.is_closed()),
        Verb::Reject => closed("rejected", "rejected", ", reason = 'essai'").filter(|_| !status.is_closed()),
        Verb::Reopen => change(&format!(
            "status = 'in_progress', stage = 'examination', is_open = true, closed_at = null, closed_by = null, reason = null, assignee_id = '{}'",
            ticket.assignee_id.unwrap_or(other).0
        ))
        .filter(|_| status.is_closed()),
        Verb::Merge => closed("rejected", "cancelled", &format!(", merged_into = '{}'", alike.id.0)).filter(|_| !status.is_closed()),
        Verb::Bin => change("binned_at = now()"),
        // Asked of tickets that were absorbed, and of those with an intervention, below.
        Verb::UndoMerge | Verb::Bill => None,
        Verb::Create | Verb::ReadDirectory | Verb::ChangeDirectory | Verb::ChangeCatalog | Verb::SeeActivity | Verb::ChangeRules
        | Verb::ChangeSettings | Verb::ManageAccounts => None,
    }
}

/// What the file says, where two verbs are one statement.
fn expected(role: Role, verb: Verb, ground: Ground) -> bool {
    match verb {
        Verb::Assign | Verb::HandOver => {
            may(role, Verb::Assign, Some(ground)) || may(role, Verb::HandOver, Some(ground))
        }
        verb => may(role, verb, Some(ground)),
    }
}

#[tokio::test]
async fn r12_the_database_itself_says_who_may_what() {
    let shared = Shared::found().await;
    let other = shared.office.technicians[1];
    let (mut asked, mut wrong, mut number) = (0, Vec::new(), 0);
    for person in shared.people() {
        let mut connection = shared.connect(person.login).await;
        for ground in grounds() {
            number += 2;
            let ticket = shared.set(number, ground, person).await;
            let alike_status = if ground.0.is_closed() {
                Status::InProgress
            } else {
                ground.0
            };
            let alike = shared
                .set(number + 1, (alike_status, ground.1), person)
                .await;
            for verb in Verb::ALL {
                let Some(statement) = attempt(*verb, &ticket, person, other, &alike) else {
                    continue;
                };
                let answer = tries(&mut connection, std::slice::from_ref(&statement)).await;
                let done = answer.as_ref().is_ok_and(|rows| *rows == 1);
                asked += 1;
                if done != expected(person.role, *verb, ground) {
                    wrong.push(format!("{} {verb} {ground:?}: {answer:?}", person.role));
                }
            }
        }
    }
    assert!(asked > 900, "{asked} questions");
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
}

/// Everything that hangs on a ticket, counted by whoever asks.
fn hanging(ticket: &Ticket) -> Vec<(&'static str, String)> {
    let id = ticket.id.0;
    let of = |table: &'static str, column: &str| {
        (
            table,
            format!("select count(*) from {table} where {column} = '{id}'"),
        )
    };
    vec![
        of("ticket", "id"),
        of("step", "ticket_id"),
        of("event", "ticket_id"),
        of("attachment", "ticket_id"),
        of("ticket_observer", "ticket_id"),
        of("ticket_equipment", "ticket_id"),
        of("ticket_link", "from_id"),
        of("intervention", "ticket_id"),
        (
            "blob",
            format!(
                "select count(*) from blob where hash = encode(sha256(convert_to('{id}', 'UTF8')), 'hex')"
            ),
        ),
        (
            "ticket_words",
            format!(
                "select count(*) from find_tickets('mot{}', 50)",
                ticket.number
            ),
        ),
        (
            "my_change",
            format!("select count(*) from my_change where id = '{id}'"),
        ),
    ]
}

/// Hangs one of each on a ticket, as its owner.
async fn hang(shared: &Shared, ticket: &Ticket) {
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
         insert into ticket_words (number, words) values ({number}, array_to_tsvector(array['mot{number}']));",
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

#[tokio::test]
async fn r8_what_hangs_on_a_ticket_is_read_with_it_and_not_without() {
    let shared = Shared::found().await;
    let first = shared
        .set(1, (Status::InProgress, "none"), shared.people()[2])
        .await;
    hang(&shared, &first).await;
    let (mut asked, mut wrong, mut number) = (0, Vec::new(), 1);
    for person in shared.people() {
        let mut connection = shared.connect(person.login).await;
        for ground in grounds() {
            number += 1;
            let ticket = shared.set(number, ground, person).await;
            hang(&shared, &ticket).await;
            let bill = format!(
                "update intervention set billable = true, version = 2 where ticket_id = '{}'",
                ticket.id.0
            );
            let billed = tries(&mut connection, &[bill]).await;
            if (billed == Ok(1)) != may(person.role, Verb::Bill, Some(ground)) {
                wrong.push(format!("{} bills {ground:?}: {billed:?}", person.role));
            }
            for (what, question) in hanging(&ticket) {
                let found: i64 = sqlx::query_scalar(AssertSqlSafe(question))
                    .fetch_one(&mut connection)
                    .await
                    .expect(what);
                let sees = what != "my_change" && may(person.role, Verb::See, Some(ground));
                asked += 1;
                if (found > 0) != sees {
                    wrong.push(format!("{} {what} {ground:?}: {found}", person.role));
                }
            }
        }
    }
    assert!(asked > 900, "{asked} questions");
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
}

#[tokio::test]
async fn r12_what_is_about_no_ticket_is_as_the_file_says_too() {
    let shared = Shared::found().await;
    for person in shared.people() {
        let mut connection = shared.connect(person.login).await;
        let me = person.id.0;
        let attempts = [
            (Verb::Create, format!(
                "insert into ticket (id, number, version, status, stage, criticality, priority, channel, facet, is_open, label, description,
                    company_id, created_by_staff_id, reported_at, created_at, updated_at, due_at, withdrawals)
                 values (gen_random_uuid(), next_number('ticket') + 900, 1, 'unassigned', 'opening', 1, 1, 'phone', 0, true, 'a', '',
                    '{}', '{me}', now(), now(), now(), now(), 0)", shared.office.companies[0].id.0)),
            (Verb::ReadDirectory, "select id from contact limit 1".to_owned()),
            (Verb::ChangeDirectory, "update company set name = 'autre' where code = 'C1'".to_owned()),
            (Verb::ChangeCatalog, "update category set name = 'autre' where sort_name = (select min(sort_name) from category)".to_owned()),
            (Verb::ChangeSettings, "insert into setting (name, value) values ('essai', '1')".to_owned()),
            (Verb::ManageAccounts, "update staff set phone = '1' where login = 'tom'".to_owned()),
        ];
        for (verb, statement) in attempts {
            let answer = tries(&mut connection, &[statement]).await;
            let done = answer.as_ref().is_ok_and(|rows| *rows > 0);
            assert_eq!(
                done,
                may(person.role, verb, None),
                "{} {verb}: {answer:?}",
                person.role
            );
        }
    }
}

/// What a curious or a dishonest technician types into `psql`; each changes or answers nothing.
fn tricks(theirs: &Ticket, own: &Ticket, me: Somebody, other: StaffId) -> Vec<Vec<String>> {
    let (theirs, own, me, other) = (theirs.id.0, own.id.0, me.id.0, other.0);
    let one = |statement: String| vec![statement];
    vec![
        one("select hash from password".into()),
        one("select token_hash from session".into()),
        one("select words from ticket_words".into()),
        one("select tx from acting".into()),
        one("select value from counter".into()),
        one("select description from ticket_change".into()),
        one(format!("insert into acting (tx, ticket_id) values (pg_current_xact_id(), '{theirs}')")),
        one(format!("select begin_acting('{theirs}')")),
        vec![format!("select set_config('app.person', '{other}', true)"), format!("select id from ticket where id = '{theirs}'")],
        vec!["select set_config('app.person', 'job', true)".into(), format!("select id from ticket where id = '{theirs}'")],
        one("set role guichet_owner".into()),
        one(format!("insert into ticket_staff (ticket_id, staff_id, assignee, technician, executor, facet) values ('{theirs}', '{me}', false, true, false, 0)")),
        one(format!("update ticket_staff set staff_id = '{me}' where ticket_id = '{theirs}'")),
        one(format!("update ticket_staff set ticket_id = '{theirs}' where ticket_id = '{own}'")),
        one(format!("update ticket_change set label = 'autre' where id = '{theirs}'")),
        one(format!("update ticket set label = 'autre' where id = '{own}'")),
        one(format!("delete from ticket where id = '{own}'")),
        one(format!("update ticket_change set created_by_staff_id = '{me}' where id = '{own}'")),
        one(format!("update ticket_change set number = 1 where id = '{own}'")),
        one(format!("update ticket_change set binned_at = now() where id = '{own}'")),
        one(format!(
            "insert into step (id, ticket_id, origin_number, kind, body, done_at, created_at, executor_id, by_staff_id, minutes, public, after_closing)
             values (gen_random_uuid(), '{own}', 1, 'answer', 'Au nom d’un autre', now(), now(), '{other}', '{other}', 5, true, false)"
        )),
        one(format!("update step set body = 'autre' where ticket_id = '{own}' and by_staff_id <> '{me}'")),
        one(format!("delete from step where ticket_id = '{own}'")),
        one(format!(
            "insert into event (id, at, actor_kind, actor_id, request_id, call, entity, entity_id, ticket_id, version, changes)
             values (gen_random_uuid(), now(), 'staff', '{other}', gen_random_uuid(), 'edit_ticket', 'ticket', '{own}', '{own}', 9, '[]')"
        )),
        one(format!(
            "insert into event (id, at, actor_kind, actor_id, request_id, call, entity, entity_id, ticket_id, version, changes)
             values (gen_random_uuid(), now(), 'staff', '{me}', gen_random_uuid(), 'edit_ticket', 'ticket', '{theirs}', '{theirs}', 9, '[]')"
        )),
        one(format!("delete from event where ticket_id = '{own}'")),
        one(format!("insert into draft (staff_id, key, body, saved_at) values ('{other}', 'reception', '1', now())")),
        one("insert into blob (hash, size, bytes) values ('abc', 1, 'a')".into()),
        one("update staff set role = 'administrator'".into()),
        one("insert into staff_record (staff_id, record_id) select id, id from staff limit 1".into()),
        one("select set_login('ann', 'SCRAM-SHA-256$4096:aa$bb:cc')".into()),
        one(format!("select keep_hash('{other}', 'x')")),
        one(format!("select end_sessions('{other}', '')")),
        one("select keep_words(1, 'mot')".into()),
        one("create table mine (a int)".into()),
        one("alter table ticket disable row level security".into()),
        one("drop policy seen on ticket".into()),
        one("create or replace function my_role() returns text language sql as $$ select 'administrator' $$".into()),
    ]
}

#[tokio::test]
async fn r8_no_trick_of_a_technician_opens_a_colleagues_ticket() {
    let shared = Shared::found().await;
    let other = shared.office.technicians[0];
    let tom = shared.people()[1];
    let theirs = shared.set(1, (Status::InProgress, "none"), tom).await;
    let own = shared.set(2, (Status::InProgress, "assignee"), tom).await;
    for ticket in [&theirs, &own] {
        hang(&shared, ticket).await;
    }
    let mut connection = shared.connect(tom.login).await;
    for trick in tricks(&theirs, &own, tom, other) {
        let answer = tries(&mut connection, &trick).await;
        assert!(matches!(answer, Err(_) | Ok(0)), "{trick:?}: {answer:?}");
    }
    // The same statements do change what is one's own.
    let honest = format!(
        "update ticket_change set label = 'autre' where id = '{}'",
        own.id.0
    );
    assert_eq!(tries(&mut connection, &[honest]).await, Ok(1));
}

#[tokio::test]
async fn r12_whoever_leaves_or_changes_role_does_so_on_open_connections_too() {
    let shared = Shared::found().await;
    let tom = shared.people()[1];
    let theirs = shared.set(1, (Status::InProgress, "none"), tom).await;
    let mut connection = shared.connect(tom.login).await;
    let question = format!("select count(*) from ticket where id = '{}'", theirs.id.0);
    let sees = async |connection: &mut PgConnection| {
        sqlx::query_scalar::<_, i64>(AssertSqlSafe(question.clone()))
            .fetch_one(connection)
            .await
    };
    assert_eq!(sees(&mut connection).await.expect("an answer"), 0);
    let change = async |what: &str| {
        let changed = crate::desk::bare(
            &shared.owner,
            &format!("update staff set {what} where login = 'tom'"),
        )
        .await;
        assert_eq!(changed.expect("the account changes"), 1);
    };
    change("role = 'supervisor'").await;
    assert_eq!(sees(&mut connection).await.expect("an answer"), 1);
    change("active = false").await;
    assert!(
        sees(&mut connection).await.is_err(),
        "the connection is ended"
    );
    assert!(
        PgConnection::connect(&shared.url("tom")).await.is_err(),
        "and no other begins"
    );
    change("active = true, login = 'thomas'").await;
    let mut again = shared.connect("thomas").await;
    assert_eq!(
        sees(&mut again)
            .await
            .expect("the same password under another name"),
        1
    );
}

#[tokio::test]
async fn r8_a_hand_over_leaves_ones_sight_and_is_taken_back() {
    let shared = Shared::found().await;
    let (tom, other) = (shared.people()[1], shared.office.technicians[1]);
    let before = shared.set(1, (Status::InProgress, "assignee"), tom).await;
    let db = shared.opened(tom.login, PASSWORD).await;
    assert!(db.is_personal() && !db.is_ours());
    let mut after = before.clone();
    (after.assignee_id, after.version) = (Some(other), 2);
    write(&db, async |tx| {
        tx.update_ticket(&after, 1).await?;
        // What belongs to the same change still follows it.
        let mut event = crate::desk::event_of(&after, 1);
        event.actor_id = Some(tom.id.0);
        event.changes = guichet_domain::event::changes(Some(&before), Some(&after));
        event.at = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(40_000);
        tx.append_event(&event).await?;
        tx.set_ticket_words(1, "remis").await
    })
    .await
    .expect("one's own is handed over");
    let mut tx = db.read().await.expect("a transaction");
    assert_eq!(tx.ticket(1).await.expect("an answer"), None);
    let own = tx.own_changed_ticket(1).await.expect("an answer");
    assert_eq!(own.map(|ticket| ticket.version), Some(2));
    drop(tx);
    let mut back = before.clone();
    (back.version, back.withdrawals) = (3, 1);
    let taken_back = write(&db, async |tx| tx.update_ticket(&back, 2).await).await;
    taken_back.expect("it comes back");
    let again = write(&db, async |tx| tx.ticket(1).await).await;
    assert_eq!(again.expect("an answer"), Some(back));
}

#[tokio::test]
async fn r12_a_message_is_left_on_a_card_whose_ticket_stays_unread() {
    let shared = Shared::found().await;
    let rose = shared.people()[0];
    let ticket = shared.set(1, (Status::InProgress, "none"), rose).await;
    write(&shared.owner, async |tx| {
        tx.set_ticket_words(1, "secret").await
    })
    .await
    .expect("it has words");
    let db = shared.opened(rose.login, PASSWORD).await;
    let left = write(&db, async |tx| {
        let card = tx.card(1).await?.expect("a card");
        let mut message = crate::desk::step_of(&ticket, 1);
        (message.minutes, message.public) = (0, false);
        (message.by_staff_id, message.executor_id) = (Some(rose.id), Some(rose.id));
        tx.insert_step(&message).await?;
        tx.touch_ticket(card.id, card.version, crate::desk::at(5))
            .await?;
        tx.index_message(1, "Rappeler avant midi").await?;
        tx.steps(ticket.id).await
    });
    assert_eq!(
        left.await.expect("it is left"),
        [],
        "and is read by nobody who may not read the ticket"
    );
    let mut tx = db.read().await.expect("a transaction");
    assert_eq!(tx.ticket(1).await.expect("an answer"), None);
    let mut owner = shared.owner.read().await.expect("a transaction");
    for word in ["secret", "rappeler"] {
        let sight = guichet_store::Sight::Everything;
        let found = owner
            .search_tickets(sight, word, 5)
            .await
            .expect("an answer");
        assert_eq!(found.rows.len(), 1, "{word}");
    }
}

#[tokio::test]
async fn r14_the_server_is_whom_it_says_and_a_workstation_is_not() {
    let shared = Shared::found().await;
    let tom = shared.people()[1];
    shared.set(1, (Status::InProgress, "none"), tom).await;
    shared.set(2, (Status::InProgress, "assignee"), tom).await;
    let server = shared.opened("SERVER", "serve").await;
    let seen = async |db: &Db, person: Person| {
        let mut tx = db.read_as(person).await.expect("a transaction");
        let both = [
            tx.ticket(1).await.expect("an answer"),
            tx.ticket(2).await.expect("an answer"),
        ];
        both.map(|ticket| ticket.is_some())
    };
    assert_eq!(seen(&server, Person::Staff(tom.id)).await, [false, true]);
    assert_eq!(seen(&server, Person::Job).await, [true, true]);
    assert_eq!(seen(&server, Person::Nobody).await, [false, false]);
    // The next transaction of the same connection is nobody's again.
    let people = server
        .read()
        .await
        .expect("a transaction")
        .all_staff()
        .await;
    assert!(people.expect("the door reads accounts").len() > 4);
    let desk = shared.opened(tom.login, PASSWORD).await;
    assert_eq!(
        seen(&desk, Person::Job).await,
        [false, true],
        "a workstation names nobody"
    );
    let written = desk
        .write_as(Person::Job)
        .await
        .expect("a transaction")
        .next_number("ticket")
        .await;
    assert!(written.is_ok());
}

#[tokio::test]
async fn r36_a_wrong_password_and_a_database_that_waits_for_its_owner_are_told() {
    let shared = Shared::found().await;
    let wrong = shared
        .database
        .url_as(&format!("{}.tom", shared.database.name), "wrong");
    let refused = Db::open(&Place::Server(wrong)).await;
    assert!(matches!(refused, Err(Error::Unreachable(_))), "{refused:?}");
    crate::desk::bare(
        &shared.owner,
        "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)",
    )
    .await
    .expect("the schema is an older one");
    let url = shared.url("tom");
    let waits = Db::open(&Place::Server(url)).await;
    assert!(matches!(waits, Err(Error::TooOld { .. })), "{waits:?}");
}
