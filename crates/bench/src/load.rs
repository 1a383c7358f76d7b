//! `cargo xtask load`: thirty workstations on one shared office, each with its own login, at ten times a busy office's
//! rhythm. Everything acknowledged is looked for afterwards, and the whole history rebuilt.

mod acts;
mod chance;
mod ground;
mod ledger;
mod seat;
mod tally;
mod troubles;
mod watch;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use tokio::task::JoinSet;

use ground::Ground;
use ledger::Ledger;
use seat::Seat;
use watch::Watch;

/// Workstations.
const SEATS: usize = 30;
/// How often somebody at a busy desk asks the office for something.
const BUSY: Duration = Duration::from_secs(10);
/// How many times quicker they do here.
const TIMES: u32 = 10;

/// How long, on how much, and what goes wrong meanwhile.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Thirty workstations at once instead of the calls one by one.
    #[arg(long)]
    pub load: bool,
    /// How long, in minutes.
    #[arg(long, default_value_t = 10.0, requires = "load")]
    minutes: f64,
    /// Restart the server twice meanwhile.
    #[arg(long, requires = "load")]
    restarts: bool,
    /// Cut connections at random meanwhile.
    #[arg(long, requires = "load")]
    cuts: bool,
}

impl Options {
    /// Whether something is going wrong on purpose.
    const fn is_troubled(&self) -> bool {
        self.restarts || self.cuts
    }
}

/// Runs it; a failure when anything was lost, doubled or refused without a reason.
pub async fn run(options: &Options, tickets: u32, json: bool) -> Result<ExitCode> {
    let ground = Ground::prepare(tickets).await?;
    let length = Duration::from_secs_f64(options.minutes * 60.0);
    let end = Instant::now() + length;
    let mut seats = JoinSet::new();
    for (rank, person) in ground.people.iter().enumerate() {
        let seat = Seat::open(&ground, person, rank, options.is_troubled()).await?;
        seats.spawn(seat.work_until(end));
    }
    let watch = Watch::begin(ground.owner.db().clone());
    let troubles = troubles::until(end, &ground, options);
    let (ledgers, told) = tokio::join!(seats.join_all(), troubles);
    let seen = watch.end().await;
    let mut all = Ledger::default();
    ledgers.into_iter().for_each(|ledger| all.add(ledger));
    let verdict = tally::verdict(&ground, &all).await?;
    let is_well = verdict.is_well();
    tally::tell(&all, &verdict, &seen, &told?, length, json);
    ground.close().await;
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
