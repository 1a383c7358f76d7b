//! The seam of row-level security: on PostgreSQL the database itself refuses what its user may not see or do (R8, R12).
//!
//! The functions, triggers and policies stand on every PostgreSQL database and say nothing to its owner; the roles that they
//! are for exist once the office is shared. On SQLite whoever reads the file reads everything, and `office` alone decides.

mod verifier;

pub use verifier::verifier;

use guichet_domain::facet::Facet;
use guichet_domain::{StaffId, Status};
use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnection, PgPool};

use crate::guard::facts_changed;
use crate::{Result, search};

/// R8, as a test of one row; `{t}` is the ticket's table or its alias. The bin is tested within as well, so that the
/// server looks a ticket up where it meets it: else it gathers beforehand all those somebody is on.
const SEES: &str = "(select sees_all()) or ({t}.binned_at is null and case (select my_role())
    when 'technician' then {t}.status in ('unassigned', 'awaiting_intake') or exists (
        select 1 from ticket_staff s
        where s.ticket_id = {t}.id and s.staff_id = (select my_id()) and (s.assignee or s.technician or s.executor)
        and {t}.binned_at is null)
    when 'receptionist' then {t}.status = 'unassigned' or {t}.created_by_staff_id = (select my_id())
    else false
end)";

/// In the order in which they need one another.
const PARTS: [&str; 5] = [
    include_str!("rights/identity.sql"),
    include_str!("rights/tickets.sql"),
    include_str!("rights/words.sql"),
    include_str!("rights/logins.sql"),
    include_str!("rights/policies.sql"),
];
const GRANTS: &str = include_str!("rights/grants.sql");

/// Who acts inside a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Nobody yet: somebody at the door.
    Nobody,
    /// Somebody of the office.
    Staff(StaffId),
    /// The office by itself.
    Job,
}

impl Person {
    /// What the server's login writes in `app.person`.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Nobody => String::new(),
            Self::Staff(id) => id.0.to_string(),
            Self::Job => "job".into(),
        }
    }
}

/// Whose connection this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Login {
    /// The owner's: set-up, migrations, checks; everything may be read.
    Owner,
    /// The server's, which names the person of each transaction.
    Server,
    /// A person's own.
    Person,
}

impl Login {
    pub(crate) async fn of(pool: &PgPool) -> Result<Self> {
        let owns: bool = sqlx::query_scalar(
            "select coalesce((select pg_get_userbyid(relowner) = session_user from pg_class where oid = to_regclass('_sqlx_migrations')), true)",
        )
        .fetch_one(pool)
        .await?;
        let serves: bool =
            sqlx::query_scalar("select session_user = current_database() || '.SERVER'")
                .fetch_one(pool)
                .await?;
        Ok(match (owns, serves) {
            (true, _) => Self::Owner,
            (false, true) => Self::Server,
            (false, false) => Self::Person,
        })
    }
}

/// The statements that say who may what.
pub(crate) fn statements() -> Vec<String> {
    let finding = [search::FORGET, search::FIND_TICKETS, search::KEEP];
    PARTS
        .iter()
        .chain(&finding)
        .map(|part| filled(part))
        .collect()
}

fn filled(part: &str) -> String {
    let sees = |alias: &str| SEES.replace("{t}", alias);
    let pool = Facet::all()
        .iter()
        .filter(|facet| Status::is_pool(facet.status))
        .count();
    part.replace("{sees t}", &sees("t"))
        .replace("{sees ticket}", &sees("ticket"))
        .replace("{facts}", &facts_changed())
        .replace("{pool}", &pool.to_string())
        .replace("{ranked}", &search::RANKED.to_string())
}

/// Makes the office's own roles, if they are missing, and says what they may ask for; answers the database's name.
pub(crate) async fn share(owner: &mut PgConnection, server_verifier: &str) -> Result<String> {
    let database: String = sqlx::query_scalar("select current_database()")
        .fetch_one(&mut *owner)
        .await?;
    for role in ["STAFF", "SERVER"] {
        let made: bool = sqlx::query_scalar("select exists (select 1 from pg_roles where rolname = current_database() || '.' || $1)")
            .bind(role)
            .fetch_one(&mut *owner)
            .await?;
        if !made {
            let name = quoted(&format!("{database}.{role}"));
            let text = format!("create role {name}; grant {name} to current_user");
            sqlx::raw_sql(AssertSqlSafe(text))
                .execute(&mut *owner)
                .await?;
        }
    }
    let (staff, server) = (
        quoted(&format!("{database}.STAFF")),
        quoted(&format!("{database}.SERVER")),
    );
    let text = format!(
        "grant {staff} to {server}; alter role {server} login password '{server_verifier}'"
    );
    sqlx::raw_sql(AssertSqlSafe(text))
        .execute(&mut *owner)
        .await?;
    // Accounts made before: their trigger gives each its role.
    sqlx::query("update staff set login = login")
        .execute(&mut *owner)
        .await?;
    grant(owner).await?;
    Ok(database)
}

/// Whether the office's own roles are there.
pub(crate) async fn is_shared(server: &mut PgConnection) -> Result<bool> {
    Ok(sqlx::query_scalar("select is_shared()")
        .fetch_one(server)
        .await?)
}

/// What the office's roles may ask for; nothing while it has none.
pub(crate) async fn grant(owner: &mut PgConnection) -> Result<()> {
    if !is_shared(owner).await? {
        return Ok(());
    }
    let (database, schema): (String, String) =
        sqlx::query_as("select current_database(), current_schema()")
            .fetch_one(&mut *owner)
            .await?;
    let text = GRANTS
        .replace("{schema}", &quoted(&schema))
        .replace("{staff}", &quoted(&format!("{database}.STAFF")))
        .replace("{server}", &quoted(&format!("{database}.SERVER")));
    sqlx::raw_sql(AssertSqlSafe(text)).execute(owner).await?;
    Ok(())
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
