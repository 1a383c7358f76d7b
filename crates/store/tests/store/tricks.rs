//! What the policies must stop beside the honest verbs.

use guichet_domain::*;

use crate::shared::{Shared, Somebody, hang, tries};

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
