//! One function per call, under the call's name, by subject.

mod bin;
mod bulk;
mod callers;
pub(crate) mod directory;
mod drafts;
mod lists;
mod merging;
mod moves;
mod notices;
mod opening;
mod people;
mod records;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod staff;
mod steps;
mod tickets;
mod undo;

pub(crate) use bin::*;
pub(crate) use bulk::*;
pub(crate) use callers::*;
pub(crate) use directory::*;
pub(crate) use drafts::*;
pub(crate) use lists::*;
pub(crate) use merging::*;
pub(crate) use moves::*;
pub(crate) use notices::*;
pub(crate) use opening::*;
pub(crate) use people::*;
pub(crate) use records::*;
pub(crate) use session::*;
pub(crate) use settings::*;
pub(crate) use staff::*;
pub(crate) use steps::*;
pub(crate) use tickets::*;
pub(crate) use undo::*;
