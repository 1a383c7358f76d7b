//! The account that runs a server: some refuse root, which tests in a container often are.

use std::path::Path;
use std::process::Command;

/// An account that the server's package creates; an ordinary person runs the server as themselves.
#[derive(Clone, Copy)]
pub(crate) struct Account(pub &'static str);

impl Account {
    /// The command that runs this program as the account.
    pub(crate) fn command(self, program: &Path) -> Command {
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", self.0, "--regid", self.0, "--init-groups", "--"])
                .arg(program);
            command
        } else {
            Command::new(program)
        };
        // The account may not enter the folder the test runs in.
        command.current_dir("/");
        command
    }

    /// Makes it the owner of this folder; `install` says what brings the account.
    pub(crate) fn give(self, folder: &Path, install: &str) {
        if !is_root() {
            return;
        }
        let owned = Command::new("chown")
            .args(["-R", self.0])
            .arg(folder)
            .output()
            .unwrap_or_else(|e| panic!("chown does not start: {e}"));
        assert!(
            owned.status.success(),
            "{install}\n{}",
            String::from_utf8_lossy(&owned.stderr)
        );
    }

    /// Who runs the server: its user and its group.
    pub(crate) fn names(self) -> (String, String) {
        if is_root() {
            return (self.0.to_owned(), self.0.to_owned());
        }
        (say("-un"), say("-gn"))
    }
}

fn say(what: &str) -> String {
    let said = Command::new("id")
        .arg(what)
        .output()
        .unwrap_or_else(|e| panic!("id does not start: {e}"));
    String::from_utf8_lossy(&said.stdout).trim().to_owned()
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
