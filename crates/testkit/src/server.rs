//! The headless program as people run it: `guichet serve`, and its other commands.
//!
//! Not for calls inside the process: tests of `office` and `web` need no server.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Program, Running};

const BUILD: &str = "build it first with `cargo build -p guichet`";

/// The headless program: where `GUICHET_PROGRAM` says, or built beside the test.
pub fn program() -> PathBuf {
    built("GUICHET_PROGRAM", "guichet")
}

/// A program of the workspace that a variable may point at.
pub(crate) fn built(variable: &str, package: &str) -> PathBuf {
    let test = std::env::current_exe()
        .unwrap_or_else(|e| panic!("where this test runs from is unknown: {e}"));
    // Tests run from `target/<profile>/deps/`.
    let beside = || {
        test.ancestors()
            .nth(2)
            .unwrap_or(Path::new("."))
            .join(package)
    };
    let program = std::env::var_os(variable).map_or_else(beside, PathBuf::from);
    assert!(
        program.is_file(),
        "{} is missing: build it first with `cargo build -p {package}`",
        program.display()
    );
    program
}

/// Runs a command of the program to its end and gives what it printed; a refusal fails the test with its words.
pub fn run(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|e| panic!("{} does not start ({e}): {BUILD}", program.display()));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "`guichet {}` ended with {}\n{said}\n{}",
        arguments.join(" "),
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// A `guichet serve` on a random port of the loopback.
pub struct Server {
    /// Where it answers, without a final slash.
    pub url: String,
    running: Running,
}

impl Server {
    /// Serves the office of this database: a file or a `postgres://` address.
    pub async fn start(program: &Path, database: &str) -> Self {
        Self::start_at(program, database, "127.0.0.1:0").await
    }

    /// Serves it at the address of a server that was killed: the pages it left open find it again.
    pub async fn start_at(program: &Path, database: &str, listen: &str) -> Self {
        let mut running = Program::new(program)
            .args(["serve", "--db", database, "--listen", listen])
            .start(BUILD);
        let url = running
            .ready("said its address", async |log| address(log))
            .await;
        Self { url, running }
    }

    /// What it has written so far.
    pub fn log(&self) -> String {
        self.running.log()
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.running.id()
    }

    /// Kills it as a power cut would.
    pub fn kill(self) {
        self.running.kill();
    }
}

/// The first loopback address of a complete line.
fn address(log: &str) -> Option<String> {
    let (lines, _) = log.rsplit_once('\n')?;
    let start = lines.find("http://127.0.0.1:")?;
    let rest = &lines[start..];
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || ":/.".contains(c)))
        .unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['/', '.']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_a_sentence() {
        let said = |line: &str| address(line);
        assert_eq!(
            said("Guichet answers on http://127.0.0.1:4711/.\n"),
            Some("http://127.0.0.1:4711".into())
        );
        assert_eq!(
            said("http://127.0.0.1:4711\nready\n"),
            Some("http://127.0.0.1:4711".into())
        );
    }

    #[test]
    fn half_a_line_is_not_an_address_yet() {
        assert_eq!(address("starting\nhttp://127.0.0.1:47"), None);
    }
}
