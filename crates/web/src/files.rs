//! Files, raw both ways: `POST /files?name=` takes one, `GET /files/<id>` gives it back, `/thumbnail` its small picture.
//!
//! Who may read a file, and what its bytes really are, is `office`'s to say.

use axum::body::{self, Body};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use guichet_api::{ApiError, Code};
use guichet_domain::AttachmentId;
use guichet_office::File;
use serde::Deserialize;

use crate::Door;
use crate::refusals::Refused;
use crate::session::Known;

/// A document that runs nothing and loads nothing, whatever its bytes are.
const LOCKED_UP: &str = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";

/// What comes with a file.
#[derive(Deserialize)]
pub(crate) struct Upload {
    name: String,
}

/// Takes a file, unless it is announced or turns out to be larger than the office allows.
pub(crate) async fn upload(
    State(door): State<Door>,
    Known(actor): Known,
    upload: Result<Query<Upload>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let nameless = |_| {
        Refused::new(
            Code::Invalid,
            "a file comes with its name: POST /files?name=…",
        )
    };
    let Query(Upload { name }) = upload.map_err(nameless)?;
    let largest = door.office.largest_file().await?;
    if announced(&headers).is_some_and(|size| size > largest) {
        return Err(too_large(largest).into());
    }
    let most = usize::try_from(largest).unwrap_or(usize::MAX);
    let bytes = body::to_bytes(body, most)
        .await
        .map_err(|error| unread(&error, largest))?;
    let attachment = door.office.upload(&actor, &name, bytes.into()).await?;
    Ok(axum::Json(attachment).into_response())
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn too_large(largest: u64) -> ApiError {
    let most = largest / (1024 * 1024);
    let message = format!("a file holds at most {most} MB here");
    ApiError::new(Code::TooLarge, message).with("megabytes", most)
}

fn unread(error: &axum::Error, largest: u64) -> ApiError {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return too_large(largest);
        }
        cause = error.source();
    }
    ApiError::new(Code::Invalid, "the file did not come whole")
}

/// Gives a file back.
pub(crate) async fn file(
    state: State<Door>,
    known: Known,
    id: Path<String>,
) -> Result<Response, Refused> {
    read(state, known, id, Part::Whole).await
}

/// Gives the small picture of a file.
pub(crate) async fn thumbnail(
    state: State<Door>,
    known: Known,
    id: Path<String>,
) -> Result<Response, Refused> {
    read(state, known, id, Part::Thumbnail).await
}

#[derive(PartialEq)]
enum Part {
    Whole,
    Thumbnail,
}

async fn read(
    State(door): State<Door>,
    Known(actor): Known,
    Path(id): Path<String>,
    part: Part,
) -> Result<Response, Refused> {
    let id: AttachmentId = id
        .parse()
        .map_err(|_| Refused::new(Code::NotFound, "there is no such file"))?;
    let file = door
        .office
        .file(&actor, id, part == Part::Thumbnail)
        .await?;
    Ok(sent(file))
}

fn sent(file: File) -> Response {
    let place = if file.attachment.is_picture() {
        "inline"
    } else {
        "attachment"
    };
    let disposition = format!(
        "{place}; filename*=UTF-8''{}",
        percent(&file.attachment.name)
    );
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, LOCKED_UP.into()),
    ];
    (headers, file.bytes).into_response()
}

/// A name as RFC 5987 writes it in a header, where no byte of it can end the line or the value.
fn percent(name: &str) -> String {
    let spelt = name.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    spelt.collect()
}
