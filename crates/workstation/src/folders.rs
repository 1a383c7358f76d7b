//! Where this user's database is, and where the choice of another is remembered.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

const MEMORY: &str = "desktop.json";

/// What is remembered from one start to the next.
#[derive(Default, Serialize, Deserialize)]
struct Remembered {
    office: Option<String>,
}

/// The folders of this user.
pub fn folders() -> Result<ProjectDirs> {
    let folders = ProjectDirs::from("fr", "Guichet", "Guichet");
    folders.context("this user has no home folder: name the database with --db")
}

/// The folder of this user's databases, made if it is not there.
pub fn data() -> Result<PathBuf> {
    let folder = folders()?.data_dir().to_owned();
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// The office of this workstation, a file or a server's address: the one chosen last, else the file in the usual place.
pub fn office() -> Result<String> {
    let chosen = remembered(folders()?.config_dir());
    chosen.map_or_else(
        || Ok(data()?.join("guichet.guichet").display().to_string()),
        Ok,
    )
}

/// The demonstration office that needs no question.
pub fn demonstration() -> Result<PathBuf> {
    Ok(data()?.join("demo.guichet"))
}

/// A file beside this one for a demonstration, where there is none yet: nothing is ever written over.
pub fn new_demonstration(beside: &Path) -> PathBuf {
    let folder = beside.parent().unwrap_or(Path::new("."));
    let others = (2..).map(|n| format!("demo-{n}.guichet"));
    let names = std::iter::once("demo.guichet".to_owned()).chain(others);
    let mut files = names.map(|name| folder.join(name));
    let free = files.find(|file| !file.exists());
    free.expect("the names never end")
}

/// Remembers the office of this file for the next start.
pub fn remember_file(office: &Path) -> Result<()> {
    let office = std::path::absolute(office)?;
    remember(&office.display().to_string())
}

/// Remembers the office at this place for the next start; nobody's password is part of it.
pub fn remember(office: &str) -> Result<()> {
    write_memory(folders()?.config_dir(), office)
}

fn write_memory(folder: &Path, office: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    let office = Some(office.to_owned());
    let text = serde_json::to_string_pretty(&Remembered { office })?;
    fs::write(folder.join(MEMORY), text).context("the choice of the office could not be remembered")
}

fn remembered(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(MEMORY)).ok()?;
    match serde_json::from_str::<Remembered>(&text) {
        Ok(remembered) => remembered.office,
        Err(error) => {
            tracing::warn!("{MEMORY} cannot be read and is ignored: {error}");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_is_remembered_and_a_spoilt_memory_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(remembered(folder.path()), None);
        write_memory(folder.path(), "/data/é.guichet").unwrap();
        assert_eq!(remembered(folder.path()), Some("/data/é.guichet".into()));
        fs::write(folder.path().join(MEMORY), "{").unwrap();
        assert_eq!(remembered(folder.path()), None);
    }

    #[test]
    fn a_demonstration_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let office = folder.path().join("guichet.guichet");
        let demo = folder.path().join("demo.guichet");
        assert_eq!(new_demonstration(&office), demo);
        fs::write(demo, "").unwrap();
        assert_eq!(
            new_demonstration(&office),
            folder.path().join("demo-2.guichet")
        );
    }
}
