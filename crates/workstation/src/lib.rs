//! What a workstation keeps and shows outside the database: its folders, its log, its secrets, its notices, its copies
//! of files.
//!
//! It knows no window and no office: the desktop, and the headless program for the folders, tell it what to keep.

pub mod documents;
pub mod folders;
pub mod journal;
pub mod notices;
pub mod secrets;
pub mod toasts;
