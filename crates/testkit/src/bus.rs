//! A session bus and a notification daemon that remembers what it was asked to show.
//!
//! The daemon is python3-dbusmock's. Not for what a notice should say: that is asserted by the test that expects it.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use crate::deadline;
use crate::process::{Program, Running};

const ADDRESS: &str = "DBUS_SESSION_BUS_ADDRESS";
const INSTALL_BUS: &str = "`apt-get install dbus`";
const INSTALL_MOCK: &str = "`apt-get install python3-dbusmock`";
/// Debian's modules are only seen by Debian's interpreter, which may not be the first on the `PATH`.
const PYTHON: &str = "/usr/bin/python3";
const SCRIPT: &str = include_str!("bus.py");
const SHOWN: Duration = Duration::from_secs(10);

/// A session bus of the test alone.
pub struct Bus {
    /// What programs read in `DBUS_SESSION_BUS_ADDRESS`.
    pub address: String,
    _running: Running,
}

impl Bus {
    /// Starts a bus nobody else talks on.
    pub async fn start() -> Self {
        let mut running = Program::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .start(INSTALL_BUS);
        let address = running
            .ready("said its address", async |log| whole_line(log, "unix:"))
            .await;
        Self {
            address,
            _running: running,
        }
    }
}

/// The bus this run was started under, for programs that inherit its address.
pub fn of_this_run() -> String {
    std::env::var(ADDRESS)
        .unwrap_or_else(|_| panic!("there is no session bus: run this test under `dbus-run-session -- …`, as `cargo xtask test` does"))
}

/// What a program asked to show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Notice {
    /// Its number on the bus.
    pub id: u32,
    /// The number of the notice it takes the place of; 0 for none.
    pub replaces: u32,
    /// The program's name.
    pub app: String,
    /// The line in bold.
    pub summary: String,
    /// The text below.
    pub body: String,
    /// Key, label, key, label…
    pub actions: Vec<String>,
    /// Urgency, category and the like, as text.
    pub hints: BTreeMap<String, String>,
    /// In milliseconds; -1 leaves it to the desktop.
    pub timeout: i32,
}

/// A notification daemon that shows nothing and remembers everything.
pub struct NotificationDaemon {
    address: String,
    _running: Running,
}

impl NotificationDaemon {
    /// Starts one on the bus at this address; a bus has one at most.
    pub async fn start(address: &str) -> Self {
        let mut running = Program::new(PYTHON)
            .args([
                "-u",
                "-m",
                "dbusmock",
                "--session",
                "--template",
                "notification_daemon",
            ])
            .envs([(ADDRESS, address)])
            .start(INSTALL_MOCK);
        running
            .ready("taken its name on the bus", async |_| {
                ask(address, &["received"]).ok()
            })
            .await;
        Self {
            address: address.to_owned(),
            _running: running,
        }
    }

    /// Everything it was asked to show so far, oldest first.
    pub fn received(&self) -> Vec<Notice> {
        let said = self.ask(&["received"]);
        serde_json::from_str(&said)
            .unwrap_or_else(|e| panic!("the notices cannot be read ({e}): {said}"))
    }

    /// Waits for the first notice that `is_it` recognises.
    pub async fn expect(&self, what: &str, is_it: impl Fn(&Notice) -> bool) -> Notice {
        deadline::until(SHOWN, async || self.received().into_iter().find(&is_it))
            .await
            .unwrap_or_else(|| {
                panic!(
                    "no notice of {what} after {SHOWN:?}; received: {:#?}",
                    self.received()
                )
            })
    }

    /// A person clicks one of the notice's actions; `default` is the click on its body.
    pub fn click(&self, notice: &Notice, action: &str) {
        self.ask(&["signal", "ActionInvoked", &notice.id.to_string(), action]);
    }

    /// A person closes the notice.
    pub fn dismiss(&self, notice: &Notice) {
        const BY_THE_PERSON: &str = "2";
        self.ask(&[
            "signal",
            "NotificationClosed",
            &notice.id.to_string(),
            BY_THE_PERSON,
        ]);
    }

    fn ask(&self, question: &[&str]) -> String {
        ask(&self.address, question)
            .unwrap_or_else(|said| panic!("the notification daemon does not answer: {said}"))
    }
}

fn ask(address: &str, question: &[&str]) -> Result<String, String> {
    let output = Command::new(PYTHON)
        .args(["-c", SCRIPT])
        .args(question)
        .env(ADDRESS, address)
        .output()
        .map_err(|e| format!("{PYTHON} does not start: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn whole_line(log: &str, start: &str) -> Option<String> {
    let (lines, _) = log.rsplit_once('\n')?;
    lines
        .lines()
        .find(|line| line.starts_with(start))
        .map(str::to_owned)
}
