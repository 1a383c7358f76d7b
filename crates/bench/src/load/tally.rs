//! What was acknowledged is looked for, what was not is found once at most, and the office is rebuilt from its history.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use anyhow::Result;
use guichet_domain::{Moment, StaffId};
use guichet_store::Tx;
use serde_json::json;

use super::ground::Ground;
use super::ledger::{Change, Ledger};
use super::troubles::Told;
use super::watch::Seen;

const LABELS: &str =
    "select label, count(*) from ticket where label like 'charge %' group by label";
const BODIES: &str = "select body, count(*) from step where body like 'charge %' group by body";
const VERSIONS: &str = "select t.number, e.version, e.actor_id, count(*) from event e join ticket t on t.id = e.entity_id
     where e.entity = 'ticket' and e.actor_kind = 'staff' and e.at >= $1 group by t.number, e.version, e.actor_id";
/// Two changes of one version: the second knew nothing of the first.
const TWICE: &str = "select count(*) from (select 1 from event where entity = 'ticket' group by entity_id, version having count(*) > 1) as twice";

/// What came out.
#[derive(Default)]
pub struct Verdict {
    lost: Vec<String>,
    doubled: Vec<String>,
    same_numbers: usize,
    same_versions: i64,
    unsure_made: usize,
    errors: usize,
    findings: Vec<String>,
    checked: Duration,
}

impl Verdict {
    /// Whether nothing was lost, doubled or refused without a reason.
    pub fn is_well(&self) -> bool {
        self.lost.is_empty()
            && self.doubled.is_empty()
            && self.same_numbers == 0
            && self.same_versions == 0
            && self.errors == 0
            && self.findings.is_empty()
    }
}

/// Compares the office with what its people were told.
pub async fn verdict(ground: &Ground, all: &Ledger) -> Result<Verdict> {
    let mut tx = ground.owner.db().read().await?;
    let kept = kept(&mut tx, ground.began).await?;
    let same_versions = number(&mut tx, TWICE).await?;
    drop(tx);
    let began = Instant::now();
    let findings = ground.owner.check().await?;
    Ok(Verdict {
        same_versions,
        findings: findings.iter().map(ToString::to_string).collect(),
        checked: began.elapsed(),
        ..compared(&kept, all)
    })
}

/// What was acknowledged beside what is kept, each change with how often it is.
fn compared(kept: &HashMap<Change, i64>, all: &Ledger) -> Verdict {
    let times = |change: &Change| kept.get(change).copied().unwrap_or(0);
    let told = |change: &Change| format!("{change:?}");
    let lost = all.made.iter().filter(|change| times(change) == 0);
    let both = all.made.iter().chain(&all.unsure);
    let doubled = both.filter(|change| times(change) > 1);
    let numbers: HashSet<i64> = all.numbers.iter().copied().collect();
    Verdict {
        lost: lost.map(told).collect(),
        doubled: doubled.map(told).collect(),
        same_numbers: all.numbers.len() - numbers.len(),
        unsure_made: all
            .unsure
            .iter()
            .filter(|change| times(change) == 1)
            .count(),
        errors: all.errors.len(),
        ..Verdict::default()
    }
}

/// How often each change is in the office.
async fn kept(tx: &mut Tx, since: Moment) -> Result<HashMap<Change, i64>> {
    let Tx::Postgres(tx) = tx else {
        return Ok(HashMap::new());
    };
    let labels: Vec<(String, i64)> = sqlx::query_as(LABELS).fetch_all(&mut **tx).await?;
    let bodies: Vec<(String, i64)> = sqlx::query_as(BODIES).fetch_all(&mut **tx).await?;
    let versions: Vec<(i64, i64, StaffId, i64)> = sqlx::query_as(VERSIONS)
        .bind(since)
        .fetch_all(&mut **tx)
        .await?;
    let labels = labels
        .into_iter()
        .map(|(label, times)| (Change::Opened(label), times));
    let bodies = bodies
        .into_iter()
        .map(|(body, times)| (Change::Step(body), times));
    let versions = versions
        .into_iter()
        .map(|(number, version, by, times)| (Change::Version(number, version, by), times));
    Ok(labels.chain(bodies).chain(versions).collect())
}

async fn number(tx: &mut Tx, question: &'static str) -> Result<i64> {
    Ok(match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar(question).fetch_one(&mut **tx).await?,
        Tx::Postgres(tx) => sqlx::query_scalar(question).fetch_one(&mut **tx).await?,
    })
}

/// Says it, to people or to programs.
pub fn tell(
    all: &Ledger,
    verdict: &Verdict,
    seen: &Seen,
    troubles: &Told,
    length: Duration,
    json: bool,
) {
    if json {
        println!("{}", for_programs(all, verdict, seen, troubles, length));
        return;
    }
    println!(
        "{:<20} {:>8} {:>9} {:>9} {:>9}",
        "", "calls", "p50 ms", "p95 ms", "p99 ms"
    );
    for (call, sample) in &all.times {
        let ms = |share| sample.percentile(share) as f64 / 1000.0;
        println!(
            "{call:<20} {:>8} {:>9.1} {:>9.1} {:>9.1}",
            sample.len(),
            ms(0.5),
            ms(0.95),
            ms(0.99)
        );
    }
    let calls: usize = all.times.values().map(|sample| sample.len()).sum();
    println!(
        "\n{:.0} calls a second for {:.1} min; {} connections at most; processors {:.0} % busy, {:.0} % of it this program and its workstations",
        calls as f64 / length.as_secs_f64(),
        length.as_secs_f64() / 60.0,
        seen.connections,
        seen.busy * 100.0,
        seen.own * 100.0
    );
    println!(
        "{} restarts, {} connections cut, {} calls interrupted; of {} changes without an answer {} were made",
        troubles.restarts,
        troubles.cuts,
        all.interrupted,
        all.unsure.len(),
        verdict.unsure_made
    );
    let conflicts: Vec<String> = all
        .conflicts
        .iter()
        .map(|(call, many)| format!("{call} {many}"))
        .collect();
    println!(
        "announced conflicts: {}",
        if conflicts.is_empty() {
            "none".to_owned()
        } else {
            conflicts.join(", ")
        }
    );
    println!(
        "{} changes acknowledged: {} lost, {} made twice, {} numbers given twice, {} versions written twice, {} other errors",
        all.made.len(),
        verdict.lost.len(),
        verdict.doubled.len(),
        verdict.same_numbers,
        verdict.same_versions,
        verdict.errors
    );
    println!(
        "checked in {:.0} s: {} findings",
        verdict.checked.as_secs_f64(),
        verdict.findings.len()
    );
    for line in verdict
        .lost
        .iter()
        .chain(&verdict.doubled)
        .chain(&all.errors)
        .chain(&verdict.findings)
        .take(40)
    {
        println!("  ✗ {line}");
    }
}

fn for_programs(
    all: &Ledger,
    verdict: &Verdict,
    seen: &Seen,
    troubles: &Told,
    length: Duration,
) -> serde_json::Value {
    let calls: Vec<serde_json::Value> = all
        .times
        .iter()
        .map(|(call, sample)| {
            json!({ "call": call, "calls": sample.len(), "p50_us": sample.percentile(0.5), "p95_us": sample.percentile(0.95), "p99_us": sample.percentile(0.99) })
        })
        .collect();
    json!({
        "seconds": length.as_secs_f64(), "calls": calls, "conflicts": all.conflicts, "interrupted": all.interrupted,
        "made": all.made.len(), "unsure": all.unsure.len(), "unsure_made": verdict.unsure_made,
        "lost": verdict.lost, "doubled": verdict.doubled, "same_numbers": verdict.same_numbers, "same_versions": verdict.same_versions,
        "errors": all.errors, "findings": verdict.findings, "check_seconds": verdict.checked.as_secs_f64(),
        "connections": seen.connections, "busy": seen.busy, "own": seen.own, "restarts": troubles.restarts, "cuts": troubles.cuts,
    })
}

#[cfg(test)]
mod tests {
    use guichet_domain::StaffId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_lost_or_made_twice_is_told() {
        let step = |text: &str| Change::Step(text.into());
        let version = Change::Version(18_417, 3, StaffId(Uuid::nil()));
        let kept = HashMap::from([(step("kept"), 1), (step("twice"), 2), (step("perhaps"), 1)]);
        let all = Ledger {
            made: vec![step("kept"), step("twice"), version.clone()],
            unsure: vec![step("perhaps"), step("never")],
            numbers: vec![1, 2, 2],
            ..Ledger::default()
        };
        let verdict = compared(&kept, &all);
        assert_eq!(verdict.lost, [format!("{version:?}")]);
        assert_eq!(verdict.doubled, [format!("{:?}", step("twice"))]);
        assert_eq!((verdict.same_numbers, verdict.unsure_made), (1, 1));
        assert!(!verdict.is_well());
    }

    #[test]
    fn nothing_lost_is_well_whatever_was_cut() {
        let all = Ledger {
            unsure: vec![Change::Opened("perhaps".into())],
            interrupted: 12,
            ..Ledger::default()
        };
        assert!(compared(&HashMap::new(), &all).is_well());
    }
}
