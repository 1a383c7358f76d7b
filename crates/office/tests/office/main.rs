//! The office's calls, its demonstration and its check, on both engines.

mod check;
mod demo;
mod offices;
