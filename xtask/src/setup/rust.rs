//! What Guichet needs from Rust: a target, components, and cargo's companions.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Purpose;
use crate::project::{self, at_root, has_program, read};

/// One thing Rust must have.
pub struct RustNeed {
    /// Its name for people.
    pub what: &'static str,
    since: Purpose,
    kind: Kind,
}

enum Kind {
    Target(&'static str),
    Component(&'static str),
    /// A program that cargo builds, at the version the project was checked with.
    Companion {
        version: &'static str,
    },
}

const NEEDS: &[RustNeed] = &[
    RustNeed {
        what: "Rust for WebAssembly",
        since: Purpose::Run,
        kind: Kind::Target("wasm32-unknown-unknown"),
    },
    RustNeed {
        what: "rustfmt",
        since: Purpose::Test,
        kind: Kind::Component("rustfmt"),
    },
    RustNeed {
        what: "clippy",
        since: Purpose::Test,
        kind: Kind::Component("clippy"),
    },
    RustNeed {
        what: "cargo-nextest",
        since: Purpose::Test,
        kind: Kind::Companion { version: "0.9.143" },
    },
    RustNeed {
        what: "cargo-deny",
        since: Purpose::Test,
        kind: Kind::Companion { version: "0.20.2" },
    },
];

/// The needs of a purpose.
pub fn rust_needs(purpose: Purpose) -> impl Iterator<Item = &'static RustNeed> {
    NEEDS.iter().filter(move |need| need.since <= purpose)
}

impl RustNeed {
    /// Is it there, wherever it came from?
    pub fn is_met(&self) -> bool {
        match self.kind {
            Kind::Target(name) => has_target(name),
            Kind::Component("clippy") => has_program("cargo-clippy") && answers("clippy"),
            Kind::Component(_) => has_program("cargo-fmt") && answers("fmt"),
            Kind::Companion { .. } => has_program(self.what),
        }
    }

    /// Installs it for this user.
    pub fn install(&self) -> Result<()> {
        println!("  {}", self.what);
        match self.kind {
            Kind::Target(name) => rustup(&["target", "add", name]),
            Kind::Component(name) => rustup(&["component", "add", name]),
            Kind::Companion { version } => build_companion(self.what, version),
        }
    }
}

/// Asks the compiler rather than rustup, which a distribution's Rust does not have.
fn has_target(name: &str) -> bool {
    let library = read(at_root("rustc").args(["--print", "target-libdir", "--target", name]));
    library.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// rustup leaves stand-ins on the path for components that are not installed: only an answer counts.
fn answers(subcommand: &str) -> bool {
    read(at_root("cargo").args([subcommand, "--version"])).is_ok()
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if !has_program("rustup") {
        bail!(
            "rustup is needed for: rustup {} (https://rustup.rs)",
            arguments.join(" ")
        );
    }
    read(at_root("rustup").args(arguments)).map(drop)
}

/// Into a folder of this project's own, so that no other program of the person changes version.
fn build_companion(name: &str, version: &str) -> Result<()> {
    let mut cargo = at_root("cargo");
    cargo.args([
        "install",
        "--locked",
        "--quiet",
        "--version",
        version,
        "--root",
    ]);
    cargo.arg(project::tools()?).arg(name);
    // Its build output is of no further use: cargo throws it away unless a folder is chosen for it.
    project::run(cargo.env_remove("CARGO_TARGET_DIR")).with_context(|| format!("building {name}"))
}
