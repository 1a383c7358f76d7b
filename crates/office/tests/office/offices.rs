//! Empty offices of a test: a file of its own, a database of its own.

use guichet_domain::Moment;
use guichet_office::{Clock, Office, Place};
use guichet_testkit::postgres::{self, TestDatabase};
use tempfile::TempDir;

/// A Tuesday in winter, in the middle of the afternoon.
pub fn afternoon() -> Clock {
    let now: Moment = "2026-02-03T14:42:00Z".parse().expect("a moment");
    Clock::at(now)
}

/// An empty office in a file; it lives as long as its folder.
pub async fn on_file() -> (Office, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place::File(folder.path().join("office.guichet"));
    (
        Office::open(&place, afternoon())
            .await
            .expect("a new file opens"),
        folder,
    )
}

/// An empty office on PostgreSQL; a machine without it fails loudly.
pub async fn on_server() -> (Office, TestDatabase) {
    let database = postgres::database("office", "office", async |url| {
        open(&url).await.close().await;
    })
    .await;
    (open(&database.url).await, database)
}

/// An office that exists already.
pub async fn open(url: &str) -> Office {
    Office::open(&Place::parse(url), afternoon())
        .await
        .expect("the office opens")
}
