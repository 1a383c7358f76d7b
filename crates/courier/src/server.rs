//! Where a mailbox is, and what opens it.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

/// Where a mailbox is, and what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name, which its certificate must prove.
    pub host: String,
    /// Usually 993 with TLS, 143 with STARTTLS.
    pub port: u16,
    /// How what is said is hidden.
    pub security: Security,
    /// The file of an authority to believe besides those of this machine, in PEM.
    pub authority: Option<PathBuf>,
    /// Whose mailbox.
    pub login: String,
    /// What proves it.
    pub secret: Secret,
}

/// How what is said is hidden from the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// From the first byte.
    Tls,
    /// Before anything that matters.
    StartTls,
    /// Not at all: for a server on this very machine.
    Plain,
}

/// What opens a mailbox; never shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// A password.
    Password(String),
    /// An access token of the mail provider, for XOAUTH2.
    Token(String),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password(…)",
            Self::Token(_) => "Token(…)",
        })
    }
}

/// Whether what is said to this host stays on this machine.
pub(crate) fn is_here(host: &str) -> bool {
    let name = host.trim_matches(['[', ']']);
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
