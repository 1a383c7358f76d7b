//! A server's database before it is an office's: what stands there already, and what its owner may not do yet.
//!
//! Nothing is changed here; `rights` makes the roles once the schema is there.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

use crate::db::MIGRATIONS;
use crate::opening::{is_strange, refuse_old};
use crate::rights::quoted;
use crate::{Error, Place, Result};

/// A database as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The version of its schema; none when it is empty.
    pub schema: Option<i64>,
    /// What keeps this login from preparing it.
    pub obstacles: Vec<Obstacle>,
}

/// Something that only an administrator of the server can clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What is missing, in one sentence.
    pub sentence: String,
    /// What the administrator runs.
    pub statement: String,
}

/// The last version of the schema this program knows.
pub fn schema() -> i64 {
    MIGRATIONS
        .iter()
        .map(|step| step.version)
        .max()
        .unwrap_or(0)
}

/// The version of an open database's schema.
pub(crate) const VERSION: &str = "select coalesce(max(version), 0) from _sqlx_migrations";

/// Looks at a server's database before anything is made there.
pub async fn survey(url: &str) -> Result<Ground> {
    let mut server = PgConnectOptions::from_str(url)?
        .application_name("guichet")
        .connect()
        .await?;
    let seen = seen_by(&mut server, url).await;
    server.close().await?;
    seen
}

async fn seen_by(server: &mut PgConnection, url: &str) -> Result<Ground> {
    refuse_old(server).await?;
    if is_strange(server).await? {
        return Err(Error::NotOurs(Place::Server(url.to_owned()).shown()));
    }
    let owner: Option<String> = sqlx::query_scalar(
        "select cast(pg_get_userbyid(c.relowner) as text) from pg_class c where c.oid = to_regclass('_sqlx_migrations')",
    )
    .fetch_optional(&mut *server)
    .await?;
    let me: Me = sqlx::query_as(
        "select cast(session_user as text) as login, cast(current_database() as text) as database, r.rolsuper as is_super,
            r.rolcreaterole as makes_roles, coalesce(has_schema_privilege(current_schema(), 'create'), false) as makes_tables
         from pg_roles r where r.rolname = session_user",
    )
    .fetch_one(&mut *server)
    .await?;
    let schema = match &owner {
        Some(owner) if *owner != me.login => {
            return Err(Error::NotOwner {
                owner: owner.clone(),
            });
        }
        Some(_) => {
            sqlx::query_scalar("select max(version) from _sqlx_migrations")
                .fetch_one(server)
                .await?
        }
        None => None,
    };
    Ok(Ground {
        schema,
        obstacles: me.obstacles(),
    })
}

/// Whose login it is, and what the server lets it do.
#[derive(sqlx::FromRow)]
struct Me {
    login: String,
    database: String,
    is_super: bool,
    makes_roles: bool,
    makes_tables: bool,
}

impl Me {
    fn obstacles(&self) -> Vec<Obstacle> {
        let (login, database) = (&self.login, &self.database);
        let (mine, whole) = (quoted(login), quoted(database));
        let mut found = Vec::new();
        if self.is_super {
            found.push(Obstacle {
                sentence: format!("{login} is a superuser, and what the office's functions do would be done with every right on the server; another login must own the database"),
                statement: format!("create role guichet_owner login createrole password 'CHOOSE ONE'; alter database {whole} owner to guichet_owner;"),
            });
            return found;
        }
        if !self.makes_roles {
            found.push(Obstacle {
                sentence: format!(
                    "{login} may not create roles, and each account of the office is one"
                ),
                statement: format!("alter role {mine} createrole;"),
            });
        }
        if !self.makes_tables {
            found.push(Obstacle {
                sentence: format!("{login} may not create tables in {database}"),
                statement: format!("alter database {whole} owner to {mine};"),
            });
        }
        found
    }
}
