//! The few tools that come from npm, at the exact versions of `package.json`.

use std::{fs, path::Path, process::Command, time::SystemTime};

use anyhow::{Context, Result};

use crate::project::{at_root, read, root};

/// Installs the locked packages when they are missing or older than the lock file.
pub fn ensure() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    // No lock file: npm writes one that names its own system's binaries and then refuses it elsewhere.
    let install = [
        "install",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
    ];
    read(at_root(npm).args(install))
        .context("npm packages (node and npm are needed: cargo xtask setup test)")?;
    Ok(())
}

/// Are the packages there? npm keeps its own note of them beside them.
pub fn is_installed() -> bool {
    let wanted = changed(&root().join("package.json"));
    let installed = changed(&root().join("node_modules/.package-lock.json"));
    wanted.is_some() && installed >= wanted
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|facts| facts.modified()).ok()
}

/// A script of an installed package, run by node: the same words on every system.
pub fn script(path: &str) -> Command {
    let mut node = at_root("node");
    node.arg(root().join("node_modules").join(path));
    node
}
