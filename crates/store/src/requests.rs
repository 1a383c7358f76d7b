//! Changes already made, by the id their caller gave them: a call sent twice is applied once, and answered twice.
//!
//! Kept for a day, read by whoever made them. What was refused is not kept: it is tried again.

use guichet_domain::{Moment, RequestId, StaffId};

use crate::{Result, Tx};

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is made in this transaction.
    New,
    /// It was made: the reply it had.
    Made(String),
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
        Ok(reply.map_or(Known::Foreign, Known::Made))
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

    /// Forgets the requests made before.
    pub async fn sweep_requests(&mut self, before: Moment) -> Result<u64> {
        Ok(run!(
            self,
            sqlx::query("delete from request where at < $1").bind(before)
        )?)
    }
}
