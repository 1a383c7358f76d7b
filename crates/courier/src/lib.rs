//! Carries mails between mail servers and the office. What a mail says is `guichet-mail`'s affair, what becomes of it the office's.
//!
//! A [`Collector`] reads mailboxes and hands each message to the office, then tidies up behind itself. A [`Session`] is one connection to one mailbox over IMAP. It never marks a mail as seen by reading it, and it is spent by
//! whatever goes wrong in the middle of a command: another one is opened, and what was not done is done again.
//!
//! A [`Sender`] hands mails to the server that sends them, over one connection; it opens another by itself.

mod collecting;
mod composing;
mod dialogue;
mod dispatching;
mod fetching;
mod folder;
mod line;
mod opening;
mod sealing;
mod sending;
mod server;
mod session;
mod sorting;
mod starttls;
mod tls;
mod trouble;
mod uids;
mod waiting;
mod wire;

pub use collecting::{Collector, Hitch, Tally};
pub use composing::Outgoing;
pub use dispatching::Dispatcher;
pub use fetching::{Fetched, Mails};
pub use sealing::SealingKey;
pub use sending::{Post, Refusal, Sender, Unsent};
pub use server::{Secret, Security, Server};
pub use session::{Listed, Selected, Session};
pub use trouble::Trouble;
pub use waiting::News;

/// What a mail server lets us do, or why not.
pub type Result<T> = std::result::Result<T, Trouble>;
