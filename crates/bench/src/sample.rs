//! Times of one thing done many times.

use std::time::{Duration, Instant};

/// Times, in the order they were taken.
#[derive(Debug, Default, Clone)]
pub struct Sample(Vec<Duration>);

impl Sample {
    /// Times one run.
    pub async fn time<T>(&mut self, run: impl Future<Output = T>) -> T {
        let start = Instant::now();
        let done = run.await;
        self.add(start.elapsed());
        done
    }

    /// Adds a time taken elsewhere.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds the times of another.
    pub fn extend(&mut self, other: &Sample) {
        self.0.extend_from_slice(&other.0);
    }

    /// The time below which this share of the runs fell, in microseconds.
    pub fn percentile(&self, share: f64) -> u64 {
        let mut sorted = self.0.clone();
        sorted.sort();
        let place = ((sorted.len() as f64 - 1.0) * share).round().max(0.0) as usize;
        sorted.get(place).map_or(0, |time| time.as_micros() as u64)
    }
}
