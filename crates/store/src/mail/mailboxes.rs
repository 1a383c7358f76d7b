//! Mailboxes, the rules that leave mails out, and how far each folder was read.

use guichet_domain::{Exclusion, ExclusionId, Mailbox, MailboxId, Moment};
use sqlx::AssertSqlSafe;

use crate::entity::entity;
use crate::{Result, Tx};

entity! {
    "mailbox" Mailbox { id: MailboxId, version, name, address, host, port, security, login, folder, start, kept, kept_folder,
        left_out, left_out_folder, category_id, criticality, language, active, smtp_host,
        smtp_port, smtp_security }
    find mailbox, insert insert_mailbox, update update_mailbox, select select_mailbox
}
entity! {
    "exclusion" Exclusion { id: ExclusionId, version, field, pattern, note, active }
    find exclusion, insert insert_exclusion, update update_exclusion, select select_exclusion
}

/// How far a folder was read, and how the last round ended.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FolderRow {
    /// Whose folder.
    pub mailbox_id: MailboxId,
    /// Its name.
    pub folder: String,
    /// Its UIDVALIDITY.
    pub validity: i64,
    /// The last message that was kept.
    pub last_uid: i64,
    /// The last message that lay there before the office read it; 0 when there was none.
    pub archive_to: i64,
    /// How many messages wait for a person to choose what becomes of them.
    pub waiting: i64,
    /// When the last round began.
    pub tried_at: Moment,
    /// When a round last ended well.
    pub succeeded_at: Option<Moment>,
    /// What made the last one fail.
    pub trouble: Option<String>,
}

impl Tx {
    /// Every mailbox, by name.
    pub async fn mailboxes(&mut self) -> Result<Vec<Mailbox>> {
        let sql = select_mailbox("order by name, id");
        Ok(on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await)?)
    }

    /// Keeps the sealed password of a mailbox.
    pub async fn set_mailbox_secret(&mut self, mailbox: MailboxId, sealed: &str) -> Result<()> {
        run!(
            self,
            sqlx::query(
                "insert into mailbox_secret (mailbox_id, sealed) values ($1, $2)
             on conflict (mailbox_id) do update set sealed = excluded.sealed",
            )
            .bind(mailbox)
            .bind(sealed)
        )?;
        Ok(())
    }

    /// The sealed password of a mailbox.
    pub async fn mailbox_secret(&mut self, mailbox: MailboxId) -> Result<Option<String>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select sealed from mailbox_secret where mailbox_id = $1")
            .bind(mailbox).fetch_optional(conn).await)?,
        )
    }

    /// Every rule that leaves mails out, the oldest first.
    pub async fn exclusions(&mut self) -> Result<Vec<Exclusion>> {
        let sql = select_exclusion("order by id");
        Ok(on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await)?)
    }

    /// How many messages each rule left out.
    pub async fn exclusion_hits(&mut self) -> Result<Vec<(ExclusionId, i64)>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select exclusion_id, count(*) from mail where exclusion_id is not null group by exclusion_id",
        ).fetch_all(conn).await)?)
    }

    /// How far a folder was read.
    pub async fn mail_folder(
        &mut self,
        mailbox: MailboxId,
        folder: &str,
    ) -> Result<Option<FolderRow>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select mailbox_id, folder, validity, last_uid, archive_to, waiting, tried_at, succeeded_at, trouble
             from mail_folder where mailbox_id = $1 and folder = $2",
        ).bind(mailbox).bind(folder).fetch_optional(conn).await)?)
    }

    /// Says how far a folder was read.
    pub async fn set_mail_folder(&mut self, row: &FolderRow) -> Result<()> {
        run!(self, sqlx::query(
            "insert into mail_folder (mailbox_id, folder, validity, last_uid, archive_to, waiting, tried_at, succeeded_at, trouble)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (mailbox_id, folder) do update set validity = excluded.validity, last_uid = excluded.last_uid,
                archive_to = excluded.archive_to, waiting = excluded.waiting, tried_at = excluded.tried_at, succeeded_at = excluded.succeeded_at, trouble = excluded.trouble",
        ).bind(row.mailbox_id).bind(&row.folder).bind(row.validity).bind(row.last_uid).bind(row.archive_to).bind(row.waiting).bind(row.tried_at)
            .bind(row.succeeded_at).bind(&row.trouble))?;
        Ok(())
    }

    /// What only the office's own jobs know, by name.
    pub async fn office_key(&mut self, name: &str) -> Result<Option<String>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select value from office_key where name = $1")
            .bind(name).fetch_optional(conn).await)?,
        )
    }

    /// Keeps it, unless there is one already; answers the one that is kept.
    pub async fn make_office_key(&mut self, name: &str, value: &str) -> Result<String> {
        run!(
            self,
            sqlx::query(
                "insert into office_key (name, value) values ($1, $2) on conflict (name) do nothing"
            )
            .bind(name)
            .bind(value)
        )?;
        Ok(
            on!(self, conn => sqlx::query_scalar("select value from office_key where name = $1")
            .bind(name).fetch_one(conn).await)?,
        )
    }
}
