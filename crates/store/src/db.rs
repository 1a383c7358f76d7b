//! Opening a database and the transactions everything runs in.

use std::cmp::Ordering;
use std::time::Duration;

use guichet_domain::Moment;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::opening::{claim_file, of_file, open_file, open_server, open_server_as};
use crate::rights::{Login, Person};
use crate::statistics::KnownPlanner;
use crate::{Error, Key, Place, Reach, Result, reach, rights, search, sharing};

pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// How long a lock or a server is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

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
    Postgres {
        pool: PgPool,
        login: Login,
    },
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
        match place {
            Place::File(path) => {
                let opened = open_file(path).await;
                let opened = opened.map_err(|error| of_file(error, path));
                Self::ready(opened?, place)
                    .await
                    .map_err(|error| of_file(error, path))
            }
            Place::Server(url) => Self::ready(open_server(url).await?, place).await,
        }
    }

    /// Opens a server's database as one of its people, who bring no schema up to date.
    pub async fn open_as(url: &str, key: Key<'_>) -> Result<Self> {
        Self::ready(open_server_as(url, key).await?, &Place::Server(url.into())).await
    }

    /// Whether this is the password of the person whose connection this is.
    pub async fn is_password(&self, password: &str) -> Result<bool> {
        let Engine::Postgres { pool, .. } = &self.engine else {
            return Ok(false);
        };
        let options = pool.connect_options().as_ref().clone().password(password);
        match reach::knock(&options).await {
            Err(Error::Reach(Reach::WrongPassword)) => Ok(false),
            arrived => arrived.map(|()| true),
        }
    }

    /// Uses the person's new password from now on; what they opened elsewhere with the old one ends.
    pub async fn renew_password(&self, password: &str) -> Result<()> {
        if let Engine::Postgres { pool, .. } = &self.engine {
            pool.set_connect_options(pool.connect_options().as_ref().clone().password(password));
            sqlx::query(
                "select pg_terminate_backend(pid) from pg_stat_activity
                 where usename = session_user and application_name <> current_setting('application_name')",
            )
            .execute(pool)
            .await?;
        }
        Ok(())
    }

    async fn ready(engine: Engine, place: &Place) -> Result<Self> {
        let db = Self {
            engine,
            place: place.clone(),
            planner: KnownPlanner::default(),
        };
        if db.is_ours() {
            db.migrate().await?;
            search::install(&db).await?;
            db.restore_guards().await?;
        } else {
            db.is_up_to_date().await?;
        }
        Ok(db)
    }

    /// Whether this login may change the schema: a file's reader, or the owner on a server.
    pub fn is_ours(&self) -> bool {
        match &self.engine {
            Engine::Sqlite { .. } => true,
            Engine::Postgres { login, .. } => *login == Login::Owner,
        }
    }

    /// Whether this is one person's connection, on which nothing is done in anybody else's name.
    pub fn is_personal(&self) -> bool {
        match &self.engine {
            Engine::Sqlite { .. } => false,
            Engine::Postgres { login, .. } => *login == Login::Person,
        }
    }

    /// Whether this is the server's own connection, which names the person of each transaction.
    pub fn is_the_server_s(&self) -> bool {
        match &self.engine {
            Engine::Sqlite { .. } => false,
            Engine::Postgres { login, .. } => *login == Login::Server,
        }
    }

    /// An error met while working, as people should read it: a damaged file is named, with its last copy.
    pub fn explain(&self, error: Error) -> Error {
        match &self.place {
            Place::File(path) => of_file(error, path),
            Place::Server(_) => error,
        }
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite { .. } => "sqlite",
            Engine::Postgres { .. } => "postgres",
        }
    }

    /// Begins a transaction that only reads, one state of the database throughout, for nobody in particular.
    pub async fn read(&self) -> Result<Tx> {
        self.read_as(Person::Nobody).await
    }

    /// Begins a transaction that writes, for nobody in particular; on SQLite it waits for its turn.
    pub async fn write(&self) -> Result<Tx> {
        self.write_as(Person::Nobody).await
    }

    /// Begins a transaction that only reads what this person may see.
    pub async fn read_as(&self, person: Person) -> Result<Tx> {
        Ok(match &self.engine {
            Engine::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Engine::Postgres { pool, login } => {
                let snapshot = "begin isolation level repeatable read read only";
                let begun = pool.begin_with(snapshot).await;
                named(begun.map_err(|error| lent(pool, error))?, *login, person).await?
            }
        })
    }

    /// Begins a transaction in which this person writes; on SQLite it waits for its turn. A program that a newer one
    /// left behind while it was open writes no more.
    pub async fn write_as(&self, person: Person) -> Result<Tx> {
        let known = sharing::schema();
        match &self.engine {
            Engine::Sqlite { writer, .. } => {
                let mut tx = writer.begin_with("begin immediate").await?;
                let found = sqlx::query_scalar(sharing::VERSION);
                match found.fetch_one(&mut *tx).await? {
                    found if found > known => Err(Error::TooNew { found, known }),
                    _ => Ok(Tx::Sqlite(tx)),
                }
            }
            Engine::Postgres { pool, login } => {
                // One way to the server and back; what refuses comes before the transaction it would leave open.
                let begin = format!("select need_schema({known}); begin");
                let begun = pool.begin_with(AssertSqlSafe(begin)).await;
                named(begun.map_err(|error| lent(pool, error))?, *login, person).await
            }
        }
    }

    /// Begins a transaction of the opening itself, in which nothing is asked of the schema.
    pub(crate) async fn prepare(&self) -> Result<Tx> {
        Ok(match &self.engine {
            Engine::Sqlite { writer, .. } => {
                Tx::Sqlite(writer.begin_with("begin immediate").await?)
            }
            Engine::Postgres { pool, .. } => Tx::Postgres(pool.begin().await?),
        })
    }

    /// The time by the server's clock; none on a file, whose times are its workstation's.
    pub async fn server_time(&self) -> Result<Option<Moment>> {
        let Engine::Postgres { pool, .. } = &self.engine else {
            return Ok(None);
        };
        let now = sqlx::query_scalar("select clock_timestamp()");
        Ok(Some(now.fetch_one(pool).await?))
    }

    /// Prepares an owner's server database for several workstations: the office's own roles, and what they may ask for.
    /// Answers where the server's own login finds it.
    pub async fn share(&self, server_password: &str, salt: &[u8; 16]) -> Result<Place> {
        let mut tx = self.write().await?;
        let Tx::Postgres(server) = &mut tx else {
            return Err(Error::Refused("a file is not shared".into()));
        };
        let database = rights::share(server, &rights::verifier(server_password, salt)).await?;
        tx.commit().await?;
        let login = format!("{database}.SERVER");
        Ok(self.place.of_login(&database, &login, server_password))
    }

    /// Whether several workstations may log in: a server's database whose owner has prepared it.
    pub async fn is_shared(&self) -> Result<bool> {
        match &mut self.read().await? {
            Tx::Sqlite(_) => Ok(false),
            Tx::Postgres(tx) => rights::is_shared(tx).await,
        }
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres { pool, .. } => pool.close().await,
        }
    }

    /// Refuses a schema of another version: only its owner brings it up to date.
    async fn is_up_to_date(&self) -> Result<()> {
        let known = sharing::schema();
        let Engine::Postgres { pool, .. } = &self.engine else {
            return Ok(());
        };
        let found: i64 = sqlx::query_scalar(sharing::VERSION).fetch_one(pool).await?;
        match found.cmp(&known) {
            Ordering::Equal => Ok(()),
            Ordering::Greater => Err(Error::TooNew { found, known }),
            Ordering::Less => Err(Error::TooOld { found, known }),
        }
    }

    /// Brings the schema up to date; several programs may try at once.
    async fn migrate(&self) -> Result<()> {
        let done = match &self.engine {
            Engine::Sqlite { writer, .. } => {
                // sqlx locks nothing here while it migrates: the write lock is taken first and kept.
                let mut tx = writer.begin_with("begin immediate").await?;
                claim_file(&mut tx).await?;
                // Not `run`: over a lent connection its future is not `Send`, and openings are spawned.
                let done = MIGRATIONS.run_direct(None, &mut *tx, false).await;
                if done.is_ok() {
                    tx.commit().await?;
                }
                done
            }
            Engine::Postgres { pool, .. } => MIGRATIONS.run(pool).await,
        };
        done.map_err(|error| match error {
            MigrateError::VersionMissing(found) => Error::TooNew {
                found,
                known: sharing::schema(),
            },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Error::Engine(sqlx::Error::Migrate(Box::new(other))),
        })
    }
}

/// What a pool says when it lends nothing: all its connections are in use, or the server is away.
fn lent(pool: &PgPool, error: sqlx::Error) -> Error {
    let in_use = pool.num_idle() == 0 && pool.size() >= pool.options().get_max_connections();
    match error {
        sqlx::Error::PoolTimedOut if in_use => Reach::Busy.into(),
        other => other.into(),
    }
}

/// On the server's connection each transaction says whom it is for; elsewhere the login does.
async fn named(mut tx: Transaction<'static, Postgres>, login: Login, person: Person) -> Result<Tx> {
    if login == Login::Server {
        sqlx::query("select set_config('app.person', $1, true)")
            .bind(person.name())
            .execute(&mut *tx)
            .await?;
    }
    Ok(Tx::Postgres(tx))
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
