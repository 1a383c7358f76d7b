//! The seam of backup: verified copies of an embedded database.

use std::path::{Path, PathBuf};

/// The folder of an embedded database's copies.
pub fn folder(file: &Path) -> PathBuf {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name} - copies"))
}

/// The copies of an embedded database, oldest first.
pub fn list(file: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(file))
        .into_iter()
        .flatten()
        .flatten();
    let mut copies: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "guichet")
        })
        .collect();
    copies.sort();
    copies
}

/// What to do when a file is damaged.
pub(crate) fn advice(file: &Path) -> String {
    match list(file).last() {
        Some(copy) => format!(
            "The last verified copy is {}: move the damaged file away and put the copy in its place.",
            copy.display()
        ),
        None => "No copy of it was found beside it.".into(),
    }
}
