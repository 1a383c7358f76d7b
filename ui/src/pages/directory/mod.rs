//! The directory: companies, contacts and machines, one search over each, one page for one thing.

mod acts;
mod company;
mod contact;
mod edit_company;
mod edit_contact;
mod edit_equipment;
mod edit_place;
mod equipment;
mod list;
mod owner;
mod page;
mod parts;
mod save;

pub(crate) use company::period;
pub(crate) use owner::OwnerField;
pub use page::DirectoryPage;
pub(crate) use save::{foot, use_save};
