//! Waiting for a condition with a deadline: the only way anything waits here.

use std::time::{Duration, Instant};

/// Between two looks: short enough not to be felt, long enough not to starve a two-core machine.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks again and again until `look` finds something, or gives up at the deadline.
pub async fn until<T>(limit: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if Instant::now() >= end {
            return None;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The same for a guard being dropped, which cannot await.
pub fn until_blocking(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    while !holds() {
        if Instant::now() >= end {
            return false;
        }
        std::thread::sleep(PAUSE);
    }
    true
}
