//! What a program holds in memory, with everything it started.

use guichet_testkit::process::family;

/// The proportional share of memory of a process and its descendants, in kilobytes: shared pages count once.
pub fn of(process: u32) -> u64 {
    family(process).iter().filter_map(|id| share(*id)).sum()
}

fn share(process: u32) -> Option<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// How long ago a process started: both clocks count from the machine's own start.
pub fn age(process: u32) -> Option<std::time::Duration> {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let started: f64 = stat
        .rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(19)?
        .parse()
        .ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let now: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    std::time::Duration::try_from_secs_f64(now - started / TICKS).ok()
}
