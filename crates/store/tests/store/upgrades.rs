//! A filled database of every version that was ever merged is brought up to this one, and has lost nothing.

use guichet_store::{Db, Place, sharing};
use guichet_testkit::postgres;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, SqlitePool};
use tokio::task::JoinSet;

use crate::both::on_both;
use crate::desk::*;
use crate::schema::{COLUMNS_IN_FILE, COLUMNS_ON_SERVER, INDEXES_IN_FILE, INDEXES_ON_SERVER};
use crate::whole::fill;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// Tables with their columns, as an older version had them.
type Tables = Vec<(String, Vec<String>)>;

#[tokio::test]
async fn r36_a_filled_file_of_every_version_is_brought_up_to_this_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = folder.path().join("whole.guichet");
    let filled = Db::open(&Place::File(whole.clone()))
        .await
        .expect("a new file opens");
    fill(&filled).await;
    for version in 1..=sharing::schema() {
        let path = folder.path().join(format!("{version}.guichet"));
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .foreign_keys(false);
        let old = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await
            .expect("a file");
        MIGRATIONS
            .run_to(version, &old)
            .await
            .expect("the first migrations run");
        let tables = pour(&old, &whole.display().to_string()).await;
        old.close().await;
        let db = Db::open(&Place::File(path))
            .await
            .expect("it is brought up to date");
        assert_same(&filled, &db, &tables).await;
        db.close().await;
    }
    filled.close().await;
}

#[tokio::test]
async fn r36_a_filled_server_of_every_version_is_brought_up_to_this_one() {
    let empty = async || postgres::database("upgrades", "empty", async |_| ()).await;
    let whole = empty().await;
    let filled = Db::open(&Place::Server(whole.url.clone()))
        .await
        .expect("an empty database opens");
    fill(&filled).await;
    for version in 1..=sharing::schema() {
        let database = empty().await;
        let old = PgPool::connect(&database.url).await.expect("it connects");
        MIGRATIONS
            .run_to(version, &old)
            .await
            .expect("the first migrations run");
        let tables = send(&old, &filled).await;
        old.close().await;
        let db = Db::open(&Place::Server(database.url.clone()))
            .await
            .expect("it is brought up to date");
        assert_same(&filled, &db, &tables).await;
        db.close().await;
    }
}

/// Fills an older file with what a whole one has for its columns; its guards stand as they did.
async fn pour(old: &SqlitePool, whole: &str) -> Tables {
    let statement =
        format!("attach database '{whole}' as whole; pragma application_id = 1198877027");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(old)
        .await
        .expect("both are there");
    let found: Vec<(String, String)> = sqlx::query_as(
        "select m.name, c.name from main.sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite%' and m.name <> '_sqlx_migrations'",
    )
    .fetch_all(old)
    .await
    .expect("its tables");
    let tables = gathered(found);
    for (table, columns) in &tables {
        let names = columns.join(", ");
        let text = format!("insert into main.{table} ({names}) select {names} from whole.{table}");
        sqlx::query(AssertSqlSafe(text))
            .execute(old)
            .await
            .unwrap_or_else(|error| panic!("{table}: {error}"));
    }
    let guards: Vec<String> = sqlx::query_scalar(
        "select g.sql from whole.sqlite_master g join main.sqlite_master t on t.name = g.tbl_name where g.type = 'trigger'",
    )
    .fetch_all(old)
    .await
    .expect("its guards");
    for guard in guards {
        sqlx::raw_sql(AssertSqlSafe(guard))
            .execute(old)
            .await
            .expect("a guard stands");
    }
    sqlx::raw_sql("detach database whole")
        .execute(old)
        .await
        .expect("it is let go");
    tables
}

/// The same from one server's database to another, each row as JSON.
async fn send(old: &PgPool, filled: &Db) -> Tables {
    let found: Vec<(String, String)> = sqlx::query_as(
        "select cast(table_name as text), cast(column_name as text) from information_schema.columns
            join information_schema.tables using (table_schema, table_name)
         where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> '_sqlx_migrations'",
    )
    .fetch_all(old)
    .await
    .expect("its tables");
    let tables = gathered(found);
    let mut tx = old.begin().await.expect("a transaction");
    let pointers = |how: &str| {
        let text = format!(
            "do $$ declare c record; begin for c in select conrelid::regclass as t, conname from pg_constraint
                where contype = 'f' loop execute format('alter table %s alter constraint %I {how}', c.t, c.conname); end loop; end $$"
        );
        sqlx::raw_sql(AssertSqlSafe(text))
    };
    pointers("deferrable initially deferred")
        .execute(&mut *tx)
        .await
        .expect("order does not matter");
    for (table, _) in &tables {
        let text = format!(
            "insert into {table} select * from jsonb_populate_record(null::public.{table}, cast($1 as jsonb))"
        );
        for row in texts(
            filled,
            &format!("select cast(to_jsonb(t) as text) from {table} t"),
        )
        .await
        {
            let sent = sqlx::query(AssertSqlSafe(text.clone()))
                .bind(row)
                .execute(&mut *tx)
                .await;
            sent.unwrap_or_else(|error| panic!("{table}: {error}"));
        }
    }
    sqlx::raw_sql("set constraints all immediate")
        .execute(&mut *tx)
        .await
        .expect("every row points to one");
    pointers("not deferrable")
        .execute(&mut *tx)
        .await
        .expect("as they were");
    tx.commit().await.expect("it is kept");
    tables
}

fn gathered(found: Vec<(String, String)>) -> Tables {
    let mut tables = Tables::new();
    for (table, column) in found {
        match tables.iter_mut().find(|(name, _)| *name == table) {
            Some((_, columns)) => columns.push(column),
            None => tables.push((table, vec![column])),
        }
    }
    tables
}

/// Every row is as it was, the schema is the one of a new database, and the next ticket is logged.
async fn assert_same(filled: &Db, db: &Db, tables: &Tables) {
    let on_file = db.engine_name() == "sqlite";
    for (table, columns) in tables {
        let text = match on_file {
            true => {
                let quoted: Vec<String> = columns
                    .iter()
                    .map(|column| format!("quote({column})"))
                    .collect();
                format!("select {} from {table}", quoted.join(" || ',' || "))
            }
            false => format!(
                "select cast(row({}) as text) from {table}",
                columns.join(", ")
            ),
        };
        let (mut before, mut after) = (texts(filled, &text).await, texts(db, &text).await);
        before.sort();
        after.sort();
        assert!(!before.is_empty(), "`fill` puts nothing in {table}");
        assert_eq!(before, after, "{table}");
    }
    let schema = match on_file {
        true => [COLUMNS_IN_FILE, INDEXES_IN_FILE],
        false => [COLUMNS_ON_SERVER, INDEXES_ON_SERVER],
    };
    for question in schema {
        let (mut new, mut grown) = (texts(filled, question).await, texts(db, question).await);
        new.sort();
        grown.sort();
        assert_eq!(new, grown);
    }
    let (loose, said) = db
        .read()
        .await
        .expect("a reader")
        .engine_findings()
        .await
        .expect("it is checked");
    assert!(loose.is_empty() && said.is_empty(), "{loose:?} {said:?}");
    if tables.iter().any(|(table, _)| table == "ticket") {
        write(db, async |tx| {
            let mut ticket = tx.ticket(1_000).await?.expect("the printer's");
            (ticket.id, ticket.number) = (guichet_domain::TicketId(id(0x9999)), 9_999);
            tx.insert_ticket(&ticket).await?;
            tx.append_event(&event_of(&ticket, 99)).await
        })
        .await
        .expect("life goes on");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r36_two_who_open_at_the_same_moment_migrate_once() {
    on_both(async |db: Db| {
        let database;
        let folder = tempfile::tempdir().expect("a folder");
        let place = match db.place() {
            Place::File(_) => Place::File(folder.path().join("new.guichet")),
            Place::Server(_) => {
                database = postgres::database("upgrades", "empty", async |_| ()).await;
                Place::Server(database.url.clone())
            }
        };
        let mut all = JoinSet::new();
        for _ in 0..4 {
            let place = place.clone();
            all.spawn(async move { Db::open(&place).await });
        }
        let opened: Vec<Db> = all
            .join_all()
            .await
            .into_iter()
            .map(|db| db.expect("nobody is turned away"))
            .collect();
        let run = number(
            &opened[0],
            "select count(*) from _sqlx_migrations where success",
        )
        .await;
        assert_eq!(run, sharing::schema());
        for db in opened {
            db.close().await;
        }
    })
    .await;
}
