//! What an office may meet on somebody's server: logins without rights, another program's tables, an old version.

use super::TestDatabase;
use crate::process::secret;

impl TestDatabase {
    /// Its address as a login that may do nothing yet; the role is named after the database.
    pub fn url_of_a_newcomer(&self) -> String {
        let (login, password) = (format!("{}_new", self.name), secret());
        self.as_administrator(&format!("create role {login} login password '{password}'"));
        self.url_as(&login, &password)
    }

    /// Its address as a superuser.
    pub fn url_of_a_superuser(&self) -> String {
        let (login, password) = (format!("{}_super", self.name), secret());
        self.as_administrator(&format!(
            "create role {login} login superuser password '{password}'"
        ));
        self.url_as(&login, &password)
    }

    /// Makes the server say, in this database, that it is of another version, as `140012`.
    pub fn say_version(&self, number: u32) {
        self.as_administrator(&format!(
            "create schema odd; grant usage on schema odd to public;
             create function odd.current_setting(asked text) returns text language sql
                as $$ select case asked when 'server_version_num' then '{number}' else '{major}.{minor}' end $$;
             alter database {name} set search_path = odd, pg_catalog, public",
            major = number / 10_000,
            minor = number % 10_000,
            name = self.name,
        ));
    }

    /// Puts a table of another program there.
    pub fn serve_recipes(&self) {
        self.as_administrator(
            "create table public.recipe (name text); grant select on public.recipe to public",
        );
    }

    /// Adds a migration that no program knows, as a newer one would.
    pub fn come_from_the_future(&self) {
        self.as_administrator(
            "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, execution_time
                from _sqlx_migrations where version = 1",
        );
    }

    /// Lets somebody's trigger change what is stored in a column.
    pub fn change_what_is_stored(&self, table: &str, column: &str) {
        self.as_administrator(&format!(
            "create function odd() returns trigger language plpgsql as $$ begin new.{column} := 'odd'; return new; end $$;
             create trigger odd before insert on {table} for each row execute function odd()"
        ));
    }

    /// Restarts the server under everybody of this run; for a run that has it alone.
    pub async fn restart_server(&self) {
        self.cluster.restart().await;
    }

    /// Runs what an administrator of the server runs.
    pub fn as_administrator(&self, statements: &str) {
        let database = format!("--dbname={}", self.name);
        let asked = [
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            &database,
            "--command",
            statements,
        ];
        self.cluster
            .client("psql", &asked)
            .unwrap_or_else(|said| panic!("{}: {said}", self.name));
    }
}
