//! A refused call as HTTP says it: a status for machines in between, the error object for whoever called.

use std::any::Any;

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guichet_api::{ApiError, Code};

/// An error on its way out.
pub(crate) struct Refused(pub ApiError);

impl Refused {
    /// A refusal of the door itself.
    pub fn new(code: Code, message: &str) -> Self {
        Self(ApiError::new(code, message))
    }
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = status(self.0.code);
        let wait = self.0.fields.get("wait_seconds").cloned();
        let mut response = (status, Json(self.0)).into_response();
        if let Some(wait) = wait.and_then(|wait| HeaderValue::try_from(wait).ok()) {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }
}

impl From<Refused> for Response<Body> {
    fn from(refused: Refused) -> Self {
        refused.into_response()
    }
}

/// What a fault of the program answers; the panic itself has been written to the log by its hook.
pub(crate) fn broken(_panic: Box<dyn Any + Send>) -> Response {
    Refused::new(Code::Broken, "a fault of the program; it is in the log").into_response()
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Conflict | Code::Transition | Code::TooLate | Code::Join | Code::NotEmpty => {
            StatusCode::CONFLICT
        }
        Code::Locked => StatusCode::LOCKED,
        Code::Unauthenticated | Code::WrongPassword => StatusCode::UNAUTHORIZED,
        Code::SlowDown => StatusCode::TOO_MANY_REQUESTS,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::Offline | Code::TooOld => StatusCode::SERVICE_UNAVAILABLE,
        Code::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
