//! A workstation of a shared office: the log-in is the connection, and a weak network applies nothing twice.

use chrono::TimeDelta;
use guichet_api::people::SaveStaff;
use guichet_api::session::{ChangePassword, LogIn, LogOut, Me, OfficeState, OfficeStatus, WhoAmI};
use guichet_api::tickets::{GetTicket, OpenTicket, TicketSheet};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::RequestId;
use guichet_office::{Clock, Entrance, Office, Place, SessionChange, Token};
use guichet_testkit::postgres::OwnServer;
use serde_json::json;
use uuid::Uuid;

use crate::house::{House, PASSWORD, id, morning, on_postgres};

/// The office of this house as a workstation reaches it.
async fn door(house: &House) -> Entrance {
    let place = house.owner.db().place().shown();
    let place = Place::parse(&format!("{place}?sslmode=disable"));
    let entrance = Entrance::of(&place, house.clock.clone()).await;
    entrance.expect("an address is only remembered")
}

fn log_in(login: &str, password: &str, keep: bool) -> String {
    json!(LogIn {
        login: login.into(),
        password: password.into(),
        keep,
    })
    .to_string()
}

async fn enters(door: &Entrance, login: &str, password: &str) -> Result<Token, ApiError> {
    let args = log_in(login, password, false);
    let outcome = door.rpc(None, None, LogIn::NAME, &args).await;
    outcome.body?;
    match outcome.session {
        SessionChange::Begin(token) => Ok(token),
        other => panic!("a log-in begins a session, not {other:?}"),
    }
}

async fn asks<C: Call>(
    door: &Entrance,
    token: Option<&Token>,
    call: C,
) -> Result<C::Reply, ApiError> {
    let args = json!(call).to_string();
    let body = door.rpc(token, None, C::NAME, &args).await.body?;
    Ok(serde_json::from_str(&body).expect("a reply is what the list says"))
}

#[tokio::test]
async fn r36_the_log_in_is_the_connection_and_the_log_out_its_end() {
    on_postgres(async |house: House| {
        let door = door(&house).await;
        let state: OfficeState = asks(&door, None, OfficeStatus {})
            .await
            .expect("it is known");
        assert!(state.ready && state.by_login);
        assert!(!state.place.contains('?'), "{}", state.place);
        let outside = asks(&door, None, WhoAmI {})
            .await
            .expect_err("nobody is in");
        assert_eq!(outside.code, Code::Unauthenticated);
        let wrong = enters(&door, "tom", "faux").await.expect_err("it is wrong");
        assert_eq!(wrong.code, Code::WrongPassword);
        let tom = enters(&door, " Tom", PASSWORD).await.expect("he comes in");
        let me: Me = asks(&door, Some(&tom), WhoAmI {}).await.expect("it is Tom");
        assert_eq!(me.staff.id, id(house.tom));
        let other = "another token".parse().expect("a token");
        let forged = asks(&door, Some(&other), WhoAmI {}).await;
        assert_eq!(forged.expect_err("not his").code, Code::Unauthenticated);
        // A file hangs on the same connection.
        let office = door.office().await.expect("it is open");
        assert!(office.db().is_personal());
        assert!(office.actor(&tom).await.is_ok());
        let left = door.rpc(Some(&tom), None, LogOut::NAME, "{}").await;
        assert_eq!(left.session, SessionChange::End);
        assert!(door.office().await.is_err(), "the connections are closed");
        assert!(asks(&door, Some(&tom), WhoAmI {}).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn r36_a_password_is_changed_on_the_server_and_used_at_once() {
    on_postgres(async |house: House| {
        let door = door(&house).await;
        let tom = enters(&door, "tom", PASSWORD).await.expect("he comes in");
        let change = |current: &str| ChangePassword {
            current: current.into(),
            new: "marée haute 9".into(),
        };
        let wrong = asks(&door, Some(&tom), change("faux")).await;
        assert_eq!(wrong.expect_err("it is wrong").code, Code::WrongPassword);
        let args = json!(change(PASSWORD)).to_string();
        let changed = door
            .rpc(Some(&tom), None, ChangePassword::NAME, &args)
            .await;
        changed.body.expect("it is changed");
        assert_eq!(changed.session, SessionChange::Begin(tom.clone()));
        assert_eq!(
            door.secret(&tom, &args),
            None,
            "what a keyring held is of no use"
        );
        assert!(asks(&door, Some(&tom), WhoAmI {}).await.is_ok());
        assert!(enters(&door, "tom", PASSWORD).await.is_err());
        enters(&door, "tom", "marée haute 9")
            .await
            .expect("the new one");
        // The server's own door knows it too.
        assert!(house.tries("tom", "marée haute 9").await.body.is_ok());
    })
    .await;
}

#[tokio::test]
async fn r36_a_keyring_holds_the_log_in_of_whoever_asks_and_of_nobody_else() {
    on_postgres(async |house: House| {
        let door = door(&house).await;
        let tom = enters(&door, "tom", PASSWORD).await.expect("he comes in");
        assert_eq!(door.secret(&tom, &log_in("tom", PASSWORD, false)), None);
        let asked = log_in("tom", PASSWORD, true);
        let kept = door.secret(&tom, &asked).expect("he asks for it");
        let again = door
            .resume(&kept)
            .await
            .expect("the next start is logged in");
        assert!(asks(&door, Some(&again), WhoAmI {}).await.is_ok());
        assert!(door.resume("{}").await.is_none());
    })
    .await;
}

#[tokio::test]
async fn r12_whoever_is_retired_is_asked_who_they_are() {
    on_postgres(async |house: House| {
        let door = door(&house).await;
        let tom = enters(&door, "tom", PASSWORD).await.expect("he comes in");
        let me: Me = asks(&door, Some(&tom), WhoAmI {}).await.expect("it is Tom");
        let mut staff = me.staff;
        staff.active = false;
        let password = String::new();
        house.does(house.ann, SaveStaff { staff, password }).await;
        let gone = asks(&door, Some(&tom), WhoAmI {}).await;
        assert_eq!(gone.expect_err("he left").code, Code::Unauthenticated);
        let refused = enters(&door, "tom", PASSWORD).await.expect_err("he left");
        assert_eq!(refused.fields["reason"], "retired");
    })
    .await;
}

#[tokio::test]
async fn r39_a_server_that_restarts_around_a_save_applies_it_once() {
    let mut server = OwnServer::start().await;
    let clock = Clock::at(morning());
    let owner = Office::open(&Place::Server(server.database("bureau")), clock.clone()).await;
    let owner = owner.expect("an empty database opens");
    let shared = owner.db().share("serve", &[7; 16]).await;
    shared.expect("it is prepared");
    let house = House::found(owner.clone(), owner.clone(), clock).await;
    let door = door(&house).await;
    let ann = enters(&door, "ann", PASSWORD).await.expect("she comes in");
    let opened = house.request("Chaudière en panne");

    let request = Some(RequestId(Uuid::from_u128(0x7)));
    let args = json!(opened).to_string();
    let save = async || {
        door.rpc(Some(&ann), request, OpenTicket::NAME, &args)
            .await
            .body
    };
    // Nothing was applied: the server was gone before.
    server.stop();
    let lost = save().await.expect_err("the server is gone");
    assert_eq!(lost.code, Code::Offline);
    server.start_again().await;
    // It is applied, and its reply is lost with the server.
    let first = save().await.expect("it is back");
    server.stop();
    assert_eq!(save().await.expect_err("gone again").code, Code::Offline);
    server.start_again().await;
    assert_eq!(save().await.expect("the same reply"), first);
    let sheet: TicketSheet = serde_json::from_str(&first).expect("a sheet");
    assert_eq!(sheet.ticket.number, 1);
    let second = GetTicket { number: 2 };
    assert!(
        asks(&door, Some(&ann), second).await.is_err(),
        "there is one"
    );
    assert!(owner.check().await.expect("the check runs").is_empty());
    door.close().await;
    owner.close().await;
}

#[tokio::test]
async fn r36_an_exhausted_pool_is_said_and_nobody_waits_for_ever() {
    on_postgres(async |house: House| {
        let door = door(&house).await;
        let tom = enters(&door, "tom", PASSWORD).await.expect("he comes in");
        let office = door.office().await.expect("it is open");
        let mut held = Vec::new();
        for _ in 0..8 {
            held.push(office.db().read().await.expect("a connection"));
        }
        let busy = asks(&door, Some(&tom), WhoAmI {})
            .await
            .expect_err("none is left");
        assert_eq!(
            (busy.code, busy.fields["reason"].as_str()),
            (Code::Offline, "busy")
        );
        drop(held);
        assert!(asks(&door, Some(&tom), WhoAmI {}).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn r36_a_workstation_whose_clock_is_wrong_goes_by_its_server_s() {
    on_postgres(async |house: House| {
        let place = house.owner.db().place();
        for wrong in [TimeDelta::hours(-3), TimeDelta::days(40)] {
            let clock = Clock::wrong_by(wrong);
            let astray = clock.now();
            let office = Office::open(place, clock.clone()).await.expect("it opens");
            let server = office.db().server_time().await.expect("it answers");
            let apart = clock.now() - server.expect("a server has a clock");
            assert!(apart.abs() < TimeDelta::minutes(1), "{apart}");
            assert!(
                (clock.now() - astray).abs() > TimeDelta::hours(2),
                "it was wrong"
            );
            office.close().await;
        }
    })
    .await;
}
