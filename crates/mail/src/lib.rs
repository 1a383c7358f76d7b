//! What a mail says. Nothing here writes to a database or to a network.
//!
//! A mail is read whole: its words, what its author wrote above what they quote, its files, and whether a robot sent it.
//! Folding hides nothing for good: [`Message::text`] keeps everything that [`Message::visible_text`] leaves out.

mod body;
mod bounce;
mod charset;
mod files;
mod flowed;
mod html;
mod message;
mod name;
mod quote;
mod read;
mod robots;
mod tnef;

pub use files::{Filed, filed};
pub use message::{Address, Attachment, Bounce, Kind, Message, Warning};
pub use quote::visible;
pub use read::{Limits, Unreadable, read};
