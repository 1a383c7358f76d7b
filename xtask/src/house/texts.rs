//! The interface speaks French and English from the first string: the same keys, the same values to fill, none missing
//! and none forgotten.

mod catalogue;

use std::collections::BTreeSet;

use super::{
    literals::{content, first_arguments, literals},
    tree::Tree,
};
use catalogue::Catalogue;

const INTERFACE: &str = "ui/src/";

/// Here keys are made of a list's name and a code of the domain: every string is such a name.
const BUILT_KEYS: &str = "ui/src/i18n/names.rs";

/// Differences between the languages, and between them and the interface.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let (french, mut said) = Catalogue::read(tree, "fr");
    let (english, more) = Catalogue::read(tree, "en");
    said.extend(more);
    said.extend(french.complaints_beside(&english));
    said.extend(english.complaints_beside(&french));
    said.extend(unknown_keys(tree, &french));
    said.extend(unused_keys(tree, &french));
    said
}

fn unknown_keys(tree: &Tree, known: &Catalogue) -> Vec<String> {
    let sources = tree.under(INTERFACE, ".rs");
    sources
        .flat_map(|file| {
            let asked: BTreeSet<_> = first_arguments(&file.text, "t").into_iter().collect();
            let unknown = asked.into_iter().filter(|key| !known.has(key));
            unknown.map(|key| format!("{}: no text is called {key}", file.path))
        })
        .collect()
}

/// A key is used when some string of the interface is it, or is the beginning that a code completes.
fn unused_keys(tree: &Tree, known: &Catalogue) -> Vec<String> {
    let mut whole = BTreeSet::new();
    let mut beginnings = BTreeSet::new();
    for file in tree.under(INTERFACE, ".rs") {
        for literal in literals(&file.text) {
            let text = content(&literal);
            match text.split_once('{') {
                Some((beginning, _)) if beginning.ends_with('-') => {
                    _ = beginnings.insert(beginning.to_owned())
                }
                _ if file.path == BUILT_KEYS => _ = beginnings.insert(format!("{text}-")),
                _ => _ = whole.insert(text.to_owned()),
            }
        }
    }
    let is_used = |key: &str| {
        whole.contains(key)
            || beginnings
                .iter()
                .any(|beginning| key.starts_with(beginning.as_str()))
    };
    let unused = known.messages().filter(|(key, _)| !is_used(key));
    unused
        .map(|(key, path)| format!("{path}: nothing shows {key}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_about(french: &str, english: &str, source: &str) -> Vec<String> {
        complaints(&Tree::made_of(&[
            ("ui/locales/fr/main.ftl", french),
            ("ui/locales/en/main.ftl", english),
            ("ui/src/main.rs", source),
            (
                BUILT_KEYS,
                "fn status(code: &str) -> String { word(\"status\", code) }",
            ),
        ]))
    }

    #[test]
    fn equal_languages_and_their_interface_pass() {
        let french = "hello = Bonjour { $name }\nstatus-open = Ouvert\nqueue-empty = Rien\nerror-locked = Fermé\n";
        let english = "hello = Hello { $name }\nstatus-open = Open\nqueue-empty = Nothing\nerror-locked = Closed\n";
        let source =
            r#"fn f() { t!("hello", name = x); show("queue-empty"); format!("error-{code}"); }"#;
        assert!(said_about(french, english, source).is_empty());
    }

    #[test]
    fn a_missing_translation_and_another_value_are_found() {
        let source = r#"fn f() { t!("a"); t!("b") }"#;
        let said = said_about("a = { $name }\nb = B\n", "a = { $nom }\n", source);
        assert_eq!(
            said,
            [
                "fr and en fill different values into a",
                "b is in fr and not in en"
            ],
        );
    }

    #[test]
    fn unknown_and_forgotten_keys_are_found() {
        let said = said_about("b = B\n", "b = B\n", r#"fn f() { t!("a") }"#);
        assert_eq!(
            said,
            [
                "ui/src/main.rs: no text is called a",
                "ui/locales/fr/main.ftl: nothing shows b"
            ]
        );
    }

    #[test]
    fn twins_broken_files_and_no_file_are_found() {
        let twins = said_about("a = A\na = B\n", "a = A\n", r#"fn f() { t!("a") }"#);
        assert_eq!(twins, ["ui/locales/fr/main.ftl: a is there twice"]);
        let broken = said_about("a = { $\n", "a = A\n", r#"fn f() { t!("a") }"#);
        assert!(broken[0].starts_with("ui/locales/fr/main.ftl: not Fluent"));
        assert_eq!(complaints(&Tree::made_of(&[])).len(), 2);
    }
}
