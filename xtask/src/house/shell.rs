//! The desktop shell stays thin: it turns a window into calls and events into notices, and holds no rule of the trade.

use super::tree::Tree;

const SHELL: &str = "src-tauri/src/";
const LIMIT: usize = 1_000;

/// A shell of a thousand lines or more holds something that belongs below.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let lines: usize = tree
        .under(SHELL, ".rs")
        .map(|file| file.text.lines().count())
        .sum();
    let complaint =
        (lines >= LIMIT).then(|| format!("{SHELL} has {lines} lines: it must stay under {LIMIT}"));
    complaint.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_all_its_files_are_counted() {
        let half = "x\n".repeat(500);
        let small = [
            ("src-tauri/src/main.rs", half.as_str()),
            ("crates/web/src/lib.rs", half.as_str()),
        ];
        assert!(complaints(&Tree::made_of(&small)).is_empty());
        let large = [
            ("src-tauri/src/main.rs", half.as_str()),
            ("src-tauri/src/tray/icon.rs", half.as_str()),
        ];
        assert_eq!(complaints(&Tree::made_of(&large)).len(), 1);
    }
}
