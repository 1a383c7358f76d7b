//! Why a mail server does not give what was asked, in as many words as whoever reads it has things to do.

use std::io::{Error as IoError, ErrorKind};

/// Why a mail server does not give what was asked.
///
/// All but [`Trouble::NoFolder`] end the session they come from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nobody answers there, or not in time, or not now.
    #[error("the mail server cannot be reached ({0}): check its name, its port and the network")]
    Unreachable(String),
    /// It may be somebody else.
    #[error(
        "the mail server's certificate does not prove who it is ({0}): nothing was sent to it; check its name, or give the file of its authority"
    )]
    Certificate(String),
    /// The server's words about the login and the password.
    #[error("the mail server refuses this login and password ({0}): enter them again")]
    WrongPassword(String),
    /// The server's words about the access token.
    #[error("the mail server refuses this access ({0}): renew it with the mail provider")]
    ExpiredToken(String),
    /// No such folder, and none can be created.
    #[error("the mailbox has no folder “{0}”: choose one that it has")]
    NoFolder(String),
    /// The password would cross the network in plain words.
    #[error(
        "the connection would not be encrypted: choose TLS, or STARTTLS on a server that offers it; plain words are for this very machine"
    )]
    NotEncrypted,
    /// The server's words about whose name is on our mails.
    #[error(
        "the mail server does not send in the name of this address ({0}): choose another, or a login that may"
    )]
    NotOurName(String),
    /// The server closed the connection, or an earlier trouble spent it.
    #[error("the mail server closed the connection: open another")]
    Ended,
    /// The server refuses or says something else than was expected.
    #[error("the mail server answers otherwise than expected ({0})")]
    Protocol(String),
}

impl Trouble {
    /// What breaks a connection that was made.
    pub(crate) fn of_line(error: &IoError) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::NotConnected => Self::Ended,
            // The words would quote what could not be read: mails, passwords.
            ErrorKind::Other => Self::Protocol("an answer that cannot be read".into()),
            _ => Self::Unreachable(error.to_string()),
        }
    }

    pub(crate) fn silence() -> Self {
        Self::Unreachable("it does not answer".into())
    }
}
