//! Sending mails: each is handed to the server of the office, which carries it on. What a mail says is `composing`'s affair, when it
//! is tried again the office's.

use std::path::PathBuf;

use tokio::time::timeout;

use crate::composing::{Letter, Outgoing};
use crate::dialogue::{self, Dialogue};
use crate::line::PATIENCE;
use crate::{Result, Secret, Security, Trouble};

/// Where mails are sent from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The server's name, which its certificate must prove.
    pub host: String,
    /// Usually 587 with STARTTLS, 465 with TLS.
    pub port: u16,
    /// How what is said is hidden.
    pub security: Security,
    /// The file of an authority to believe besides those of this machine, in PEM.
    pub authority: Option<PathBuf>,
    /// Who sends; nobody where the server asks nobody.
    pub login: Option<String>,
    /// What proves it.
    pub secret: Option<Secret>,
}

/// Why one mail is not sent: the server takes it not now, or never.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the mail server refuses this mail ({words})")]
pub struct Refusal {
    /// Whether trying again is of no use.
    pub permanent: bool,
    /// Its code, as 550; none when it was not even asked.
    pub code: Option<u16>,
    /// Its words.
    pub words: String,
}

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// It concerns this mail: the next one may pass.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// It concerns the server, or who sends: the next one will not pass either.
    #[error("{0}")]
    Trouble(#[from] Trouble),
}

/// One connection to the server that sends, for several mails.
pub struct Sender {
    post: Post,
    /// None once it was spent: the next mail opens another.
    dialogue: Option<Dialogue>,
}

impl Sender {
    /// Opens a connection, within a minute.
    ///
    /// # Errors
    /// When the server cannot be reached, does not prove who it is, or refuses this login.
    pub async fn open(post: &Post) -> Result<Self> {
        let mut sender = Self {
            post: post.clone(),
            dialogue: None,
        };
        sender.dialogue = Some(sender.connect().await?);
        Ok(sender)
    }

    /// Sends a mail. When the connection is lost after its last word the server may have it all the same: it bears the same id the
    /// next time.
    ///
    /// # Errors
    /// [`Unsent`]: the mail has not been accepted; the next one can be sent, over another connection where it must.
    pub async fn send(&mut self, mail: &Outgoing) -> std::result::Result<(), Unsent> {
        let letter = Letter::of(mail)?;
        let mut dialogue = self.begin(&letter).await?;
        let sent = dialogue.hand_over(&letter).await;
        let goes_on = match &sent {
            Ok(()) => true,
            Err(Unsent::Refused(refusal)) => dialogue.forgets(refusal).await,
            Err(Unsent::Trouble(_)) => false,
        };
        if goes_on {
            self.dialogue = Some(dialogue);
        }
        sent
    }

    /// Takes leave.
    pub async fn close(mut self) {
        if let Some(dialogue) = self.dialogue.take() {
            dialogue.quit().await;
        }
    }

    /// A connection on which this letter has begun. Servers close those that are silent, and say so at best when one speaks again.
    async fn begin(&mut self, letter: &Letter) -> Result<Dialogue> {
        if let Some(mut open) = self.dialogue.take() {
            match open.begin(letter).await {
                Ok(()) => return Ok(open),
                Err(Trouble::Ended | Trouble::Unreachable(_)) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        let mut fresh = self.connect().await?;
        fresh.begin(letter).await?;
        Ok(fresh)
    }

    async fn connect(&self) -> Result<Dialogue> {
        let opened = timeout(PATIENCE, dialogue::open(&self.post)).await;
        opened.map_err(|_| Trouble::silence())?
    }
}
