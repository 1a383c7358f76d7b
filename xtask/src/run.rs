//! `cargo xtask run`: from a fresh machine to the open window.

use anyhow::Result;
use clap::Args;

use crate::{project, setup, steps::step, ui};

/// What to open.
#[derive(Args)]
pub struct Options {
    /// Open a demonstration office instead of asking
    #[arg(long)]
    demo: bool,
    /// Build everything as it ships: slower to make, quicker to use
    #[arg(long)]
    release: bool,
    /// Arguments for the application itself
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Installs, builds, opens.
pub fn run(options: &Options) -> Result<()> {
    step("setup", || setup::ensure(setup::Purpose::Run))?;
    step("interface", || ui::build(ui::Shape::of(options.release)))?;
    step("desktop", || build_desktop(options.release))?;
    project::run(
        desktop("run", options.release)?
            .arg("--")
            .args(passed_on(options)),
    )
}

fn build_desktop(release: bool) -> Result<()> {
    project::run(&mut desktop("build", release)?)
}

fn desktop(verb: &str, release: bool) -> Result<std::process::Command> {
    let mut cargo = project::cargo([verb, "--package", "guichet-desktop"])?;
    cargo.args(["--features", "custom-protocol"]);
    if release {
        cargo.arg("--release");
    }
    if verb == "run" {
        cargo.arg("--quiet");
    }
    Ok(cargo)
}

fn passed_on(options: &Options) -> impl Iterator<Item = &str> {
    let demo = options.demo.then_some("--demo");
    demo.into_iter()
        .chain(options.arguments.iter().map(String::as_str))
}
