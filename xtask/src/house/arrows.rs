//! Dependencies point down only: which crate of the workspace may know which.

use super::graph::{Graph, Member};

/// Every crate of the product, and all that it may know of the others.
const ARROWS: &[(&str, &[&str])] = &[
    ("guichet-domain", &[]),
    ("guichet-api", &["guichet-domain"]),
    ("guichet-store", &["guichet-domain"]),
    ("guichet-mail", &[]),
    (
        "guichet-courier",
        &["guichet-api", "guichet-domain", "guichet-office"],
    ),
    (
        "guichet-office",
        &[
            "guichet-api",
            "guichet-domain",
            "guichet-mail",
            "guichet-store",
        ],
    ),
    (
        "guichet-web",
        &["guichet-api", "guichet-domain", "guichet-office"],
    ),
    ("guichet-workstation", &["guichet-api", "guichet-domain"]),
    ("guichet-ui", &["guichet-api", "guichet-domain"]),
    (
        "guichet-desktop",
        &[
            "guichet-api",
            "guichet-domain",
            "guichet-office",
            "guichet-workstation",
        ],
    ),
    (
        "guichet",
        &[
            "guichet-api",
            "guichet-courier",
            "guichet-domain",
            "guichet-mail",
            "guichet-office",
            "guichet-store",
            "guichet-web",
            "guichet-workstation",
        ],
    ),
    ("xtask", &[]),
];

/// Crates that check or measure the others, and so may know them all.
const CHECKERS: &[&str] = &["guichet-testkit", "guichet-bench", "guichet-e2e"];

/// Dependencies that no arrow allows. Those of tests are free.
pub fn complaints(graph: &Graph) -> Vec<String> {
    let ours: Vec<_> = graph
        .members
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    let product = graph
        .members
        .iter()
        .filter(|member| !CHECKERS.contains(&member.name.as_str()));
    product
        .flat_map(|member| complaints_about(member, &ours))
        .collect()
}

fn complaints_about(member: &Member, ours: &[&str]) -> Vec<String> {
    let name = &member.name;
    let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| from == name) else {
        return vec![format!(
            "{name} has no arrow: say in xtask/src/house/arrows.rs what it may know"
        )];
    };
    let needs = member.needs.iter().filter(|need| !need.is_for_tests);
    needs
        .map(|need| need.name.as_str())
        .filter(|need| ours.contains(need) && !allowed.contains(need))
        .map(|need| format!("{name} depends on {need}: arrows point down only"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::graph::Need;

    fn graph(members: Vec<Member>) -> Graph {
        Graph {
            members,
            ..Graph::default()
        }
    }

    #[test]
    fn an_arrow_up_is_refused() {
        let members = vec![
            Member::needing("guichet-store", &["guichet-office", "sqlx"]),
            Member::needing("guichet-office", &["guichet-store"]),
        ];
        let said = complaints(&graph(members));
        assert_eq!(
            said,
            ["guichet-store depends on guichet-office: arrows point down only"]
        );
    }

    #[test]
    fn a_crate_nobody_placed_is_refused() {
        let said = complaints(&graph(vec![Member::needing("guichet-annex", &[])]));
        assert!(said[0].starts_with("guichet-annex has no arrow"));
    }

    #[test]
    fn tests_and_checkers_see_all() {
        let mut store = Member::needing("guichet-store", &[]);
        let kit = Need {
            name: "guichet-testkit".into(),
            is_for_tests: true,
            ..Need::default()
        };
        store.needs.push(kit);
        let members = vec![
            store,
            Member::needing("guichet-testkit", &["guichet-store"]),
        ];
        assert!(complaints(&graph(members)).is_empty());
    }
}
