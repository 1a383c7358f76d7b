//! Searching: the same tickets in the same order on both engines, and only those in sight.

use std::cmp::Reverse;

use guichet_domain::fold;
use guichet_store::{CardsOf, Db, Found, Sight, TicketLine, Tx};

use crate::both::{on_both, on_postgres};
use crate::desk::{bare, office_with_ticket, write};
use crate::naive;
use crate::office::{Known, Office, words};

#[tokio::test]
async fn what_is_typed_finds_the_tickets_in_sight_and_no_others() {
    on_both(async |db: Db| {
        let mut office = Office::found(&db, 11).await;
        office.log_tickets(&db, 300).await;
        for _ in 0..200 {
            let typed = typed(&mut office);
            let sight = match office.chance.below(3) {
                0 => Sight::Everything,
                1 => Sight::Technician(office.chance.one(&office.technicians)),
                _ => Sight::Receptionist(office.chance.one(&office.receptionists)),
            };
            let limit = office.chance.one(&[1, 7, 100]);
            let found = search(&db, sight, &typed, limit).await;
            let mut expected = ranked(&office, sight, &typed);
            let more = expected.len() > limit as usize;
            expected.truncate(limit as usize);
            assert_eq!(
                found,
                Found {
                    rows: expected,
                    more
                },
                "{} {sight:?} {typed}",
                db.engine_name()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_typed_number_comes_first() {
    on_both(async |db: Db| {
        let mut office = Office::found(&db, 12).await;
        office.log_tickets(&db, 60).await;
        let binned = |number: i64| office.known[number as usize - 1].ticket.binned_at.is_some();
        let number = (1..=60)
            .rev()
            .find(|number| !binned(*number))
            .expect("one is kept");
        for typed in [format!("{number}"), format!(" #{number} ")] {
            let found = search(&db, Sight::Everything, &typed, 5).await;
            assert_eq!(
                found.rows.first().map(|line| line.number),
                Some(number),
                "{typed}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_common_word_gives_the_newest_in_sight() {
    on_both(async |db: Db| {
        let mut office = Office::found(&db, 13).await;
        let stranger = Sight::Technician(office.technicians[0]);
        let mut tx = db.write().await.expect("a transaction");
        for _ in 0..1_300 {
            let mut ticket = office.random_ticket();
            ticket.description = "panne générale".into();
            office.log(&mut tx, ticket).await;
        }
        tx.commit().await.expect("they are kept");
        for (sight, limit) in [(Sight::Everything, 50), (stranger, 20), (stranger, 1_200)] {
            let found = search(&db, sight, "géné", limit).await;
            let mut expected = newest(&office, sight, "géné");
            let more = expected.len() > limit as usize;
            expected.truncate(limit as usize);
            assert_eq!(
                found,
                Found {
                    rows: expected,
                    more
                },
                "{} {sight:?}",
                db.engine_name()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn postgres_finds_what_is_older_than_the_newest_twenty_thousand() {
    on_postgres(async |db: Db| {
        let mut office = Office::found(&db, 14).await;
        let mut tx = db.write().await.expect("a transaction");
        for label in ["Chaudière éteinte", "Chaudière qui fuit"] {
            let mut ticket = office.random_ticket();
            ticket.label = label.into();
            ticket.description = String::new();
            ticket.binned_at = None;
            office.log(&mut tx, ticket).await;
        }
        copy_the_first(&mut tx, 21_000).await;
        tx.commit().await.expect("they are kept");
        // From now on the server knows what is common.
        db.settle().await;
        let found = search(&db, Sight::Everything, "chau", 10).await;
        let numbers: Vec<i64> = found.rows.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [2, 1]);
        assert!(!found.more);
        let found = search(&db, Sight::Everything, "banal", 3).await;
        let numbers: Vec<i64> = found.rows.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [21_002, 21_001, 21_000]);
        assert!(found.more);
    })
    .await;
}

/// So many copies of the first ticket, one statement for all: one each takes a quarter of a minute.
async fn copy_the_first(tx: &mut Tx, copies: i64) {
    let Tx::Postgres(tx) = tx else {
        panic!("only PostgreSQL looks in two places")
    };
    let statements = [
        "insert into ticket (id, number, version, status, stage, criticality, priority, channel, facet, is_open, label,
            description, contact_id, assignee_id, reported_at, created_at, updated_at, due_at, withdrawals)
         select gen_random_uuid(), copy, version, status, stage, criticality, priority, channel, facet, is_open, label,
            description, contact_id, assignee_id, reported_at, created_at, updated_at, due_at, withdrawals
         from ticket, generate_series(3, 2 + $1) as copy where number = 1",
        "insert into ticket_words (number, words)
         select copy, array_to_tsvector(array['banal']) from generate_series(3, 2 + $1) as copy",
    ];
    for statement in statements {
        let copied = sqlx::query(statement).bind(copies).execute(&mut **tx).await;
        copied.expect("a copy is legal");
    }
}

#[tokio::test]
async fn a_new_name_of_what_a_ticket_is_about_is_searched() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let further = office.equipment[1].id;
        write(&db, async |tx| {
            tx.set_other_equipment(ticket.id, &[further]).await
        })
        .await
        .expect("a further machine");
        let renamed = [
            (
                "contact",
                "last_name",
                CardsOf::Contact(office.contacts[0].id),
            ),
            ("company", "name", CardsOf::Company(office.companies[0].id)),
            (
                "equipment",
                "serial",
                CardsOf::Equipment(office.equipment[0].id),
            ),
            ("equipment", "serial", CardsOf::Equipment(further)),
        ];
        for (rank, (table, column, of)) in renamed.into_iter().enumerate() {
            let name = format!("nouveaunom{rank}");
            let sql = format!("update {table} set {column} = '{name}'");
            bare(&db, &sql).await.expect("another name");
            write(&db, async |tx| tx.index_tickets_of(of).await)
                .await
                .expect("its words");
            let found = search(&db, Sight::Everything, &name, 5).await;
            assert_eq!(found.rows.len(), 1, "{table} {rank}");
        }
    })
    .await;
}

async fn search(db: &Db, sight: Sight, typed: &str, limit: u32) -> Found {
    let mut tx = db.read().await.expect("a transaction");
    let found = tx.search_tickets(sight, typed, limit).await;
    found.unwrap_or_else(|error| panic!("{error} {sight:?} {typed}"))
}

/// Beginnings of words of calls, and things no call holds.
fn typed(office: &mut Office) -> String {
    let chance = &mut office.chance;
    if chance.once_in(15) {
        return chance
            .one(&[
                "",
                " ' \" * ( ",
                "zzz",
                "AND OR NOT",
                "a & b | !c:*",
                "\"x\" NEAR(",
                "🅰b ꟺ",
            ])
            .into();
    }
    let count = 1 + chance.below(3);
    let said = words(chance, count);
    let shorten = |word: &str| word.chars().take(1 + chance.below(6)).collect::<String>();
    said.split(' ').map(shorten).collect::<Vec<_>>().join(" ")
}

/// The tickets of a search: the one whose number was typed, those with most words in their label first, then the newest.
fn ranked(office: &Office, sight: Sight, typed: &str) -> Vec<TicketLine> {
    let words = fold::query(typed);
    let mut lines = newest(office, sight, typed);
    let in_label = |line: &TicketLine| {
        words
            .iter()
            .filter(|word| begins(&fold::index([line.label.as_str()]), word))
            .count()
    };
    lines.sort_by_cached_key(|line| Reverse(in_label(line)));
    if let [word] = &words[..] {
        let asked = |known: &&Known| {
            known.ticket.number.to_string() == *word && known.ticket.binned_at.is_none()
        };
        if let Some(known) = office
            .known
            .iter()
            .find(asked)
            .filter(|known| naive::is_seen(known, sight))
        {
            lines.retain(|line| line.number != known.ticket.number);
            lines.insert(0, naive::line(office, &known.ticket));
        }
    }
    lines
}

/// The tickets of a search, the newest first.
fn newest(office: &Office, sight: Sight, typed: &str) -> Vec<TicketLine> {
    let words = fold::query(typed);
    let holds = |stored: &str| !words.is_empty() && words.iter().all(|word| begins(stored, word));
    let seen = office.known.iter().rev();
    let seen = seen.filter(|known| naive::is_seen(known, sight));
    let kept = seen.filter(|known| known.ticket.binned_at.is_none() && holds(&known.words));
    kept.map(|known| naive::line(office, &known.ticket))
        .collect()
}

fn begins(stored: &str, word: &str) -> bool {
    stored.split(' ').any(|known| known.starts_with(word))
}
