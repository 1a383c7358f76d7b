//! The cookie that carries a session's token. What a session is and when it ends is `office`'s.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use guichet_api::{ApiError, Code};
use guichet_domain::Actor;
use guichet_office::{SessionChange, Token};

use crate::Door;
use crate::refusals::Refused;

const PLAIN: &str = "guichet";
/// A browser takes a name that begins so only from a secure page, for the whole host, without a domain.
const SECURE: &str = "__Host-guichet";

/// The session a request came with, if any.
pub(crate) struct Session {
    pub token: Option<Token>,
    is_secure: bool,
}

impl Session {
    fn of(headers: &HeaderMap) -> Self {
        // Only a proxy in front speaks TLS. A caller who forges this header changes their own cookie and nothing else.
        let is_secure = headers
            .get("x-forwarded-proto")
            .is_some_and(|scheme| scheme == "https");
        let name = name(is_secure);
        let cookies = headers.get_all(header::COOKIE);
        let mut pairs = cookies
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'));
        let token = pairs.find_map(|pair| match pair.trim().split_once('=') {
            Some((found, value)) if found == name => value.parse().ok(),
            _ => None,
        });
        Self { token, is_secure }
    }

    /// The header that makes the browser keep, or forget, what the call changed.
    pub fn cookie(&self, change: &SessionChange) -> Option<HeaderValue> {
        let (value, age) = match change {
            SessionChange::Keep => return None,
            SessionChange::Begin(token) => (token.as_str(), ""),
            SessionChange::End => ("", "; Max-Age=0"),
        };
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = name(self.is_secure);
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}");
        HeaderValue::try_from(cookie).ok()
    }
}

const fn name(is_secure: bool) -> &'static str {
    if is_secure { SECURE } else { PLAIN }
}

impl FromRequestParts<Door> for Session {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Door) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

/// Whoever is logged in; a request without them goes no further.
pub(crate) struct Known(pub Actor);

impl FromRequestParts<Door> for Known {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let nobody = || ApiError::new(Code::Unauthenticated, "nobody is logged in");
        let token = Session::of(&parts.headers).token.ok_or_else(nobody)?;
        Ok(Self(door.office.actor(&token).await?))
    }
}
