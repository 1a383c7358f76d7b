//! What a person does in Chromium, over `guichet serve`.
//!
//! Not for the rules of the trade (`domain`) nor for what a call refuses (`office`): only for what a person sees and does.

mod accidents;
mod budget;
mod desk;
mod screens;
mod story;
mod together;
