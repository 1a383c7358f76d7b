//! Both engines, each with an empty database of its own.

use guichet_store::{Db, Place};
use guichet_testkit::postgres;

/// Runs a story on each engine; a machine without PostgreSQL fails loudly.
pub async fn on_both(story: impl AsyncFn(Db)) {
    on_sqlite(&story).await;
    on_postgres(&story).await;
}

/// Runs a story on SQLite alone.
pub async fn on_sqlite(story: impl AsyncFn(Db)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place::File(folder.path().join("office.guichet"));
    let db = Db::open(&place).await.expect("a new file is opened");
    story(db.clone()).await;
    db.close().await;
}

/// Runs a story on PostgreSQL alone.
pub async fn on_postgres(story: impl AsyncFn(Db)) {
    let database = postgres::database("store", "store", async |url| {
        open(&url).await.close().await;
    })
    .await;
    let db = open(&database.url).await;
    story(db.clone()).await;
    db.close().await;
}

async fn open(url: &str) -> Db {
    let opened = Db::open(&Place::Server(url.to_owned())).await;
    opened.expect("an empty server database is opened")
}
