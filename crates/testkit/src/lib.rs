//! Real servers for tests: PostgreSQL, Dovecot, a mail server to send by, the program itself, a proxy, a browser, the
//! desktop window, a notification daemon.
//!
//! Each is started on a random port of the loopback, keeps its log for the failure message, and ends with its guard: by process id,
//! whatever becomes of the test. Linux only, as these servers are. Not for the product: nothing here is linked into what people run.

pub mod bus;
#[cfg(feature = "damage")]
pub mod damage;
pub mod dovecot;
pub mod image;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod server;
pub mod smtp;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "browser")]
pub mod page;
#[cfg(feature = "window")]
pub mod window;

mod account;
mod certificate;
mod deadline;
