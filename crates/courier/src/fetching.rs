//! Reading mails, whole, without leaving a trace: nobody sees in the mailbox that they were read.

use std::collections::VecDeque;
use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, RequestId, Response};
use chrono::{DateTime, Utc};

use crate::line::{Answer, Line, last_word};
use crate::session::{Session, arrived, uid};
use crate::{Result, Trouble, uids};

/// Between two mails: a large one takes its time on a thin line.
const PATIENCE: Duration = Duration::from_secs(120);
/// Mails asked for by one command.
const BATCH: usize = 50;
/// Commands under way at once: the server reads the next mails while we work on these.
const AHEAD: usize = 2;

/// A mail as it was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its number while the folder keeps its validity.
    pub uid: u32,
    /// When the server received it.
    pub arrived: Option<DateTime<Utc>>,
    /// Its bytes.
    pub raw: Vec<u8>,
}

/// Mails on their way; one that is left before its end spends the session.
#[derive(Debug)]
pub struct Mails<'a> {
    line: &'a mut Line,
    batches: std::vec::IntoIter<String>,
    asked: VecDeque<RequestId>,
}

impl Session {
    /// Reads these mails of the folder, in order. Those that are gone meanwhile are left out.
    pub fn fetch(&mut self, uids: &[u32]) -> Mails<'_> {
        Mails {
            line: &mut self.line,
            batches: uids::sets(uids, BATCH).into_iter(),
            asked: VecDeque::new(),
        }
    }
}

impl Mails<'_> {
    /// The next mail; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Fetched>> {
        loop {
            self.ask_ahead().await?;
            let Some(tag) = self.asked.front() else {
                return Ok(None);
            };
            let heard = self.line.hear(PATIENCE, |response| {
                last_word(response, tag).map_or_else(|| Ok(mail(response)), Err)
            });
            match heard.await? {
                Ok(None) => {}
                Ok(Some(mail)) => return Ok(Some(mail)),
                Err(last) => self.end_batch(last?)?,
            }
        }
    }

    async fn ask_ahead(&mut self) -> Result<()> {
        while self.asked.len() < AHEAD
            && let Some(batch) = self.batches.next()
        {
            let command = format!("UID FETCH {batch} (UID INTERNALDATE BODY.PEEK[])");
            let tag = if self.asked.is_empty() {
                self.line.begin(&command).await?
            } else {
                self.line.say(&command).await?
            };
            self.asked.push_back(tag);
        }
        Ok(())
    }

    /// A refusal is no end: the mails behind it would be taken for gone.
    fn end_batch(&mut self, answer: Answer) -> Result<()> {
        match answer {
            Answer::Refused(words) if !words.contains("EXPUNGEISSUED") => {
                return Err(Trouble::Protocol(words));
            }
            Answer::Granted | Answer::Refused(_) => {}
        }
        self.asked.pop_front();
        self.line.is_clear = self.asked.is_empty();
        Ok(())
    }
}

fn mail(response: &Response<'_>) -> Option<Fetched> {
    let Response::Fetch(_, attributes) = response else {
        return None;
    };
    let raw = attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection {
            section: None,
            data: Some(raw),
            ..
        } => Some(raw.to_vec()),
        _ => None,
    });
    // Without a body it is no answer to our question: its flags changed.
    Some(Fetched {
        uid: uid(attributes)?,
        arrived: arrived(attributes),
        raw: raw?,
    })
}

impl std::fmt::Debug for Fetched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A mail is nobody's business in a log.
        let bytes = self.raw.len();
        write!(f, "Fetched {{ uid: {}, {bytes} bytes }}", self.uid)
    }
}
