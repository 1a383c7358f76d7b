//! Who is in front of which ticket.

use guichet_domain::{StaffId, Status};
use guichet_store::Db;

use crate::both::on_both;
use crate::desk::*;
use crate::rights::grounds;
use crate::shared::{Shared, tries};

#[tokio::test]
async fn r38_a_window_is_in_front_of_one_ticket_until_it_leaves_or_is_silent() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let second = printer_ticket(&office, 2);
        keep_ticket(&db, &second).await;
        let (ann, bob) = (office.technicians[0], office.technicians[1]);
        write(&db, async |tx| {
            tx.set_presence(ann, 1, ticket.id, false, at(1)).await?;
            tx.set_presence(ann, 1, second.id, true, at(2)).await?;
            tx.set_presence(ann, 2, ticket.id, false, at(3)).await?;
            let seen = async |tx: &mut guichet_store::Tx, but: StaffId, since| {
                let rows = tx.presences(but, at(since)).await.expect("they are read");
                rows.iter()
                    .map(|row| (row.number, row.typing))
                    .collect::<Vec<_>>()
            };
            assert_eq!(seen(tx, bob, 0).await, [(1, false), (2, true)]);
            assert_eq!(seen(tx, ann, 0).await, []);
            assert_eq!(seen(tx, bob, 3).await, [(1, false)]);
            tx.end_presence(ann, 2, at(2)).await?;
            assert_eq!(seen(tx, bob, 0).await, [(2, true)]);
            tx.end_presence(ann, 2, at(3)).await?;
            assert_eq!(seen(tx, bob, 0).await, []);
            Ok(())
        })
        .await
        .expect("it is kept and forgotten");
    })
    .await;
}

#[tokio::test]
async fn r38_one_says_that_one_is_here_in_ones_own_name_where_one_sees() {
    let shared = Shared::found().await;
    let mut number = 0;
    for person in shared.people() {
        let mut connection = shared.connect(person.login).await;
        for ground in grounds() {
            number += 1;
            let ticket = shared.set(number, ground, person).await;
            let comes = |who: StaffId| {
                format!(
                    "insert into presence (staff_id, window_id, ticket_id, typing, seen_at) values ('{}', 1, '{}', false, now())",
                    who.0, ticket.id.0
                )
            };
            let sees = crate::rights::may(person.role, guichet_domain::Verb::See, Some(ground));
            let own = tries(&mut connection, &[comes(person.id)]).await;
            assert_eq!(own == Ok(1), sees, "{} {ground:?}: {own:?}", person.role);
            let forged = tries(&mut connection, &[comes(shared.office.technicians[0])]).await;
            assert!(forged.is_err(), "{} {ground:?}: {forged:?}", person.role);
        }
        // Nobody sends somebody else away.
        let ticket = shared
            .set(900 + number, (Status::Unassigned, "none"), person)
            .await;
        crate::shared::hang(&shared, &ticket).await;
        let away =
            "delete from presence where staff_id <> ".to_owned() + &format!("'{}'", person.id.0);
        assert_eq!(tries(&mut connection, &[away]).await, Ok(0));
    }
}
