//! No file names a place of one person's machine: what works only there works nowhere.

use regex::Regex;

use super::tree::Tree;

/// Folders that people and builders work in, at the start of a path.
const PRIVATE: &str = r"(?:^|[^\w./-])((?:/(?:home|Users|root|tmp|work|workspaces?|builds)/|[A-Z]:\\+Users\\+)[\w.-]+)";

/// Ann lives in examples and tests only.
const EXAMPLE: &str = concat!("/home", "/ann");

/// Files that spell out such a place.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let private = Regex::new(PRIVATE).expect("the pattern is a constant, tried by the tests");
    tree.files()
        .flat_map(|file| {
            let places = private
                .captures_iter(&file.text)
                .filter_map(|found| found.get(1));
            let places = places.filter(|found| found.as_str() != EXAMPLE);
            places.map(|found| {
                let place = file.place(found.start());
                format!("{place}: {} exists on one machine only", found.as_str())
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_places_are_found_and_routes_are_not() {
        for place in [
            concat!("/ho", "me/paul/x"),
            concat!("/wo", "rk/main"),
            concat!("C:\\Us", "ers\\ann"),
        ] {
            let said = complaints(&Tree::made_of(&[(
                "README.md",
                &format!("run\nin `{place}`"),
            )]));
            assert_eq!(said.len(), 1, "{place}");
            assert!(said[0].starts_with("README.md:2: "));
        }
        let fine = "/home/ann/x https://example.org/home/page ui/work/x ../tmp/x";
        assert!(complaints(&Tree::made_of(&[("a.md", fine)])).is_empty());
    }
}
