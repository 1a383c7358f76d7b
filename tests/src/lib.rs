//! What both doors share: the stories told once, for Chromium and for the desktop window.
//!
//! Not a place for servers, browsers or waits: those are `guichet-testkit`'s. A story takes a page and says what a person does.

pub mod office;

#[cfg(any(feature = "browser", feature = "window"))]
pub mod asking;
#[cfg(any(feature = "browser", feature = "window"))]
pub mod main_job;
#[cfg(any(feature = "browser", feature = "window"))]
pub mod painted;
#[cfg(any(feature = "browser", feature = "window"))]
pub mod queue;
#[cfg(any(feature = "browser", feature = "window"))]
pub mod reception;
#[cfg(any(feature = "browser", feature = "window"))]
pub mod session;
#[cfg(any(feature = "browser", feature = "window"))]
pub mod ticket;
