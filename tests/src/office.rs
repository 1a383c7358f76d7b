//! The office a story happens in, and its people.
//!
//! Not what they do: that is told in the stories.

use std::path::PathBuf;

use guichet_testkit::server;
use serde_json::{Value, json};
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

    /// Somebody makes a call on it from elsewhere, without a window; it must not be refused.
    pub fn call(&self, by: Person, name: &str, args: &Value) -> Value {
        let (database, args) = (self.database(), args.to_string());
        let words = ["rpc", name, &args, "--as", by.login, "--db", &database];
        let said = server::run(&server::program(), &words);
        serde_json::from_str(&said)
            .unwrap_or_else(|e| panic!("the reply to {name} cannot be read ({e}): {said}"))
    }

    /// The numbers of the tickets nobody has, the latest first.
    pub fn unassigned(&self) -> Vec<i64> {
        let wanted = json!({ "statuses": ["unassigned"] });
        let list = json!({ "filter": wanted, "sort": "number", "descending": true, "after": null, "limit": 200 });
        let page = self.call(NOLWENN, "list_tickets", &list);
        let rows = page["rows"].as_array().into_iter().flatten();
        rows.filter_map(|row| row["number"].as_i64()).collect()
    }

    /// Logs a ticket nobody has: at night a demonstration may hold none.
    pub fn log(&self, label: &str) -> i64 {
        let nobody = "00000000-0000-0000-0000-000000000000";
        let company = json!({ "company": {
            "id": nobody, "version": 0, "code": "", "name": label, "phone": "", "mail": "", "note": "",
            "proposed_staff_id": null, "active": true,
        }});
        let company = self.call(NOLWENN, "save_company", &company);
        let ticket = json!({
            "channel": "phone", "facts": { "label": label, "company_id": company["id"] }, "new_contact": null,
            "new_equipment": null, "attachments": [], "note": "", "assignee_id": null, "follows": null,
        });
        let opened = self.call(NOLWENN, "open_ticket", &ticket);
        let number = opened["ticket"]["number"].as_i64();
        number.unwrap_or_else(|| panic!("no number in {opened}"))
    }

    /// A supervisor gives a ticket to somebody, from elsewhere; its label.
    pub fn assign(&self, number: i64, to: Person) -> String {
        let sheet = self.call(NOLWENN, "get_ticket", &json!({ "number": number }));
        let (ticket, me) = (&sheet["ticket"], self.call(to, "who_am_i", &json!({})));
        let given =
            json!({ "number": number, "version": ticket["version"], "to": me["staff"]["id"] });
        self.call(NOLWENN, "assign_ticket", &given);
        ticket["label"].as_str().unwrap_or_default().to_owned()
    }

    /// Where it is.
    pub fn database(&self) -> String {
        self.file().display().to_string()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("office.guichet")
    }
}
