//! A proxy whose server is away: it answers 502 to whoever asks, in the place of the office.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::deadline;

const PATIENCE: Duration = Duration::from_secs(20);

const ANSWER: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 24\r\nConnection: close\r\n\r\n<h1>502 Bad Gateway</h1>";

/// A proxy that stands at the address of a server.
pub struct Proxy {
    answered: watch::Receiver<u32>,
    standing: JoinHandle<()>,
}

impl Proxy {
    /// Stands where a server was killed.
    pub async fn in_the_place_of(url: &str) -> Self {
        let address = url.trim_start_matches("http://").to_owned();
        let bound =
            deadline::until(PATIENCE, async || TcpListener::bind(&address).await.ok()).await;
        let Some(listener) = bound else {
            panic!("{address} stays taken");
        };
        let (count, answered) = watch::channel(0);
        let standing = tokio::spawn(async move {
            let mut visitors = JoinSet::new();
            while let Ok((visitor, _)) = listener.accept().await {
                let count = count.clone();
                visitors.spawn(async move {
                    if answer(visitor).await.is_some() {
                        count.send_modify(|count| *count += 1);
                    }
                });
            }
        });
        Self { answered, standing }
    }

    /// Waits until somebody was answered since it stands.
    pub async fn has_answered(&self) {
        let mut answered = self.answered.clone();
        let heard = answered.wait_for(|count| *count > 0);
        if tokio::time::timeout(PATIENCE, heard).await.is_err() {
            panic!("nobody asked the proxy anything");
        }
    }

    /// Leaves the place.
    pub async fn close(self) {
        self.standing.abort();
        let _ = self.standing.await;
    }
}

/// Reads a whole request and answers it; nothing to whoever asks nothing.
async fn answer(mut visitor: TcpStream) -> Option<()> {
    let mut asked = Vec::new();
    while !is_whole(&asked) {
        if visitor.read_buf(&mut asked).await.ok()? == 0 {
            return None;
        }
    }
    visitor.write_all(ANSWER).await.ok()?;
    visitor.shutdown().await.ok()
}

/// Whether the headers have ended, and the body they announce.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((headers, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let announced = headers
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = announced.and_then(|length| length.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
