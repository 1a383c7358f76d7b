//! The door: passwords tried too often, sessions that end, accounts that end them.

use chrono::TimeDelta;
use guichet_api::people::{ListStaff, SaveStaff, SetPassword};
use guichet_api::session::{ChangePassword, SetUp, WhoAmI};
use guichet_api::{ApiError, Code};
use guichet_domain::{Role, Staff};
use guichet_office::{Clock, Office, Place, SessionChange, Token};
use serde_json::json;

use crate::house::{House, PASSWORD, id, morning, on_both, set_up};

async fn refusal(house: &House, login: &str, password: &str) -> ApiError {
    let outcome = house.tries(login, password).await;
    assert_eq!(outcome.session, SessionChange::Keep);
    outcome.body.expect_err("a wrong password")
}

#[tokio::test]
async fn r14_a_password_is_slowed_after_five_and_a_right_one_waits_too() {
    on_both(async |house: House| {
        for left in ["4", "3", "2", "1"] {
            let error = refusal(&house, "tom", "mistyped").await;
            assert_eq!(error.code, Code::WrongPassword);
            assert_eq!(error.fields["attempts_left"], left);
        }
        assert_eq!(
            refusal(&house, "tom", "mistyped").await.code,
            Code::SlowDown
        );
        house.clock.advance(TimeDelta::minutes(3));
        let right = refusal(&house, "tom", PASSWORD).await;
        assert_eq!(right.code, Code::SlowDown);
        assert_eq!(right.fields["wait_seconds"], "120");
        house.clock.advance(TimeDelta::minutes(2));
        house.logs_in("tom", PASSWORD).await;
        assert_eq!(
            refusal(&house, "tom", "mistyped").await.fields["attempts_left"],
            "4"
        );
    })
    .await;
}

#[tokio::test]
async fn r14_a_login_nobody_has_is_answered_like_one_that_is() {
    on_both(async |house: House| {
        for _ in 0..7 {
            let known = refusal(&house, "tom", "mistyped").await;
            for stranger in ["nobody", "éric\0", "  "] {
                assert_eq!(
                    refusal(&house, stranger, "mistyped").await,
                    known,
                    "{stranger:?}"
                );
            }
        }
        house.clock.advance(TimeDelta::minutes(5));
        let known = refusal(&house, "tom", "mistyped").await;
        assert_eq!(known.code, Code::SlowDown);
        assert_eq!(refusal(&house, "nobody", "mistyped").await, known);
    })
    .await;
}

#[tokio::test]
async fn r14_many_passwords_at_once_are_no_more_than_five() {
    on_both(async |house: House| {
        let tries = (0..20).map(|_| {
            let office = house.office.clone();
            let args = json!({"login": "tom", "password": "mistyped"}).to_string();
            tokio::spawn(async move { office.rpc(None, "log_in", &args).await })
        });
        let tries: Vec<_> = tries.collect();
        let mut wrong = 0;
        for tried in tries {
            let outcome = tried.await.expect("it answers");
            let code = outcome.body.expect_err("a wrong password").code;
            wrong += usize::from(code == Code::WrongPassword);
        }
        assert_eq!(wrong, 4, "the fifth is told to wait already");
        assert_eq!(refusal(&house, "tom", PASSWORD).await.code, Code::SlowDown);
    })
    .await;
}

#[tokio::test]
async fn r14_a_session_unused_for_twelve_hours_is_over() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        house.clock.advance(TimeDelta::hours(12));
        assert!(house.is_in(&token).await, "just in time");
        house
            .clock
            .advance(TimeDelta::hours(12) + TimeDelta::seconds(1));
        assert!(!house.is_in(&token).await);
    })
    .await;
}

#[tokio::test]
async fn r14_a_session_is_over_after_a_week_used_or_not() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        for _ in 0..14 {
            house.clock.advance(TimeDelta::hours(12));
            assert!(house.is_in(&token).await);
        }
        house.clock.advance(TimeDelta::seconds(1));
        assert!(!house.is_in(&token).await);
    })
    .await;
}

#[tokio::test]
async fn r14_a_forged_token_or_one_logged_out_is_nobodys() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        assert!(house.is_in(&token).await);
        let outcome = house.office.rpc(Some(&token), "log_out", "").await;
        assert_eq!(outcome.session, SessionChange::End);
        assert!(!house.is_in(&token).await);
        let forged: Token = "0".repeat(64).parse().expect("any text is a token");
        assert!(!house.is_in(&forged).await);
        let nobody = house.office.rpc(None, "who_am_i", "").await.body;
        assert_eq!(nobody.expect_err("nobody").code, Code::Unauthenticated);
    })
    .await;
}

async fn account(house: &House, login: &str) -> Staff {
    let all = house.does(house.ann, ListStaff {}).await;
    let found = all.into_iter().find(|staff| staff.login == login);
    found.expect("an account")
}

#[tokio::test]
async fn r14_a_retired_account_is_out_at_once() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        let staff = Staff {
            active: false,
            ..account(&house, "tom").await
        };
        let password = String::new();
        house.does(house.ann, SaveStaff { staff, password }).await;
        assert!(!house.is_in(&token).await);
        let outcome = house.office.rpc(Some(&token), "list_notices", "").await;
        assert_eq!(
            outcome.body.expect_err("he left").code,
            Code::Unauthenticated
        );
        assert_eq!(
            refusal(&house, "tom", PASSWORD).await.code,
            Code::WrongPassword
        );
        let as_him = house.office.rpc_as("tom", "who_am_i", "").await.body;
        assert_eq!(as_him.expect_err("he left").code, Code::NotFound);
    })
    .await;
}

#[tokio::test]
async fn r12_a_new_role_counts_in_the_session_that_is_open() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        let lists = |token: &Token| {
            let (office, token) = (house.office.clone(), token.clone());
            async move { office.rpc(Some(&token), "list_staff", "").await.body }
        };
        assert_eq!(
            lists(&token).await.expect_err("a technician").code,
            Code::Forbidden
        );
        let staff = Staff {
            role: Role::Administrator,
            ..account(&house, "tom").await
        };
        let password = String::new();
        house.does(house.ann, SaveStaff { staff, password }).await;
        assert!(lists(&token).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn r14_changing_ones_password_ends_the_other_sessions() {
    on_both(async |house: House| {
        let here = house.logs_in("tom", PASSWORD).await;
        let there = house.logs_in("tom", PASSWORD).await;
        let change = async |current: &str, new: &str| {
            let args = json!(ChangePassword {
                current: current.into(),
                new: new.into()
            })
            .to_string();
            let office = &house.office;
            office.rpc(Some(&here), "change_password", &args).await.body
        };
        let wrong = change("mistyped", "battery staple").await;
        assert_eq!(wrong.expect_err("wrong").code, Code::WrongPassword);
        for weak in ["short", "tom"] {
            let error = change(PASSWORD, weak).await.expect_err("weak");
            assert_eq!(
                (error.code, &*error.fields["password"]),
                (Code::Invalid, "weak")
            );
        }
        assert!(house.is_in(&there).await);
        assert!(change(PASSWORD, "battery staple").await.is_ok());
        assert!(house.is_in(&here).await);
        assert!(!house.is_in(&there).await);
        assert_eq!(
            refusal(&house, "tom", PASSWORD).await.code,
            Code::WrongPassword
        );
        house.logs_in("tom", "battery staple").await;
    })
    .await;
}

#[tokio::test]
async fn r14_whoever_owns_the_database_sets_a_password_and_the_administrator_too() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        let owner = house.owner.set_password_of("Tom", "battery staple").await;
        assert_eq!(owner, Ok(()));
        assert!(!house.is_in(&token).await);
        let token = house.logs_in("tom", "battery staple").await;
        let weak = house.owner.set_password_of("tom", "short").await;
        assert_eq!(weak.expect_err("weak").fields["password"], "weak");
        let nobody = house
            .office
            .set_password_of("nobody", "battery staple")
            .await;
        assert_eq!(nobody.expect_err("nobody").code, Code::NotFound);
        let password = "staple battery".to_owned();
        let id = id(house.tom);
        let request = SetPassword { id, password };
        assert_eq!(
            house.code(house.sam, request.clone()).await,
            Code::Forbidden
        );
        house.does(house.ann, request).await;
        assert!(!house.is_in(&token).await);
        house.logs_in("tom", "staple battery").await;
    })
    .await;
}

#[tokio::test]
async fn r14_an_office_is_set_up_once() {
    on_both(async |house: House| {
        let again = json!(set_up()).to_string();
        let refused = house.office.rpc(None, "set_up", &again).await;
        assert_eq!(refused.body.expect_err("it is set up").code, Code::NotEmpty);
        let demo = json!(SetUp {
            demo_tickets: 10,
            ..set_up()
        })
        .to_string();
        let refused = house.office.rpc(None, "set_up", &demo).await;
        assert_eq!(refused.body.expect_err("it is set up").code, Code::NotEmpty);
        let me = house.does(house.ann, WhoAmI {}).await;
        assert!(
            me.staff.contact_id.is_some(),
            "R12: each account has its PSP contact"
        );
    })
    .await;
}

#[tokio::test]
async fn r14_a_first_start_that_is_refused_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place::File(folder.path().join("office.guichet"));
    let office = Office::open(&place, Clock::at(morning())).await;
    let office = office.expect("a new office opens");
    let wrong = [
        (
            SetUp {
                password: "short".into(),
                ..set_up()
            },
            "password",
        ),
        (
            SetUp {
                password: "ann.le.goff".into(),
                login: "Ann.Le.Goff".into(),
                ..set_up()
            },
            "password",
        ),
        (
            SetUp {
                login: "a b".into(),
                ..set_up()
            },
            "login",
        ),
        (
            SetUp {
                first_name: " \0".into(),
                ..set_up()
            },
            "first_name",
        ),
        (
            SetUp {
                office: String::new(),
                ..set_up()
            },
            "office",
        ),
    ];
    for (request, field) in wrong {
        let args = json!(request).to_string();
        let error = office.rpc(None, "set_up", &args).await.body;
        let error = error.expect_err(field);
        assert_eq!(error.code, Code::Invalid);
        assert!(error.fields.contains_key(field), "{field}: {error:?}");
    }
    let status = office.rpc(None, "office_status", "").await.body;
    assert!(status.expect("anybody may ask").contains("\"ready\":false"));
    office.close().await;
}
