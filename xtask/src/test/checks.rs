//! The checks themselves, from the quickest to the slowest.

use anyhow::{Result, bail};

use super::doors;
use crate::{
    house,
    project::{cargo, read, run},
    ui,
};

/// One check, a step of the command.
#[derive(Debug)]
pub struct Check {
    pub name: &'static str,
    pub about: &'static str,
    /// It drives a program that only Linux has.
    pub is_for_linux: bool,
    pub run: fn() -> Result<()>,
}

/// All of them, in order.
pub const CHECKS: &[Check] = &[
    everywhere("format", "the code is formatted", format),
    everywhere(
        "house",
        "the rules no compiler keeps: arrows, SQL, texts, migrations",
        house::check,
    ),
    everywhere(
        "deny",
        "licences, sources and banned or doubled dependencies",
        deny,
    ),
    everywhere(
        "lints",
        "clippy, for this system and for the browser",
        lints,
    ),
    everywhere(
        "units",
        "rules, store on both engines, calls, web, the interface without a browser",
        units,
    ),
    everywhere(
        "interface",
        "the interface as it ships, and its size",
        interface,
    ),
    everywhere(
        "browser",
        "the main job and every screen in Chromium",
        doors::browser,
    ),
    on_linux(
        "desktop",
        "the desktop compiles without a warning, and its own tests",
        doors::desktop,
    ),
    on_linux(
        "window",
        "the main job in the real window, its notices, files and starts",
        doors::window,
    ),
];

const fn everywhere(name: &'static str, about: &'static str, run: fn() -> Result<()>) -> Check {
    Check {
        name,
        about,
        is_for_linux: false,
        run,
    }
}

const fn on_linux(name: &'static str, about: &'static str, run: fn() -> Result<()>) -> Check {
    Check {
        name,
        about,
        is_for_linux: true,
        run,
    }
}

/// The step a person names.
pub fn named(name: &str) -> Result<&'static Check> {
    let Some(step) = CHECKS.iter().find(|step| step.name == name) else {
        let names: Vec<_> = CHECKS.iter().map(|step| step.name).collect();
        bail!("the steps are {}", names.join(", "));
    };
    Ok(step)
}

fn format() -> Result<()> {
    run(&mut cargo(["fmt", "--all", "--check"])?)
}

/// The network serves to fetch what the lock file names, never to judge it.
fn deny() -> Result<()> {
    read(&mut cargo(["fetch", "--quiet", "--locked"])?)?;
    run(&mut cargo([
        "deny",
        "--offline",
        "--locked",
        "check",
        "bans",
        "licenses",
        "sources",
    ])?)
}

fn lints() -> Result<()> {
    clippy(&["--all-targets"])?;
    // Targets that a feature opens: the browsers' kit, the stories and the measures of the screens.
    clippy(&[
        "--package",
        "guichet-testkit",
        "--package",
        "guichet-e2e",
        "--package",
        "guichet-bench",
        "--all-features",
        "--all-targets",
    ])?;
    let for_browser =
        ["guichet-domain", "guichet-api", "guichet-ui"].map(|name| ["--package", name]);
    let target = ["--target", "wasm32-unknown-unknown"];
    clippy(&[for_browser.as_flattened(), &target].concat())
}

pub(super) fn clippy(arguments: &[&str]) -> Result<()> {
    let mut clippy = cargo(["clippy", "--quiet"])?;
    run(clippy.args(arguments).args(["--", "--deny", "warnings"]))
}

/// nextest runs each test in its own process, and leaves examples in documentation to cargo. Not with `--all-targets`:
/// the example that a test starts would be built as a test itself, and missing on a fresh machine.
fn units() -> Result<()> {
    run(&mut cargo(["nextest", "run"])?)?;
    // What of the interface needs no browser: sentences, keys, the queue's state.
    run(&mut cargo(["nextest", "run", "--package", "guichet-ui"])?)?;
    run(&mut cargo([
        "test",
        "--quiet",
        "--doc",
        "--package",
        "guichet-domain",
    ])?)
}

/// The shape that ships: what the browser and the window are driven with.
fn interface() -> Result<()> {
    ui::build(ui::Shape::Release)
}
