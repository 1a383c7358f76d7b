//! Every function of a transaction is tried here: the list is read from the sources, so that a new one is missed at once.
//!
//! The folders of lists and search have suites of their own.

use std::collections::BTreeSet;
use std::path::Path;

/// Rows by the hundred and the whole-office check are tried through the demonstration they serve; search has its suite.
const TRIED_ELSEWHERE: [&str; 3] = ["audit.rs", "bulk.rs", "search.rs"];

fn sources(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).expect("the sources are here");
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read_to_string(&path).expect("a source"))
        })
        .collect()
}

/// The words after each occurrence of `before`.
fn words_after(text: &str, before: &str) -> Vec<String> {
    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    text.split(before)
        .skip(1)
        .map(|rest| rest.chars().take_while(is_name).collect())
        .filter(|name: &String| !name.is_empty())
        .collect()
}

fn functions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (file, text) in sources("src") {
        if TRIED_ELSEWHERE.contains(&file.as_str()) {
            continue;
        }
        found.extend(words_after(&text, "pub async fn "));
        for line in text.lines().filter(|line| line.starts_with("    find ")) {
            for verb in ["find ", "insert ", "update "] {
                found.extend(words_after(line, verb));
            }
        }
    }
    found
}

#[test]
fn every_function_is_called_by_a_test() {
    let functions = functions();
    assert!(functions.len() > 80, "the sources are read: {functions:?}");
    let tests: String = sources("tests/store")
        .into_iter()
        .map(|file| file.1)
        .collect();
    let uncalled: Vec<&String> = functions
        .iter()
        .filter(|name| {
            let called = [format!(".{name}("), format!("::{name}(")];
            !called.iter().any(|call| tests.contains(call))
        })
        .collect();
    assert!(uncalled.is_empty(), "no test calls {uncalled:?}");
}
