//! The seam of triggers: the database itself refuses an illegal transition, a change of a
//! closed ticket's facts or steps, and any change of the history.
//!
//! The pairs come from `domain`, so that there is one list; each opening creates what is missing
//! or differs.

use std::hash::{DefaultHasher, Hash, Hasher};

use guichet_domain::Status;
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;

use crate::error::{ILLEGAL, LEFT_BEHIND, LOCKED};
use crate::search::PIN;
use crate::{Db, Result, Tx, rights};

/// The facts that closing locks (R6); status, versions and times are not among them.
const FACTS: &[&str] = &[
    "label",
    "description",
    "criticality",
    "priority",
    "channel",
    "contact_id",
    "reporter_id",
    "reporter_staff_id",
    "company_id",
    "equipment_id",
    "place_id",
    "category_id",
    "task_id",
    "contract_id",
    "reported_at",
    "due_at",
];

impl Tx {
    /// Lets a demonstration write the steps of tickets that are closed already; [`Db::restore_guards`] ends it.
    pub async fn lift_step_guard(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => {
                sqlx::raw_sql("drop trigger if exists step_added")
                    .execute(&mut **tx)
                    .await?;
            }
            Self::Postgres(tx) => {
                sqlx::raw_sql(
                    "drop trigger if exists step_added on step; comment on function guard_kept() is null",
                )
                .execute(&mut **tx)
                .await?;
            }
        }
        Ok(())
    }
}

impl Db {
    /// Creates the triggers that are missing or another program's, as each opening does.
    pub async fn restore_guards(&self) -> Result<()> {
        let mut tx = self.prepare().await?;
        match &mut tx {
            Tx::Sqlite(tx) => restore_in_file(tx).await?,
            Tx::Postgres(tx) => restore_on_server(tx).await?,
        }
        tx.commit().await
    }
}

async fn restore_in_file(file: &mut SqliteConnection) -> Result<()> {
    for (name, text) in sqlite() {
        let kept: Option<String> = sqlx::query_scalar(
            "select sql from sqlite_master where type = 'trigger' and name = $1",
        )
        .bind(name)
        .fetch_optional(&mut *file)
        .await?;
        if kept.is_some_and(|kept| kept.ends_with(&text)) {
            continue;
        }
        let statement = format!("drop trigger if exists {name}; create trigger {name} {text}");
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut *file)
            .await?;
    }
    Ok(())
}

/// Triggers are replaced only when they differ: replacing one locks its table against everybody who
/// writes, and two tables locked in turn met those who write them in the other order.
async fn restore_on_server(server: &mut PgConnection) -> Result<()> {
    let statements: Vec<String> = postgres().into_iter().chain(rights::statements()).collect();
    let mark = mark_of(&statements);
    sqlx::query("select pg_advisory_xact_lock(4775)")
        .execute(&mut *server)
        .await?;
    let kept: Option<String> =
        sqlx::query_scalar("select obj_description(to_regprocedure('guard_kept()'), 'pg_proc')")
            .fetch_one(&mut *server)
            .await?;
    if kept.as_ref() == Some(&mark) {
        return Ok(());
    }
    sqlx::query(PIN).execute(&mut *server).await?;
    let signed = format!("comment on function guard_kept() is '{mark}'");
    for statement in statements.into_iter().chain([signed]) {
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut *server)
            .await?;
    }
    rights::grant(server).await
}

/// A few digits that change with the statements; another compiler's digits only cost a replacement.
fn mark_of(statements: &[String]) -> String {
    let mut hasher = DefaultHasher::new();
    statements.hash(&mut hasher);
    format!("guichet {:016x}", hasher.finish())
}

/// `old.status || '>' || new.status in (…)`: the legal pairs, staying included.
fn legal_pairs() -> String {
    let pairs = Status::ALL.iter().flat_map(|from| {
        let stays = std::iter::once(*from);
        stays
            .chain(from.successors().iter().copied())
            .map(move |to| format!("'{from}>{to}'"))
    });
    format!(
        "old.status || '>' || new.status in ({})",
        pairs.collect::<Vec<_>>().join(", ")
    )
}

/// A withdrawal is announced by its counter and goes anywhere it came from.
const WITHDRAWN: &str = "new.withdrawals = old.withdrawals + 1";
const WAS_CLOSED: &str = "old.status in ('resolved', 'rejected')";

/// Whether an update changes one of the facts.
pub(crate) fn facts_changed() -> String {
    let tests: Vec<String> = FACTS
        .iter()
        .map(|fact| format!("new.{fact} is distinct from old.{fact}"))
        .collect();
    tests.join(" or ")
}

/// The name of each trigger and what follows it.
fn sqlite() -> Vec<(&'static str, String)> {
    let illegal = format!("not ({}) and not {WITHDRAWN}", legal_pairs());
    let locked = format!("{WAS_CLOSED} and ({})", facts_changed());
    let closed = "exists (select 1 from ticket where id = new.ticket_id and status in ('resolved', 'rejected'))";
    let trigger = |name: &'static str, event: &str, when: &str, says: &str| {
        let text = format!("{event} when {when} begin select raise(abort, '{says}'); end");
        (name, text)
    };
    vec![
        trigger(
            "ticket_transition",
            "before update on ticket",
            &illegal,
            ILLEGAL,
        ),
        trigger("ticket_locked", "before update on ticket", &locked, LOCKED),
        trigger("ticket_kept", "before delete on ticket", "true", LOCKED),
        trigger(
            "step_added",
            "before insert on step",
            &format!("not new.after_closing and {closed}"),
            LOCKED,
        ),
        trigger(
            "step_changed",
            "before update on step",
            &format!("new.ticket_id = old.ticket_id and {closed}"),
            LOCKED,
        ),
        trigger(
            "step_kept",
            "before delete on step",
            &closed.replace("new.", "old."),
            LOCKED,
        ),
        trigger("event_kept", "before update on event", "true", LOCKED),
        trigger("event_kept_whole", "before delete on event", "true", LOCKED),
    ]
}

fn postgres() -> Vec<String> {
    let closed = "exists (select 1 from ticket where id = new.ticket_id and status in ('resolved', 'rejected'))";
    let function = |name: &str, body: &str| {
        format!(
            "create or replace function {name}() returns trigger language plpgsql set search_path from current as $$ begin {body} return new; end $$"
        )
    };
    let refuse = |when: &str, says: &str| {
        format!(
            "if {when} then raise exception '{says}' using errcode = 'check_violation'; end if;"
        )
    };
    let trigger = |name: &str, event: &str, table: &str, function: &str| {
        format!(
            "create or replace trigger {name} {event} on {table} for each row execute function {function}()"
        )
    };
    let ticket = format!(
        "{} {}",
        refuse(
            &format!("not ({}) and not {WITHDRAWN}", legal_pairs()),
            ILLEGAL
        ),
        refuse(&format!("{WAS_CLOSED} and ({})", facts_changed()), LOCKED),
    );
    let need_schema = format!(
        "create or replace function need_schema(known bigint) returns void language plpgsql stable set search_path from current as $$
         declare found bigint := (select max(version) from _sqlx_migrations);
         begin if found > known then raise exception '%', found using errcode = '{LEFT_BEHIND}'; end if; end $$"
    );
    vec![
        need_schema,
        function("guard_ticket", &ticket),
        trigger("ticket_guard", "before update", "ticket", "guard_ticket"),
        function(
            "guard_step_added",
            &refuse(&format!("not new.after_closing and {closed}"), LOCKED),
        ),
        trigger("step_added", "before insert", "step", "guard_step_added"),
        function(
            "guard_step_changed",
            &refuse(
                &format!("new.ticket_id = old.ticket_id and {closed}"),
                LOCKED,
            ),
        ),
        trigger(
            "step_changed",
            "before update",
            "step",
            "guard_step_changed",
        ),
        function(
            "guard_step_kept",
            &refuse(&closed.replace("new.", "old."), LOCKED).replace("end if;", "end if; return old;"),
        ),
        trigger("step_kept", "before delete", "step", "guard_step_kept"),
        function(
            "guard_kept",
            &format!("raise exception '{LOCKED}' using errcode = 'check_violation';"),
        ),
        trigger("ticket_kept", "before delete", "ticket", "guard_kept"),
        trigger(
            "event_kept",
            "before update or delete",
            "event",
            "guard_kept",
        ),
        "create or replace trigger event_kept_whole before truncate on event for each statement execute function guard_kept()".into(),
    ]
}
