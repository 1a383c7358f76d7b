//! What somebody is typing, kept outside the ticket.

use guichet_api::Code;
use guichet_api::tickets::{Draft, GetDraft, SaveDraft};
use serde_json::Value;

use crate::act::Act;
use crate::fault::{Fault, Result};

/// Longest draft, in characters of JSON.
const LONGEST: usize = 400_000;

pub(crate) async fn save_draft(act: &mut Act, request: SaveDraft) -> Result<()> {
    let me = act.staff()?;
    let key = key(&request.key)?;
    if request.body.is_null() {
        return Ok(act.tx.delete_draft(me, key).await?);
    }
    if request.body.to_string().len() > LONGEST {
        return Err(
            Fault::new(Code::Invalid, "this text is too long to be kept").field("body", "too_long"),
        );
    }
    let at = act.at;
    let body = without_nul(request.body);
    Ok(act.tx.set_draft(me, key, &body, at).await?)
}

fn key(typed: &str) -> Result<&str> {
    let short = (1..=100).contains(&typed.len());
    if !short || typed.chars().any(char::is_control) {
        return Err(
            Fault::new(Code::Invalid, "a draft needs a short key").field("key", "out_of_range")
        );
    }
    Ok(typed)
}

/// What is typed without the one character PostgreSQL does not keep.
fn without_nul(typed: Value) -> Value {
    match typed {
        Value::String(text) => Value::String(text.replace('\0', "")),
        Value::Array(values) => values.into_iter().map(without_nul).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name.replace('\0', ""), without_nul(value)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => typed,
    }
}

pub(crate) async fn get_draft(act: &mut Act, request: GetDraft) -> Result<Option<Draft>> {
    let me = act.staff()?;
    Ok(act
        .tx
        .draft(me, key(&request.key)?)
        .await?
        .map(|(body, saved_at)| Draft { body, saved_at }))
}
