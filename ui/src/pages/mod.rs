//! The pages, a folder each; the door before them.

pub mod directory;
pub mod gate;
pub mod queue;
pub mod reception;
pub mod settings;
pub mod ticket;
