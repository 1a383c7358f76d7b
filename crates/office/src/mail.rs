//! A mail that arrives becomes a row of the ledger, with its ticket or its step, in one transaction (R22).
//!
//! Not for talking to mail servers: a door brings the message and tidies its mailbox up afterwards.

mod arrival;
mod composing;
mod decision;
mod folders;
mod keeping;
mod mailboxes;
mod reply_token;
mod robots;
mod sender;
mod telling;
mod thread;
mod wording;

pub(crate) use arrival::headers;
pub use arrival::{Arrival, Letter, Origin, Receipt};
pub use composing::{Delivery, Draft};
pub(crate) use decision::Decision;
pub use folders::{Chore, Reading, Round};
