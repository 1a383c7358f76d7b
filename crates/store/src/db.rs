//! Opening a database and the transactions everything runs in.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};

use crate::place::refuse_network_share;
use crate::statistics::KnownPlanner;
use crate::{Error, Place, Result, copies, guard, search};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// What `pragma application_id` says of an SQLite file that is ours: "Guic".
const APPLICATION_ID: i64 = 0x4775_6963;

/// An open database. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) engine: Engine,
    place: Place,
    pub(crate) planner: KnownPlanner,
}

#[derive(Debug, Clone)]
pub(crate) enum Engine {
    /// Readers beside one writer: SQLite lets one write at a time, and a queue is fairer than its lock.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

/// An open transaction; dropping it undoes it.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens a database, creating it when the place is empty and bringing its schema up to date.
    pub async fn open(place: &Place) -> Result<Self> {
        let engine = match place {
            Place::File(path) => open_file(path).await?,
            Place::Server(url) => open_server(url).await?,
        };
        let db = Self {
            engine,
            place: place.clone(),
            planner: KnownPlanner::default(),
        };
        db.migrate().await?;
        guard::install(&db).await?;
        search::install(&db).await?;
        Ok(db)
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite { .. } => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// Begins a transaction that only reads, one state of the database throughout.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.engine {
            Engine::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Engine::Postgres(pool) => Tx::Postgres(
                pool.begin_with("begin isolation level repeatable read read only")
                    .await?,
            ),
        })
    }

    /// Begins a transaction that writes; on SQLite it waits for its turn.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match &self.engine {
            Engine::Sqlite { writer, .. } => {
                Tx::Sqlite(writer.begin_with("begin immediate").await?)
            }
            Engine::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }

    async fn migrate(&self) -> Result<()> {
        let done = match &self.engine {
            Engine::Sqlite { writer, .. } => MIGRATIONS.run(writer).await,
            Engine::Postgres(pool) => MIGRATIONS.run(pool).await,
        };
        done.map_err(|error| match error {
            MigrateError::VersionMissing(found) => Error::TooNew {
                found,
                known: last_migration(),
            },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Error::Engine(sqlx::Error::Migrate(Box::new(other))),
        })
    }
}

fn last_migration() -> i64 {
    MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0)
}

async fn open_file(path: &Path) -> Result<Engine> {
    refuse_network_share(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-65536")
        .pragma("mmap_size", "1073741824")
        .optimize_on_close(true, 400);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.clone())
        .await;
    let writer = writer.map_err(|error| of_file(error.into(), path))?;
    claim_file(&writer, path).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .connect_with(options)
        .await?;
    Ok(Engine::Sqlite { readers, writer })
}

/// Marks a new file as ours and refuses another program's.
async fn claim_file(writer: &SqlitePool, path: &Path) -> Result<()> {
    let id: i64 = sqlx::query_scalar("pragma application_id")
        .fetch_one(writer)
        .await
        .map_err(|e| of_file(e.into(), path))?;
    let tables: i64 = sqlx::query_scalar("select count(*) from sqlite_master where type = 'table'")
        .fetch_one(writer)
        .await
        .map_err(|e| of_file(e.into(), path))?;
    if id == APPLICATION_ID {
        return Ok(());
    }
    if tables > 0 {
        return Err(Error::NotOurs(path.display().to_string()));
    }
    let claim = format!("pragma application_id = {APPLICATION_ID}");
    sqlx::query(sqlx::AssertSqlSafe(claim))
        .execute(writer)
        .await
        .map_err(|e| of_file(e.into(), path))?;
    Ok(())
}

/// Names the file an error is about, and where its last copy is.
fn of_file(error: Error, path: &Path) -> Error {
    let shown = path.display().to_string();
    match error {
        Error::ReadOnly { .. } => Error::ReadOnly { path: shown },
        Error::Damaged { .. } => Error::Damaged {
            path: shown,
            advice: copies::advice(path),
        },
        Error::Unreachable(_) if !may_write(path) => Error::ReadOnly { path: shown },
        Error::Unreachable(problem) => Error::Unreachable(format!("{shown}: {problem}")),
        other => other,
    }
}

fn may_write(path: &Path) -> bool {
    let writable =
        |path: &Path| std::fs::metadata(path).is_ok_and(|data| !data.permissions().readonly());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    (!path.exists() || writable(path)) && folder.is_none_or(writable)
}

async fn open_server(url: &str) -> Result<Engine> {
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(5))
        .connect(url)
        .await?;
    let ours: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&pool)
        .await?;
    let tables: i64 = sqlx::query_scalar(
        "select count(*) from information_schema.tables where table_schema = current_schema()",
    )
    .fetch_one(&pool)
    .await?;
    if !ours && tables > 0 {
        return Err(Error::NotOurs(Place::Server(url.to_owned()).shown()));
    }
    Ok(Engine::Postgres(pool))
}

impl Tx {
    /// Keeps what the transaction did.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
