//! Who has which ticket open; rows of a minute, which nobody reads afterwards.

use guichet_domain::{Moment, StaffId, TicketId};

use crate::{Result, Tx};

/// Somebody in front of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PresenceRow {
    /// Which ticket.
    pub ticket_id: TicketId,
    /// Its number.
    pub number: i64,
    /// Who.
    pub staff_id: StaffId,
    /// Whether they write.
    pub typing: bool,
}

impl Tx {
    /// Says that a window shows a ticket.
    pub async fn set_presence(
        &mut self,
        staff: StaffId,
        window: i64,
        ticket: TicketId,
        typing: bool,
        at: Moment,
    ) -> Result<()> {
        run!(self, sqlx::query(
            "insert into presence (staff_id, window_id, ticket_id, typing, seen_at) values ($1, $2, $3, $4, $5)
             on conflict (staff_id, window_id) do update set ticket_id = excluded.ticket_id, typing = excluded.typing, seen_at = excluded.seen_at",
        ).bind(staff).bind(window).bind(ticket).bind(typing).bind(at))?;
        Ok(())
    }

    /// Forgets a window, and those of the same person that said nothing since.
    pub async fn end_presence(&mut self, staff: StaffId, window: i64, since: Moment) -> Result<()> {
        run!(
            self,
            sqlx::query(
                "delete from presence where staff_id = $1 and (window_id = $2 or seen_at < $3)"
            )
            .bind(staff)
            .bind(window)
            .bind(since)
        )?;
        Ok(())
    }

    /// Everybody but this person who is in front of a ticket since then; once for each window.
    pub async fn presences(&mut self, but: StaffId, since: Moment) -> Result<Vec<PresenceRow>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select p.ticket_id, t.number, p.staff_id, p.typing from presence p join ticket t on t.id = p.ticket_id
             where p.staff_id <> $1 and p.seen_at >= $2 order by t.number, p.staff_id, p.typing desc",
        ).bind(but).bind(since).fetch_all(conn).await)?)
    }
}
