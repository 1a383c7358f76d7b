//! What goes wrong on purpose: the server goes and comes back, connections are cut.

use std::time::{Duration, Instant};

use anyhow::Result;
use guichet_store::{Db, Tx};

use super::Options;
use super::ground::Ground;

/// How often a connection is cut.
const CUT_EVERY: Duration = Duration::from_secs(2);
/// Anybody of the office, but whoever cuts.
const CUT: &str = "select count(pg_terminate_backend(pid)) from (
     select pid from pg_stat_activity where usename like current_database() || '.%' order by random() limit 1) as one";

/// What went wrong.
#[derive(Debug, Default)]
pub struct Told {
    /// How often the server was restarted.
    pub restarts: u32,
    /// How many connections were cut.
    pub cuts: i64,
}

/// Makes trouble until then, as far as it is asked for.
pub async fn until(end: Instant, ground: &Ground, options: &Options) -> Result<Told> {
    let began = Instant::now();
    let third = end.saturating_duration_since(began) / 3;
    let mut told = Told::default();
    while Instant::now() < end {
        tokio::time::sleep(CUT_EVERY.min(end.saturating_duration_since(Instant::now()))).await;
        if options.cuts && Instant::now() < end {
            // The owner's own connection may have gone with the server.
            told.cuts += cut(ground.owner.db()).await.unwrap_or(0);
        }
        if options.restarts && told.restarts < 2 && began.elapsed() > third * (told.restarts + 1) {
            ground.database.restart_server().await;
            told.restarts += 1;
        }
    }
    Ok(told)
}

async fn cut(owner: &Db) -> Result<i64> {
    Ok(match &mut owner.read().await? {
        Tx::Sqlite(_) => 0,
        Tx::Postgres(tx) => sqlx::query_scalar(CUT).fetch_one(&mut **tx).await?,
    })
}
