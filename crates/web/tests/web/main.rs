//! The door as a browser meets it: over a real listener of the loopback, on a real office.

mod calls;
mod desk;
mod doors;
mod events;
mod files;
mod http;
