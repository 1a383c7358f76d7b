//! The interface's own files, and the headers that keep a browser from more than the interface needs.

use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

/// Scripts of this origin and its WebAssembly; Yew writes `style` attributes.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const HARDENED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// The files of a folder; without one, a page that says what is missing.
pub(crate) fn interface(folder: Option<PathBuf>) -> Router {
    match folder {
        Some(folder) => Router::new()
            .fallback_service(ServeDir::new(folder).precompressed_br())
            .layer(middleware::map_response(ask_again)),
        None => Router::new().fallback(missing),
    }
}

/// The page is never kept; what it loads is kept and asked for again, so that no page runs the parts of another version.
async fn ask_again(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let kept = if is_page { "no-store" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}

async fn missing() -> impl IntoResponse {
    let said = "Guichet answers calls here, but its interface is not installed: name its folder with --interface.";
    (StatusCode::NOT_FOUND, said)
}

/// Adds to every answer the headers it does not set itself.
pub(crate) async fn harden(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HARDENED {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}
