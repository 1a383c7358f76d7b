//! The project's commands: `cargo xtask setup | ui | run | test | bench | load | bundle`.
//!
//! Everything that would be a shell script elsewhere is Rust here, so that it works on every system and is checked
//! like the rest. Nothing the product needs while it runs belongs in this crate.

mod bench;
mod bundle;
mod house;
mod load;
mod npm;
mod project;
mod run;
mod setup;
mod steps;
mod test;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs and checks Guichet.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    order: Order,
}

#[derive(Subcommand)]
enum Order {
    /// Install what is missing on this machine
    Setup(setup::Options),
    /// Build the interface into ui/dist
    Ui(ui::Options),
    /// Open the application, installing and building what it needs
    Run(run::Options),
    /// Run every check, or the steps named
    Test(test::Options),
    /// Measure the calls beside the floor of the bare database
    Bench(bench::Options),
    /// Work on one shared office from thirty workstations, and verify that nothing is lost
    Load(load::Options),
    /// Make the Debian package
    Bundle,
}

fn main() -> ExitCode {
    match obey(Arguments::parse().order) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(order: Order) -> anyhow::Result<()> {
    match order {
        Order::Setup(options) => setup::run(&options),
        Order::Ui(options) => ui::run(&options),
        Order::Run(options) => run::run(&options),
        Order::Test(options) => test::run(&options),
        Order::Bench(options) => bench::run(&options),
        Order::Load(options) => load::run(&options),
        Order::Bundle => bundle::run(),
    }
}
