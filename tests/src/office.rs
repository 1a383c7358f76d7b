//! The office a story happens in, and its people.
//!
//! Not what they do: that is told in the stories.

use std::path::PathBuf;

use guichet_testkit::server;
use tempfile::TempDir;

/// Somebody of the demonstration office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// What they type at the door.
    pub login: &'static str,
    /// What colleagues read.
    pub name: &'static str,
}

/// Answers the telephone.
pub const SOIZIC: Person = Person {
    login: "s.cadiou",
    name: "Soizic Cadiou",
};
/// A technician, of heating.
pub const RONAN: Person = Person {
    login: "r.gueguen",
    name: "Ronan Guéguen",
};
/// A technician, of computers.
pub const ELODIE: Person = Person {
    login: "e.jezequel",
    name: "Élodie Jézéquel",
};
/// Supervises.
pub const NOLWENN: Person = Person {
    login: "n.legoff",
    name: "Nolwenn Le Goff",
};
/// Administers.
pub const HERVE: Person = Person {
    login: "h.leroux",
    name: "Hervé Le Roux",
};
/// Everybody's password in the demonstration office.
pub const PASSWORD: &str = "demonstration";

/// A database file of one test alone.
pub struct Office {
    folder: TempDir,
}

impl Office {
    /// A file where nothing is yet: the door asks what to make of it.
    pub fn nothing_yet() -> Self {
        Self {
            folder: tempfile::tempdir()
                .unwrap_or_else(|e| panic!("no temporary folder for the office: {e}")),
        }
    }

    /// The demonstration office of that many tickets, always the same.
    pub fn demonstration(tickets: u32) -> Self {
        let office = Self::nothing_yet();
        let tickets = tickets.to_string();
        server::run(
            &server::program(),
            &[
                "demo",
                "--tickets",
                &tickets,
                "--seed",
                "1",
                "--db",
                &office.database(),
            ],
        );
        office
    }

    /// Where it is.
    pub fn database(&self) -> String {
        self.file().display().to_string()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("office.guichet")
    }
}
