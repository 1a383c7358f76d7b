//! Staff, passwords, sessions, preferences and views.

use guichet_domain::directory::Record;
use guichet_domain::staff::Membership;
use guichet_domain::*;
use guichet_store::{Db, Error, SessionRow, ViewRow};
use serde_json::json;

use crate::both::on_both;
use crate::desk::*;
use crate::office::Office;

#[tokio::test]
async fn a_login_is_somebody_s_alone() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let mut tx = db.read().await.expect("a reader");
        let ann = tx.staff_by_login("staff2").await.expect("it is read");
        let ann = ann.expect("she is there");
        assert_eq!(ann.id, office.technicians[0]);
        assert_eq!(tx.staff_by_login("STAFF2").await.expect("it is read"), None);
        assert_eq!(
            tx.staff(ann.id).await.expect("it is read"),
            Some(ann.clone())
        );
        assert_eq!(tx.all_staff().await.expect("they are read").len(), 5);
        drop(tx);
        let twin = Staff {
            id: StaffId(id(1)),
            ..ann.clone()
        };
        let taken = write(&db, async |tx| tx.insert_staff(&twin).await).await;
        assert!(matches!(taken, Err(Error::Taken)), "{taken:?}");
        let renamed = Staff {
            login: "staff0".into(),
            version: 2,
            ..ann.clone()
        };
        let taken = write(&db, async |tx| tx.update_staff(&renamed, 1).await).await;
        assert!(matches!(taken, Err(Error::Taken)), "{taken:?}");
        let gone = Staff {
            active: false,
            version: 2,
            ..ann
        };
        write(&db, async |tx| tx.update_staff(&gone, 1).await)
            .await
            .expect("she retires");
        let again = write(&db, async |tx| tx.update_staff(&gone, 1).await).await;
        assert!(matches!(again, Err(Error::Stale)), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn wrong_passwords_are_counted_until_a_new_one() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let ann = office.technicians[0];
        write(&db, async |tx| {
            assert!(tx.password(ann).await?.is_none());
            tx.set_password(ann, "premier").await?;
            assert_eq!(tx.count_failure(ann, at(1), 2, at(0)).await?, Some(1));
            assert_eq!(tx.count_failure(ann, at(2), 2, at(0)).await?, Some(2));
            assert_eq!(tx.count_failure(ann, at(3), 2, at(1)).await?, None);
            let kept = tx.password(ann).await?.expect("it is kept");
            assert_eq!(
                (kept.hash.as_str(), kept.failures, kept.failed_at),
                ("premier", 2, Some(at(2)))
            );
            assert_eq!(tx.count_failure(ann, at(4), 2, at(2)).await?, Some(3));
            tx.forget_failures(ann).await?;
            let kept = tx.password(ann).await?.expect("it is kept");
            assert_eq!((kept.failures, kept.failed_at), (0, None));
            assert_eq!(tx.count_failure(ann, at(5), 2, at(4)).await?, Some(1));
            tx.set_password(ann, "second").await?;
            let kept = tx.password(ann).await?.expect("it is kept");
            assert_eq!(
                (kept.hash.as_str(), kept.failures, kept.failed_at),
                ("second", 0, None)
            );
            Ok(())
        })
        .await
        .expect("all of it is possible");
        let dangling = write(&db, async |tx| tx.set_password(StaffId(id(404)), "x").await).await;
        assert!(matches!(dangling, Err(Error::Dangling)), "{dangling:?}");
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_alone_or_with_all_but_one() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let session = |staff_id| SessionRow {
            staff_id,
            created_at: at(0),
            seen_at: at(0),
        };
        let (ann, bob) = (office.technicians[0], office.technicians[1]);
        write(&db, async |tx| {
            for (token, staff) in [("a1", ann), ("a2", ann), ("a3", ann), ("b1", bob)] {
                tx.insert_session(token, &session(staff)).await?;
            }
            tx.touch_session("a1", at(9)).await?;
            let seen = SessionRow {
                seen_at: at(9),
                ..session(ann)
            };
            assert_eq!(tx.session("a1").await?, Some(seen));
            tx.end_session("a2").await?;
            assert_eq!(tx.session("a2").await?, None);
            tx.end_sessions_of(ann, "a1").await?;
            assert!(tx.session("a1").await?.is_some());
            assert_eq!(tx.session("a3").await?, None);
            assert!(tx.session("b1").await?.is_some());
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

#[tokio::test]
async fn views_and_preferences_are_one_s_own() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let (ann, bob) = (office.technicians[0], office.technicians[1]);
        let mut view = ViewRow {
            id: ViewId(id(1)),
            name: "À moi".into(),
            filter: TicketFilter {
                assignee: Some(ann),
                ..TicketFilter::default()
            },
            sort: TicketSort::Due,
            descending: true,
        };
        write(&db, async |tx| {
            tx.save_view(ann, &view).await?;
            view.name = "Volée".into();
            tx.save_view(bob, &view).await?;
            tx.delete_view(bob, view.id).await?;
            let views = tx.views(ann).await?;
            assert_eq!(
                (views[0].name.as_str(), &views[0].filter),
                ("À moi", &view.filter)
            );
            assert!(tx.views(bob).await?.is_empty());
            tx.save_view(ann, &view).await?;
            assert_eq!(tx.views(ann).await?[0].name, "Volée");
            tx.delete_view(ann, view.id).await?;
            assert!(tx.views(ann).await?.is_empty());
            tx.set_preferences(ann, &json!({"theme": "dark"})).await?;
            tx.set_preferences(ann, &json!({"theme": "light", "é": [1, null]}))
                .await?;
            let kept = tx.preferences(ann).await?;
            assert_eq!(kept, Some(json!({"theme": "light", "é": [1, null]})));
            assert_eq!(tx.preferences(bob).await?, None);
            tx.set_setting("office", &json!(1)).await?;
            tx.set_setting("office", &json!({"name": "Bureau"})).await?;
            assert_eq!(tx.setting("office").await?, Some(json!({"name": "Bureau"})));
            assert_eq!(tx.setting("none").await?, None);
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

#[tokio::test]
async fn teams_and_skills_are_replaced() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let ann = office.technicians[0];
        let record = |rank: u128, label: &str| Record {
            id: id(rank),
            version: 1,
            code: String::new(),
            label: label.into(),
            company_id: None,
            parent_id: None,
            starts_on: None,
            ends_on: None,
            active: true,
        };
        write(&db, async |tx| {
            tx.insert_record("team", &record(1, "Réseau")).await?;
            tx.insert_record("skill", &record(2, "Chaudières")).await?;
            let network = Membership::new(vec![TeamId(id(1))], Vec::new());
            tx.set_membership(ann, &network).await?;
            assert_eq!(tx.membership(ann).await?, network);
            let skill = SkillId(id(2));
            let both = Membership::new(vec![TeamId(id(1))], vec![skill, skill]);
            tx.set_membership(ann, &both).await?;
            assert_eq!(tx.membership(ann).await?, both);
            let kept = tx.staff_records().await?;
            let expected = [
                (ann, id(2), "skill".to_owned()),
                (ann, id(1), "team".to_owned()),
            ];
            assert_eq!(kept, expected);
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}
