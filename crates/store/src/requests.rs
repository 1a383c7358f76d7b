//! Changes already made, by the id their caller gave them: a call sent twice is applied once, and answered twice.
//!
//! Replies are kept for a day and ids for a month, read by whoever made them. What was refused is not kept: it is
//! tried again.

use guichet_domain::{Moment, RequestId, StaffId};

use crate::{Result, Tx};

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is made in this transaction.
    New,
    /// It was made: the reply it had.
    Made(String),
    /// It was made, so long ago that its reply is forgotten.
    Forgotten,
    /// Another call, or somebody else's, has this id.
    Foreign,
}

impl Tx {
    /// Takes the place of a request. A twin that is under way is waited for, and its reply is the answer.
    pub async fn begin_request(
        &mut self,
        id: RequestId,
        staff: StaffId,
        call: &str,
        at: Moment,
    ) -> Result<Known> {
        let taken = run!(
            self,
            sqlx::query(
                "insert into request (id, staff_id, at, call, reply) values ($1, $2, $3, $4, '')
                 on conflict (id) do nothing",
            )
            .bind(id)
            .bind(staff)
            .bind(at)
            .bind(call)
        )?;
        if taken == 1 {
            return Ok(Known::New);
        }
        let reply: Option<String> = on!(self, conn => sqlx::query_scalar(
            "select reply from request where id = $1 and staff_id = $2 and call = $3",
        ).bind(id).bind(staff).bind(call).fetch_optional(conn).await)?;
        Ok(match reply {
            None => Known::Foreign,
            Some(reply) if reply.is_empty() => Known::Forgotten,
            Some(reply) => Known::Made(reply),
        })
    }

    /// Keeps the reply of a request, in the transaction that makes it.
    pub async fn keep_reply(&mut self, id: RequestId, reply: &str) -> Result<()> {
        run!(
            self,
            sqlx::query("update request set reply = $2 where id = $1")
                .bind(id)
                .bind(reply)
        )?;
        Ok(())
    }

    /// Forgets the replies of requests made before `replies`, and the requests made before `ids`.
    pub async fn sweep_requests(&mut self, replies: Moment, ids: Moment) -> Result<u64> {
        let blanked = "update request set reply = '' where at < $1 and reply <> ''";
        let blanked = run!(self, sqlx::query(blanked).bind(replies))?;
        let gone = "delete from request where at < $1";
        Ok(blanked + run!(self, sqlx::query(gone).bind(ids))?)
    }
}
