//! `cargo xtask load`: thirty workstations on one shared PostgreSQL, in release. The work itself is in `crates/bench`.

use anyhow::Result;
use clap::Args;

use crate::{project, setup, steps::step};

/// How long, on how much, and what goes wrong meanwhile.
#[derive(Args)]
pub struct Options {
    /// How long, in minutes
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Tickets in the office before
    #[arg(long, default_value_t = 200_000)]
    tickets: u32,
    /// Restart the server twice meanwhile
    #[arg(long)]
    restarts: bool,
    /// Cut connections at random meanwhile
    #[arg(long)]
    cuts: bool,
    /// One JSON object instead of a table
    #[arg(long)]
    json: bool,
}

/// Builds it and runs it; it fails when anything was lost.
pub fn run(options: &Options) -> Result<()> {
    step("setup", || setup::ensure(setup::Purpose::Test))?;
    let mut load = project::cargo(["run", "--quiet", "--release", "--package", "guichet-bench"])?;
    load.args(["--", "--load", "--tickets", &options.tickets.to_string()]);
    load.args(["--minutes", &options.minutes.to_string()]);
    let asked = [
        (options.restarts, "--restarts"),
        (options.cuts, "--cuts"),
        (options.json, "--json"),
    ];
    load.args(
        asked
            .iter()
            .filter(|(is_asked, _)| *is_asked)
            .map(|(_, name)| name),
    );
    // A commit is on the disk here, as on an office's server.
    load.env("GUICHET_DURABLE", "1");
    project::run(&mut load)
}
