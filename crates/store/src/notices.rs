//! What concerns one person, and what they are typing.

use guichet_domain::{ContactId, Moment, NoticeId, StaffId, TicketId};
use sqlx::types::Json;

use crate::{Result, Tx};

/// A notice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// Its id.
    pub id: NoticeId,
    /// For whom; none for everybody who treats tickets.
    pub staff_id: Option<StaffId>,
    /// Its kind's code.
    pub kind: &'static str,
    /// On which ticket.
    pub ticket_id: TicketId,
    /// Who did it.
    pub by_staff_id: Option<StaffId>,
    /// Who did it, a contact.
    pub by_contact_id: Option<ContactId>,
    /// When.
    pub at: Moment,
}

/// A notice as it is read.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NoticeRow {
    /// Its id.
    pub id: NoticeId,
    /// Its kind's code.
    pub kind: String,
    /// Its ticket.
    pub ticket_id: TicketId,
    /// The ticket's number.
    pub number: i64,
    /// The ticket's label.
    pub label: String,
    /// Who did it.
    pub by_staff_id: Option<StaffId>,
    /// Who did it, a contact's name.
    pub by_contact: Option<String>,
    /// When.
    pub at: Moment,
    /// Whether it was read.
    pub read: bool,
}

/// `$1` reads notices for them, and those for everybody when `$2`, but never those of their own acts.
macro_rules! my_notices {
    ($columns:literal, $rest:literal) => {
        concat!(
            "select ",
            $columns,
            " from notice n join ticket t on t.id = n.ticket_id
             left join contact c on c.id = n.by_contact_id
             left join notice_read r on r.notice_id = n.id and r.staff_id = $1
             where (n.staff_id = $1 or ($2 and n.staff_id is null and t.assignee_id is null))
                and n.by_staff_id is distinct from $1 and n.at >= $3 ",
            $rest
        )
    };
}

impl Tx {
    /// Leaves a notice.
    pub async fn insert_notice(&mut self, notice: &NewNotice) -> Result<()> {
        run!(self, sqlx::query(
            "insert into notice (id, staff_id, kind, ticket_id, by_staff_id, by_contact_id, at) values ($1, $2, $3, $4, $5, $6, $7)",
        ).bind(notice.id).bind(notice.staff_id).bind(notice.kind).bind(notice.ticket_id).bind(notice.by_staff_id)
            .bind(notice.by_contact_id).bind(notice.at))?;
        Ok(())
    }

    /// Somebody's notices since an instant, newest first; with those for everybody when they treat tickets.
    pub async fn notices(
        &mut self,
        staff: StaffId,
        pool: bool,
        since: Moment,
    ) -> Result<Vec<NoticeRow>> {
        Ok(on!(self, conn => sqlx::query_as(my_notices!(
            "n.id, n.kind, n.ticket_id, t.number, t.label, n.by_staff_id,
             trim(trim(c.title || ' ' || c.first_name) || ' ' || c.last_name) as by_contact, n.at, (r.staff_id is not null) as read",
            "order by n.id desc limit 50"
        )).bind(staff).bind(pool).bind(since).fetch_all(conn).await)?)
    }

    /// Marks somebody's notice read.
    pub async fn read_notice(&mut self, staff: StaffId, notice: NoticeId) -> Result<()> {
        run!(self, sqlx::query("insert into notice_read (staff_id, notice_id) values ($1, $2) on conflict do nothing")
            .bind(staff).bind(notice))?;
        Ok(())
    }

    /// Saves what somebody is typing.
    pub async fn set_draft(
        &mut self,
        staff: StaffId,
        key: &str,
        body: &serde_json::Value,
        at: Moment,
    ) -> Result<()> {
        run!(self, sqlx::query(
            "insert into draft (staff_id, key, body, saved_at) values ($1, $2, $3, $4)
             on conflict (staff_id, key) do update set body = excluded.body, saved_at = excluded.saved_at",
        ).bind(staff).bind(key).bind(Json(body)).bind(at))?;
        Ok(())
    }

    /// Forgets what somebody was typing.
    pub async fn delete_draft(&mut self, staff: StaffId, key: &str) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from draft where staff_id = $1 and key = $2")
                .bind(staff)
                .bind(key)
        )?;
        Ok(())
    }

    /// What somebody was typing, and when it was saved.
    pub async fn draft(
        &mut self,
        staff: StaffId,
        key: &str,
    ) -> Result<Option<(serde_json::Value, Moment)>> {
        let row: Option<(Json<serde_json::Value>, Moment)> = on!(self, conn => sqlx::query_as(
            "select body, saved_at from draft where staff_id = $1 and key = $2",
        ).bind(staff).bind(key).fetch_optional(conn).await)?;
        Ok(row.map(|(body, at)| (body.0, at)))
    }
}
