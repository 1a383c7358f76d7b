//! Shows a notice for each line of its input, and prints the number of each ticket that a click opens.
//!
//! What the tests click on: a program of its own, because a session bus is given by the environment.

use std::io;

use guichet_workstation::toasts::{self, Toast};

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(io::stderr)
        .init();
    let toasts = toasts::start(|number| println!("{number}"))?;
    for (number, line) in (1..).zip(io::stdin().lines()) {
        let headline = format!("Ticket {number} is yours");
        toasts.send(Toast {
            number,
            headline,
            label: line?,
            open: "Open",
        })?;
    }
    Ok(())
}
