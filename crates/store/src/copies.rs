//! The seam of backup: verified copies of an embedded database, in a folder beside it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::db::Engine;
use crate::{Db, Error, Place, Result};

/// How a copy is named: the time it was made at, in UTC.
const NAME: &str = "%Y-%m-%d %Hh%Mm%S.guichet";

/// The folder of an embedded database's copies.
pub fn folder(file: &Path) -> PathBuf {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name} - copies"))
}

/// The copies of an embedded database, oldest first.
pub fn list(file: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(file))
        .into_iter()
        .flatten()
        .flatten();
    let mut copies: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| made_at(path).is_some())
        .collect();
    copies.sort();
    copies
}

/// When a copy was made, by its name.
pub fn made_at(copy: &Path) -> Option<DateTime<Utc>> {
    let name = copy.file_name()?.to_str()?;
    NaiveDateTime::parse_from_str(name, NAME)
        .ok()
        .map(|at| at.and_utc())
}

/// Forgets the oldest copies beyond this many.
pub fn keep(file: &Path, many: usize) {
    let copies = list(file);
    for copy in copies.iter().take(copies.len().saturating_sub(many)) {
        if let Err(error) = std::fs::remove_file(copy) {
            tracing::warn!(copy = %copy.display(), error = %error, "an old copy could not be removed");
        }
    }
}

/// What to do when a file is damaged.
pub(crate) fn advice(file: &Path) -> String {
    match list(file).last() {
        Some(copy) => format!(
            "The last verified copy is {}: move the damaged file away and put the copy in its place.",
            copy.display()
        ),
        None => "No copy of it was found beside it.".into(),
    }
}

impl Db {
    /// Makes a copy of an embedded database, opens it and checks it; only then it gets its name.
    pub async fn copy(&self, at: DateTime<Utc>) -> Result<PathBuf> {
        let (Place::File(file), Engine::Sqlite { readers, .. }) = (self.place(), &self.engine)
        else {
            return Err(Error::Refused(
                "a PostgreSQL database is copied by its server's own tools".into(),
            ));
        };
        let folder = folder(file);
        let unwritable =
            |error: std::io::Error| Error::Unreachable(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(&folder).map_err(unwritable)?;
        let unverified = folder.join("being made");
        if unverified.exists() {
            std::fs::remove_file(&unverified).map_err(unwritable)?;
        }
        sqlx::query("vacuum into $1")
            .bind(unverified.display().to_string())
            .execute(readers)
            .await
            .map_err(|error| self.explain(error.into()))?;
        verify(&unverified).await?;
        let copy = folder.join(at.format(NAME).to_string());
        std::fs::rename(&unverified, &copy).map_err(unwritable)?;
        Ok(copy)
    }
}

async fn verify(copy: &Path) -> Result<()> {
    let mut connection = SqliteConnectOptions::new()
        .filename(copy)
        .read_only(true)
        .connect()
        .await?;
    let verdict: String = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(Error::Damaged {
        path: copy.display().to_string(),
        advice: format!("The copy just made does not verify: {verdict}"),
    })
}
