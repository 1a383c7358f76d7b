//! The list of tickets: its views as tabs, its filters, its rows over any number of tickets, the
//! pane beside them, and what is done to several at once. *My day* is one of its tabs.

mod acts;
mod bulk;
mod day;
mod facet;
mod filters;
mod keys;
mod lens;
mod list;
mod memory;
mod named;
mod page;
mod pages;
mod pane;
mod parts;
mod period;
mod row;
mod state;
mod toolbar;
mod views;
mod walk;

pub use day::MyDayPage;
pub use lens::Lens;
pub use memory::{forget, look, place_of, takes_answer};
pub use page::QueuePage;
pub use views::all as views;
