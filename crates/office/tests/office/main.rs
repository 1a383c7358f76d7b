//! The office's calls, its demonstration and its check, on both engines, with no window.
//!
//! One binary for all of them: linking twenty would take longer than running them.

mod accidents;
mod check;
mod demo;
mod desk;
mod door;
mod drafts;
mod house;
mod merging;
mod notices;
mod offices;
mod sight;
mod story;
mod undoing;
mod versions;
