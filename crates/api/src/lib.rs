//! The calls: what a door may ask of the office, and what it gets back.
//!
//! Each call is declared once, in [`with_calls!`]; there is no code generator. This crate holds
//! no behaviour: `office` answers, the doors carry.

mod calls;
pub mod directory;
pub mod error;
pub mod lists;
pub mod mail;
pub mod notices;
pub mod people;
pub mod reception;
pub mod session;
pub mod settings;
pub mod tickets;

pub use calls::{Access, Call, Described, Mode, described};
pub use error::{ApiError, Code};

/// Declares a wire type: what it derives is the same for all.
macro_rules! wire {
    ($($(#[$doc:meta])* $kind:ident $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub $kind $name { $($(#[$fdoc])* pub $field: $type),* }
    )+};
}
pub(crate) use wire;
