//! R8 and R12 in the database itself: every verb of `rights.csv`, in every status and relation, tried with bare SQL on a
//! connection of that person's own, as anybody could with `psql`.

use guichet_domain::*;
use sqlx::AssertSqlSafe;

use crate::rights::{Ground, grounds, may};
use crate::shared::{Shared, Somebody, hang, tries};

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
        of("presence", "ticket_id"),
        of("mail", "ticket_id"),
        of("outbox", "ticket_id"),
        (
            "mail_raw",
            format!(
                "select count(*) from mail_raw where hash = encode(sha256(convert_to('{id}', 'UTF8')), 'hex')"
            ),
        ),
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
            (Verb::ChangeRules, "insert into exclusion (id, version, field, pattern, note, active)
                values (gen_random_uuid(), 1, 'domain', 'lettre.example', '', true)".to_owned()),
            (Verb::ChangeSettings, "insert into mailbox (id, version, name, address, host, port, security, login, folder, start, kept, kept_folder,
                    left_out, left_out_folder, criticality, language, active)
                values (gen_random_uuid(), 1, 'a', 'a@b', 'c', 993, 'tls', 'a', 'INBOX', 'ask', 'mark', '', 'nothing', '', 3, 'fr', true)".to_owned()),
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

#[tokio::test]
async fn r22_nobody_reads_the_key_of_the_tokens_nor_writes_the_ledger_nor_the_words_of_a_mail() {
    let shared = Shared::found().await;
    let ticket = shared
        .set(1, (Status::InProgress, "assignee"), shared.people()[1])
        .await;
    hang(&shared, &ticket).await;
    let made = crate::desk::write(&shared.owner, async |tx| {
        tx.make_office_key("tokens", "secret").await
    });
    made.await.expect("a key");
    for person in shared.people() {
        let mut connection = shared.connect(person.login).await;
        let key: i64 = sqlx::query_scalar("select count(*) from office_key")
            .fetch_one(&mut connection)
            .await
            .expect("an answer");
        assert_eq!(key, 0, "{}", person.role);
        for statement in [
            "insert into office_key (name, value) values ('mine', 'x')",
            "insert into undelivered (address, at, reason) values ('x@y', now(), '')",
            "insert into mail (id, at, folder, message_id, body_hash, raw_hash, size, from_name, from_address, subject, kind, outcome, reason,
                detail, treatment) values (gen_random_uuid(), now(), '', '', '', '', 0, '', '', '', '', 'excluded', 'own', '', 'none')",
            "update outbox set address = 'ailleurs@x.example'",
            "update outbox set state = 'sent'",
        ] {
            let answer = tries(&mut connection, &[statement.to_owned()]).await;
            assert!(!answer.as_ref().is_ok_and(|rows| *rows > 0), "{} {statement}: {answer:?}", person.role);
        }
    }
}
