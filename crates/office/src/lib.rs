//! What each call does: authorise, apply the rule, store, record the event.
//!
//! The doors (`web`, the desktop, the headless program) carry calls here and decide nothing. One
//! call is one actor, one transaction and its events. Rules are `domain`'s, SQL is `store`'s.

mod act;
mod check;
mod clock;
mod conflict;
pub mod demo;
mod dispatch;
mod door;
mod entrance;
mod fault;
mod files;
mod handlers;
mod history;
mod interventions;
mod jobs;
pub mod mail;
mod notice;
mod office;
mod passwords;
mod pointers;
mod seat;
mod sharing;
mod sheet;
mod sight;
mod strangers;
mod token;

pub use check::Finding;
pub use clock::Clock;
pub use dispatch::{Outcome, SessionChange};
pub use entrance::{ByLogin, Entrance};
pub use fault::told;
pub use files::File;
pub use guichet_store::{Feed, News, Place};
pub use office::Office;
pub use sharing::Standing;
pub use token::Token;
