//! The ledger: every message seen, its one outcome, and the message as it came.

use guichet_domain::mail::{Outcome, Tidied};
use guichet_domain::{Mail, MailId, MailboxId, Moment, StepId, TicketId};

use crate::{Error, Result, Tx};

macro_rules! mails {
    ($rest:literal) => {
        concat!(
            "select m.id, m.at, m.mailbox_id, m.folder, m.validity, m.uid, m.message_id, m.body_hash, m.raw_hash, m.size, m.sent_at,
                m.from_name, m.from_address, m.subject, m.kind, m.outcome, m.reason, m.detail, m.ticket_id, m.step_id,
                m.duplicate_of, m.exclusion_id, m.treatment from mail m ",
            $rest
        )
    };
}

/// Where a message stands in its mailbox; no two stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The folder.
    pub folder: &'a str,
    /// The folder's UIDVALIDITY.
    pub validity: i64,
    /// Its UID there.
    pub uid: i64,
}

/// Which part of the ledger is asked; the newest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct MailQuery {
    /// One outcome.
    pub outcome: Option<Outcome>,
    /// One mailbox.
    pub mailbox: Option<MailboxId>,
    /// Those kept before this one.
    pub before: Option<MailId>,
}

/// A row of the ledger with the number of its ticket.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MailLine {
    /// The row.
    #[sqlx(flatten)]
    pub mail: Mail,
    /// The number of its ticket.
    pub number: Option<i64>,
}

impl Tx {
    /// Writes a message into the ledger.
    pub async fn insert_mail(&mut self, m: &Mail) -> Result<()> {
        run!(self, sqlx::query(
            "insert into mail (id, at, mailbox_id, folder, validity, uid, message_id, body_hash, raw_hash, size, sent_at, from_name,
                from_address, subject, kind, outcome, reason, detail, ticket_id, step_id, duplicate_of, exclusion_id, treatment)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
        ).bind(m.id).bind(m.at).bind(m.mailbox_id).bind(&m.folder).bind(m.validity).bind(m.uid).bind(&m.message_id)
            .bind(&m.body_hash).bind(&m.raw_hash).bind(m.size).bind(m.sent_at).bind(&m.from_name).bind(&m.from_address)
            .bind(&m.subject).bind(&m.kind).bind(m.outcome).bind(m.reason).bind(&m.detail).bind(m.ticket_id).bind(m.step_id)
            .bind(m.duplicate_of).bind(m.exclusion_id).bind(m.treatment))?;
        Ok(())
    }

    /// Gives a message another outcome: somebody replayed it, or hung it elsewhere.
    pub async fn update_mail(&mut self, m: &Mail) -> Result<()> {
        let rows = run!(self, sqlx::query(
            "update mail set outcome = $2, reason = $3, detail = $4, ticket_id = $5, step_id = $6, duplicate_of = $7,
                exclusion_id = $8, treatment = $9 where id = $1",
        ).bind(m.id).bind(m.outcome).bind(m.reason).bind(&m.detail).bind(m.ticket_id).bind(m.step_id).bind(m.duplicate_of)
            .bind(m.exclusion_id).bind(m.treatment))?;
        if rows == 1 { Ok(()) } else { Err(Error::Stale) }
    }

    /// A message of the ledger.
    pub async fn mail(&mut self, id: MailId) -> Result<Option<Mail>> {
        Ok(
            on!(self, conn => sqlx::query_as(mails!("where m.id = $1")).bind(id).fetch_optional(conn).await)?,
        )
    }

    /// The message that stands there.
    pub async fn mail_in(&mut self, place: Place<'_>) -> Result<Option<Mail>> {
        Ok(on!(self, conn => sqlx::query_as(mails!(
            "where m.mailbox_id = $1 and m.folder = $2 and m.validity = $3 and m.uid = $4"
        )).bind(place.mailbox).bind(place.folder).bind(place.validity).bind(place.uid).fetch_optional(conn).await)?)
    }

    /// The messages with this id that are no copies; of those without an id, which are many, the ones with this content.
    pub async fn mails_named(&mut self, message_id: &str, body_hash: &str) -> Result<Vec<Mail>> {
        let with_id = mails!("where m.message_id = $1 and m.duplicate_of is null order by m.id");
        let without = mails!(
            "where m.message_id = $1 and m.body_hash = $2 and m.duplicate_of is null order by m.id"
        );
        Ok(on!(self, conn => match message_id {
            "" => sqlx::query_as(without).bind(message_id).bind(body_hash).fetch_all(conn).await,
            _ => sqlx::query_as(with_id).bind(message_id).fetch_all(conn).await,
        })?)
    }

    /// The ticket of the message with this id, and its subject.
    pub async fn ticket_of_message(
        &mut self,
        message_id: &str,
    ) -> Result<Option<(TicketId, String)>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select ticket_id, subject from mail where message_id = $1 and ticket_id is not null order by id limit 1",
        ).bind(message_id).fetch_optional(conn).await)?)
    }

    /// The message a step was written from.
    pub async fn mail_of_step(&mut self, ticket: TicketId, step: StepId) -> Result<Option<Mail>> {
        Ok(on!(self, conn => sqlx::query_as(mails!(
            "where m.ticket_id = $1 and m.step_id = $2 and m.duplicate_of is null order by m.id limit 1"
        )).bind(ticket).bind(step).fetch_optional(conn).await)?)
    }

    /// The message a ticket was opened by.
    pub async fn mail_of_opening(&mut self, ticket: TicketId) -> Result<Option<Mail>> {
        Ok(on!(self, conn => sqlx::query_as(mails!(
            "where m.ticket_id = $1 and m.step_id is null and m.duplicate_of is null order by m.id limit 1"
        )).bind(ticket).fetch_optional(conn).await)?)
    }

    /// How many messages wait for a person.
    pub async fn count_waiting_mails(&mut self) -> Result<u32> {
        let waiting: i64 = on!(self, conn => sqlx::query_scalar(
            "select count(*) from mail where outcome = 'quarantined'",
        ).fetch_one(conn).await)?;
        Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
    }

    /// A page of the ledger, the newest first.
    pub async fn mails(&mut self, query: MailQuery, limit: i64) -> Result<Vec<MailLine>> {
        const LEDGER: &str = "select m.id, m.at, m.mailbox_id, m.folder, m.validity, m.uid, m.message_id, m.body_hash, m.raw_hash,
                m.size, m.sent_at, m.from_name, m.from_address, m.subject, m.kind, m.outcome, m.reason, m.detail, m.ticket_id,
                m.step_id, m.duplicate_of, m.exclusion_id, m.treatment,
                (select t.number from ticket t where t.id = m.ticket_id) as number
             from mail m
             where (m.outcome = $1 or $1 is null) and (m.mailbox_id = $2 or $2 is null) and (m.id < $3 or $3 is null)
             order by m.id desc limit $4";
        Ok(
            on!(self, conn => sqlx::query_as(LEDGER).bind(query.outcome).bind(query.mailbox).bind(query.before)
            .bind(limit).fetch_all(conn).await)?,
        )
    }

    /// How many messages ended so, since an instant.
    pub async fn count_mails(&mut self, since: Moment) -> Result<Vec<(Outcome, i64)>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select outcome, count(*) from mail where at >= $1 group by outcome",
        ).bind(since).fetch_all(conn).await)?)
    }

    /// Messages of a folder that are kept here, and after which it was not tidied up yet.
    pub async fn mails_to_tidy(
        &mut self,
        mailbox: MailboxId,
        folder: &str,
        validity: i64,
    ) -> Result<Vec<Mail>> {
        Ok(on!(self, conn => sqlx::query_as(mails!(
            "where m.mailbox_id = $1 and m.folder = $2 and m.validity = $3 and m.treatment = 'pending' order by m.uid"
        )).bind(mailbox).bind(folder).bind(validity).fetch_all(conn).await)?)
    }

    /// Says that its mailbox was tidied up after a message.
    pub async fn tidied(&mut self, id: MailId) -> Result<()> {
        run!(
            self,
            sqlx::query("update mail set treatment = $2 where id = $1")
                .bind(id)
                .bind(Tidied::Done)
        )?;
        Ok(())
    }

    /// Keeps a message as it came, once.
    pub async fn keep_raw_mail(&mut self, hash: &str, bytes: &[u8]) -> Result<()> {
        run!(
            self,
            sqlx::query(
                "insert into mail_raw (hash, size, bytes) values ($1, $2, $3) on conflict do nothing"
            )
            .bind(hash)
            .bind(bytes.len() as i64)
            .bind(bytes)
        )?;
        Ok(())
    }

    /// A message as it came.
    pub async fn raw_mail(&mut self, hash: &str) -> Result<Option<Vec<u8>>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select bytes from mail_raw where hash = $1").bind(hash).fetch_optional(conn).await)?,
        )
    }

    /// How many messages of a folder are in the ledger.
    pub async fn mails_of_folder(
        &mut self,
        mailbox: MailboxId,
        folder: &str,
        validity: i64,
    ) -> Result<i64> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select count(*) from mail where mailbox_id = $1 and folder = $2 and validity = $3",
        ).bind(mailbox).bind(folder).bind(validity).fetch_one(conn).await)?)
    }
}
