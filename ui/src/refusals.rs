//! What a refused call says to the reader: a sentence by code, a sentence by field.

use guichet_api::{ApiError, Code};
use yew::AttrValue;

use crate::i18n::{sentence as say, when};
use crate::t;

/// What happened, what was kept, what to do.
pub fn sentence(error: &ApiError) -> String {
    match error.code {
        Code::Invalid => t!("error-invalid"),
        Code::Forbidden => t!("error-forbidden"),
        Code::NotFound => t!("error-not-found"),
        Code::Conflict => t!("error-conflict"),
        Code::Locked => t!("error-locked"),
        Code::Transition => t!("error-transition"),
        Code::TooLate => t!("error-too-late"),
        Code::Join => t!("error-join"),
        Code::Unauthenticated => t!("error-unauthenticated"),
        Code::WrongPassword => wrong_password(error),
        Code::SlowDown => t!("error-slow-down", delay = delay(error)),
        Code::TooLarge => t!("error-too-large", megabytes = figure(error, "megabytes")),
        Code::NotEmpty => t!("error-not-empty"),
        Code::Offline => match error.fields.get("reason") {
            Some(reason) => say(&format!("reach-{}", word(reason)), &[]),
            None => t!("error-offline"),
        },
        Code::TooOld => t!("error-too-old"),
        Code::Broken => t!("error-broken", detail = error.message.clone()),
    }
}

/// Whether the office may answer later what it does not now.
pub fn is_lost(error: &ApiError) -> bool {
    let reason = error.fields.get("reason").map(String::as_str);
    let may_pass = ["busy", "silent", "refused", "unknown_host"];
    error.code == Code::Offline && reason.is_none_or(|reason| may_pass.contains(&reason))
}

/// What is wrong with a field, if the call said so.
pub fn of_field(error: Option<&ApiError>, field: &str) -> Option<AttrValue> {
    let problem = error
        .filter(|error| error.code == Code::Invalid)?
        .fields
        .get(field)?;
    Some(say(&format!("problem-{}", word(problem)), &[]).into())
}

/// A code as the name of a text has it.
fn word(code: &str) -> String {
    code.replace('_', "-")
}

/// The sentence to show when no field of `shown` carries the error.
pub fn elsewhere(error: Option<&ApiError>, shown: &[&str]) -> Option<String> {
    let error = error?;
    let carried = error.code == Code::Invalid
        && error
            .fields
            .keys()
            .any(|field| shown.contains(&field.as_str()));
    (!carried).then(|| sentence(error))
}

fn wrong_password(error: &ApiError) -> String {
    match error.fields.get("attempts_left") {
        Some(left) => t!(
            "error-wrong-password-left",
            left = left.parse::<i64>().unwrap_or_default()
        ),
        None => t!("error-wrong-password"),
    }
}

/// How long one must wait; a minute begun is a minute of patience.
fn delay(error: &ApiError) -> String {
    when::minutes((figure(error, "wait_seconds") + 59) / 60)
}

fn figure(error: &ApiError, field: &str) -> i64 {
    error
        .fields
        .get(field)
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}
