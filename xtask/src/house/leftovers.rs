//! Notes to oneself do not land: work that remains is an issue, not a comment.

use regex::Regex;

use super::tree::{File, Tree};

/// Kinds of files that are programs; documents may speak of such notes.
const PROGRAMS: &[&str] = &[
    ".rs", ".css", ".js", ".html", ".ftl", ".sql", ".toml", ".yml", ".sh",
];

/// Files with a note to oneself.
pub fn complaints(tree: &Tree) -> Vec<String> {
    // Written apart, so that this very file passes.
    let note = Regex::new(concat!(r"\b(TO", "DO|FIX", r"ME)\b"))
        .expect("the pattern is a constant, tried by the tests");
    let programs = tree.files().filter(|file| is_program(file));
    programs
        .flat_map(|file| {
            let notes = note.find_iter(&file.text);
            notes.map(|found| {
                format!(
                    "{}: {}, write an issue instead",
                    file.place(found.start()),
                    found.as_str()
                )
            })
        })
        .collect()
}

fn is_program(file: &File) -> bool {
    PROGRAMS.iter().any(|ending| file.path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_found_where_they_are() {
        let text = concat!("fn f() {}\n// TO", "DO: later\n");
        let said = complaints(&Tree::made_of(&[("a.rs", text), ("a.md", text)]));
        assert_eq!(said, [concat!("a.rs:2: TO", "DO, write an issue instead")]);
        assert!(complaints(&Tree::made_of(&[("a.rs", "struct TODOList;")])).is_empty());
    }
}
