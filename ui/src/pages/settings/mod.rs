//! The settings: one's own, then the office's as far as whoever reads may change them.

mod accounts;
mod categories;
mod display;
mod edit_account;
mod edit_record;
mod notifications;
mod office;
mod page;
mod priorities;
mod records;
mod saving;

pub use page::{SettingsPage, sections};
