//! Named steps, each told with its time. Knows nothing of what the steps do.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Says what starts, does it, says how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {name}");
    let start = Instant::now();
    let outcome = work();
    let mark = if outcome.is_ok() { "✓" } else { "✗" };
    println!("{mark} {name} … {}", time(start.elapsed()));
    outcome
}

/// A duration as a person reads it: `0.4 s`, `41 s`, `3 min 05 s`.
pub fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f32()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_to_read() {
        assert_eq!(time(Duration::from_millis(440)), "0.4 s");
        assert_eq!(time(Duration::from_secs(41)), "41 s");
        assert_eq!(time(Duration::from_secs(185)), "3 min 05 s");
    }
}
