//! How the engines find in a crowded directory: by index, asserted on their plans, not on time.

use std::fmt::Write;

use guichet_store::directory::find_text;
use guichet_store::{Db, Kept, Tx};
use sqlx::AssertSqlSafe;

use crate::both::{on_postgres, on_sqlite};
use crate::desk::*;
use crate::finding::found;

/// Twenty thousand contacts of twenty letters' worth of names, by the hundred.
async fn crowd(db: &Db) {
    for hundred in 0..200 {
        let (mut contacts, mut lookups) = (String::new(), String::new());
        for rank in hundred * 100..hundred * 100 + 100 {
            let comma = if rank % 100 == 0 { "" } else { ", " };
            let (hex, text) = (format!("{rank:032x}"), format!("nom{rank}"));
            let id = match db.engine_name() {
                "sqlite" => format!("x'{hex}'"),
                _ => format!("'{hex}'"),
            };
            write!(contacts, "{comma}({id}, 1, '', '', '{text}', '{text}', '', 'client', null, '', '', '', '', 'fr', false, true)")
                .expect("a text grows");
            write!(
                lookups,
                "{comma}('{text}', 'contact', {id}), ('ville{}', 'contact', {id})",
                rank % 50
            )
            .expect("a text grows");
        }
        bare(db, &format!(
            "insert into contact (id, version, title, first_name, last_name, sort_name, position, segment, company_id, phone,
                mobile, mail, note, language, power, active) values {contacts}"
        )).await.expect("contacts");
        bare(
            db,
            &format!("insert into lookup (word, kind, id) values {lookups}"),
        )
        .await
        .expect("their words");
    }
    if db.engine_name() == "sqlite" {
        bare(db, "analyze").await.expect("figures for the planner");
    }
    db.settle().await;
}

#[tokio::test]
async fn the_reception_finds_by_index_among_twenty_thousand_on_sqlite() {
    on_sqlite(async |db: Db| {
        crowd(&db).await;
        for others in 0..3 {
            let plan = plan_in_file(&db, &find_text(Kept::Contact, others), others).await;
            let scans: Vec<&String> = plan
                .iter()
                .filter(|line| line.starts_with("SCAN"))
                .collect();
            assert!(scans.is_empty(), "{plan:#?}");
            assert!(plan.iter().any(|line| line.contains("word>?")), "{plan:#?}");
        }
        assert_eq!(found(&db, "nom12345 ville45").await, ["nom12345"]);
    })
    .await;
}

async fn plan_in_file(db: &Db, sql: &str, others: usize) -> Vec<String> {
    let mut tx = db.read().await.expect("a reader");
    let Tx::Sqlite(tx) = &mut tx else {
        panic!("SQLite")
    };
    let mut query = sqlx::query_as(AssertSqlSafe(format!("explain query plan {sql}")))
        .bind("contact")
        .bind(10_i64);
    for _ in 0..=others {
        query = query.bind("nom12345").bind("nom12345\u{10ffff}");
    }
    let lines: Vec<(i64, i64, i64, String)> = query.fetch_all(&mut **tx).await.expect("a plan");
    lines.into_iter().map(|line| line.3).collect()
}

#[tokio::test]
async fn the_reception_finds_by_index_among_twenty_thousand_on_postgresql() {
    on_postgres(async |db: Db| {
        crowd(&db).await;
        for others in 0..3 {
            let plan = plan_on_server(&db, &find_text(Kept::Contact, others), others).await;
            let scans = ["contact d", "lookup"].map(|table| format!("Seq Scan on {table}"));
            assert!(!scans.iter().any(|scan| plan.contains(scan)), "{plan}");
            assert!(plan.contains("lookup_pkey"), "{plan}");
        }
        assert_eq!(found(&db, "nom12345 ville45").await, ["nom12345"]);
    })
    .await;
}

async fn plan_on_server(db: &Db, sql: &str, others: usize) -> String {
    let mut tx = db.read().await.expect("a reader");
    let Tx::Postgres(tx) = &mut tx else {
        panic!("PostgreSQL")
    };
    let mut query = sqlx::query_scalar(AssertSqlSafe(format!("explain {sql}")))
        .bind("contact")
        .bind(10_i64);
    for _ in 0..=others {
        query = query.bind("nom12345").bind("nom12345\u{10ffff}");
    }
    let lines: Vec<String> = query.fetch_all(&mut **tx).await.expect("a plan");
    lines.join("\n")
}
