//! Requests that reached the loopback under a name of elsewhere go no further.
//!
//! A page of another site can give its own name the address 127.0.0.1 (DNS rebinding) and then counts as this very
//! origin: neither cookies nor `Sec-Fetch-Site` tell, only the name in `Host` does.

use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guichet_api::Code;

use crate::refusals::Refused;

/// Lets through what was asked of this machine by name or by address.
pub(crate) async fn refuse_strangers(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    if host.is_some_and(is_this_machine) {
        return next.run(request).await;
    }
    let message =
        "Guichet answers on this machine alone: open it as http://127.0.0.1 or http://localhost";
    Refused::new(Code::Forbidden, message).into_response()
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "localhost"
        || name
            .trim_matches(['[', ']'])
            .parse()
            .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_pass() {
        for host in [
            "localhost",
            "localhost:80",
            "127.0.0.1:4711",
            "127.0.0.2",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:80",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "localhost.evil:80",
            "",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
