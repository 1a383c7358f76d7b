//! A change that is sent twice under one id is made once, and answered twice.

use chrono::TimeDelta;
use guichet_api::tickets::{OpenTicket, TicketSheet};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::RequestId;
use guichet_office::Token;
use serde_json::json;
use uuid::Uuid;

use crate::house::{House, PASSWORD, on_both};

const ID: RequestId = RequestId(Uuid::from_u128(0x7));

async fn sends(house: &House, who: &Token, id: RequestId, label: &str) -> Result<String, ApiError> {
    let args = json!(house.request(label)).to_string();
    let sent = house
        .office
        .rpc_once(Some(who), Some(id), OpenTicket::NAME, &args);
    sent.await.body
}

fn number(reply: &str) -> i64 {
    let sheet: TicketSheet = serde_json::from_str(reply).expect("a sheet");
    sheet.ticket.number
}

#[tokio::test]
async fn r39_a_change_sent_twice_is_made_once_and_answered_twice() {
    on_both(async |house: House| {
        let rose = house.logs_in("rose", PASSWORD).await;
        let first = sends(&house, &rose, ID, "Chaudière")
            .await
            .expect("it is made");
        let again = sends(&house, &rose, ID, "Chaudière").await;
        assert_eq!(again.expect("it was made"), first);
        let next = sends(&house, &rose, RequestId(Uuid::from_u128(8)), "Autre").await;
        assert_eq!(number(&next.expect("it is another")), number(&first) + 1);
    })
    .await;
}

#[tokio::test]
async fn r39_two_twins_at_once_are_one() {
    on_both(async |house: House| {
        let rose = house.logs_in("rose", PASSWORD).await;
        let (one, two) = tokio::join!(
            sends(&house, &rose, ID, "Chaudière"),
            sends(&house, &rose, ID, "Chaudière")
        );
        assert_eq!(one.expect("it is made"), two.expect("by one of them"));
    })
    .await;
}

#[tokio::test]
async fn r39_an_id_serves_one_person_for_one_call() {
    on_both(async |house: House| {
        let rose = house.logs_in("rose", PASSWORD).await;
        let tom = house.logs_in("tom", PASSWORD).await;
        sends(&house, &rose, ID, "Chaudière")
            .await
            .expect("it is made");
        let stolen = sends(&house, &tom, ID, "Chaudière").await;
        assert_eq!(stolen.expect_err("not his").code, Code::Conflict);
        let other = house
            .office
            .rpc_once(Some(&rose), Some(ID), "read_notices", r#"{"ids":[]}"#);
        assert_eq!(
            other.await.body.expect_err("another call").code,
            Code::Conflict
        );
    })
    .await;
}

#[tokio::test]
async fn r39_what_was_refused_is_tried_again_and_what_was_made_is_not_made_again_for_a_month() {
    on_both(async |house: House| {
        let rose = house.logs_in("rose", PASSWORD).await;
        let refused = sends(&house, &rose, ID, "").await;
        assert_eq!(refused.expect_err("no label").code, Code::Invalid);
        let first = sends(&house, &rose, ID, "Chaudière")
            .await
            .expect("it is made");
        house.clock.advance(TimeDelta::hours(11));
        house.office.jobs().await;
        assert_eq!(
            sends(&house, &rose, ID, "Chaudière")
                .await
                .expect("still known"),
            first
        );
        house.clock.advance(TimeDelta::hours(14));
        house.office.jobs().await;
        let rose = house.logs_in("rose", PASSWORD).await;
        let again = sends(&house, &rose, ID, "Chaudière").await;
        let again = again.expect_err("its reply is forgotten");
        assert_eq!(
            (again.code, &*again.fields["reason"]),
            (Code::Conflict, "made")
        );
        house.clock.advance(TimeDelta::days(30));
        house.office.jobs().await;
        let rose = house.logs_in("rose", PASSWORD).await;
        let later = sends(&house, &rose, ID, "Chaudière").await;
        assert_ne!(number(&later.expect("it is new")), number(&first));
    })
    .await;
}
