//! What no screen would send: unknown calls and fields, numbers and times of another world, forged pages.

use guichet_api::Code;
use guichet_api::lists::{CountTickets, ListTickets, SearchTickets};
use guichet_api::notices::ChangesSince;
use guichet_api::tickets::*;
use guichet_domain::*;
use serde_json::json;

use crate::accidents::{refused_facts, wrong};
use crate::desk::step;
use crate::house::{House, on_both};

#[tokio::test]
async fn what_is_no_call_or_no_json_is_told() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        let deep = format!("{{\"key\":\"k\",\"body\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
        for (call, args, code) in [
            ("drop_table", "{}", Code::NotFound),
            ("", "{}", Code::NotFound),
            ("get_ticket", "{", Code::Invalid),
            ("get_ticket", "[]", Code::Invalid),
            ("get_ticket", "null", Code::Invalid),
            ("get_ticket", "", Code::Invalid),
            ("get_ticket", "{\"number\":\"1\"}", Code::Invalid),
            ("get_ticket", "{\"number\":1.5}", Code::Invalid),
            ("get_ticket", "{\"number\":1,\"Number\":1}", Code::Invalid),
            ("get_ticket", "{\"number\":99999999999999999999}", Code::Invalid),
            ("take_ticket", "{\"number\":1,\"version\":1,\"force\":true}", Code::Invalid),
            ("save_draft", &deep, Code::Invalid),
            ("open_ticket", &unknown_fact(), Code::Invalid),
            ("add_step", &unknown_part(number), Code::Invalid),
            ("list_tickets", "{\"filter\":{\"everything\":true},\"sort\":\"number\",\"descending\":true,\"after\":null,\"limit\":1}", Code::Invalid),
        ] {
            let error = house.office.rpc_as("tom", call, args).await.body;
            assert_eq!(error.expect_err(call).code, code, "{call} {args:.80}");
        }
    })
    .await;
}

fn unknown_fact() -> String {
    json!({
        "channel": "phone", "facts": {"label": "Écran", "lable": "x"}, "new_contact": null, "new_equipment": null,
        "attachments": [], "note": "", "assignee_id": null, "follows": null
    })
    .to_string()
}

fn unknown_part(number: i64) -> String {
    json!({
        "number": number, "attachments": [], "wait": false,
        "step": {"kind": "information", "body": "x", "public": false, "after_closing": true}
    })
    .to_string()
}

#[tokio::test]
async fn numbers_out_of_this_world_are_refused_or_find_nothing() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran").await.ticket.number;
        for number in [0, -1, i64::MIN, i64::MAX] {
            assert_eq!(
                house.code(house.ann, GetTicket { number }).await,
                Code::NotFound
            );
        }
        house.takes(house.tom, number).await;
        for minutes in [-1, 1_441, i32::MIN, i32::MAX] {
            let step = step(StepKind::Information, "x", minutes);
            let request = AddStep {
                number,
                step,
                attachments: vec![],
                wait: false,
            };
            let error = house.refused(house.tom, request).await;
            assert_eq!(
                wrong(&error),
                (Code::Invalid, vec![("minutes", "out_of_range")])
            );
        }
        for after in [-1, i64::MIN, i64::MAX, -8_000_000_000_000_000_000] {
            let error = house.refused(house.tom, ChangesSince { after }).await;
            assert_eq!(wrong(&error), (Code::Invalid, vec![("after", "unknown")]));
        }
    })
    .await;
}

#[tokio::test]
async fn times_no_office_lives_in_are_refused() {
    on_both(async |house: House| {
        let far = |text: &str| Some(text.parse().expect("an instant"));
        let error = refused_facts(&house, |facts| {
            facts.reported_at = Some(house.clock.now() + chrono::TimeDelta::seconds(1))
        })
        .await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("reported_at", "in_future")])
        );
        for year in ["-200000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"] {
            let error = refused_facts(&house, |facts| facts.reported_at = far(year)).await;
            assert_eq!(
                wrong(&error),
                (Code::Invalid, vec![("reported_at", "out_of_range")])
            );
        }
        let error = refused_facts(&house, |facts| {
            facts.due_at = far("+200000-01-01T00:00:00Z")
        })
        .await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("due_at", "out_of_range")])
        );
        let mut request = house.request("Écran");
        request.facts.due_at = far("2026-11-25T08:00:00.123456789Z");
        let sheet = house.does(house.rose, request).await;
        assert_eq!(
            Some(sheet.ticket.due_at),
            far("2026-11-25T08:00:00.123456Z")
        );
        let filter = TicketFilter {
            created_from: far("-200000-01-01T00:00:00Z"),
            ..TicketFilter::default()
        };
        let error = house
            .refused(
                house.ann,
                CountTickets {
                    filters: vec![filter],
                },
            )
            .await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("created_from", "out_of_range")])
        );
        let filter = TicketFilter {
            created_before: far("+200000-01-01T00:00:00Z"),
            ..TicketFilter::default()
        };
        let error = house
            .refused(
                house.ann,
                CountTickets {
                    filters: vec![filter],
                },
            )
            .await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("created_before", "out_of_range")])
        );
    })
    .await;
}

#[tokio::test]
async fn a_page_of_no_rows_is_one_row_and_a_forged_beginning_is_refused() {
    on_both(async |house: House| {
        house.logs(house.rose, "Écran").await;
        house.logs(house.rose, "Clavier").await;
        let list = |after: Option<&str>, sort, limit| ListTickets {
            filter: TicketFilter::default(),
            sort,
            descending: false,
            after: after.map(str::to_owned),
            limit,
        };
        let page = house
            .does(house.ann, list(None, TicketSort::Number, 0))
            .await;
        assert_eq!((page.rows.len(), page.more), (1, true));
        let page = house
            .does(house.ann, list(None, TicketSort::Number, u32::MAX))
            .await;
        assert_eq!(page.rows.len(), 2);
        for forged in [
            "",
            "due",
            "number.1'; drop table ticket",
            "due.1.00000000000000000000000000000000",
            "priority.-5.x.y",
            "number.\0",
        ] {
            let error = house
                .refused(house.ann, list(Some(forged), TicketSort::Number, 10))
                .await;
            assert_eq!(
                wrong(&error),
                (Code::Invalid, vec![("after", "unknown")]),
                "{forged}"
            );
        }
        let far = "due.-210900000000000000.00000000000000000000000000000000";
        let error = house
            .refused(house.ann, list(Some(far), TicketSort::Due, 10))
            .await;
        assert_eq!(wrong(&error), (Code::Invalid, vec![("after", "unknown")]));
        for text in [
            "",
            "\0",
            "'; drop table ticket; --",
            "\" OR *",
            "(((",
            &"x".repeat(100_000),
        ] {
            let text = text.to_owned();
            let found = house
                .does(house.ann, SearchTickets { text, limit: 0 })
                .await;
            assert_eq!(found.rows, []);
        }
    })
    .await;
}
