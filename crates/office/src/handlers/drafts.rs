//! What somebody is typing, kept outside the ticket.

use guichet_api::Code;
use guichet_api::tickets::{Draft, GetDraft, SaveDraft};

use crate::act::Act;
use crate::fault::{Fault, Result};

/// Longest draft, in characters of JSON.
const LONGEST: usize = 400_000;

pub(crate) async fn save_draft(act: &mut Act, request: SaveDraft) -> Result<()> {
    let me = act.staff()?;
    if request.key.is_empty() || request.key.len() > 100 {
        return Err(
            Fault::new(Code::Invalid, "a draft needs a short key").field("key", "out_of_range")
        );
    }
    if request.body.is_null() {
        return Ok(act.tx.delete_draft(me, &request.key).await?);
    }
    if request.body.to_string().len() > LONGEST {
        return Err(
            Fault::new(Code::Invalid, "this text is too long to be kept").field("body", "too_long"),
        );
    }
    let at = act.at;
    Ok(act
        .tx
        .set_draft(me, &request.key, &request.body, at)
        .await?)
}

pub(crate) async fn get_draft(act: &mut Act, request: GetDraft) -> Result<Option<Draft>> {
    let me = act.staff()?;
    Ok(act
        .tx
        .draft(me, &request.key)
        .await?
        .map(|(body, saved_at)| Draft { body, saved_at }))
}
