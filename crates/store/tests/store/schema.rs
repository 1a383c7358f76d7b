//! One schema on both engines, from numbered migrations.

use std::cell::RefCell;
use std::path::Path;

use guichet_store::Db;

use crate::both::on_both;
use crate::desk::texts;

pub const COLUMNS_IN_FILE: &str = "select m.name || '.' || c.name || ' ' || lower(c.type) || case when c.\"notnull\" or c.pk > 0 then ' required' else '' end
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite%' and m.name not like 'ticket_words%' and m.name <> '_sqlx_migrations'";
pub const COLUMNS_ON_SERVER: &str = "select table_name || '.' || column_name || ' ' || case data_type
            when 'timestamp with time zone' then 'timestamptz' else data_type end
        || case is_nullable when 'NO' then ' required' else '' end
    from information_schema.columns
    where table_schema = current_schema() and table_name not in ('ticket_words', 'acting', '_sqlx_migrations')
        and table_name in (select t.table_name from information_schema.tables t where t.table_type = 'BASE TABLE')";
pub const INDEXES_IN_FILE: &str = "select tbl_name || '.' || name from sqlite_master
    where type = 'index' and name not like 'sqlite_autoindex%' and tbl_name not like 'ticket_words%'";
pub const INDEXES_ON_SERVER: &str = "select tablename || '.' || indexname from pg_indexes
    where schemaname = current_schema() and tablename not in ('ticket_words', 'acting', '_sqlx_migrations')
        and indexname not in (select conname from pg_constraint)";

/// What each engine answers to its own question, in order.
async fn both_answer(in_file: &str, on_server: &str) -> Vec<Vec<String>> {
    let answers = RefCell::new(Vec::new());
    on_both(async |db: Db| {
        let question = match db.engine_name() {
            "sqlite" => in_file,
            _ => on_server,
        };
        let mut answer = texts(&db, question).await;
        answer.sort();
        answers.borrow_mut().push(answer);
    })
    .await;
    answers.into_inner()
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let answers = both_answer(COLUMNS_IN_FILE, COLUMNS_ON_SERVER).await;
    assert!(answers[0].len() > 150, "{:?}", answers[0]);
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn both_engines_have_the_same_indexes() {
    let answers = both_answer(INDEXES_IN_FILE, INDEXES_ON_SERVER).await;
    assert!(answers[0].len() > 30, "{:?}", answers[0]);
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn migrations_are_numbered_without_a_hole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let entries = std::fs::read_dir(folder).expect("the migrations are here");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    for (number, name) in (1..).zip(&names) {
        assert!(
            name.starts_with(&format!("{number:04}_")),
            "{name} should be number {number}"
        );
    }
    assert!(names.len() >= 6, "{names:?}");
}
