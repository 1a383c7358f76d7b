//! The rules of the trade and the list of calls compile for the browser: no clock, no file, no network in them.

use std::path::Path;

use anyhow::Result;

use crate::project;

/// Packages of a workspace that do not compile for WebAssembly.
pub fn complaints(workspace: &Path, packages: &[&str]) -> Result<Vec<String>> {
    let mut said = Vec::new();
    for package in packages {
        let mut cargo = project::cargo(["check", "--quiet", "--target", "wasm32-unknown-unknown"])?;
        cargo.args(["--package", package]).current_dir(workspace);
        if let Err(error) = project::read(&mut cargo) {
            said.push(format!(
                "{package} does not compile for WebAssembly: {error}"
            ));
        }
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_crate_that_needs_a_system_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let crate_named = |name: &str, source: &str| {
            let home = folder.path().join(name);
            fs::create_dir_all(home.join("src")).unwrap();
            let manifest = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
            fs::write(home.join("Cargo.toml"), manifest).unwrap();
            fs::write(home.join("src/lib.rs"), source).unwrap();
        };
        let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"made-up-*\"]\n";
        fs::write(folder.path().join("Cargo.toml"), workspace).unwrap();
        crate_named("made-up-pure", "pub fn two() -> u8 { 2 }");
        crate_named("made-up-bound", "pub use std::os::unix::fs::symlink;");

        let said = complaints(folder.path(), &["made-up-pure", "made-up-bound"]).unwrap();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("made-up-bound does not compile for WebAssembly"));
    }
}
