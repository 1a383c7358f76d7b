//! `guichet move`: an office goes from a file to a server, or back, with everything, or does not go at all.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use guichet_office::{Clock, Office};
use guichet_store::Place;
use guichet_store::carrying::Tally;

use crate::init;

/// From where, to where.
#[derive(Args)]
pub struct Options {
    /// The office as it is: a file, or the postgres:// address of its owner
    #[arg(long)]
    from: String,
    /// An empty database: a new file, or the postgres:// address of its owner
    #[arg(long)]
    to: String,
}

/// Carries it, and says what was compared; the office it comes from is left as it is.
pub async fn run(options: &Options) -> Result<ExitCode> {
    let (from, to) = (Place::parse(&options.from), Place::parse(&options.to));
    if let Place::File(path) = &from
        && !path.exists()
    {
        bail!("there is no office in {}", path.display());
    }
    if let Place::Server(url) = &to
        && init::survey(url).await?.is_none()
    {
        return Ok(ExitCode::FAILURE);
    }
    let source = Office::open(&from, Clock::system()).await?;
    let moved = arrive(&source, &to).await;
    source.close().await;
    moved?;
    println!(
        "{} is left as it was: put it aside, so that nobody goes on writing there",
        from.shown()
    );
    Ok(ExitCode::SUCCESS)
}

async fn arrive(source: &Office, to: &Place) -> Result<()> {
    let target = Office::open(to, Clock::system()).await?;
    let moved = carry(source, &target, to).await;
    target.close().await;
    moved
}

async fn carry(source: &Office, target: &Office, to: &Place) -> Result<()> {
    let carried = target.db().carry_from(source.db(), &mut tell).await?;
    let rows: u64 = carried.iter().map(|table| table.rows).sum();
    println!(
        "{} tables, {rows} rows: the same on both sides, by count and by digest",
        carried.len()
    );
    if let Place::Server(_) = to {
        let server = target.share().await?;
        println!(
            "each account has a login there; its password there is given when its person next logs in on the web with the one they have, or by `guichet passwd`"
        );
        init::tell_server(&server);
    }
    Ok(())
}

fn tell(done: &Tally) {
    println!("{:<20} {:>10}", done.table, done.rows);
}
