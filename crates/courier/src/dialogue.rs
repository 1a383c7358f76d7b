//! What is said to a server that sends: who we are, then mail after mail.

use std::fmt::Display;
use std::io::Error as IoError;
use std::net::Ipv4Addr;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::{Error, extension::ClientId, response::Response};
use tokio::time::timeout;

use crate::composing::Letter;
use crate::line::PATIENCE;
use crate::opening::connect;
use crate::server::is_here;
use crate::wire::Wire;
use crate::{Post, Refusal, Result, Secret, Security, Trouble, Unsent, starttls, tls};

/// How long a server may take for an answer, which it sometimes asks elsewhere, and for a mail it looks through (RFC 5321, 4.5.3.2).
const ANSWER: Duration = Duration::from_secs(5 * 60);
const MAIL: Duration = Duration::from_secs(10 * 60);

/// A connection to a server that knows who we are.
pub(crate) struct Dialogue(AsyncSmtpConnection);

/// Opens one.
pub(crate) async fn open(post: &Post) -> Result<Dialogue> {
    if post.security == Security::Plain && !is_here(&post.host) {
        return Err(Trouble::NotEncrypted);
    }
    let stream = connect(&post.host, post.port).await?;
    let authority = post.authority.as_deref();
    let connection = match post.security {
        Security::Tls => {
            let stream = tls::encrypt(stream, &post.host, authority).await?;
            greeted(Wire::new(stream)).await?
        }
        Security::StartTls => {
            let stream = starttls::begin(stream).await?;
            let stream = tls::encrypt(stream, &post.host, authority).await?;
            greeted(Wire::greeted(stream)).await?
        }
        Security::Plain => greeted(Wire::new(stream)).await?,
    };
    let mut dialogue = Dialogue(connection);
    dialogue.log_in(post).await?;
    Ok(dialogue)
}

/// This machine's name is nobody's affair: an address stands in its place, as the standard allows.
async fn greeted(wire: impl AsyncTokioStream + 'static) -> Result<AsyncSmtpConnection> {
    let name = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
    let greeted = AsyncSmtpConnection::connect_with_transport(Box::new(wire), &name).await;
    greeted.map_err(|error| match error.status() {
        Some(_) => Trouble::Unreachable(words(&error)),
        None => trouble(&error),
    })
}

impl Dialogue {
    async fn log_in(&mut self, post: &Post) -> Result<()> {
        let (Some(login), Some(secret)) = (&post.login, &post.secret) else {
            return Ok(());
        };
        let (ways, proof): (&[Mechanism], _) = match secret {
            Secret::Password(password) => (&[Mechanism::Plain, Mechanism::Login], password),
            Secret::Token(token) => (&[Mechanism::Xoauth2], token),
        };
        if self.0.server_info().get_auth_mechanism(ways).is_none() {
            let said = "it offers no way to log in that is known here";
            return Err(Trouble::Protocol(said.into()));
        }
        let proof = Credentials::new(login.clone(), proof.clone());
        let known = self.0.auth(ways, &proof).await;
        known.map(drop).map_err(|error| unknown(&error, secret))
    }

    /// Says whose mail comes. What is refused here is not about a recipient.
    pub async fn begin(&mut self, letter: &Letter) -> Result<()> {
        let begun = self
            .say(Mail::new(Some(letter.from.clone()), Vec::new()))
            .await;
        begun.map_err(|unsent| match unsent {
            Unsent::Trouble(trouble) => trouble,
            Unsent::Refused(refusal) => match refusal.code {
                Some(530 | 535) => Trouble::WrongPassword(refusal.words),
                Some(538) => Trouble::NotEncrypted,
                _ if refusal.permanent => Trouble::NotOurName(refusal.words),
                _ => Trouble::Unreachable(refusal.words),
            },
        })
    }

    /// Hands over a letter that has begun.
    pub async fn hand_over(&mut self, letter: &Letter) -> std::result::Result<(), Unsent> {
        self.say(Rcpt::new(letter.to.clone(), Vec::new())).await?;
        self.say(Data).await?;
        let handed = timeout(MAIL, self.0.message(&letter.bytes)).await;
        answered(handed.map_err(|_| Trouble::silence())?)
    }

    /// Makes the server forget a letter that it has refused; false when it has hung up.
    pub async fn forgets(&mut self, refusal: &Refusal) -> bool {
        refusal.code != Some(421) && self.say(Rset).await.is_ok()
    }

    /// Takes leave; the server may have hung up.
    pub async fn quit(mut self) {
        let _ = timeout(PATIENCE, self.0.command(Quit)).await;
    }

    async fn say(&mut self, command: impl Display) -> std::result::Result<(), Unsent> {
        let answer = timeout(ANSWER, self.0.command(command)).await;
        answered(answer.map_err(|_| Trouble::silence())?)
    }
}

fn answered(answer: std::result::Result<Response, Error>) -> std::result::Result<(), Unsent> {
    let Err(error) = answer else {
        return Ok(());
    };
    Err(match error.status() {
        Some(code) => Unsent::Refused(Refusal {
            permanent: error.is_permanent(),
            code: Some(code.into()),
            words: words(&error),
        }),
        None => Unsent::Trouble(trouble(&error)),
    })
}

/// A server at a loss does not make a password wrong. One that refuses a token first asks what it had to say, which lettre leaves
/// without an answer.
fn unknown(error: &Error, secret: &Secret) -> Trouble {
    match (error.status(), secret) {
        (Some(_), _) if error.is_transient() => Trouble::Unreachable(words(error)),
        (Some(_), Secret::Password(_)) => Trouble::WrongPassword(words(error)),
        (Some(_), Secret::Token(_)) => Trouble::ExpiredToken(words(error)),
        (None, Secret::Token(_)) if error.is_client() => {
            Trouble::ExpiredToken("it says no more".into())
        }
        (None, _) => trouble(error),
    }
}

/// What the server says for people.
fn words(error: &Error) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string);
    said.unwrap_or_else(|| "it says no more".into())
}

fn trouble(error: &Error) -> Trouble {
    let source = std::error::Error::source(error);
    match source.and_then(|source| source.downcast_ref::<IoError>()) {
        Some(line) => Trouble::of_line(line),
        None if words(error) == "incomplete response" => Trouble::Ended,
        // The words would quote what could not be read.
        None => Trouble::Protocol("an answer that cannot be read".into()),
    }
}
