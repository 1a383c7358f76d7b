//! The folder `ui/dist`: what is in it, and whether it still answers to its sources.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, ensure};

use super::Shape;
use crate::project::root;

const PAGE: &str = "index.html";
const ICONS: &str = "icons.svg";

/// The built interface, with the mark of the sources it must come from.
pub struct Dist {
    folder: PathBuf,
    static_files: PathBuf,
    mark: String,
}

impl Dist {
    /// The folder as it should be for this WebAssembly, this shape and the files of `ui/static`.
    pub fn of(wasm: &Path, shape: Shape) -> Result<Self> {
        let ui = root().join("ui");
        let static_files = ui.join("static");
        let mut mark = format!("{}\n{}", shape.profile(), trace(wasm)?);
        for file in files_under(&static_files)? {
            mark.push_str(&trace(&file)?);
        }
        Ok(Self {
            folder: ui.join("dist"),
            static_files,
            mark,
        })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The WebAssembly that the browser loads.
    pub fn wasm(&self) -> PathBuf {
        self.folder.join("guichet-ui_bg.wasm")
    }

    /// Was it sealed for these very sources?
    pub fn is_fresh(&self) -> bool {
        let sealed = fs::read_to_string(self.seal_file());
        self.wasm().is_file() && sealed.is_ok_and(|mark| mark == self.mark)
    }

    /// Empties it, so that no file of an earlier build stays.
    pub fn clear(&self) -> Result<()> {
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        if self.seal_file().exists() {
            fs::remove_file(self.seal_file())?;
        }
        Ok(fs::create_dir_all(&self.folder)?)
    }

    /// Copies loader and styles, and the page with the icons in it.
    pub fn copy_static_files(&self) -> Result<()> {
        for file in files_under(&self.static_files)? {
            let name = file.strip_prefix(&self.static_files)?;
            let copy = self.folder.join(name);
            fs::create_dir_all(copy.parent().context("a copied file has a folder")?)?;
            match name.to_str() {
                Some(ICONS) => {}
                Some(PAGE) => fs::write(copy, self.page(&file)?)?,
                _ => _ = fs::copy(&file, copy)?,
            }
        }
        Ok(())
    }

    /// The symbols that every icon refers to, in the page itself: an icon then never waits for a file.
    fn page(&self, page: &Path) -> Result<String> {
        let (page, icons) = (fs::read_to_string(page)?, self.static_files.join(ICONS));
        let place = format!("<!-- {ICONS} -->");
        ensure!(
            page.contains(&place),
            "{PAGE} has no place for the icons: {place}"
        );
        Ok(page.replace(&place, fs::read_to_string(icons)?.trim()))
    }

    /// Marks it complete; done last, so that an interrupted build is never taken for a fresh one.
    pub fn seal(&self) -> Result<()> {
        Ok(fs::write(self.seal_file(), &self.mark)?)
    }

    /// Beside the folder, not in it: what is in it is shipped.
    fn seal_file(&self) -> PathBuf {
        self.folder.with_extension("seal")
    }
}

/// One line that changes when the file does.
fn trace(file: &Path) -> Result<String> {
    let facts = fs::metadata(file).with_context(|| format!("{} is missing", file.display()))?;
    let age = facts.modified()?.duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(format!(
        "{} {} {}\n",
        file.display(),
        facts.len(),
        age.as_nanos()
    ))
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} is missing", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
