//! `cargo xtask bench`: whole calls (rights, query, reply as JSON) against the budgets, each
//! beside the floor: the bare statement by the same driver in the same run; and `cargo xtask load`. Not a test.

mod calls;
mod floor;
mod load;
mod mail;
mod offices;
mod pages;
mod report;
mod sample;
#[cfg(feature = "screens")]
mod screens;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::offices::{Bench, Engine};
use crate::report::Report;

/// Measures the calls of demonstration offices.
#[derive(Debug, Parser)]
struct Arguments {
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
    /// Sizes of the offices, in tickets.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    tickets: Vec<u32>,
    /// Engines.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    engine: Vec<Engine>,
    /// A demonstration made beforehand by `guichet demo`, of the first of these sizes: a file or a URL.
    #[arg(long)]
    on: Option<String>,
    /// The screens instead of the calls, on the first of these sizes.
    #[cfg(feature = "screens")]
    #[arg(long)]
    screens: bool,
    #[command(flatten)]
    load: load::Options,
    #[command(flatten)]
    mail: mail::Options,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if let (true, Some(tickets)) = (arguments.load.load, arguments.tickets.first()) {
        return load::run(&arguments.load, *tickets, arguments.json).await;
    }
    if arguments.mail.mail {
        mail::run(&arguments.mail, arguments.json).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut report = Report::new(arguments.json);
    #[cfg(feature = "screens")]
    if let (true, Some(tickets)) = (arguments.screens, arguments.tickets.first()) {
        screens::measure(*tickets, &mut report).await?;
        report.end();
        return Ok(ExitCode::SUCCESS);
    }
    if let (Some(place), Some(tickets)) = (&arguments.on, arguments.tickets.first()) {
        measure(Bench::on(place, *tickets, &mut report).await?, &mut report).await?;
    } else {
        for engine in &arguments.engine {
            for tickets in &arguments.tickets {
                let bench = Bench::open(*engine, *tickets, &mut report).await?;
                measure(bench, &mut report).await?;
            }
        }
    }
    report.end();
    Ok(ExitCode::SUCCESS)
}

async fn measure(mut bench: Bench, report: &mut Report) -> Result<()> {
    let bare = pages::measure(&bench, report).await?;
    if bench.share().await? {
        report.heading(
            "the same under the database's policies, each person by a log-in of their own",
        );
        let guarded = pages::measure(&bench, report).await?;
        pages::price(&bench, &guarded, &bare, report);
    }
    pages::counters(&bench, report).await?;
    calls::measure(&bench, report).await?;
    bench.close().await;
    Ok(())
}
