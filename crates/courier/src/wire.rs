//! What lettre speaks over: a connection that was made, and hidden where it must be, by ourselves.

use std::fmt::Debug;
use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection, and what is heard on it before what the server says.
#[derive(Debug)]
pub(crate) struct Wire<T> {
    greeting: &'static [u8],
    stream: T,
}

impl<T> Wire<T> {
    /// One on which the server is about to greet.
    pub fn new(stream: T) -> Self {
        Self {
            greeting: b"",
            stream,
        }
    }

    /// One on which it has greeted: nobody does twice, but lettre waits for it.
    pub fn greeted(stream: T) -> Self {
        Self {
            greeting: b"220 encrypted\r\n",
            stream,
        }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Wire<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        if self.greeting.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let read = self.greeting.len().min(buffer.remaining());
        let (now, later) = self.greeting.split_at(read);
        buffer.put_slice(now);
        self.greeting = later;
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Wire<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + Debug> AsyncTokioStream for Wire<T> {
    /// Nobody asks for it.
    fn peer_addr(&self) -> Result<SocketAddr> {
        Err(Error::from(ErrorKind::Unsupported))
    }
}
