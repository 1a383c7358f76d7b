//! The system's own package manager: the command that installs, or the words that say what to type.

use std::{collections::BTreeSet, fs, process::Command};

use super::needs::Need;
use crate::project::{at_root, has_program, read};

/// The kinds of system that `setup` tells apart.
#[derive(Debug, PartialEq, Eq)]
pub enum System {
    Debian,
    Ubuntu,
    Fedora,
    Mac,
    Windows,
    /// Another Linux, which is told the names and installs by itself.
    Other,
}

impl System {
    /// What this machine runs.
    pub fn of_this_machine() -> Self {
        match std::env::consts::OS {
            "macos" => Self::Mac,
            "windows" => Self::Windows,
            _ => Self::described_by(&fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    fn described_by(os_release: &str) -> Self {
        let value = |key: &str| os_release.lines().find_map(|line| line.strip_prefix(key));
        let names = [value("ID="), value("ID_LIKE=")].into_iter().flatten();
        for name in names.flat_map(|names| names.trim_matches('"').split(' ')) {
            match name {
                "ubuntu" => return Self::Ubuntu,
                "debian" => return Self::Debian,
                "fedora" => return Self::Fedora,
                _ => {}
            }
        }
        Self::Other
    }

    /// The commands that install these; none where only a person can.
    pub fn install(&self, missing: &[&Need]) -> Vec<Command> {
        match self {
            Self::Debian | Self::Ubuntu => {
                let mut install = as_root("apt-get");
                install.args(["install", "--yes", "--no-install-recommends"]);
                install
                    .args(self.packages(missing))
                    .env("DEBIAN_FRONTEND", "noninteractive");
                let mut update = as_root("apt-get");
                update.args(["update", "--quiet"]);
                vec![update, install]
            }
            Self::Fedora => {
                let mut install = as_root("dnf");
                install
                    .args(["install", "--assumeyes"])
                    .args(self.packages(missing));
                vec![install]
            }
            Self::Mac | Self::Windows | Self::Other => Vec::new(),
        }
    }

    fn packages(&self, missing: &[&Need]) -> BTreeSet<&'static str> {
        let names = missing.iter().flat_map(|need| match self {
            Self::Fedora => need.dnf.split(' '),
            _ => need.apt.split(' '),
        });
        names.map(|name| self.local_name(name)).collect()
    }

    /// Ubuntu names two packages otherwise than Debian.
    fn local_name(&self, debian: &'static str) -> &'static str {
        match (self, debian) {
            (Self::Ubuntu, "chromium") => "chromium-browser",
            (Self::Ubuntu, "chromium-driver") => "chromium-chromedriver",
            _ => debian,
        }
    }

    /// What a person must type here, one line a thing.
    pub fn instructions(&self, missing: &[&Need]) -> String {
        let lines = missing.iter().map(|need| match self {
            Self::Mac => need.mac.to_owned(),
            Self::Windows => need.windows.to_owned(),
            _ => format!("{} (Debian: {}; Fedora: {})", need.what, need.apt, need.dnf),
        });
        let lines: Vec<_> = lines.collect::<BTreeSet<_>>().into_iter().collect();
        format!(
            "install these, then run the command again:\n  {}",
            lines.join("\n  ")
        )
    }
}

/// Through sudo, unless we are root already.
fn as_root(program: &str) -> Command {
    let is_root = read(at_root("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root || !has_program("sudo") {
        return at_root(program);
    }
    let mut sudo = at_root("sudo");
    // The variable must cross sudo, which drops the environment.
    sudo.args(["--preserve-env=DEBIAN_FRONTEND", program]);
    sudo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_their_family() {
        let mint = "NAME=Mint\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert_eq!(System::described_by(mint), System::Ubuntu);
        assert_eq!(System::described_by("ID=debian\n"), System::Debian);
        assert_eq!(
            System::described_by("ID=\"rocky\"\nID_LIKE=\"rhel fedora\"\n"),
            System::Fedora
        );
        assert_eq!(System::described_by("ID=alpine\n"), System::Other);
    }

    #[test]
    fn elsewhere_a_person_is_told_what_to_type() {
        let needs: Vec<_> = super::super::system_needs(super::super::Purpose::Test).collect();
        assert!(System::Other.install(&needs).is_empty());
        assert!(
            System::Other
                .instructions(&needs)
                .contains("libwebkit2gtk-4.1-dev")
        );
        assert!(
            System::Mac
                .instructions(&needs)
                .contains("brew install node")
        );
    }
}
