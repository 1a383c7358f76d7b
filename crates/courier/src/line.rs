//! The line to a server: what is said, what is heard, and whether it can still be used.
//!
//! The commands of async-imap are not for us: they take a lost connection for the end of the list, and a refusal for nothing.

use std::fmt::Debug;
use std::time::Duration;

use async_imap::imap_proto::{MailboxDatum, Outcome, RequestId, Response, Status};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::{Result, Trouble};

/// How long a server may stay silent when something was asked.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Whatever carries bytes, hidden or not.
pub(crate) trait Carrier: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Carrier for T {}

pub(crate) type Wire = Box<dyn Carrier>;

/// The line to a server that knows who we are.
#[derive(Debug)]
pub(crate) struct Line {
    imap: async_imap::Session<Wire>,
    /// False from the first word of a command to the last of its answer: what breaks in between leaves the rest on the line.
    pub is_clear: bool,
    /// How many mails the folder holds, as last heard.
    pub exists: u32,
    /// Whether that number has grown since somebody looked.
    pub has_grown: bool,
}

/// The last word about a command.
#[derive(Debug)]
pub(crate) enum Answer {
    Granted,
    /// In the server's words.
    Refused(String),
}

impl Answer {
    /// For what no server should refuse.
    pub fn granted(self) -> Result<()> {
        match self {
            Self::Granted => Ok(()),
            Self::Refused(words) => Err(Trouble::Protocol(words)),
        }
    }
}

impl Line {
    pub fn new(imap: async_imap::Session<Wire>) -> Self {
        Self {
            imap,
            is_clear: true,
            exists: 0,
            has_grown: false,
        }
    }

    /// One command and its whole answer; `each` sees what comes before the last word.
    pub async fn ask(
        &mut self,
        command: &str,
        mut each: impl FnMut(&Response<'_>),
    ) -> Result<Answer> {
        let tag = self.begin(command).await?;
        self.finish(&tag, &mut each).await
    }

    /// Hears the rest of an answer.
    pub async fn finish(
        &mut self,
        tag: &RequestId,
        mut each: impl FnMut(&Response<'_>),
    ) -> Result<Answer> {
        loop {
            let last = self.hear(PATIENCE, |response| {
                let last = last_word(response, tag);
                if last.is_none() {
                    each(response);
                }
                last
            });
            if let Some(answer) = last.await? {
                self.is_clear = true;
                return answer;
            }
        }
    }

    /// Says a command on a line that is clear.
    pub async fn begin(&mut self, command: &str) -> Result<RequestId> {
        if !self.is_clear {
            return Err(Trouble::Ended);
        }
        self.is_clear = false;
        self.say(command).await
    }

    /// Says a command, perhaps behind another.
    pub async fn say(&mut self, command: &str) -> Result<RequestId> {
        let said = timeout(PATIENCE, self.imap.run_command(command)).await;
        said.map_err(|_| Trouble::silence())?.map_err(trouble)
    }

    /// Says the one word that is no command.
    pub async fn done(&mut self) -> Result<()> {
        let said = timeout(PATIENCE, self.imap.run_command_untagged("DONE")).await;
        said.map_err(|_| Trouble::silence())?.map_err(trouble)
    }

    /// Hears one response.
    pub async fn hear<T>(
        &mut self,
        patience: Duration,
        read: impl FnOnce(&Response<'_>) -> T,
    ) -> Result<T> {
        let heard = self.hear_within(patience, read).await?;
        heard.ok_or_else(Trouble::silence)
    }

    /// Hears one response, if there is any in this time.
    pub async fn hear_within<T>(
        &mut self,
        limit: Duration,
        read: impl FnOnce(&Response<'_>) -> T,
    ) -> Result<Option<T>> {
        let Ok(heard) = timeout(limit, self.imap.read_response()).await else {
            return Ok(None);
        };
        let heard = heard.map_err(|error| Trouble::of_line(&error))?;
        let Some(response) = heard else {
            return Err(Trouble::Ended);
        };
        let response = response.parsed();
        self.count(response)?;
        Ok(Some(read(response)))
    }

    /// Follows how many mails there are: a server says it once, at any time.
    fn count(&mut self, response: &Response<'_>) -> Result<()> {
        match response {
            Response::MailboxData(MailboxDatum::Exists(exists)) => {
                self.has_grown |= *exists > self.exists;
                self.exists = *exists;
            }
            Response::Expunge(_) => self.exists = self.exists.saturating_sub(1),
            Response::Data {
                status: Status::Bye,
                ..
            } => return Err(Trouble::Ended),
            _ => {}
        }
        Ok(())
    }
}

/// The answer, when this is the last word about that command.
pub(crate) fn last_word(response: &Response<'_>, to: &RequestId) -> Option<Result<Answer>> {
    let Response::Done {
        tag,
        status,
        outcome,
    } = response
    else {
        return None;
    };
    (tag == to).then(|| match status {
        Status::Ok => Ok(Answer::Granted),
        Status::No => Ok(Answer::Refused(words(outcome))),
        Status::Bad | Status::PreAuth => Err(Trouble::Protocol(words(outcome))),
        Status::Bye => Err(Trouble::Ended),
    })
}

/// What the server says for people.
pub(crate) fn words(outcome: &Outcome<'_>) -> String {
    let words = outcome.information.as_deref().unwrap_or("it says no more");
    words.to_owned()
}

pub(crate) fn trouble(error: async_imap::error::Error) -> Trouble {
    use async_imap::error::Error;
    match error {
        Error::Io(error) => Trouble::of_line(&error),
        Error::ConnectionLost => Trouble::Ended,
        Error::Bad(words) | Error::No(words) => Trouble::Protocol(words),
        // The others quote what was said or heard.
        _ => Trouble::Protocol("an answer that cannot be read".into()),
    }
}
