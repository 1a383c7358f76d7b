//! Waiting for mails: the server calls when one arrives (IDLE), if it can.

use std::time::Duration;

use async_imap::imap_proto::{RequestId, Response};
use tokio::time::Instant;

use crate::line::{Answer, PATIENCE, last_word};
use crate::session::Session;
use crate::{Result, Trouble};

/// Routers forget a silent connection, some after ten minutes; the standard's half hour is too long for them.
const ROUND: Duration = Duration::from_secs(9 * 60);

/// What a wait brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// There are more mails than when they were last listed.
    Arrived,
    /// The time has passed.
    Nothing,
    /// The server does not call: list the mails again from time to time.
    Unsupported,
}

impl Session {
    /// Waits until a mail arrives in the folder, at most so long.
    pub async fn wait(&mut self, limit: Duration) -> Result<News> {
        let mut left = limit;
        while !self.line.has_grown {
            if !self.abilities.idles {
                return Ok(News::Unsupported);
            }
            if left.is_zero() {
                return Ok(News::Nothing);
            }
            let round = left.min(ROUND);
            self.idle(round).await?;
            left -= round;
        }
        Ok(News::Arrived)
    }

    /// One IDLE from its beginning to its end, which is orderly: the line can be used afterwards.
    async fn idle(&mut self, round: Duration) -> Result<()> {
        let tag = self.line.begin("IDLE").await?;
        let answer = match self.listen(&tag, round).await? {
            Some(answer) => answer,
            None => {
                self.line.done().await?;
                self.line.finish(&tag, |_| {}).await?
            }
        };
        if let Answer::Refused(_) = answer {
            self.abilities.idles = false;
        }
        Ok(())
    }

    /// Listens until the server calls or the round is over; gives the last word if the server has it.
    async fn listen(&mut self, tag: &RequestId, round: Duration) -> Result<Option<Answer>> {
        let mut is_on = false;
        // A server that says “still here” every two minutes must not lengthen it.
        let end = Instant::now() + round;
        while !(is_on && self.line.has_grown) {
            let left = end.saturating_duration_since(Instant::now());
            let limit = if is_on { left } else { PATIENCE };
            let heard = self.line.hear_within(limit, |response| {
                let goes_on = matches!(response, Response::Continue(_));
                (goes_on, last_word(response, tag))
            });
            match heard.await? {
                None if is_on => break,
                None => return Err(Trouble::silence()),
                Some((goes_on, None)) => is_on |= goes_on,
                Some((_, Some(answer))) => {
                    self.line.is_clear = true;
                    return answer.map(Some);
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex, split};
    use tokio::time::timeout;

    use super::*;
    use crate::line::{Line, Wire};
    use crate::session::Abilities;

    const MINUTE: Duration = Duration::from_secs(60);

    /// A server that says every two minutes that it is still here; it gives what it was told.
    async fn patient(stream: DuplexStream) -> Vec<String> {
        let (reading, mut writing) = split(stream);
        let mut lines = BufReader::new(reading).lines();
        let (mut heard, mut tag) = (Vec::new(), String::new());
        loop {
            let answer = match timeout(2 * MINUTE, lines.next_line()).await {
                Err(_) => "* OK Still here\r\n".to_owned(),
                Ok(Ok(Some(line))) => {
                    let answer = match line.split_once(' ') {
                        Some((said, "IDLE")) => {
                            tag = said.to_owned();
                            "+ idling\r\n".to_owned()
                        }
                        Some((said, _)) => format!("{said} OK done\r\n"),
                        None => format!("{tag} OK done\r\n"),
                    };
                    heard.push(line);
                    answer
                }
                Ok(_) => return heard,
            };
            writing
                .write_all(answer.as_bytes())
                .await
                .expect("a reader");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_wait_is_made_of_rounds_that_end_in_order() {
        let (ours, theirs) = duplex(4_096);
        let server = tokio::spawn(patient(theirs));
        let client = async_imap::Client::new(Box::new(ours) as Wire);
        let imap = client.login("a", "b").await.map_err(|(error, _)| error);
        let mut session = Session {
            line: Line::new(imap.expect("a log-in")),
            abilities: Abilities {
                idles: true,
                ..Abilities::default()
            },
        };
        let begun = Instant::now();
        assert_eq!(session.wait(20 * MINUTE).await, Ok(News::Nothing));
        assert_eq!(begun.elapsed().as_secs(), 20 * 60);
        drop(session);

        let heard = server.await.expect("a conversation");
        let rounds = [
            "A0002 IDLE",
            "DONE",
            "A0003 IDLE",
            "DONE",
            "A0004 IDLE",
            "DONE",
        ];
        assert_eq!(heard[1..], rounds);
    }
}
