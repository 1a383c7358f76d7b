//! Every key of the interface: one catalogue per screen, read by the dispatcher, by the caps
//! drawn on buttons and by the page `?`. Not for typing: a field keeps its own keys.

pub mod catalogue;
pub mod chord;
pub mod dispatch;
mod hook;

pub use catalogue::{Action, Screen};
pub use chord::{Chord, Key};
pub use hook::{use_commands, use_keys};
