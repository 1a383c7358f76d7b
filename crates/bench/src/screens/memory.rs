//! What a program holds in memory, with everything it started.

/// The proportional share of memory of a process and its descendants, in kilobytes: shared pages count once.
pub fn of(process: u32) -> u64 {
    family(process).iter().filter_map(|id| share(*id)).sum()
}

fn family(process: u32) -> Vec<u32> {
    let mut family = vec![process];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        let path = format!("/proc/{parent}/task/{parent}/children");
        let children = std::fs::read_to_string(path).unwrap_or_default();
        family.extend(
            children
                .split_whitespace()
                .filter_map(|id| id.parse::<u32>().ok()),
        );
        next += 1;
    }
    family
}

fn share(process: u32) -> Option<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The process of this name among the descendants of this one.
pub fn named(process: u32, name: &str) -> Option<u32> {
    let comm = |id: &u32| std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
    // The system keeps fifteen letters of a name.
    let kept: String = name.chars().take(15).collect();
    family(process)
        .into_iter()
        .find(|id| comm(id).trim() == kept)
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
