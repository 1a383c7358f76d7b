//! A server in the middle, which says what it was told to and notes what it hears.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server of a few scripted lines.
pub struct Relay {
    /// Where it listens.
    pub port: u16,
    heard: JoinHandle<String>,
}

/// It greets, refuses every command, and hangs up when its visitor does.
pub async fn without_starttls() -> Relay {
    saying("* OK ready\r\n", |tag| format!("{tag} BAD unknown\r\n")).await
}

/// It greets with these words and answers each command by its tag.
pub async fn saying(
    greeting: &'static str,
    answer: impl Fn(&str) -> String + Send + 'static,
) -> Relay {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let heard = tokio::spawn(async move {
        let (visitor, _) = listener.accept().await.expect("a visitor");
        let mut visitor = BufReader::new(visitor);
        let mut heard = String::new();
        visitor
            .write_all(greeting.as_bytes())
            .await
            .expect("a greeting");
        loop {
            let start = heard.len();
            // A handshake is no text: it ends the conversation as a hang-up does.
            let read = visitor.read_line(&mut heard).await.unwrap_or(0);
            let Some(tag) = heard[start..].split(' ').next().filter(|_| read > 0) else {
                return heard;
            };
            let answer = answer(tag);
            visitor
                .write_all(answer.as_bytes())
                .await
                .expect("an answer");
        }
    });
    Relay { port, heard }
}

impl Relay {
    /// Everything it heard until its visitor left.
    pub async fn heard(self) -> String {
        self.heard.await.expect("a conversation")
    }
}
