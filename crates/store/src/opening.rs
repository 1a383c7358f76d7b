//! Opening a place: what is not ours, not sound or not to be written is refused before a byte of it changes.
//!
//! Not the schema: `db` brings it up to date once the place is open.

use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use tokio::time::{Instant, sleep};

use crate::db::{Engine, MIGRATIONS, PATIENCE};
use crate::place::refuse_network_share;
use crate::rights::Login;
use crate::{Error, Key, Place, Reach, Result, copies, reach};

/// What `pragma application_id` says of an SQLite file that is ours: "Guic".
const APPLICATION_ID: i64 = 0x4775_6963;
/// The first PostgreSQL that gives a database's schema to its owner alone.
const OLDEST_SERVER: i32 = 15;
/// A workstation that is gone, its network with it, holds nobody up for long.
const FORSAKEN: [(&str, &str); 3] = [
    ("idle_in_transaction_session_timeout", "15s"),
    ("lock_timeout", "5s"),
    ("tcp_keepalives_idle", "30"),
];
/// Between two tries at a file that is being made.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// Opens a file for one writer and some readers, once it is known to be ours and sound.
pub(crate) async fn open_file(path: &Path) -> Result<Engine> {
    refuse_network_share(path)?;
    look_at(path).await?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("cache_size", "-65536")
        .pragma("mmap_size", "2147418112")
        .disable_statement_logging();
    // The one writer alone, as it goes: a reader that closed would write the planner's figures in the middle of a long change.
    let writer = first_to_connect(&options.clone().optimize_on_close(true, 400)).await?;
    try_to_write(&writer).await?;
    let readers = pool(4).connect_with(options).await?;
    Ok(Engine::Sqlite { readers, writer })
}

/// Those who open a new file at once meet where it becomes a WAL file, which SQLite refuses all but one of
/// without waiting: <https://www.sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode>.
async fn first_to_connect(options: &SqliteConnectOptions) -> Result<SqlitePool> {
    let started = Instant::now();
    loop {
        match pool(1).connect_with(options.clone()).await {
            Err(error) if is_busy(&error) && started.elapsed() < PATIENCE => {
                sleep(BETWEEN_TRIES).await;
            }
            connected => return Ok(connected?),
        }
    }
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.and_then(|code| code.parse::<i32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}

/// A full disk makes SQLite undo a transaction by itself; sqlx does not notice and would refuse every
/// later one on that connection, which is therefore left behind.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        // A file's connection does not age, and what it has read so far is at hand.
        .idle_timeout(None)
        .max_lifetime(None)
        .after_release(|connection, _| {
            Box::pin(async move {
                // Answered after the undoing that waits in the connection's queue.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

/// A file that may only be read opens all the same and would fail at the first save.
async fn try_to_write(writer: &SqlitePool) -> Result<()> {
    let mut tx = writer.begin_with("begin immediate").await?;
    sqlx::query("pragma user_version = 0")
        .execute(&mut *tx)
        .await?;
    Ok(tx.rollback().await?)
}

/// Refuses another program's file and a damaged one before anything could change a byte of them.
async fn look_at(path: &Path) -> Result<()> {
    if std::fs::metadata(path).map_or(true, |found| found.len() == 0) {
        return Ok(());
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(PATIENCE)
        .connect()
        .await?;
    let seen = read_owner(&mut connection).await;
    connection.close().await?;
    refuse_stranger(seen?)
}

/// Marks a new file as ours.
pub(crate) async fn claim_file(writer: &mut SqliteConnection) -> Result<()> {
    let owner = read_owner(writer).await?;
    refuse_stranger(owner)?;
    if owner.0 != APPLICATION_ID {
        let claim = format!("pragma application_id = {APPLICATION_ID}");
        sqlx::query(sqlx::AssertSqlSafe(claim))
            .execute(writer)
            .await?;
    }
    Ok(())
}

/// Whose file it says it is, and how many tables it has: one statement, hence one state of the file.
async fn read_owner(connection: &mut SqliteConnection) -> Result<(i64, i64)> {
    Ok(sqlx::query_as(
        "select application_id, (select count(*) from sqlite_master where type = 'table') from pragma_application_id",
    )
    .fetch_one(connection)
    .await?)
}

fn refuse_stranger((id, tables): (i64, i64)) -> Result<()> {
    if id != APPLICATION_ID && (id != 0 || tables > 0) {
        return Err(Error::NotOurs("the file".into()));
    }
    Ok(())
}

/// Names the file an error is about, and where its last copy is.
pub(crate) fn of_file(error: Error, path: &Path) -> Error {
    let shown = path.display().to_string();
    match error {
        Error::ReadOnly { .. } => Error::ReadOnly { path: shown },
        Error::Damaged { .. } => Error::Damaged {
            path: shown,
            advice: copies::advice(path),
        },
        Error::NotOurs(_) => Error::NotOurs(shown),
        Error::Unreachable(_) if is_refused(path) => Error::ReadOnly { path: shown },
        Error::Unreachable(problem) => Error::Unreachable(format!("{shown}: {problem}")),
        other => other,
    }
}

/// Whether the system refuses this user to write the file or beside it. The folder is tried, since modes do
/// not tell all; the file is not, since closing it would give up the locks SQLite holds on it in this process.
fn is_refused(path: &Path) -> bool {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    let beside = path.with_extension("may-i-write");
    match File::create_new(&beside) {
        Err(error) => matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem),
        Ok(_) => {
            // Its name is ours and it is empty: one that cannot be removed harms nobody.
            let _ = std::fs::remove_file(&beside);
            std::fs::metadata(path).is_ok_and(|found| found.permissions().readonly())
        }
    }
}

/// Opens a server's database, once it is known to be ours or empty.
pub(crate) async fn open_server(url: &str) -> Result<Engine> {
    let pool = connected(options(url)?).await?;
    let mut connection = pool.acquire().await?;
    if is_strange(&mut connection).await? {
        return Err(Error::NotOurs(Place::Server(url.to_owned()).shown()));
    }
    drop(connection);
    let login = Login::of(&pool).await?;
    Ok(Engine::Postgres { pool, login })
}

/// Opens a server's database as one of its people, whoever else the server may think they are.
pub(crate) async fn open_server_as(url: &str, key: Key<'_>) -> Result<Engine> {
    let pool = connected(key.fit(url, options(url)?)?.options(FORSAKEN)).await?;
    let mut connection = pool.acquire().await?;
    if is_strange(&mut connection).await? {
        return Err(Error::NotOurs(Place::Server(url.to_owned()).shown()));
    }
    let known: bool = sqlx::query_scalar("select to_regproc('my_role') is not null")
        .fetch_one(&mut *connection)
        .await?;
    if !known {
        return Err(Reach::NotPrepared.into());
    }
    let role: Option<String> = sqlx::query_scalar("select my_role()")
        .fetch_one(&mut *connection)
        .await?;
    if role.is_none() {
        return Err(Reach::NoRights.into());
    }
    drop(connection);
    Ok(Engine::Postgres {
        pool,
        login: Login::Person,
    })
}

fn options(url: &str) -> Result<PgConnectOptions> {
    Ok(PgConnectOptions::from_str(url)?
        .application_name("guichet")
        .options([
            // The limits inside a list make its plan look dear to the server, which would compile
            // each statement for 20 to 60 ms and run it for two.
            ("jit", "off"),
            // The text of a statement says how it is read; choosing anew for each value took a
            // list's 3 ms of 7. Not knowing the values, the server takes any walk for a long one:
            // what an index finds is in memory, and cheaper than it thinks.
            ("plan_cache_mode", "force_generic_plan"),
            ("random_page_cost", "1.1"),
        ])
        // A slow statement would be told with its whole text, to whoever reads the terminal.
        .disable_statement_logging())
}

async fn connected(options: PgConnectOptions) -> Result<PgPool> {
    reach::knock(&options).await?;
    Ok(PgPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options))
}

/// Refuses a server that lacks what the rights are made of.
pub(crate) async fn refuse_old(server: &mut PgConnection) -> Result<()> {
    let (number, shown): (i32, String) = sqlx::query_as(
        "select cast(current_setting('server_version_num') as integer), current_setting('server_version')",
    )
    .fetch_one(server)
    .await?;
    if number < OLDEST_SERVER * 10_000 {
        return Err(Error::OldServer { found: shown });
    }
    Ok(())
}

/// Whether a server's database holds tables that our first migration did not make; others use sqlx too.
pub(crate) async fn is_strange(server: &mut PgConnection) -> Result<bool> {
    let tables: i64 = sqlx::query_scalar(
        "select count(*) from information_schema.tables
         where table_schema = current_schema() and table_name <> '_sqlx_migrations'",
    )
    .fetch_one(&mut *server)
    .await?;
    let migrated: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&mut *server)
        .await?;
    if tables == 0 || !migrated {
        return Ok(tables > 0);
    }
    let first = MIGRATIONS.iter().next();
    let first = first.map(|first| (first.version, first.description.as_ref()));
    let made: Option<(i64, String)> = sqlx::query_as(
        "select version, description from _sqlx_migrations order by version limit 1",
    )
    .fetch_optional(server)
    .await?;
    Ok(made.as_ref().map(|made| (made.0, made.1.as_str())) != first)
}
