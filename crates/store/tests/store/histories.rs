//! The history, notices and drafts.

use guichet_domain::*;
use guichet_store::{Db, Error, NewNotice, Touched};
use serde_json::json;

use crate::both::on_both;
use crate::desk::*;

#[tokio::test]
async fn history_is_read_as_it_was_told() {
    on_both(async |db: Db| {
        let (_, mut ticket) = office_with_ticket(&db).await;
        let first = event_of(&ticket, 1);
        ticket.version = 2;
        let second = event_of(&ticket, 2);
        let mut other = event_of(&ticket, 3);
        other.entity_id = id(u128::MAX);
        other.ticket_id = None;
        write(&db, async |tx| {
            assert_eq!(tx.last_touch().await?, None);
            for event in [&second, &first, &other] {
                tx.append_event(event).await?;
            }
            assert_eq!(
                tx.events_of_ticket(ticket.id).await?,
                [first.clone(), second.clone()]
            );
            assert_eq!(
                tx.events_of_version(ticket.id.0, 2).await?,
                std::slice::from_ref(&second)
            );
            assert_eq!(
                tx.history_of(ticket.id.0).await?,
                [first.clone(), second.clone()]
            );
            assert_eq!(
                tx.events_after(first.id, 1).await?,
                std::slice::from_ref(&second)
            );
            assert_eq!(tx.last_touch().await?, Some(at(3)));
            let touched = tx.touched_after(at(1), 5).await?;
            let expected = [(at(2), Some(ticket.id)), (at(3), None)];
            assert_eq!(
                touched,
                expected.map(|(at, ticket_id)| Touched { at, ticket_id })
            );
            Ok(())
        })
        .await
        .expect("all of it is possible");
        let twice = write(&db, async |tx| tx.append_event(&first).await).await;
        assert!(matches!(twice, Err(Error::Taken)), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn whole_histories_come_page_after_page() {
    on_both(async |db: Db| {
        let (_, mut ticket) = office_with_ticket(&db).await;
        let told = write(&db, async |tx| {
            for rank in 0..12_u128 {
                ticket.version = 1 + rank as i64 % 4;
                let mut event = event_of(&ticket, rank);
                event.entity_id = id(1 + rank / 4);
                tx.append_event(&event).await?;
            }
            Ok(())
        });
        told.await.expect("they are told");
        let mut tx = db.read().await.expect("a reader");
        let since = tx.events_since(id(2), 2).await.expect("what came after");
        let versions: Vec<i64> = since.iter().map(|event| event.version).collect();
        assert_eq!(versions, [3, 4]);
        for about in 1..14 {
            let (mut after, mut seen) = (id(0), Vec::new());
            loop {
                let page = tx.histories_after(after, about).await.expect("a page");
                let Some(last) = page.last() else { break };
                after = last.entity_id;
                seen.extend(page.iter().map(|event| (event.entity_id, event.version)));
            }
            let all = (1..=3).flat_map(|rank| (1..=4).map(move |version| (id(rank), version)));
            assert_eq!(seen, all.collect::<Vec<_>>(), "about {about} a page");
        }
    })
    .await;
}

#[tokio::test]
async fn a_notice_reaches_whom_it_concerns_and_never_who_did_it() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let (ann, bob) = (office.technicians[0], office.technicians[1]);
        let notice = |rank, staff_id, by_staff_id, minutes| NewNotice {
            id: NoticeId(id(rank)),
            staff_id,
            kind: "unassigned",
            ticket_id: ticket.id,
            by_staff_id,
            by_contact_id: Some(office.contacts[0].id),
            at: at(minutes),
        };
        write(&db, async |tx| {
            tx.insert_notice(&notice(1, Some(ann), Some(bob), 1))
                .await?;
            tx.insert_notice(&notice(2, None, Some(bob), 2)).await?;
            tx.insert_notice(&notice(3, None, None, 3)).await?;
            let seen = |rows: Vec<guichet_store::NoticeRow>| -> Vec<(u128, bool)> {
                rows.iter()
                    .map(|row| (row.id.0.as_u128(), row.read))
                    .collect()
            };
            tx.read_notice(ann, NoticeId(id(2))).await?;
            tx.read_notice(ann, NoticeId(id(2))).await?;
            let rows = tx.notices(ann, true, at(0)).await?;
            assert_eq!(
                (rows[0].number, rows[0].label.as_str()),
                (1, ticket.label.as_str())
            );
            assert!(
                rows[0]
                    .by_contact
                    .as_ref()
                    .is_some_and(|name| name.contains("Le Goff 0"))
            );
            assert_eq!(seen(rows), [(3, false), (2, true), (1, false)]);
            assert_eq!(seen(tx.notices(ann, false, at(0)).await?), [(1, false)]);
            assert_eq!(seen(tx.notices(ann, true, at(3)).await?), [(3, false)]);
            assert_eq!(seen(tx.notices(bob, true, at(0)).await?), [(3, false)]);
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_its_writer_s_until_it_is_forgotten() {
    on_both(async |db: Db| {
        let (office, _) = office_with_ticket(&db).await;
        let (ann, bob) = (office.technicians[0], office.technicians[1]);
        write(&db, async |tx| {
            tx.set_draft(ann, "step:1", &json!({"body": "a"}), at(1))
                .await?;
            tx.set_draft(ann, "step:1", &json!({"body": "ab"}), at(2))
                .await?;
            let kept = tx.draft(ann, "step:1").await?;
            assert_eq!(kept, Some((json!({"body": "ab"}), at(2))));
            assert_eq!(tx.draft(bob, "step:1").await?, None);
            tx.delete_draft(bob, "step:1").await?;
            assert!(tx.draft(ann, "step:1").await?.is_some());
            tx.delete_draft(ann, "step:1").await?;
            assert_eq!(tx.draft(ann, "step:1").await?, None);
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}
