//! How a session begins: the connection, its encryption, who we are.

use async_imap::error::Error;
use async_imap::imap_proto::{Response, Status};
use async_imap::{Authenticator, Client};
use tokio::io::BufWriter;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::line::{Carrier, Wire, trouble, words};
use crate::server::{Secret, Security, Server, is_here};
use crate::{Result, Trouble, tls};

/// A connection that knows who we are.
pub(crate) async fn open(server: &Server) -> Result<async_imap::Session<Wire>> {
    if server.security == Security::Plain && !is_here(&server.host) {
        return Err(Trouble::NotEncrypted);
    }
    let stream = connect(&server.host, server.port).await?;
    let client = match server.security {
        Security::Tls => greeted(Client::new(wire(encrypt(stream, server).await?))).await?,
        Security::StartTls => {
            let stream = begin_tls(stream).await?;
            // Nobody greets twice.
            Client::new(wire(encrypt(stream, server).await?))
        }
        Security::Plain => greeted(Client::new(wire(stream))).await?,
    };
    log_in(client, server).await
}

/// A connection in plain words.
pub(crate) async fn connect(host: &str, port: u16) -> Result<TcpStream> {
    let host = host.trim_matches(['[', ']']);
    let unreachable = |error: std::io::Error| Trouble::Unreachable(error.to_string());
    let stream = TcpStream::connect((host, port))
        .await
        .map_err(unreachable)?;
    // Commands are short and wait for their answer.
    stream.set_nodelay(true).map_err(unreachable)?;
    Ok(stream)
}

async fn encrypt(stream: TcpStream, server: &Server) -> Result<TlsStream<TcpStream>> {
    tls::encrypt(stream, &server.host, server.authority.as_deref()).await
}

/// A command leaves in one packet, not in four.
fn wire(stream: impl Carrier + 'static) -> Wire {
    Box::new(BufWriter::new(stream))
}

/// What was received in plain words goes with the client that read it: somebody on the way may have put it there.
async fn begin_tls(stream: TcpStream) -> Result<TcpStream> {
    let mut client = greeted(Client::new(stream)).await?;
    match client.run_command_and_check_ok("STARTTLS", None).await {
        Ok(()) => Ok(client.into_inner()),
        Err(Error::No(_) | Error::Bad(_)) => Err(Trouble::NotEncrypted),
        Err(error) => Err(trouble(error)),
    }
}

async fn greeted<T: Carrier>(mut client: Client<T>) -> Result<Client<T>> {
    let heard = client.read_response().await;
    let heard = heard.map_err(|error| Trouble::of_line(&error))?;
    match heard.ok_or(Trouble::Ended)?.parsed() {
        Response::Data {
            status: Status::Ok, ..
        } => Ok(client),
        Response::Data {
            status: Status::Bye,
            outcome,
        } => Err(Trouble::Unreachable(words(outcome))),
        _ => Err(Trouble::Protocol("it does not greet as IMAP does".into())),
    }
}

async fn log_in(client: Client<Wire>, server: &Server) -> Result<async_imap::Session<Wire>> {
    let login = server.login.as_str();
    let logged = match &server.secret {
        Secret::Token(token) => {
            let proof = format!("user={login}\u{1}auth=Bearer {token}\u{1}\u{1}");
            client.authenticate("XOAUTH2", Proof::new(proof)).await
        }
        // What every server knows; but it carries no accents.
        Secret::Password(password) if is_plain(login) && is_plain(password) => {
            client.login(login, password).await
        }
        Secret::Password(password) => {
            let proof = format!("\0{login}\0{password}");
            client.authenticate("PLAIN", Proof::new(proof)).await
        }
    };
    logged.map_err(|(error, _)| refusal(error, &server.secret))
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' '..='~'))
}

/// The proof to the first question; to any further one an empty line, which a server that says why it refuses waits for.
struct Proof(Option<String>);

impl Proof {
    fn new(proof: String) -> Self {
        Self(Some(proof))
    }
}

impl Authenticator for Proof {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

/// Servers refuse for three reasons that a person must not take for a wrong password (RFC 5530).
fn refusal(error: Error, secret: &Secret) -> Trouble {
    let Error::No(said) = error else {
        return trouble(error);
    };
    let said = shown(&said);
    let (code, words) = match said.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((code, words)) => (code, words.trim().to_owned()),
        None => ("", said.clone()),
    };
    match (code, secret) {
        ("UNAVAILABLE" | "INUSE" | "LIMIT" | "SERVERBUG", _) => Trouble::Unreachable(words),
        ("PRIVACYREQUIRED", _) => Trouble::NotEncrypted,
        (_, Secret::Password(_)) => Trouble::WrongPassword(words),
        (_, Secret::Token(_)) => Trouble::ExpiredToken(words),
    }
}

/// async-imap gives the server's words as `code: None, info: Some("…")`.
fn shown(said: &str) -> String {
    let quoted = said
        .split_once("info: Some(\"")
        .and_then(|(_, rest)| rest.strip_suffix("\")"));
    match quoted {
        Some(words) => words.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => "it says no more".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(info: &str) -> Trouble {
        let said = format!("code: None, info: {:?}", Some(info));
        refusal(Error::No(said), &Secret::Password(String::new()))
    }

    #[test]
    fn a_server_at_a_loss_does_not_make_a_password_wrong() {
        assert_eq!(
            refused("[UNAVAILABLE] Temporary authentication failure."),
            Trouble::Unreachable("Temporary authentication failure.".into())
        );
        assert_eq!(refused("[PRIVACYREQUIRED] Later"), Trouble::NotEncrypted);
        assert_eq!(
            refused("[AUTHENTICATIONFAILED] Non, \"jamais\""),
            Trouble::WrongPassword("Non, \"jamais\"".into())
        );
        assert_eq!(refused("Non"), Trouble::WrongPassword("Non".into()));
    }
}
