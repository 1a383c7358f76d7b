//! `cargo xtask bench`: the measures, always in release. The figures themselves are made in `crates/bench`.

use anyhow::Result;
use clap::Args;

use crate::project;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// One JSON object a line instead of a table
    #[arg(long)]
    json: bool,
    /// Sizes of the office, e.g. 10000,100000
    #[arg(long, value_delimiter = ',')]
    tickets: Vec<u64>,
    /// Engines: sqlite, postgres
    #[arg(long, value_delimiter = ',')]
    engine: Vec<String>,
}

/// Builds the benchmarks in release and runs them.
pub fn run(options: &Options) -> Result<()> {
    let mut cargo = project::cargo(["run", "--quiet", "--release", "--package", "guichet-bench"])?;
    project::run(cargo.arg("--").args(passed_on(options)))
}

fn passed_on(options: &Options) -> Vec<String> {
    let mut arguments = Vec::new();
    if options.json {
        arguments.push("--json".into());
    }
    if !options.tickets.is_empty() {
        let sizes: Vec<_> = options.tickets.iter().map(u64::to_string).collect();
        arguments.extend(["--tickets".into(), sizes.join(",")]);
    }
    if !options.engine.is_empty() {
        arguments.extend(["--engine".into(), options.engine.join(",")]);
    }
    arguments
}
