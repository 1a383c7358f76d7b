//! What the machine does meanwhile: connections to the server, processors.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use guichet_store::{Db, Tx};
use tokio::task::JoinHandle;

const CONNECTIONS: &str = "select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'";

/// What was seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// Most connections at once.
    pub connections: i64,
    /// The share of the processors' time that was used.
    pub busy: f64,
    /// The share of that which this process used.
    pub own: f64,
}

/// Somebody looks every second.
pub struct Watch {
    is_over: Arc<AtomicBool>,
    most: JoinHandle<i64>,
    before: Option<Used>,
}

impl Watch {
    /// Begins to look.
    pub fn begin(owner: Db) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let ended = is_over.clone();
        let most = tokio::spawn(async move {
            let mut most = 0;
            while !ended.load(Ordering::Relaxed) {
                // The server may be away: it is asked again.
                most = most.max(connections(&owner).await.unwrap_or(0));
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            most
        });
        Self {
            is_over,
            most,
            before: Used::now(),
        }
    }

    /// What was seen since.
    pub async fn end(self) -> Seen {
        let after = Used::now();
        self.is_over.store(true, Ordering::Relaxed);
        let connections = self.most.await.unwrap_or(0);
        let (Some(before), Some(after)) = (self.before, after) else {
            return Seen {
                connections,
                ..Seen::default()
            };
        };
        let since = |of: fn(&Used) -> u64| of(&after).saturating_sub(of(&before)) as f64;
        let (all, used, own) = (
            since(|used| used.all),
            since(|used| used.used),
            since(|used| used.own),
        );
        Seen {
            connections,
            busy: used / all.max(1.0),
            own: own / used.max(1.0),
        }
    }
}

async fn connections(owner: &Db) -> Option<i64> {
    match &mut owner.read().await.ok()? {
        Tx::Sqlite(_) => None,
        Tx::Postgres(tx) => sqlx::query_scalar(CONNECTIONS)
            .fetch_one(&mut **tx)
            .await
            .ok(),
    }
}

/// Hundredths of seconds of every processor, as Linux counts them.
struct Used {
    all: u64,
    used: u64,
    own: u64,
}

impl Used {
    fn now() -> Option<Self> {
        let machine = std::fs::read_to_string("/proc/stat").ok()?;
        let figures: Vec<u64> = machine
            .lines()
            .next()?
            .split_whitespace()
            .skip(1)
            .filter_map(|word| word.parse().ok())
            .collect();
        let (all, idle) = (
            figures.iter().take(8).sum::<u64>(),
            figures.get(3)? + figures.get(4)?,
        );
        let process = std::fs::read_to_string("/proc/self/stat").ok()?;
        // After the name, which may hold anything: the twelfth and thirteenth words.
        let words: Vec<&str> = process.rsplit_once(')')?.1.split_whitespace().collect();
        let own = words.get(11)?.parse::<u64>().ok()? + words.get(12)?.parse::<u64>().ok()?;
        Some(Self {
            all,
            used: all - idle,
            own,
        })
    }
}
