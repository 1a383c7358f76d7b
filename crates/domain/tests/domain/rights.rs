//! R12 and R8 against `rights.csv`, every combination of role, verb, status and relation.

use std::collections::BTreeMap;

use guichet_domain::{Actor, Ground, Relation, Role, Status, Verb};

use crate::office::{bakery, marie, ronan};

const RIGHTS: &str = include_str!("../rights.csv");

const RELATIONS: [&str; 7] = [
    "none",
    "logged",
    "assignee",
    "on",
    "party",
    "observer",
    "colleague",
];

/// A question of the file: role, verb, and for a verb about a ticket its status and the relation.
type Question = (String, Verb, Option<(Status, &'static str)>);

fn staff(role: Role) -> Actor {
    Actor::Staff { id: ronan(), role }
}

fn client(power: bool, whole_company: bool) -> Actor {
    Actor::Client {
        id: marie(),
        company_id: Some(bakery()),
        power,
        whole_company,
    }
}

/// Every kind of actor under the role the file gives it; the company's tickets without power are nothing.
fn actors() -> Vec<(String, Actor)> {
    let mut actors: Vec<(String, Actor)> = Role::ALL
        .iter()
        .map(|role| (role.code().to_owned(), staff(*role)))
        .collect();
    actors.push(("client_user".to_owned(), client(false, false)));
    actors.push(("client_user".to_owned(), client(false, true)));
    actors.push(("power_user_own".to_owned(), client(true, false)));
    actors.push(("power_user".to_owned(), client(true, true)));
    actors
}

fn relation(name: &str) -> Relation {
    let mut relation = Relation::default();
    match name {
        "none" => {}
        "logged" => relation.logged = true,
        "assignee" => relation.assignee = true,
        "on" => relation.on = true,
        "party" => relation.party = true,
        "observer" => relation.observer = true,
        "colleague" => relation.colleague = true,
        other => panic!("{other} is no relation"),
    }
    relation
}

/// Relations by the bits of `held`, in the order of [`RELATIONS`] without `none`.
fn relations(held: usize) -> Relation {
    let holds = |name: &str| {
        let place = RELATIONS.iter().position(|known| *known == name);
        held & (1 << (place.expect("a relation of the list") - 1)) != 0
    };
    Relation {
        logged: holds("logged"),
        assignee: holds("assignee"),
        on: holds("on"),
        party: holds("party"),
        observer: holds("observer"),
        colleague: holds("colleague"),
    }
}

fn states(field: &str) -> Vec<Status> {
    match field {
        "*" => Status::ALL.to_vec(),
        list => list
            .split('|')
            .map(|code| code.parse().expect("a status of R4"))
            .collect(),
    }
}

fn relation_names(field: &str) -> Vec<&'static str> {
    let known = |name: &str| {
        let found = RELATIONS.iter().find(|known| **known == name);
        *found.unwrap_or_else(|| panic!("{name} is no relation"))
    };
    match field {
        "*" => RELATIONS.to_vec(),
        list => list.split('|').map(known).collect(),
    }
}

/// The questions one line answers.
fn grounds(states_field: &str, relations_field: &str) -> Vec<Option<(Status, &'static str)>> {
    if (states_field, relations_field) == ("-", "-") {
        return vec![None];
    }
    states(states_field)
        .into_iter()
        .flat_map(|status| {
            relation_names(relations_field)
                .into_iter()
                .map(move |relation| Some((status, relation)))
        })
        .collect()
}

/// The file's answers; a question answered twice fails here.
fn answers() -> BTreeMap<Question, bool> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(RIGHTS.as_bytes());
    let mut answers = BTreeMap::new();
    for line in reader.records() {
        let line = line.expect("a line of five fields");
        let verb: Verb = line[1].parse().expect("a verb of the domain");
        let answer = match &line[4] {
            "yes" => true,
            "no" => false,
            other => panic!("{other} is neither yes nor no"),
        };
        for ground in grounds(&line[2], &line[3]) {
            let question = (line[0].to_owned(), verb, ground);
            let before = answers.insert(question.clone(), answer);
            assert_eq!(before, None, "{question:?} is answered twice");
        }
    }
    answers
}

fn is_about_a_ticket(verb: Verb) -> bool {
    match verb {
        Verb::See
        | Verb::SeeCard
        | Verb::ChangeFacts
        | Verb::Bill
        | Verb::AddStep
        | Verb::LeaveMessage
        | Verb::Take
        | Verb::Assign
        | Verb::HandOver
        | Verb::Unassign
        | Verb::Wait
        | Verb::Resolve
        | Verb::Reject
        | Verb::Reopen
        | Verb::Merge
        | Verb::UndoMerge
        | Verb::Bin => true,
        Verb::Create
        | Verb::ReadDirectory
        | Verb::ChangeDirectory
        | Verb::ChangeCatalog
        | Verb::SeeActivity
        | Verb::ChangeRules
        | Verb::ChangeSettings
        | Verb::ManageAccounts => false,
    }
}

fn questions(role: &str) -> Vec<Question> {
    let mut questions = Vec::new();
    for &verb in Verb::ALL {
        if !is_about_a_ticket(verb) {
            questions.push((role.to_owned(), verb, None));
            continue;
        }
        for &status in Status::ALL {
            for relation in RELATIONS {
                questions.push((role.to_owned(), verb, Some((status, relation))));
            }
        }
    }
    questions
}

#[test]
fn r12_every_question_has_exactly_one_answer() {
    let answers = answers();
    let mut asked: Vec<Question> = actors()
        .iter()
        .flat_map(|(role, _)| questions(role))
        .collect();
    asked.sort();
    asked.dedup();
    let missing: Vec<&Question> = asked
        .iter()
        .filter(|question| !answers.contains_key(*question))
        .collect();
    assert!(missing.is_empty(), "unanswered: {missing:#?}");
    assert_eq!(answers.len(), asked.len(), "answers to questions of nobody");
}

#[test]
fn r12_and_r8_are_what_the_file_says() {
    let answers = answers();
    let wrong: Vec<String> = actors()
        .iter()
        .flat_map(|(role, actor)| questions(role).into_iter().map(move |q| (q, actor)))
        .filter_map(|(question, actor)| {
            let (_, verb, ground) = question;
            let answer = match ground {
                None => actor.may_in_general(verb),
                Some((status, name)) => {
                    let relation = relation(name);
                    actor.may(verb, Ground { status, relation })
                }
            };
            (answer != answers[&question]).then(|| format!("{question:?} of {actor:?}: {answer}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn r12_several_relations_give_what_any_of_them_gives() {
    let answers = answers();
    for (role, actor) in actors() {
        for &verb in Verb::ALL.iter().filter(|verb| is_about_a_ticket(**verb)) {
            for &status in Status::ALL {
                for held in 0..64 {
                    let alone = |name| answers[&(role.clone(), verb, Some((status, name)))];
                    let expected = alone("none")
                        || RELATIONS[1..]
                            .iter()
                            .enumerate()
                            .any(|(place, name)| held & (1 << place) != 0 && alone(name));
                    let relation = relations(held);
                    let answer = actor.may(verb, Ground { status, relation });
                    assert_eq!(answer, expected, "{role} {verb} {status} {relation:?}");
                }
            }
        }
    }
}

#[test]
fn r12_a_verb_is_asked_about_a_ticket_or_in_general_never_both() {
    for (role, actor) in actors() {
        for &verb in Verb::ALL {
            if is_about_a_ticket(verb) {
                assert!(!actor.may_in_general(verb), "{role} {verb} in general");
                continue;
            }
            for &status in Status::ALL {
                let relation = relations(63);
                assert!(
                    !actor.may(verb, Ground { status, relation }),
                    "{role} {verb}"
                );
            }
        }
    }
}

#[test]
fn r8_seeing_a_ticket_is_needed_to_act_on_it() {
    let acting = Verb::ALL.iter().filter(|verb| is_about_a_ticket(**verb));
    for verb in acting.filter(|verb| !matches!(verb, Verb::See | Verb::SeeCard)) {
        for (role, actor) in actors() {
            for &status in Status::ALL {
                for held in 0..64 {
                    let ground = Ground {
                        status,
                        relation: relations(held),
                    };
                    // R12 lets a receptionist leave a message on any card.
                    let seen = if *verb == Verb::LeaveMessage {
                        Verb::SeeCard
                    } else {
                        Verb::See
                    };
                    assert!(
                        !actor.may(*verb, ground) || actor.may(seen, ground),
                        "{role} {verb} {ground:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn r12_a_job_of_the_office_may_everything() {
    let ground = Ground {
        status: Status::Resolved,
        relation: Relation::default(),
    };
    assert!(
        Verb::ALL
            .iter()
            .all(|verb| Actor::Job.may(*verb, ground) && Actor::Job.may_in_general(*verb))
    );
}
