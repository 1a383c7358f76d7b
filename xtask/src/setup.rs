//! `cargo xtask setup`: what this machine lacks, found and installed.
//!
//! Idempotent and silent when nothing lacks. It asks before it installs when a person is there, never otherwise.

mod needs;
mod rust;
mod system;

use std::io::{IsTerminal, Write, stdin, stdout};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::{npm, project, steps::step};
use needs::{Need, system_needs};
use rust::{RustNeed, rust_needs};
use system::System;

/// What the machine is prepared for.
#[derive(Args)]
pub struct Options {
    #[arg(value_enum, default_value_t = Purpose::Run)]
    purpose: Purpose,
}

/// What a machine can be prepared for; the second includes the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Purpose {
    /// Building and opening the application
    Run,
    /// Running every test
    Test,
}

/// Prepares the machine and says so.
pub fn run(options: &Options) -> Result<()> {
    step("setup", || ensure(options.purpose))
}

/// Installs whatever lacks for this purpose.
pub fn ensure(purpose: Purpose) -> Result<()> {
    let missing: Vec<_> = system_needs(purpose)
        .filter(|need| !need.is_met())
        .collect();
    let rust: Vec<_> = rust_needs(purpose).filter(|need| !need.is_met()).collect();
    if !missing.is_empty() || !rust.is_empty() {
        tell(&missing, &rust);
        install(&missing, &rust)?;
    }
    if purpose == Purpose::Test {
        npm::ensure()?;
    }
    Ok(())
}

fn tell(missing: &[&Need], rust: &[&RustNeed]) {
    println!("  This machine lacks:");
    let words = missing
        .iter()
        .map(|need| need.what)
        .chain(rust.iter().map(|need| need.what));
    for what in words {
        println!("  · {what}");
    }
}

fn install(missing: &[&Need], rust: &[&RustNeed]) -> Result<()> {
    let system = System::of_this_machine();
    let commands = if missing.is_empty() {
        Vec::new()
    } else {
        system.install(missing)
    };
    if !missing.is_empty() && commands.is_empty() {
        bail!("{}", system.instructions(missing));
    }
    if !is_agreed()? {
        bail!("nothing was installed");
    }
    for mut command in commands {
        println!("  {}", project::shown(&command));
        project::run(&mut command)?;
    }
    rust.iter().try_for_each(|need| need.install())?;
    match missing.iter().find(|need| !need.is_met()) {
        Some(need) => bail!("{} is still missing after the installation", need.what),
        None => Ok(()),
    }
}

/// Asks the person at the terminal; without one, the command itself was the answer.
fn is_agreed() -> Result<bool> {
    if !stdin().is_terminal() {
        return Ok(true);
    }
    print!("  Install them now? [Y/n] ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(["", "y", "yes", "o", "oui"].contains(&answer.as_str()))
}
