//! The seam of triggers: the database itself refuses an illegal transition, a change of a
//! closed ticket's facts or steps, and any change of the history.
//!
//! The pairs come from `domain`, so that there is one list; the statements are made anew at
//! each opening.

use guichet_domain::Status;
use sqlx::AssertSqlSafe;

use crate::db::Engine;
use crate::error::{ILLEGAL, LOCKED};
use crate::{Db, Result, Tx};

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

/// Creates the triggers, replacing those of an older program.
pub(crate) async fn install(db: &Db) -> Result<()> {
    match &db.engine {
        Engine::Sqlite { writer, .. } => {
            for statement in sqlite() {
                sqlx::raw_sql(AssertSqlSafe(statement))
                    .execute(writer)
                    .await?;
            }
        }
        Engine::Postgres(pool) => {
            let mut tx = pool.begin().await?;
            sqlx::query("select pg_advisory_xact_lock(4775)")
                .execute(&mut *tx)
                .await?;
            for statement in postgres() {
                sqlx::raw_sql(AssertSqlSafe(statement))
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

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
                sqlx::raw_sql("drop trigger if exists step_added on step")
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }
}

impl Db {
    /// Makes every trigger anew, as each opening does.
    pub async fn restore_guards(&self) -> Result<()> {
        install(self).await
    }
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

fn facts_changed() -> String {
    let tests: Vec<String> = FACTS
        .iter()
        .map(|fact| format!("new.{fact} is distinct from old.{fact}"))
        .collect();
    tests.join(" or ")
}

fn sqlite() -> Vec<String> {
    let illegal = format!("not ({}) and not {WITHDRAWN}", legal_pairs());
    let locked = format!("{WAS_CLOSED} and ({})", facts_changed());
    let closed = "exists (select 1 from ticket where id = new.ticket_id and status in ('resolved', 'rejected'))";
    let trigger = |name: &str, event: &str, when: &str, says: &str| {
        format!(
            "drop trigger if exists {name}; create trigger {name} {event} when {when} begin select raise(abort, '{says}'); end;"
        )
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
    vec![
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
    ]
}
