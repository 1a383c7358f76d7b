//! The floors: the bare statement each call cannot be faster than, by the same driver.

use anyhow::Result;
use guichet_store::Tx;

use crate::offices::Bench;
use crate::sample::Sample;

/// Fifty rows of the queue by its index, without rights, joins or JSON.
pub const PAGE: &str = "select id, number, label, status, due_at from ticket where is_open order by due_at, id limit 50";
/// A ticket by its number.
pub const TICKET: &str = "select id, number, label, description, status from ticket where number = (select max(number) from ticket)";
/// One indexed row of the reception's words.
pub const LOOKUP: &str =
    "select id, word, kind from lookup where word >= 'le' and word < 'lf' limit 8";
/// A thousand open tickets counted.
pub const COUNT: &str =
    "select count(*) from (select 1 as one from ticket where is_open limit 1000) as counted";

/// Times a bare statement some times.
pub async fn read(bench: &Bench, statement: &'static str, times: u32) -> Result<Sample> {
    let mut sample = Sample::default();
    for _ in 0..times {
        let mut tx = bench.owner.db().read().await?;
        sample.time(fetch(&mut tx, statement)).await?;
    }
    Ok(sample)
}

async fn fetch(tx: &mut Tx, statement: &'static str) -> Result<usize> {
    Ok(match tx {
        Tx::Sqlite(tx) => sqlx::query(statement).fetch_all(&mut **tx).await?.len(),
        Tx::Postgres(tx) => sqlx::query(statement).fetch_all(&mut **tx).await?.len(),
    })
}

/// Times a durable commit of one small row.
pub async fn commit(bench: &Bench, times: u32) -> Result<Sample> {
    let mut sample = Sample::default();
    for _ in 0..times {
        let written = sample.time(async {
            let mut tx = bench.owner.db().write().await?;
            tx.next_number("bench").await?;
            tx.commit().await
        });
        written.await?;
    }
    Ok(sample)
}
