//! Requests already made are each person's own, with `psql` too.

use guichet_domain::RequestId;
use guichet_store::Known;

use crate::desk::{at, id, write};
use crate::shared::{PASSWORD, Shared, tries};

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
