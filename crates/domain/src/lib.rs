//! The rules of the trade: what a ticket is, what may happen to it, and who may do it.
//!
//! Nothing here reads a clock, a file, a network or a database: times and ids come in as
//! parameters, so that the same rules run in the office, in the interface and in the tests.

pub mod actor;
pub mod attachment;
pub mod bin;
pub mod closing;
pub mod directory;
pub mod due;
pub mod event;
pub mod facet;
pub mod filter;
pub mod fold;
pub mod id;
pub mod intervention;
pub mod mail;
pub mod merge;
pub mod moment;
pub mod refusal;
pub mod rights;
pub mod settings;
pub mod settle;
pub mod staff;
pub mod state;
pub mod step;
pub mod text;
pub mod ticket;
mod word;
pub mod words;

pub use actor::Actor;
pub use attachment::Attachment;
pub use due::Delays;
pub use event::{Change, Event};
pub use filter::{TicketFilter, TicketSort};
pub use id::*;
pub use intervention::Intervention;
pub use mail::{Exclusion, Mail, Mailbox};
pub use refusal::Refusal;
pub use rights::{Ground, Relation, Verb};
pub use settings::Settings;
pub use staff::Staff;
pub use state::State;
pub use step::Step;
pub use ticket::Ticket;
pub use words::*;

/// An instant, in UTC, to the microsecond (PostgreSQL keeps no more).
pub type Moment = chrono::DateTime<chrono::Utc>;
