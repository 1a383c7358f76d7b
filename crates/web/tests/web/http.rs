//! The least of HTTP a test needs: requests written by hand, so that even those no browser sends can be.

use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(20);

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header of the answer; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let lines = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "));
        let found = lines
            .into_iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// What a refusal branches on.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A request being written.
pub struct Request {
    head: String,
    body: Vec<u8>,
    host: Option<&'static str>,
}

impl Request {
    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub fn post(path: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        Self {
            body,
            ..Self::new("POST", path)
        }
        .header("content-length", &length)
    }

    /// A request that announces more than it sends.
    pub fn announcing(path: &str, length: u64) -> Self {
        Self::new("POST", path).header("content-length", &length.to_string())
    }

    /// A request that does not say how long it is.
    pub fn chunked(path: &str, bytes: &[u8]) -> Self {
        let mut body = Vec::new();
        for chunk in bytes.chunks(64 * 1024) {
            body.extend(format!("{:x}\r\n", chunk.len()).bytes());
            body.extend(chunk);
            body.extend(b"\r\n");
        }
        body.extend(b"0\r\n\r\n");
        Self {
            body,
            ..Self::new("POST", path)
        }
        .header("transfer-encoding", "chunked")
    }

    fn new(method: &str, path: &str) -> Self {
        Self {
            head: format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n"),
            body: Vec::new(),
            host: None,
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub fn under_host(mut self, host: &'static str) -> Self {
        self.host = Some(host);
        self
    }

    /// Sends it and gives the open connection.
    pub async fn start(self, address: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address)
            .await
            .expect("the server listens");
        let head = format!(
            "{}Host: {}\r\n\r\n",
            self.head,
            self.host.unwrap_or(address)
        );
        stream
            .write_all(head.as_bytes())
            .await
            .expect("the server reads the head");
        // A server that refuses early does not read the rest.
        let _ = stream.write_all(&self.body).await;
        stream
    }

    pub async fn send(self, address: &str) -> Answer {
        let mut stream = self.start(address).await;
        let mut bytes = Vec::new();
        let read = timeout(PATIENCE, stream.read_to_end(&mut bytes))
            .await
            .expect("the server answers in time");
        // A connection that ends abruptly after the answer has still answered.
        assert!(read.is_ok() || !bytes.is_empty(), "{read:?}");
        answer(&bytes)
    }
}

/// Reads from an open connection until this text has come.
pub async fn read_until(stream: &mut TcpStream, text: &str) -> String {
    let mut heard = String::new();
    let mut bytes = [0; 4096];
    while !heard.contains(text) {
        let read = timeout(PATIENCE, stream.read(&mut bytes)).await;
        let count = read
            .unwrap_or_else(|_| panic!("no {text:?} in {heard:?}"))
            .expect("the connection lives");
        assert_ne!(count, 0, "the connection ended after {heard:?}");
        heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
    heard
}

fn answer(bytes: &[u8]) -> Answer {
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("an answer has a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .expect("an answer has a status");
    Answer {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
    }
}
