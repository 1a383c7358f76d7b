//! The answers of `rights.csv`, which `domain` keeps beside its own tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use guichet_domain::{Role, Status, Verb};

const FILE: &str = include_str!("../../../domain/tests/rights.csv");

/// What somebody of the staff is to a ticket.
const RELATIONS: [&str; 4] = ["none", "logged", "assignee", "on"];

/// Where a ticket stands, and what the person is to it.
pub type Ground = (Status, &'static str);

/// What the file is asked.
type Question = (Role, Verb, Option<Ground>);

static ANSWERS: LazyLock<BTreeMap<Question, bool>> = LazyLock::new(|| {
    let lines = FILE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1);
    lines.flat_map(answers).collect()
});

fn answers(line: &'static str) -> Vec<(Question, bool)> {
    let cells: Vec<&str> = line.split(',').collect();
    let [role, verb, statuses, relations, answer] = cells[..] else {
        panic!("five cells: {line}")
    };
    // Clients have no login of their own here.
    let Ok(role) = role.parse::<Role>() else {
        return Vec::new();
    };
    let verb: Verb = verb.parse().expect("a verb");
    if statuses == "-" {
        return vec![((role, verb, None), answer == "yes")];
    }
    let named = |list: &str, code: &str| list == "*" || list.split('|').any(|one| one == code);
    let asked = all()
        .into_iter()
        .filter(|(status, relation)| named(statuses, status.code()) && named(relations, relation));
    asked
        .map(|ground| ((role, verb, Some(ground)), answer == "yes"))
        .collect()
}

fn all() -> Vec<Ground> {
    let of = |status: &Status| RELATIONS.map(|relation| (*status, relation));
    Status::ALL.iter().flat_map(of).collect()
}

/// Every ground that exists: an unassigned ticket has no assignee.
pub fn grounds() -> Vec<Ground> {
    all()
        .into_iter()
        .filter(|ground| *ground != (Status::Unassigned, "assignee"))
        .collect()
}

/// Whether the file allows it; a question it does not answer fails.
pub fn may(role: Role, verb: Verb, ground: Option<Ground>) -> bool {
    let answer = ANSWERS.get(&(role, verb, ground));
    *answer.unwrap_or_else(|| panic!("{role} {verb} {ground:?} is not in rights.csv"))
}
