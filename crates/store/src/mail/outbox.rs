//! The outbox: mails to be sent, and those that were.

use guichet_domain::mail::{OutboxMail, Posted, Template};
use guichet_domain::{ContactId, MailboxId, Moment, OutboxId, RequestId, TicketId};

use crate::{Error, Result, Tx};

macro_rules! outbox {
    ($rest:literal) => {
        concat!(
            "select id, at, due_at, template, request_id, ticket_id, step_id, contact_id, staff_id, state, tries, settled_at, trouble,
                mailbox_id, address, message_id, subject, body from outbox ",
            $rest
        )
    };
}

impl Tx {
    /// Puts a mail in the outbox: whom it tells what, and no more.
    pub async fn post(&mut self, m: &OutboxMail) -> Result<()> {
        run!(self, sqlx::query(
            "insert into outbox (id, at, due_at, template, request_id, ticket_id, step_id, contact_id, staff_id, state, tries)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
        ).bind(m.id).bind(m.at).bind(m.due_at).bind(m.template).bind(m.request_id).bind(m.ticket_id).bind(m.step_id)
            .bind(m.contact_id).bind(m.staff_id).bind(m.state))?;
        Ok(())
    }

    /// A mail of the outbox.
    pub async fn posted(&mut self, id: OutboxId) -> Result<Option<OutboxMail>> {
        Ok(
            on!(self, conn => sqlx::query_as(outbox!("where id = $1")).bind(id).fetch_optional(conn).await)?,
        )
    }

    /// The mails that are due, the oldest first.
    pub async fn due_mails(&mut self, now: Moment, limit: i64) -> Result<Vec<OutboxMail>> {
        Ok(on!(self, conn => sqlx::query_as(outbox!(
            "where state = 'waiting' and due_at <= $1 order by due_at, id limit $2"
        )).bind(now).bind(limit).fetch_all(conn).await)?)
    }

    /// The mails about a ticket, the oldest first.
    pub async fn mails_sent_about(&mut self, ticket: TicketId) -> Result<Vec<OutboxMail>> {
        Ok(
            on!(self, conn => sqlx::query_as(outbox!("where ticket_id = $1 order by at, id"))
            .bind(ticket).fetch_all(conn).await)?,
        )
    }

    /// Says how far a mail is, with what it became.
    pub async fn update_posted(&mut self, m: &OutboxMail) -> Result<()> {
        let rows = run!(self, sqlx::query(
            "update outbox set due_at = $2, state = $3, tries = $4, settled_at = $5, trouble = $6, mailbox_id = $7, address = $8,
                message_id = $9, subject = $10, body = $11 where id = $1",
        ).bind(m.id).bind(m.due_at).bind(m.state).bind(m.tries).bind(m.settled_at).bind(&m.trouble).bind(m.mailbox_id)
            .bind(&m.address).bind(&m.message_id).bind(&m.subject).bind(&m.body))?;
        if rows == 1 { Ok(()) } else { Err(Error::Stale) }
    }

    /// The mails a call makes.
    pub async fn mails_of_request(&mut self, request: RequestId) -> Result<Vec<OutboxMail>> {
        Ok(
            on!(self, conn => sqlx::query_as(outbox!("where request_id = $1 order by id"))
            .bind(request).fetch_all(conn).await)?,
        )
    }

    /// Withdraws a mail that was not tried yet.
    pub async fn withdraw_mail(&mut self, id: OutboxId, at: Moment) -> Result<()> {
        run!(self, sqlx::query(
            "update outbox set state = $2, settled_at = $3 where id = $1 and state = 'waiting' and tries = 0",
        ).bind(id).bind(Posted::Withdrawn).bind(at))?;
        Ok(())
    }

    /// Withdraws what a call is about to tell; answers how many mails that were.
    pub async fn withdraw_mails(&mut self, request: RequestId, at: Moment) -> Result<u64> {
        Ok(run!(self, sqlx::query(
            "update outbox set state = $2, settled_at = $3 where request_id = $1 and state = 'waiting' and tries = 0",
        ).bind(request).bind(Posted::Withdrawn).bind(at))?)
    }

    /// Whether a contact was told such a thing since an instant, or is about to be.
    pub async fn was_told(
        &mut self,
        contact: ContactId,
        what: Template,
        since: Moment,
    ) -> Result<bool> {
        let found: i64 = on!(self, conn => sqlx::query_scalar(
            "select count(*) from outbox where contact_id = $1 and template = $2 and at >= $3 and state <> 'withdrawn'",
        ).bind(contact).bind(what).bind(since).fetch_one(conn).await)?;
        Ok(found > 0)
    }

    /// The last message of the ticket that came from this address.
    pub async fn last_message_from(
        &mut self,
        ticket: TicketId,
        address: &str,
    ) -> Result<Option<String>> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select message_id from mail where ticket_id = $1 and from_address = $2 and message_id <> '' order by id desc limit 1",
        ).bind(ticket).bind(address).fetch_optional(conn).await)?)
    }

    /// The mailbox a ticket came by.
    pub async fn mailbox_of_ticket(&mut self, ticket: TicketId) -> Result<Option<MailboxId>> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select mailbox_id from mail where ticket_id = $1 and mailbox_id is not null order by id limit 1",
        ).bind(ticket).fetch_optional(conn).await)?)
    }

    /// Says that servers refuse this address for good.
    pub async fn set_undelivered(&mut self, address: &str, at: Moment, reason: &str) -> Result<()> {
        run!(
            self,
            sqlx::query(
                "insert into undelivered (address, at, reason) values ($1, $2, $3)
             on conflict (address) do update set at = excluded.at, reason = excluded.reason",
            )
            .bind(address)
            .bind(at)
            .bind(reason)
        )?;
        Ok(())
    }

    /// Why servers refuse this address for good.
    pub async fn undelivered(&mut self, address: &str) -> Result<Option<String>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select reason from undelivered where address = $1")
            .bind(address).fetch_optional(conn).await)?,
        )
    }
}
