//! `POST /rpc/<name>`: a call and its reply, JSON both ways.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use guichet_api::{ApiError, Code};
use guichet_domain::RequestId;

use crate::Door;
use crate::refusals::Refused;
use crate::session::Session;

/// Largest request of a call, in bytes: a description of a few megabytes reaches the office, which says it is too long.
pub(crate) const LARGEST: usize = 8 * MEGABYTE;
const MEGABYTE: usize = 1024 * 1024;

/// Carries a call to the office, and the change of session it makes back to the browser.
pub(crate) async fn rpc(
    State(door): State<Door>,
    Path(name): Path<String>,
    session: Session,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let args = match text(body) {
        Ok(args) => args,
        Err(error) => return Refused(error).into_response(),
    };
    let token = session.token.as_ref();
    let outcome = door
        .office
        .rpc_once(token, request_id(&headers), &name, &args)
        .await;
    let cookie = session.cookie(&outcome.session);
    let mut response = match outcome.body {
        Ok(reply) => ([(header::CONTENT_TYPE, "application/json")], reply).into_response(),
        Err(error) => Refused(error).into_response(),
    };
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The id under which the interface may send the same change again.
fn request_id(headers: &HeaderMap) -> Option<RequestId> {
    headers.get("request-id")?.to_str().ok()?.parse().ok()
}

fn text(body: Result<Bytes, BytesRejection>) -> Result<String, ApiError> {
    let bytes = body.map_err(|rejection| unread(&rejection))?;
    let text = String::from_utf8(bytes.into());
    text.map_err(|_| ApiError::new(Code::Invalid, "the request is not UTF-8 text"))
}

fn unread(rejection: &BytesRejection) -> ApiError {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("a request holds at most {} MB", LARGEST / MEGABYTE);
        return ApiError::new(Code::TooLarge, message).with("megabytes", LARGEST / MEGABYTE);
    }
    ApiError::new(Code::Invalid, "the request did not come whole")
}
