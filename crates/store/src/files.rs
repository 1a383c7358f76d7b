//! Files: bytes kept once by their hash, and what they hang on.

use guichet_domain::{Attachment, AttachmentId, Moment, StaffId, StepId, TicketId};

use crate::{Result, Tx};

macro_rules! attachments {
    ($rest:literal) => {
        concat!(
            "select id, ticket_id, step_id, hash, name, media_type, size, public, by_staff_id, by_contact_id, created_at from attachment ",
            $rest
        )
    };
}

impl Tx {
    /// Keeps bytes, once.
    pub async fn insert_blob(
        &mut self,
        hash: &str,
        bytes: &[u8],
        thumbnail: Option<&[u8]>,
    ) -> Result<()> {
        run!(self, sqlx::query(
            "insert into blob (hash, size, bytes, thumbnail) values ($1, $2, $3, $4) on conflict do nothing",
        ).bind(hash).bind(bytes.len() as i64).bind(bytes).bind(thumbnail))?;
        Ok(())
    }

    /// Bytes by their hash.
    pub async fn blob(&mut self, hash: &str) -> Result<Option<Vec<u8>>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select bytes from blob where hash = $1").bind(hash).fetch_optional(conn).await)?,
        )
    }

    /// The small picture of a file, when it has one.
    pub async fn thumbnail(&mut self, hash: &str) -> Result<Option<Vec<u8>>> {
        let row: Option<Option<Vec<u8>>> = on!(self, conn => sqlx::query_scalar("select thumbnail from blob where hash = $1").bind(hash).fetch_optional(conn).await)?;
        Ok(row.flatten())
    }

    /// Every hash with the size it should have, in order, for a check.
    pub async fn blob_hashes(&mut self) -> Result<Vec<(String, i64)>> {
        Ok(
            on!(self, conn => sqlx::query_as("select hash, size from blob order by hash").fetch_all(conn).await)?,
        )
    }

    /// Stores a file's facts.
    pub async fn insert_attachment(&mut self, file: &Attachment) -> Result<()> {
        run!(self, sqlx::query(
            "insert into attachment (id, ticket_id, step_id, hash, name, media_type, size, public, by_staff_id, by_contact_id, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ).bind(file.id).bind(file.ticket_id).bind(file.step_id).bind(&file.hash).bind(&file.name).bind(&file.media_type)
            .bind(file.size).bind(file.public).bind(file.by_staff_id).bind(file.by_contact_id).bind(file.created_at))?;
        Ok(())
    }

    /// The facts of a file.
    pub async fn attachment(&mut self, id: AttachmentId) -> Result<Option<Attachment>> {
        Ok(
            on!(self, conn => sqlx::query_as(attachments!("where id = $1")).bind(id).fetch_optional(conn).await)?,
        )
    }

    /// The files of a ticket, oldest first.
    pub async fn attachments(&mut self, ticket: TicketId) -> Result<Vec<Attachment>> {
        Ok(
            on!(self, conn => sqlx::query_as(attachments!("where ticket_id = $1 order by created_at, id"))
            .bind(ticket).fetch_all(conn).await)?,
        )
    }

    /// Hangs a file one uploaded on a ticket or a step; false when it is not one's own or hangs already.
    pub async fn hang_attachment(
        &mut self,
        id: AttachmentId,
        by: StaffId,
        ticket: TicketId,
        step: Option<StepId>,
        public: bool,
    ) -> Result<bool> {
        let rows = run!(self, sqlx::query(
            "update attachment set ticket_id = $3, step_id = $4, public = $5 where id = $1 and by_staff_id = $2 and ticket_id is null",
        ).bind(id).bind(by).bind(ticket).bind(step).bind(public))?;
        Ok(rows == 1)
    }

    /// Moves a file to another ticket.
    pub async fn move_attachment(&mut self, id: AttachmentId, to: TicketId) -> Result<()> {
        run!(
            self,
            sqlx::query("update attachment set ticket_id = $2 where id = $1")
                .bind(id)
                .bind(to)
        )?;
        Ok(())
    }

    /// Forgets files nobody hung on anything since an instant, and bytes nothing points to.
    pub async fn sweep_files(&mut self, before: Moment) -> Result<u64> {
        let rows = run!(
            self,
            sqlx::query("delete from attachment where ticket_id is null and created_at < $1")
                .bind(before)
        )?;
        if rows > 0 {
            run!(
                self,
                sqlx::query(
                    "delete from blob where not exists (select 1 from attachment a where a.hash = blob.hash)"
                )
            )?;
        }
        Ok(rows)
    }
}
