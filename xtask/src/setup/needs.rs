//! What Guichet needs from the system, how each thing is recognised, and its name in each package manager.
//!
//! A thing is recognised by what it does (a program, a library's description), not by its package: it may come from
//! elsewhere.

use std::{fs, path::Path, process::Stdio};

use super::Purpose;
use crate::project::{at_root, has_program};

/// One thing the system must have.
pub struct Need {
    /// Its name for people.
    pub what: &'static str,
    since: Purpose,
    sign: Sign,
    /// Debian and Ubuntu packages.
    pub apt: &'static str,
    /// Fedora packages, or the file that a package must bring.
    pub dnf: &'static str,
    /// What to type on macOS; empty where the system brings it.
    pub mac: &'static str,
    /// What to type on Windows; empty where the system brings it.
    pub windows: &'static str,
}

/// By what a thing is recognised.
enum Sign {
    /// Any of these programs.
    Program(&'static [&'static str]),
    /// A library known to pkg-config; asked on Linux alone, where the desktop is made of such libraries.
    Library(&'static str),
    /// A module of the system's own Python.
    Python(&'static str),
    /// PostgreSQL's server programs, which Debian keeps off the path.
    PostgresServer,
    /// A server, which Debian keeps off the path of ordinary people.
    Daemon(&'static str),
}

impl Need {
    /// Does this machine have it, or do without it?
    pub fn is_met(&self) -> bool {
        match self.sign {
            Sign::Program(names) => names.iter().any(|name| has_program(name)),
            Sign::Library(name) => succeeds("pkg-config", &["--exists", name]),
            Sign::Python(module) => {
                succeeds("/usr/bin/python3", &["-c", &format!("import {module}")])
            }
            Sign::PostgresServer => has_program("initdb") || debian_has_initdb(),
            Sign::Daemon(name) => has_program(name) || Path::new("/usr/sbin").join(name).is_file(),
        }
    }

    fn concerns_this_system(&self) -> bool {
        match std::env::consts::OS {
            "macos" => !self.mac.is_empty(),
            "windows" => !self.windows.is_empty(),
            _ => true,
        }
    }
}

/// The needs of a purpose on this system.
pub fn system_needs(purpose: Purpose) -> impl Iterator<Item = &'static Need> {
    NEEDS
        .iter()
        .filter(move |need| need.since <= purpose && need.concerns_this_system())
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = at_root(program);
    command
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn debian_has_initdb() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    versions
        .flatten()
        .any(|version| version.path().join("bin/initdb").is_file())
}

const fn library(
    what: &'static str,
    name: &'static str,
    apt: &'static str,
    dnf: &'static str,
) -> Need {
    Need {
        what,
        since: Purpose::Run,
        sign: Sign::Library(name),
        apt,
        dnf,
        mac: "",
        windows: "",
    }
}

const NEEDS: &[Need] = &[
    Need {
        what: "a C compiler",
        since: Purpose::Run,
        sign: Sign::Program(&["cc", "cl", "gcc", "clang"]),
        apt: "build-essential",
        dnf: "gcc gcc-c++ make",
        mac: "xcode-select --install",
        windows: "winget install Microsoft.VisualStudio.2022.BuildTools",
    },
    Need {
        what: "pkg-config",
        since: Purpose::Run,
        sign: Sign::Program(&["pkg-config"]),
        apt: "pkg-config",
        dnf: "pkgconf-pkg-config",
        mac: "",
        windows: "",
    },
    library(
        "WebKitGTK",
        "webkit2gtk-4.1",
        "libwebkit2gtk-4.1-dev",
        "webkit2gtk4.1-devel",
    ),
    library("GTK", "gtk+-3.0", "libgtk-3-dev", "gtk3-devel"),
    library(
        "the tray icon's library",
        "ayatana-appindicator3-0.1",
        "libayatana-appindicator3-dev",
        "libayatana-appindicator-gtk3-devel",
    ),
    library("librsvg", "librsvg-2.0", "librsvg2-dev", "librsvg2-devel"),
    library("D-Bus", "dbus-1", "libdbus-1-dev", "dbus-devel"),
    Need {
        what: "node, for tools of the build and the tests",
        since: Purpose::Test,
        sign: Sign::Program(&["node"]),
        apt: "nodejs",
        dnf: "nodejs",
        mac: "brew install node",
        windows: "winget install OpenJS.NodeJS.LTS",
    },
    Need {
        what: "npm",
        since: Purpose::Test,
        sign: Sign::Program(&["npm"]),
        apt: "npm",
        dnf: "nodejs-npm",
        mac: "brew install node",
        windows: "winget install OpenJS.NodeJS.LTS",
    },
    Need {
        what: "PostgreSQL's server programs (the tests start their own cluster, never the system's)",
        since: Purpose::Test,
        sign: Sign::PostgresServer,
        apt: "postgresql",
        dnf: "postgresql-server",
        mac: "brew install postgresql@17 && brew link postgresql@17",
        windows: "winget install PostgreSQL.PostgreSQL.17",
    },
    Need {
        what: "Dovecot, a mail server (the tests start their own, never the system's)",
        since: Purpose::Test,
        sign: Sign::Daemon("dovecot"),
        apt: "dovecot-imapd",
        dnf: "dovecot",
        mac: "",
        windows: "",
    },
    Need {
        what: "python3-aiosmtpd, a mail server to send by",
        since: Purpose::Test,
        sign: Sign::Python("aiosmtpd"),
        apt: "python3-aiosmtpd",
        dnf: "python3-aiosmtpd",
        mac: "",
        windows: "",
    },
    Need {
        what: "Chromium",
        since: Purpose::Test,
        sign: Sign::Program(&["chromium", "chromium-browser", "google-chrome"]),
        apt: "chromium",
        dnf: "chromium",
        mac: "brew install --cask chromium",
        windows: "winget install Google.Chrome",
    },
    Need {
        what: "Chromium's driver",
        since: Purpose::Test,
        sign: Sign::Program(&["chromedriver"]),
        apt: "chromium-driver",
        dnf: "/usr/bin/chromedriver",
        mac: "brew install --cask chromedriver",
        windows: "winget install Chromium.ChromeDriver",
    },
    Need {
        what: "WebKit's driver",
        since: Purpose::Test,
        sign: Sign::Program(&["WebKitWebDriver"]),
        apt: "webkit2gtk-driver",
        dnf: "/usr/bin/WebKitWebDriver",
        mac: "",
        windows: "",
    },
    Need {
        what: "a display without a screen (Xvfb)",
        since: Purpose::Test,
        sign: Sign::Program(&["xvfb-run"]),
        apt: "xvfb xauth",
        dnf: "xorg-x11-server-Xvfb xauth",
        mac: "",
        windows: "",
    },
    Need {
        what: "a D-Bus session for tests",
        since: Purpose::Test,
        sign: Sign::Program(&["dbus-run-session"]),
        apt: "dbus",
        dnf: "dbus-daemon",
        mac: "",
        windows: "",
    },
    Need {
        what: "python3-dbusmock, which plays the desktop's notifications",
        since: Purpose::Test,
        sign: Sign::Python("dbusmock"),
        apt: "python3-dbusmock",
        dnf: "python3-dbusmock",
        mac: "",
        windows: "",
    },
];
