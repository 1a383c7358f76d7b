//! The seam of the change feed: PostgreSQL tells whoever listens, SQLite says that its file changed when it is asked.
//!
//! It carries that something happened and never what: each asks for that, and is answered what they may see. Anybody may
//! forge what PostgreSQL tells, which costs a useless reading.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{ConnectOptions, Connection, PgPool};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::db::{Engine, PATIENCE};
use crate::{Db, Error, Result};

/// How often SQLite is asked whether its file changed.
const EVERY: Duration = Duration::from_millis(200);
/// How long a silent server is believed; a pulled cable says nothing.
const SILENCE: Duration = Duration::from_secs(10);
/// How long after a failure the next try is made.
const AGAIN: Duration = Duration::from_millis(500);
/// Where the events are told, and who is in front of which ticket.
const CHANGED: &str = "guichet";
const HERE: &str = "guichet_here";

/// What was heard so far; each figure only grows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// Events of the history.
    pub changes: u64,
    /// What is worth a look and is no event of the history; a lost connection too.
    pub looks: u64,
    /// Connections found again: whatever happened meanwhile was not heard.
    pub gaps: u64,
}

impl News {
    /// The word for what came after `before`, as the doors pass it on: read everything again, or what changed, or only look.
    pub fn since(self, before: Self) -> &'static str {
        if self.gaps != before.gaps {
            "everything"
        } else if self.changes != before.changes {
            "changed"
        } else {
            "look"
        }
    }
}

/// Follows the changes of a database until it is dropped.
#[derive(Debug)]
pub struct Feed {
    /// What was heard; ends with the database.
    pub news: watch::Receiver<News>,
    following: JoinHandle<()>,
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.following.abort();
    }
}

impl Db {
    /// Follows what happens from now on, from this program or another.
    pub async fn follow(&self) -> Feed {
        let (tell, news) = watch::channel(News::default());
        let ear = Ear::open(&self.engine).await;
        let following = tokio::spawn(follow(self.engine.clone(), ear, tell));
        Feed { news, following }
    }
}

async fn follow(engine: Engine, mut ear: Result<Ear>, tell: watch::Sender<News>) {
    loop {
        let heard = match ear {
            Ok(ear) => ear.listen(&engine, &tell).await,
            Err(error) => Err(error),
        };
        let Err(error) = heard else { return };
        tracing::warn!("changes are not followed for now: {error}");
        tell.send_modify(|news| news.looks += 1);
        ear = loop {
            tokio::time::sleep(AGAIN).await;
            if engine.is_closed() {
                return;
            }
            if let Ok(ear) = Ear::open(&engine).await {
                break Ok(ear);
            }
        };
        tell.send_modify(|news| news.gaps += 1);
    }
}

/// What listens: a connection of its own.
enum Ear {
    File(SqliteConnection, Seen),
    Server(PgListener),
}

/// What a file looked like: a number of SQLite's own, and the place of the last event.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen {
    version: i64,
    event: i64,
}

impl Ear {
    async fn open(engine: &Engine) -> Result<Self> {
        Ok(match engine {
            Engine::Sqlite { readers, .. } => {
                let mut connection = readers.connect_options().connect().await?;
                let seen = look(&mut connection).await?;
                Self::File(connection, seen)
            }
            Engine::Postgres { pool, .. } => Self::Server(listening(pool).await?),
        })
    }

    /// Listens until the database is closed, or the connection is lost.
    async fn listen(self, engine: &Engine, tell: &watch::Sender<News>) -> Result<()> {
        match (self, engine) {
            (Self::File(connection, seen), Engine::Sqlite { readers, .. }) => {
                watch_file(connection, seen, readers, tell).await
            }
            (Self::Server(listener), _) => hear(listener, engine, tell).await,
            (Self::File(..), Engine::Postgres { .. }) => Ok(()),
        }
    }
}

async fn watch_file(
    mut connection: SqliteConnection,
    mut seen: Seen,
    readers: &SqlitePool,
    tell: &watch::Sender<News>,
) -> Result<()> {
    while !readers.is_closed() {
        tokio::time::sleep(EVERY).await;
        let now = look(&mut connection).await?;
        if now != seen {
            tell.send_modify(|news| match now.event == seen.event {
                true => news.looks += 1,
                false => news.changes += 1,
            });
            seen = now;
        }
    }
    Ok(connection.close().await?)
}

async fn look(connection: &mut SqliteConnection) -> Result<Seen> {
    // The version first: a change that comes between the two is seen again, not lost.
    let version = sqlx::query_scalar("pragma data_version");
    let version = version.fetch_one(&mut *connection).await?;
    let event = sqlx::query_scalar("select coalesce(max(rowid), 0) from event");
    let event = event.fetch_one(connection).await?;
    Ok(Seen { version, event })
}

/// A connection beside the pool's: a pool that is all in use would keep it waiting.
async fn listening(pool: &PgPool) -> Result<PgListener> {
    let options = (*pool.connect_options()).clone();
    let own = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.application_name("guichet listens"));
    let mut listener = PgListener::connect_with(&own).await?;
    listener.eager_reconnect(false);
    listener.listen_all([CHANGED, HERE]).await?;
    Ok(listener)
}

async fn hear(mut listener: PgListener, engine: &Engine, tell: &watch::Sender<News>) -> Result<()> {
    let silent = || Error::Unreachable("the server is silent".into());
    while !engine.is_closed() {
        match timeout(SILENCE, listener.try_recv()).await {
            Ok(Ok(Some(told))) => tell.send_modify(|news| match told.channel() {
                CHANGED => news.changes += 1,
                _ => news.looks += 1,
            }),
            Ok(Ok(None)) => return Err(silent()),
            Ok(Err(error)) => return Err(error.into()),
            Err(_) => {
                let pulse = sqlx::query("select 1").execute(&mut listener);
                timeout(PATIENCE, pulse).await.map_err(|_| silent())??;
            }
        }
    }
    Ok(())
}

impl Engine {
    fn is_closed(&self) -> bool {
        match self {
            Self::Sqlite { readers, .. } => readers.is_closed(),
            Self::Postgres { pool, .. } => pool.is_closed(),
        }
    }
}
