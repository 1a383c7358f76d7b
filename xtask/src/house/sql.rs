//! Only `store` contains SQL, and only `store` can speak to a database.

use regex::Regex;

use super::{
    graph::{Graph, Member, Need},
    literals::{content, literals},
    tree::{File, Tree},
};

/// Crates that hold SQL for another reason: they check or measure the store from outside.
const CHECKERS: &[&str] = &[
    "crates/store/",
    "crates/testkit/",
    "crates/bench/",
    "xtask/src/house/sql.rs",
];

/// Who may depend on the driver; `domain` only for deriving rows, behind a feature.
const SPEAKERS: &[&str] = &["guichet-store", "guichet-testkit", "guichet-bench"];
const DERIVER: &str = "guichet-domain";

/// A statement from its first word; an English sentence that begins with a capital is none.
const STATEMENT: &str = r"(?x)^\s*(?:
    (?:select|SELECT)\s[\s\S]*\b(?:from|FROM)\s+[\w{$(]
  | (?:select|SELECT)\s+(?:\d|count\s*\()
  | (?:with|WITH)\s+(?:recursive\s+)?\w+\s+(?:as|AS)\s*\(
  | (?:insert|INSERT)\s+(?:or\s+\w+\s+)?(?:into|INTO)\s+[\w{]
  | (?:update|UPDATE)\s+[\w{}.]+\s+(?:set|SET)\s
  | (?:delete|DELETE)\s+(?:from|FROM)\s+[\w{]
  | (?:create|CREATE|alter|ALTER|drop|DROP)\s+(?:unique\s+|UNIQUE\s+)?
    (?:table|TABLE|index|INDEX|trigger|TRIGGER|view|VIEW|policy|POLICY|role|ROLE)\s
  | (?:pragma|PRAGMA)\s+\w
)";

/// SQL outside the store, and drivers in the hands of others.
pub fn complaints(tree: &Tree, graph: &Graph) -> Vec<String> {
    let statement = Regex::new(STATEMENT).expect("the pattern is a constant, tried by the tests");
    let sources = tree.under("", ".rs");
    let elsewhere =
        sources.filter(|file| !CHECKERS.iter().any(|place| file.path.starts_with(place)));
    let mut said: Vec<_> = elsewhere
        .flat_map(|file| statements(file, &statement))
        .collect();
    said.extend(graph.members.iter().flat_map(drivers));
    said
}

fn statements(file: &File, statement: &Regex) -> Vec<String> {
    let found = literals(&file.text);
    let found = found
        .iter()
        .filter(|literal| statement.is_match(content(literal)));
    found
        .map(|literal| {
            let place = file.place(file.text.find(literal.as_str()).unwrap_or(0));
            format!("{place}: SQL outside crates/store")
        })
        .collect()
}

fn drivers(member: &Member) -> Option<String> {
    let needs = member.needs.iter();
    let mut drivers = needs.filter(|need| need.name == "sqlx" || need.name.starts_with("sqlx-"));
    let name = member.name.as_str();
    let may = |need: &Need| SPEAKERS.contains(&name) || (name == DERIVER && need.is_optional);
    let refused = drivers.any(|need| !may(need));
    refused.then(|| format!("{name} depends on sqlx: only store speaks to a database"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_about(path: &str, text: &str) -> Vec<String> {
        complaints(&Tree::made_of(&[(path, text)]), &Graph::default())
    }

    #[test]
    fn statements_outside_the_store_are_found() {
        for sql in [
            "select id from ticket",
            "\\n  select id,\\n label\\n from ticket",
            "insert into step (id) values ($1)",
            "update ticket set label = $1",
            "DELETE FROM ticket",
            "create unique index a on b (c)",
            "with recent as (select 1)",
            "pragma data_version",
        ] {
            let source = format!("fn f() {{\n    run(\"{}\");\n}}", sql.replace("\\n", "\n"));
            let said = said_about("crates/web/src/a.rs", &source);
            assert_eq!(
                said,
                ["crates/web/src/a.rs:2: SQL outside crates/store"],
                "{sql}"
            );
        }
    }

    #[test]
    fn sentences_comments_and_the_store_are_left_alone() {
        for text in [
            "Select a ticket from the list",
            "update the settings",
            "with care",
            "delete this view",
            "create a table",
        ] {
            let source = format!("fn f() {{ say(\"{text}\") }}");
            assert!(said_about("ui/src/a.rs", &source).is_empty(), "{text}");
        }
        assert!(said_about("crates/web/src/a.rs", "// \"select a from b\"\nfn f() {}").is_empty());
        let sql = "const ALL: &str = \"select id from ticket\";";
        assert!(said_about("crates/store/src/tickets.rs", sql).is_empty());
    }

    #[test]
    fn a_driver_elsewhere_is_found() {
        let members = vec![
            Member::needing("guichet-store", &["sqlx"]),
            Member::needing("guichet-web", &["sqlx"]),
            Member::needing("guichet-domain", &["sqlx"]),
        ];
        let mut graph = Graph {
            members,
            ..Graph::default()
        };
        assert_eq!(complaints(&Tree::made_of(&[]), &graph).len(), 2);
        graph.members[2].needs[0].is_optional = true;
        let said = complaints(&Tree::made_of(&[]), &graph);
        assert_eq!(
            said,
            ["guichet-web depends on sqlx: only store speaks to a database"]
        );
    }
}
