//! A PostgreSQL of the test run: one temporary cluster, one database a test.
//!
//! The first test that asks starts the cluster; a small script beside it stops it when the run ends, however it ends. With nextest, where each
//! test is a process, the run is nextest; with `cargo test` it is the test binary. Not the machine's own PostgreSQL, which is never touched.

mod alone;
mod cluster;
mod troubles;

use std::time::Duration;

pub use alone::OwnServer;
use cluster::Cluster;
pub use cluster::OWNER;

use crate::deadline;

/// Connections of the template that its migration has closed take a moment to be gone from the server.
const COPIED: Duration = Duration::from_secs(10);

/// A database of one test, dropped with this value, whoever is still connected to it.
pub struct TestDatabase {
    /// Its name in the cluster, for role names that other tests will not use: roles belong to the cluster.
    pub name: String,
    /// Its address as its owner, who is no superuser and may create roles.
    pub url: String,
    cluster: Cluster,
}

impl TestDatabase {
    /// Makes the office's own time stand still at this instant, written as PostgreSQL reads it.
    pub fn stand_still(&self, at: &str) {
        let now = format!(
            "create or replace function office_now() returns timestamptz language sql stable as $$ select timestamptz '{at}' $$"
        );
        self.as_administrator(&now);
    }

    /// Its address as somebody else, whom the test has created.
    pub fn url_as(&self, login: &str, password: &str) -> String {
        self.cluster.url(&self.name, login, password)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // The end of the run removes the cluster anyway: a database that stays until then is worth a line, not a second panic.
        if let Err(said) = self
            .cluster
            .client("dropdb", &["--force", "--if-exists", &self.name])
        {
            eprintln!(
                "the database {} stays until the run ends: {said}",
                self.name
            );
        }
    }
}

/// A fresh database, copied from the template `template` that `migrate` fills once per run.
///
/// `hint` shows in the database's name. `migrate` receives the template's address and closes every connection it opens.
pub async fn database(
    hint: &str,
    template: &str,
    migrate: impl AsyncFnOnce(String),
) -> TestDatabase {
    let cluster = Cluster::of_this_run().await;
    let template = format!("template_{}", plain(template));
    cluster.template(&template, migrate).await;
    let name = format!("{}_{}", plain(hint), &crate::process::secret()[..12]);
    copy(&cluster, &template, &name).await;
    let url = cluster.owner_url(&name);
    TestDatabase { name, url, cluster }
}

async fn copy(cluster: &Cluster, template: &str, name: &str) {
    let copied = deadline::until(COPIED, async || {
        match cluster.create(name, Some(template)) {
            Err(refusal) if refusal.contains("being accessed by other users") => None,
            decided => Some(decided),
        }
    })
    .await;
    match copied {
        Some(Ok(())) => {}
        Some(Err(said)) => panic!("PostgreSQL did not copy {template}: {said}"),
        None => panic!(
            "{template} is still open after its migration, which must close the connections it opens"
        ),
    }
}

/// A name that needs no quoting, short enough to leave room for the rest of the identifier.
fn plain(name: &str) -> String {
    const LONGEST: usize = 40;
    name.chars()
        .take(LONGEST)
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect()
}
