//! The interface: pages compose, components draw, hooks fetch. No rule lives here: it asks
//! `domain` whether a button is shown, and the office refuses anyway.

mod app;
mod bridge;
mod browser;
mod clock;
mod components;
mod draft;
mod i18n;
mod keys;
mod live;
mod load;
mod pages;
mod prefs;
mod presence;
mod refusals;
mod route;
mod session;
mod settled;
mod shell;
mod unsent;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
