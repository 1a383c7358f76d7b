//! The two files written by hand: who may do what, and what each call asks.

use std::collections::BTreeMap;

use guichet_domain::{Role, Status, Verb};

const RIGHTS: &str = include_str!("../../../domain/tests/rights.csv");
const CALLS: &str = include_str!("../calls.csv");

/// What somebody of the staff is to a ticket; they are never party, observer or colleague.
pub const RELATIONS: [&str; 4] = ["none", "logged", "assignee", "on"];

/// Where a ticket stands, and what the actor is to it.
pub type Ground = (Status, &'static str);

/// A line of calls.csv.
#[derive(Debug, Clone)]
pub struct Line {
    pub call: String,
    pub asks: String,
    pub case: String,
    pub says: String,
    pub but: Option<Status>,
}

fn lines(text: &'static str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let lines = reader.records();
    lines
        .map(|line| line.expect("a line of the file"))
        .collect()
}

/// What each call asks.
pub fn calls() -> Vec<Line> {
    let line = |line: csv::StringRecord| Line {
        call: line[0].to_owned(),
        asks: line[1].to_owned(),
        case: line[2].to_owned(),
        says: line[3].to_owned(),
        but: (!line[4].is_empty()).then(|| line[4].parse().expect("a status")),
    };
    lines(CALLS).into_iter().map(line).collect()
}

/// The answers for one role.
pub struct Rights {
    answers: BTreeMap<(Verb, Option<Ground>), bool>,
}

impl Rights {
    pub fn of(role: Role) -> Self {
        let mut answers = BTreeMap::new();
        for line in lines(RIGHTS) {
            if line[0] != *role.code() {
                continue;
            }
            let verb: Verb = line[1].parse().expect("a verb");
            for ground in grounds_of(&line[2], &line[3]) {
                answers.insert((verb, ground), &line[4] == "yes");
            }
        }
        Self { answers }
    }

    /// Whether this verb is allowed there; a question the file does not answer fails.
    pub fn may(&self, verb: Verb, ground: Option<Ground>) -> bool {
        let answer = self.answers.get(&(verb, ground));
        *answer.unwrap_or_else(|| panic!("{verb} {ground:?} is not in rights.csv"))
    }

    /// The same of what a call asks.
    pub fn grant(&self, asks: &str, ground: Option<Ground>) -> bool {
        asks.split('|').any(|all| {
            all.split('&')
                .all(|verb| self.may(verb.parse().expect("a verb"), ground))
        })
    }
}

fn grounds_of(statuses: &str, relations: &str) -> Vec<Option<Ground>> {
    if statuses == "-" {
        return vec![None];
    }
    let named = |list: &str, code: &str| list == "*" || list.split('|').any(|one| one == code);
    let mut grounds = Vec::new();
    for status in Status::ALL.iter().filter(|one| named(statuses, one.code())) {
        for relation in RELATIONS.into_iter().filter(|one| named(relations, one)) {
            grounds.push(Some((*status, relation)));
        }
    }
    grounds
}

/// Whether what a call asks is asked of a ticket.
pub fn is_about_a_ticket(asks: &str) -> bool {
    let verbs = asks
        .split(['|', '&'])
        .filter_map(|verb| verb.parse::<Verb>().ok());
    let mut verbs = verbs.peekable();
    verbs.peek().is_some()
        && verbs.all(|verb| {
            let general = grounds_of("*", "*");
            let rights = Rights::of(Role::Administrator);
            general
                .iter()
                .any(|ground| rights.answers.contains_key(&(verb, *ground)))
        })
}

/// Every ground that exists: an unassigned ticket has no assignee.
pub fn grounds() -> Vec<Ground> {
    let all = grounds_of("*", "*").into_iter().flatten();
    all.filter(|ground| *ground != (Status::Unassigned, "assignee"))
        .collect()
}
