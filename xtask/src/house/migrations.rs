//! Migrations are numbered from 0001 without a hole, so that two branches cannot both land the same number.

use super::tree::Tree;

/// Migrations whose number is not the next one, or whose name is not `NNNN_what_it_does.sql`.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let mut names: Vec<_> = tree
        .under("migrations/", ".sql")
        .map(|file| file.path.as_str())
        .collect();
    names.sort_unstable();
    let numbered = names.iter().zip(1..);
    numbered
        .filter(|(name, number)| !is_named(name, *number))
        .map(|(name, number)| format!("{name}: expected migrations/{number:04}_what_it_does.sql"))
        .collect()
}

fn is_named(path: &str, number: u32) -> bool {
    let name = path.strip_prefix(&format!("migrations/{number:04}_"));
    let words = name.and_then(|name| name.strip_suffix(".sql"));
    words.is_some_and(|words| {
        !words.is_empty()
            && words
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_about(names: &[&str]) -> Vec<String> {
        let files: Vec<_> = names.iter().map(|name| (*name, "")).collect();
        complaints(&Tree::made_of(&files))
    }

    #[test]
    fn holes_twins_and_other_names_are_found() {
        assert!(
            said_about(&["migrations/0001_people.sql", "migrations/0002_tickets.sql"]).is_empty()
        );
        let hole = said_about(&["migrations/0001_people.sql", "migrations/0003_tickets.sql"]);
        assert_eq!(
            hole,
            ["migrations/0003_tickets.sql: expected migrations/0002_what_it_does.sql"]
        );
        assert_eq!(
            said_about(&["migrations/0001_a.sql", "migrations/0001_b.sql"]).len(),
            1
        );
        assert_eq!(said_about(&["migrations/0001_People.sql"]).len(), 1);
    }
}
