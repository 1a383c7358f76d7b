//! The steps that go through a door: Chromium over `guichet serve`, and the real window under a display of its own.

use std::{ffi::OsStr, process::Command};

use anyhow::Result;

use super::checks::clippy;
use crate::{
    project::{self, cargo, run},
    ui,
};

/// What the window needs to be driven: no accessibility bus, X11 without a graphics card. The sandbox of the web
/// process needs rights that a container does not give; the page it shows is our own.
const WINDOW: &[(&str, &str)] = &[
    ("TAURI_WEBVIEW_AUTOMATION", "true"),
    ("NO_AT_BRIDGE", "1"),
    ("GDK_BACKEND", "x11"),
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
    ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
];

/// The stories and the screens in Chromium.
pub fn browser() -> Result<()> {
    ui::build(ui::Shape::Release)?;
    run(&mut cargo(["build", "--quiet", "--package", "guichet"])?)?;
    run(&mut stories("browser")?)
}

/// The desktop under the eye of clippy, and its own tests: plain commands leave out this crate, which needs GTK.
pub fn desktop() -> Result<()> {
    ui::build(ui::Shape::Release)?;
    let desktop = [
        "--package",
        "guichet-desktop",
        "--features",
        "custom-protocol",
    ];
    clippy(&[&desktop[..], &["--all-targets"]].concat())?;
    run(cargo(["nextest", "run"])?.args(desktop))
}

/// The stories in the window; the headless program is who works elsewhere meanwhile.
pub fn window() -> Result<()> {
    ui::build(ui::Shape::Release)?;
    run(&mut cargo(["build", "--quiet", "--package", "guichet"])?)?;
    let desktop = [
        "build",
        "--quiet",
        "--package",
        "guichet-desktop",
        "--features",
        "custom-protocol",
    ];
    run(&mut cargo(desktop)?)?;
    let stories = stories("window")?;
    run(&mut in_a_session(&stories))
}

/// The tests behind one door, in the kit and in the stories, told where the programs they drive are.
fn stories(door: &str) -> Result<Command> {
    let mut tests = cargo([
        "nextest",
        "run",
        "--package",
        "guichet-testkit",
        "--package",
        "guichet-e2e",
    ])?;
    tests.args(["--features", &format!("guichet-e2e/{door}"), "--test", door]);
    programs(&mut tests, "debug")?;
    Ok(tests)
}

/// Tells a command where the programs of a profile are, the interface they show and what judges it.
pub fn programs(command: &mut Command, profile: &str) -> Result<()> {
    let built = project::target()?.join(profile);
    command
        .env("GUICHET_PROGRAM", built.join("guichet"))
        .env("GUICHET_DESKTOP", built.join("guichet-desktop"))
        .env("GUICHET_INTERFACE", project::root().join("ui/dist"))
        .env(
            "GUICHET_AXE",
            project::root().join("node_modules/axe-core/axe.min.js"),
        );
    Ok(())
}

/// The same command with a bus and a display that end with it.
pub fn in_a_session(command: &Command) -> Command {
    let mut session = project::at_root("dbus-run-session");
    session.args([
        "--",
        "xvfb-run",
        "--auto-servernum",
        "--server-args=-screen 0 1920x1080x24",
    ]);
    session.arg(command.get_program()).args(command.get_args());
    session.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    session.envs(WINDOW.iter().map(|(name, value)| (OsStr::new(name), value)));
    session
}
