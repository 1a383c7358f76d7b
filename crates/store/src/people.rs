//! Staff, their passwords, sessions, preferences and views.

use guichet_domain::staff::Membership;
use guichet_domain::{Moment, SkillId, Staff, StaffId, TeamId, TicketFilter, TicketSort, ViewId};
use sqlx::AssertSqlSafe;
use sqlx::types::Json;
use uuid::Uuid;

use crate::entity::entity;
use crate::{Result, Tx};

entity! {
    "staff" Staff { id: StaffId, version, login, first_name, last_name, role, mail, phone, language, contact_id, active }
    find staff, insert insert_staff, update update_staff, select select_staff
}

/// What is kept of a password.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PasswordRow {
    /// Its argon2id hash, a PHC string.
    pub hash: String,
    /// Wrong passwords since the last right one.
    pub failures: i32,
    /// When the last wrong one was typed.
    pub failed_at: Option<Moment>,
}

/// A session at a door.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// Whose.
    pub staff_id: StaffId,
    /// When it began.
    pub created_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}

/// A saved view of the queue.
#[derive(Debug, Clone)]
pub struct ViewRow {
    /// Its id.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// What it keeps.
    pub filter: TicketFilter,
    /// Its order.
    pub sort: TicketSort,
    /// Whether the order is turned round.
    pub descending: bool,
}

impl Tx {
    /// Everybody, by name.
    pub async fn all_staff(&mut self) -> Result<Vec<Staff>> {
        let sql = select_staff("order by last_name, first_name, id");
        Ok(on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await)?)
    }

    /// Whoever has this login.
    pub async fn staff_by_login(&mut self, login: &str) -> Result<Option<Staff>> {
        let sql = select_staff("where login = $1");
        Ok(
            on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(login).fetch_optional(conn).await)?,
        )
    }

    /// Teams and skills of everybody, as pairs.
    pub async fn staff_records(&mut self) -> Result<Vec<(StaffId, Uuid, String)>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select s.staff_id, s.record_id, r.kind from staff_record s join record r on r.id = s.record_id order by r.sort_name",
        ).fetch_all(conn).await)?)
    }

    /// The teams and skills of somebody.
    pub async fn membership(&mut self, staff: StaffId) -> Result<Membership> {
        let rows: Vec<(Uuid, String)> = on!(self, conn => sqlx::query_as(
            "select s.record_id, r.kind from staff_record s join record r on r.id = s.record_id where s.staff_id = $1",
        ).bind(staff).fetch_all(conn).await)?;
        Ok(membership_of(rows))
    }

    /// Replaces the teams and skills of somebody.
    pub async fn set_membership(&mut self, staff: StaffId, membership: &Membership) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from staff_record where staff_id = $1").bind(staff)
        )?;
        let teams = membership.teams.iter().map(|team| team.0);
        for record in teams.chain(membership.skills.iter().map(|skill| skill.0)) {
            run!(self, sqlx::query(
                "insert into staff_record (staff_id, record_id) values ($1, $2) on conflict do nothing",
            ).bind(staff).bind(record))?;
        }
        Ok(())
    }

    /// What is kept of somebody's password.
    pub async fn password(&mut self, staff: StaffId) -> Result<Option<PasswordRow>> {
        Ok(
            on!(self, conn => sqlx::query_as("select hash, failures, failed_at from password where staff_id = $1")
            .bind(staff).fetch_optional(conn).await)?,
        )
    }

    /// Sets somebody's password and forgets wrong ones.
    pub async fn set_password(&mut self, staff: StaffId, hash: &str) -> Result<()> {
        let text = match self {
            Self::Sqlite(_) => {
                "insert into password (staff_id, hash, failures) values ($1, $2, 0)
                 on conflict (staff_id) do update set hash = excluded.hash, failures = 0, failed_at = null"
            }
            Self::Postgres(_) => "select keep_hash($1, $2)",
        };
        run!(self, sqlx::query(text).bind(staff).bind(hash))?;
        Ok(())
    }

    /// Gives an account its password on the server itself, as a SCRAM verifier; nothing to do in a file, or before the office is shared.
    pub async fn set_server_login(&mut self, login: &str, verifier: &str) -> Result<()> {
        let Self::Postgres(tx) = self else {
            return Ok(());
        };
        sqlx::query("select set_login($1, $2)")
            .bind(login)
            .bind(verifier)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    /// Counts a wrong password and answers how many there were; none when there are as many as are
    /// free already and the last is later than `since`. One statement: two at once count as two.
    pub async fn count_failure(
        &mut self,
        staff: StaffId,
        at: Moment,
        free: i32,
        since: Moment,
    ) -> Result<Option<i32>> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "update password set failures = failures + 1, failed_at = $2
             where staff_id = $1 and (failures < $3 or failed_at is null or failed_at <= $4) returning failures",
        ).bind(staff).bind(at).bind(free).bind(since).fetch_optional(conn).await)?)
    }

    /// Forgets the wrong passwords, after a right one.
    pub async fn forget_failures(&mut self, staff: StaffId) -> Result<()> {
        run!(
            self,
            sqlx::query("update password set failures = 0, failed_at = null where staff_id = $1")
                .bind(staff)
        )?;
        Ok(())
    }

    /// Begins a session known by the hash of its token.
    pub async fn insert_session(&mut self, token_hash: &str, session: &SessionRow) -> Result<()> {
        run!(self, sqlx::query("insert into session (token_hash, staff_id, created_at, seen_at) values ($1, $2, $3, $4)")
            .bind(token_hash).bind(session.staff_id).bind(session.created_at).bind(session.seen_at))?;
        Ok(())
    }

    /// The session of this token's hash.
    pub async fn session(&mut self, token_hash: &str) -> Result<Option<SessionRow>> {
        Ok(
            on!(self, conn => sqlx::query_as("select staff_id, created_at, seen_at from session where token_hash = $1")
            .bind(token_hash).fetch_optional(conn).await)?,
        )
    }

    /// Says that a session was used.
    pub async fn touch_session(&mut self, token_hash: &str, at: Moment) -> Result<()> {
        run!(
            self,
            sqlx::query("update session set seen_at = $2 where token_hash = $1")
                .bind(token_hash)
                .bind(at)
        )?;
        Ok(())
    }

    /// Ends a session.
    pub async fn end_session(&mut self, token_hash: &str) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from session where token_hash = $1").bind(token_hash)
        )?;
        Ok(())
    }

    /// Ends every session of somebody but the one of this hash.
    pub async fn end_sessions_of(&mut self, staff: StaffId, but: &str) -> Result<()> {
        let text = match self {
            Self::Sqlite(_) => "delete from session where staff_id = $1 and token_hash <> $2",
            Self::Postgres(_) => "select end_sessions($1, $2)",
        };
        run!(self, sqlx::query(text).bind(staff).bind(but))?;
        Ok(())
    }

    /// What somebody prefers, as JSON.
    pub async fn preferences(&mut self, staff: StaffId) -> Result<Option<serde_json::Value>> {
        let row: Option<Json<serde_json::Value>> = on!(self, conn => sqlx::query_scalar(
            "select value from preference where staff_id = $1",
        ).bind(staff).fetch_optional(conn).await)?;
        Ok(row.map(|value| value.0))
    }

    /// Saves what somebody prefers.
    pub async fn set_preferences(
        &mut self,
        staff: StaffId,
        value: &serde_json::Value,
    ) -> Result<()> {
        run!(self, sqlx::query(
            "insert into preference (staff_id, value) values ($1, $2) on conflict (staff_id) do update set value = excluded.value",
        ).bind(staff).bind(Json(value)))?;
        Ok(())
    }

    /// The views somebody saved, in the order they were made.
    pub async fn views(&mut self, staff: StaffId) -> Result<Vec<ViewRow>> {
        type Columns = (ViewId, String, Json<TicketFilter>, TicketSort, bool);
        let rows: Vec<Columns> = on!(self, conn => sqlx::query_as(
            "select id, name, filter, sort, descending from saved_view where staff_id = $1 order by id",
        ).bind(staff).fetch_all(conn).await)?;
        Ok(rows
            .into_iter()
            .map(|(id, name, filter, sort, descending)| ViewRow {
                id,
                name,
                filter: filter.0,
                sort,
                descending,
            })
            .collect())
    }

    /// Saves one's own view, new or changed.
    pub async fn save_view(&mut self, staff: StaffId, view: &ViewRow) -> Result<()> {
        run!(self, sqlx::query(
            "insert into saved_view (id, staff_id, name, filter, sort, descending) values ($1, $2, $3, $4, $5, $6)
             on conflict (id) do update set name = excluded.name, filter = excluded.filter, sort = excluded.sort,
                descending = excluded.descending where saved_view.staff_id = excluded.staff_id",
        ).bind(view.id).bind(staff).bind(&view.name).bind(Json(&view.filter)).bind(view.sort).bind(view.descending))?;
        Ok(())
    }

    /// Deletes one's own view.
    pub async fn delete_view(&mut self, staff: StaffId, id: ViewId) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from saved_view where id = $1 and staff_id = $2")
                .bind(id)
                .bind(staff)
        )?;
        Ok(())
    }
}

/// A membership from its records with the code of their kind.
pub(crate) fn membership_of(rows: impl IntoIterator<Item = (Uuid, String)>) -> Membership {
    let (teams, skills): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, kind)| kind == "team");
    Membership::new(
        teams.into_iter().map(|(id, _)| TeamId(id)).collect(),
        skills.into_iter().map(|(id, _)| SkillId(id)).collect(),
    )
}
