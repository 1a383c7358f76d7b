//! R12 and R8 at the dispatch: every call, as every role, on a ticket in every status with the actor in
//! every relation, answers as `rights.csv` says, or hides the ticket as it must.

use std::collections::BTreeSet;

use guichet_api::{Access, ApiError, Code, described};
use guichet_domain::*;
use serde_json::{Value, json};

use crate::carry::carry;
use crate::grounds::{Scene, scenes};
use crate::house::{House, id, unchecked};
use crate::rights::{Ground, Line, Rights, calls, grounds, is_about_a_ticket};
use crate::scenes::args;

#[test]
fn every_call_says_what_it_asks() {
    let listed: BTreeSet<String> = described()
        .iter()
        .map(|call| call.name.to_owned())
        .collect();
    let written: BTreeSet<String> = calls().into_iter().map(|line| line.call).collect();
    assert_eq!(written, listed);
    for call in described() {
        let asked = calls().into_iter().filter(|line| line.call == call.name);
        let open = asked.map(|line| line.asks).all(|asks| asks == "anybody");
        assert_eq!(open, call.access == Access::Anybody, "{}", call.name);
    }
}

#[tokio::test]
async fn r12_a_receptionist_may_what_the_file_says() {
    unchecked(async |house: House| is_as_written(&house, house.rose).await).await;
}

#[tokio::test]
async fn r12_a_technician_may_what_the_file_says() {
    unchecked(async |house: House| is_as_written(&house, house.tom).await).await;
}

#[tokio::test]
async fn r12_a_supervisor_may_what_the_file_says() {
    unchecked(async |house: House| is_as_written(&house, house.sam).await).await;
}

#[tokio::test]
async fn r12_an_administrator_may_what_the_file_says() {
    unchecked(async |house: House| is_as_written(&house, house.ann).await).await;
}

async fn is_as_written(house: &House, who: Actor) {
    let rights = Rights::of(who.role().expect("somebody of the staff"));
    let mut wrong = Vec::new();
    let mut asked = 0;
    for line in calls() {
        let about = is_about_a_ticket(&line.asks);
        let wanted = if about {
            grounds()
        } else {
            grounds()[..1].to_vec()
        };
        for scene in scenes(house, who, &wanted, line.call == "undo_merge").await {
            let ground = about.then_some(scene.ground);
            let expected = expected(&rights, &line, ground);
            let args = args(house, &scene, &line.call, &line.case);
            let answer = carry(&house.office, who, &line.call, &args).await;
            let found = found(&line, &scene, answer);
            asked += 1;
            if found != expected {
                wrong.push(format!(
                    "{} {} {ground:?}: {found:?}, not {expected:?}",
                    line.call, line.case
                ));
            }
        }
    }
    assert!(asked > 1_000, "only {asked} questions");
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
}

/// What a call did.
#[derive(Debug, PartialEq)]
enum Found {
    Done,
    Shown(bool),
    Refused(Code),
}

fn expected(rights: &Rights, line: &Line, ground: Option<Ground>) -> Found {
    let may = matches!(&*line.asks, "anybody" | "staff") || rights.grant(&line.asks, ground);
    match &*line.says {
        "shows" => Found::Shown(may),
        "shows_open" => {
            let open = ground.is_some_and(|(status, _)| !status.is_closed());
            Found::Shown(may && open)
        }
        _ if !may => Found::Refused(refusal(rights, line, ground)),
        "done" | "bulk" if line.but.is_some() && line.but == ground.map(|ground| ground.0) => {
            Found::Refused(Code::Transition)
        }
        "done" | "bulk" => Found::Done,
        code => Found::Refused(serde_json::from_value(json!(code)).expect("a code")),
    }
}

/// Whoever does not see a ticket is not told that it exists; a closed one says that it is locked.
fn refusal(rights: &Rights, line: &Line, ground: Option<Ground>) -> Code {
    let Some((status, _)) = ground else {
        return Code::Forbidden;
    };
    let sees = if line.call == "leave_message" {
        Verb::SeeCard
    } else {
        Verb::See
    };
    if !rights.may(sees, ground) {
        Code::NotFound
    } else if status.is_closed() && line.asks != "reopen" {
        Code::Locked
    } else {
        Code::Forbidden
    }
}

fn found(line: &Line, scene: &Scene, answer: Result<Value, ApiError>) -> Found {
    match (answer, &*line.says) {
        (Err(error), _) => Found::Refused(error.code),
        (Ok(reply), "shows" | "shows_open") => Found::Shown(shows(&line.call, &reply, scene)),
        (Ok(reply), "bulk") => match reply["refused"].get(0) {
            Some(refused) => Found::Refused(
                serde_json::from_value(refused["error"]["code"].clone()).expect("a code"),
            ),
            None => Found::Done,
        },
        (Ok(_), _) => Found::Done,
    }
}

/// Whether the ticket is in a reply, wherever replies of this call hold tickets.
fn shows(call: &str, reply: &Value, scene: &Scene) -> bool {
    let number = json!(scene.ticket.number);
    let among = |list: &Value| {
        let rows = list
            .as_array()
            .unwrap_or_else(|| panic!("{call} answers {reply}"));
        rows.iter()
            .any(|row| row["number"] == number || *row == number)
    };
    match call {
        "list_tickets" | "search_tickets" | "list_notices" => among(&reply["rows"]),
        "count_tickets" => reply[0]["count"] == json!(1),
        "changes_since" | "get_company" | "get_contact" | "get_equipment" => {
            among(&reply["tickets"])
        }
        "caller_sheet" => among(&reply["open"]) || among(&reply["closed"]),
        "similar_tickets" => among(reply),
        other => panic!("{other} shows no ticket"),
    }
}

#[tokio::test]
async fn r8_a_client_has_no_call_of_the_staffs() {
    unchecked(async |house: House| {
        let scene = scenes(&house, house.tom, &grounds()[..1], false)
            .await
            .remove(0);
        for (power, whole_company) in [(false, false), (true, false), (true, true)] {
            let client = Actor::Client {
                id: scene.contact.id,
                company_id: Some(scene.company.id),
                power,
                whole_company,
            };
            for line in calls().iter().filter(|line| line.asks != "anybody") {
                let args = args(&house, &scene, &line.call, &line.case);
                let answer = carry(&house.office, client, &line.call, &args).await;
                let code = answer.expect_err(&line.call).code;
                assert_eq!(code, Code::Forbidden, "{}", line.call);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn r14_nobody_has_no_call_but_those_of_the_door() {
    unchecked(async |house: House| {
        let scene = scenes(&house, house.tom, &grounds()[..1], false)
            .await
            .remove(0);
        for line in calls() {
            let args = args(&house, &scene, &line.call, &line.case).to_string();
            let answer = house.office.rpc(None, &line.call, &args).await.body;
            let unknown = answer.is_err_and(|error| error.code == Code::Unauthenticated);
            assert_eq!(unknown, line.asks != "anybody", "{}", line.call);
        }
    })
    .await;
}

#[tokio::test]
async fn r8_a_file_is_for_who_sees_its_ticket() {
    unchecked(async |house: House| {
        for who in [house.rose, house.tom, house.sam, house.ann] {
            let rights = Rights::of(who.role().expect("somebody of the staff"));
            for scene in scenes(&house, who, &grounds(), false).await {
                let file = house
                    .office
                    .upload(&house.tina, "a.txt", b"texte".to_vec())
                    .await;
                let file = file.expect("a file").id;
                let mut tx = house.owner.db().write().await.expect("a transaction");
                let hung = tx.hang_attachment(file, id(house.tina), scene.ticket.id, None, false);
                assert!(hung.await.expect("it hangs"));
                tx.commit().await.expect("it is kept");
                let found = house.office.file(&who, file, false).await;
                let sees = rights.may(Verb::See, Some(scene.ground));
                assert_eq!(found.is_ok(), sees, "{who:?} {:?}", scene.ground);
            }
        }
    })
    .await;
}
