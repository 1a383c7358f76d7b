//! The project's files as the rules read them. Binary files are not in it.

use std::fs;

use anyhow::Result;

use crate::project::{at_root, read, root};

/// Text files by their path from the root, with `/` on every system.
pub struct Tree {
    files: Vec<File>,
}

/// One text file.
pub struct File {
    pub path: String,
    pub text: String,
}

impl Tree {
    /// What git tracks or would track: never build output, never what a person keeps beside.
    pub fn of_project() -> Result<Self> {
        let list = [
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ];
        let names = read(at_root("git").args(list))?;
        let files = names.split('\0').filter_map(|path| {
            let text = fs::read_to_string(root().join(path)).ok()?;
            Some(File {
                path: path.to_owned(),
                text,
            })
        });
        Ok(Self {
            files: files.collect(),
        })
    }

    /// A made-up project.
    #[cfg(test)]
    pub fn made_of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        });
        Self {
            files: files.collect(),
        }
    }

    /// All of them.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// Those in a folder, at any depth, whose name ends so.
    pub fn under(&self, folder: &str, ending: &str) -> impl Iterator<Item = &File> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(folder) && file.path.ends_with(ending))
    }
}

impl File {
    /// The place of a byte of the text, as editors open it: `path:line`.
    pub fn place(&self, byte: usize) -> String {
        let line = self.text[..byte].matches('\n').count() + 1;
        format!("{}:{line}", self.path)
    }
}
