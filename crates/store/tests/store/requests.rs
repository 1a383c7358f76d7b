//! Requests already made are each person's own, with `psql` too.

use guichet_domain::RequestId;
use guichet_store::{Db, Known};

use crate::both::on_both;
use crate::desk::{at, id, office_with_ticket, write};
use crate::shared::{PASSWORD, Shared, tries};

#[tokio::test]
async fn a_request_is_answered_for_a_while_and_not_made_again_for_longer() {
    on_both(async |db: Db| {
        let (office, _) = office_with_ticket(&db).await;
        let begin = async || {
            write(&db, async |tx| {
                let known = tx.begin_request(
                    RequestId(id(0x71)),
                    office.receptionists[0],
                    "open_ticket",
                    at(5),
                );
                let known = known.await?;
                if known == Known::New {
                    tx.keep_reply(RequestId(id(0x71)), "hers").await?;
                }
                Ok(known)
            })
            .await
            .expect("an answer")
        };
        let swept = async |replies, ids| {
            let swept = write(&db, async |tx| {
                tx.sweep_requests(at(replies), at(ids)).await
            });
            swept.await.expect("they are swept")
        };
        assert_eq!(begin().await, Known::New);
        assert_eq!(swept(5, 5).await, 0, "it is not old enough");
        assert_eq!(begin().await, Known::Made("hers".into()));
        assert_eq!(swept(6, 5).await, 1);
        assert_eq!(begin().await, Known::Forgotten, "it is not made again");
        assert_eq!(swept(6, 6).await, 1);
        assert_eq!(begin().await, Known::New);
    })
    .await;
}

#[tokio::test]
async fn r39_a_person_reads_and_writes_their_own_requests_alone() {
    let shared = Shared::found().await;
    let [rose, tom, ..] = shared.people();
    let request = RequestId(id(0x71));
    let made = write(&shared.owner, async |tx| {
        tx.begin_request(request, rose.id, "open_ticket", at(1))
            .await?;
        tx.keep_reply(request, "hers").await
    });
    made.await.expect("it is kept");
    let db = shared.opened(tom.login, PASSWORD).await;
    let his = write(&db, async |tx| {
        tx.begin_request(request, tom.id, "open_ticket", at(2))
            .await
    });
    assert_eq!(his.await.expect("an answer"), Known::Foreign);
    let mut psql = shared.connect(tom.login).await;
    for (statement, expected) in [
        ("select reply from request".to_owned(), Ok(0)),
        ("delete from request".to_owned(), Ok(0)),
        ("update request set reply = 'his'".to_owned(), Ok(0)),
        (insert(2, rose.id), Err(())),
        (insert(2, tom.id), Ok(1)),
    ] {
        let done = tries(&mut psql, std::slice::from_ref(&statement)).await;
        assert_eq!(done.map_err(drop), expected, "{statement}");
    }
}

fn insert(number: u128, staff: guichet_domain::StaffId) -> String {
    format!(
        "insert into request (id, staff_id, at, call, reply) values ('{}', '{}', now(), 'add_step', '')",
        id(number),
        staff.0
    )
}
