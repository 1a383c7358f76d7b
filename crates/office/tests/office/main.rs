//! The office's calls, its demonstration and its check, on both engines, with no window.
//!
//! One binary for all of them: linking twenty would take longer than running them.

mod accidents;
mod accounts;
mod bin;
mod carry;
mod check;
mod closing;
mod conflicts;
mod damaged;
mod demo;
mod desk;
mod door;
mod drafts;
mod grounds;
mod house;
mod interventions;
mod joining;
mod live;
mod mails;
mod matrix;
mod merging;
mod messages;
mod names;
mod notices;
mod offices;
mod outbox;
mod premises;
mod presence;
mod requests;
mod rights;
mod scenes;
mod sight;
mod story;
mod undoing;
mod versions;
mod wire;
