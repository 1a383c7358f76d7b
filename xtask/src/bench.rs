//! `cargo xtask bench`: the measures, always in release. The figures themselves are made in `crates/bench`.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{
    project, setup,
    steps::step,
    test::{in_a_session, programs},
    ui,
};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Calls of the office, from mailboxes to tickets, or what a person waits for in front of the screens; all when none is named
    parts: Vec<Part>,
    /// One JSON object a line instead of a table
    #[arg(long)]
    json: bool,
    /// Sizes of the office, e.g. 10000,100000; the screens are measured on the last
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    tickets: Vec<u64>,
    /// Engines of the calls: sqlite, postgres
    #[arg(long, value_delimiter = ',')]
    engine: Vec<String>,
    /// Measure the calls on a demonstration that `guichet demo` made, a file or a URL; `--tickets` says its size
    #[arg(long)]
    on: Option<String>,
    /// Of mail, only this: how often the program is killed while ten thousand messages arrive
    #[arg(long)]
    kills: Option<u32>,
}

/// A part of the measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Calls,
    Mail,
    Screens,
}

/// Builds the benchmarks in release and runs them.
pub fn run(options: &Options) -> Result<()> {
    step("setup", || setup::ensure(setup::Purpose::Test))?;
    let is_wanted = |part| options.parts.is_empty() || options.parts.contains(&part);
    if is_wanted(Part::Calls) {
        calls(options)?;
    }
    if is_wanted(Part::Mail) {
        mail(options)?;
    }
    if is_wanted(Part::Screens) {
        screens(options)?;
    }
    Ok(())
}

fn calls(options: &Options) -> Result<()> {
    let sizes: Vec<_> = options.tickets.iter().map(u64::to_string).collect();
    let mut measures =
        project::cargo(["run", "--quiet", "--release", "--package", "guichet-bench"])?;
    measures.args(["--", "--tickets", &sizes.join(",")]);
    if !options.engine.is_empty() {
        measures.args(["--engine", &options.engine.join(",")]);
    }
    if let Some(place) = &options.on {
        measures.args(["--on", place]);
    }
    // A commit is on the disk here, as on an office's server.
    measures.env("GUICHET_DURABLE", "1");
    project::run(measures.args(json(options)))
}

/// From a real Dovecot, with the program as it ships.
fn mail(options: &Options) -> Result<()> {
    let built = ["build", "--quiet", "--release", "--package", "guichet"];
    project::run(&mut project::cargo(built)?)?;
    let mut measures =
        project::cargo(["run", "--quiet", "--release", "--package", "guichet-bench"])?;
    measures.args(["--", "--mail"]);
    if let Some(kills) = options.kills {
        measures.args(["--kills", &kills.to_string()]);
    }
    programs(&mut measures, "release")?;
    measures.env("GUICHET_DURABLE", "1");
    project::run(measures.args(json(options)))
}

/// With the interface, the server and the desktop as they ship.
fn screens(options: &Options) -> Result<()> {
    ui::build(ui::Shape::Release)?;
    let built = ["build", "--quiet", "--release", "--package", "guichet"];
    project::run(&mut project::cargo(built)?)?;
    let desktop = [
        "build",
        "--quiet",
        "--release",
        "--package",
        "guichet-desktop",
        "--features",
        "custom-protocol",
    ];
    project::run(&mut project::cargo(desktop)?)?;
    let mut measures =
        project::cargo(["run", "--quiet", "--release", "--package", "guichet-bench"])?;
    let largest = options.tickets.last().map(u64::to_string);
    measures
        .args(["--features", "screens", "--", "--screens", "--tickets"])
        .args(largest)
        .args(json(options));
    programs(&mut measures, "release")?;
    project::run(&mut in_a_session(&measures))
}

fn json(options: &Options) -> Option<&'static str> {
    options.json.then_some("--json")
}
