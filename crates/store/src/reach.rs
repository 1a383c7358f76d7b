//! The way to an office that several workstations share: whose log-in it is, and why it ends before the office.
//!
//! Not for what happens once one is in: a server that is lost later is `Error::Unreachable`.

use std::io::ErrorKind;

use sqlx::postgres::{PgConnectOptions, PgDatabaseError, PgSslMode};
use sqlx::{ConnectOptions, Connection};

use crate::db::PATIENCE;
use crate::opening::refuse_old;
use crate::{Error, Result};

/// Why the way to a server ends before the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reach {
    /// No such host.
    #[error("no machine has this name: check the server's name, or the network")]
    UnknownHost,
    /// The host answers, PostgreSQL does not.
    #[error("the machine answers but no PostgreSQL listens there: check the port")]
    Refused,
    /// Nothing answers.
    #[error("the server does not answer: it is stopped, or a firewall is between")]
    Silent,
    /// The certificate does not prove that it is this server.
    #[error("the server's certificate does not prove who it is: nothing was sent to it")]
    Certificate,
    /// The file of the authority cannot be read.
    #[error("the file of the certificate authority cannot be read")]
    Authority,
    /// The server does not encrypt.
    #[error("the server does not encrypt: its administrator switches TLS on")]
    Plain,
    /// Wrong login or password.
    #[error("unknown login or wrong password")]
    WrongPassword,
    /// The account may no longer log in.
    #[error("this account was retired")]
    Retired,
    /// The server does not admit this workstation.
    #[error("the server admits nobody from this workstation: see its pg_hba.conf")]
    NotAdmitted,
    /// No such database.
    #[error("the server has no database of this name")]
    NoDatabase,
    /// An empty database.
    #[error("this database is no office yet: its owner runs `guichet init`")]
    NotPrepared,
    /// A login of the server that is nobody in the office.
    #[error("this login has no rights in this office: an administrator adds the account")]
    NoRights,
    /// Too many connections.
    #[error("the server is too busy to let anybody else in")]
    Busy,
}

impl Reach {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::UnknownHost,
        Self::Refused,
        Self::Silent,
        Self::Certificate,
        Self::Authority,
        Self::Plain,
        Self::WrongPassword,
        Self::Retired,
        Self::NotAdmitted,
        Self::NoDatabase,
        Self::NotPrepared,
        Self::NoRights,
        Self::Busy,
    ];

    /// The word the wire carries, for the interface's own sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownHost => "unknown_host",
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::Certificate => "certificate",
            Self::Authority => "authority",
            Self::Plain => "plain",
            Self::WrongPassword => "wrong_password",
            Self::Retired => "retired",
            Self::NotAdmitted => "not_admitted",
            Self::NoDatabase => "no_database",
            Self::NotPrepared => "not_prepared",
            Self::NoRights => "no_rights",
            Self::Busy => "busy",
        }
    }

    /// What SQLSTATE says of a connection that was refused.
    pub(crate) fn of_state(code: &str, refusal: &PgDatabaseError) -> Option<Self> {
        Some(match code {
            "28P01" => Self::WrongPassword,
            // One code for both, and words in the server's language: only the routine tells them apart.
            "28000" if refusal.routine() == Some("InitializeSessionUserId") => Self::Retired,
            "28000" => Self::NotAdmitted,
            "3D000" => Self::NoDatabase,
            "53300" => Self::Busy,
            _ => return None,
        })
    }
}

/// One person's own way in: their login at the office, their password, and this window's name among their connections.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// The login at the office.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// Tells this window's connections from the same person's others.
    pub window: &'a str,
}

impl Key<'_> {
    /// The same address with this key; TLS is verified unless the address says otherwise.
    pub(crate) fn fit(self, url: &str, options: PgConnectOptions) -> Result<PgConnectOptions> {
        let database = options.get_database().ok_or(Reach::NoDatabase)?;
        let role = format!("{database}.{}", self.login);
        let says = url.contains("sslmode=");
        let mode = if says {
            options.get_ssl_mode()
        } else {
            PgSslMode::VerifyFull
        };
        Ok(options
            .ssl_mode(mode)
            .username(&role)
            .password(self.password)
            .application_name(&format!("guichet {}", self.window)))
    }
}

/// Connects once: a pool would knock until its patience ends and then say no more than that.
pub(crate) async fn knock(options: &PgConnectOptions) -> Result<()> {
    let name = (options.get_host(), options.get_port());
    let arrived = tokio::time::timeout(PATIENCE, async {
        if options.get_socket().is_none() && tokio::net::lookup_host(name).await.is_err() {
            return Err(Reach::UnknownHost.into());
        }
        let mut connection = options.connect().await.map_err(why)?;
        refuse_old(&mut connection).await?;
        // Whether it says good-bye or not, it is gone.
        let _ = connection.close().await;
        Ok(())
    });
    arrived.await.unwrap_or(Err(Reach::Silent.into()))
}

fn why(error: sqlx::Error) -> Error {
    match error {
        sqlx::Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => Reach::Refused.into(),
            ErrorKind::TimedOut | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                Reach::Silent.into()
            }
            ErrorKind::InvalidData => Reach::Certificate.into(),
            ErrorKind::NotFound | ErrorKind::PermissionDenied => Reach::Authority.into(),
            _ => sqlx::Error::Io(error).into(),
        },
        sqlx::Error::Tls(said) if said.to_string().contains("does not support TLS") => {
            Reach::Plain.into()
        }
        sqlx::Error::Tls(_) => Reach::Certificate.into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_verified_unless_the_address_says_otherwise() {
        let key = Key {
            login: "tom",
            password: "x",
            window: "w",
        };
        let fitted = |url: &str| {
            let options = url.parse().expect("an address");
            key.fit(url, options).expect("it names a database")
        };
        let plain = fitted("postgres://serveur/bureau");
        assert!(matches!(plain.get_ssl_mode(), PgSslMode::VerifyFull));
        assert_eq!(plain.get_username(), "bureau.tom");
        let chosen = fitted("postgres://serveur/bureau?sslmode=disable");
        assert!(matches!(chosen.get_ssl_mode(), PgSslMode::Disable));
    }
}
