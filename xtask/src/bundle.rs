//! `cargo xtask bundle`: the Debian package, made by Tauri's own command at its pinned version.

use anyhow::Result;

use crate::{npm, project, setup, steps::step};

/// Builds the package; Tauri calls `cargo xtask ui --release` itself before it compiles the desktop.
pub fn run() -> Result<()> {
    step("setup", || setup::ensure(setup::Purpose::Run))?;
    step("npm packages", npm::ensure)?;
    step("package", || {
        let mut tauri = npm::script("@tauri-apps/cli/tauri.js");
        tauri.args(["build", "--bundles", "deb"]);
        project::run(tauri.env("CARGO_TARGET_DIR", project::target()?))
    })?;
    println!(
        "{}",
        project::target()?.join("release/bundle/deb").display()
    );
    Ok(())
}
