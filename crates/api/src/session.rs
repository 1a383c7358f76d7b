//! The door: first start, log-in, and what belongs to one person.

use guichet_domain::{Language, Settings, Staff, TicketFilter, TicketSort, ViewId};

use crate::wire;

wire! {
    /// Asks whether the office is ready.
    struct OfficeStatus {}

    /// Whether the office is ready, and what it is.
    struct OfficeState {
        /// Whether an administrator exists; else `set_up` is what comes next.
        ready: bool,
        /// The office's name.
        office: String,
        /// The program's version.
        version: String,
        /// Where the data is: a file's path or a server's name.
        place: String,
        /// Whether it is a demonstration office, whose log-ins the door may show.
        demo: Vec<DemoLogin>,
        /// Whether each person's log-in is their own connection to a shared database.
        by_login: bool,
    }

    /// A log-in of a demonstration office.
    struct DemoLogin {
        /// The login.
        login: String,
        /// The name.
        name: String,
        /// The role's code.
        role: guichet_domain::Role,
        /// The password, the same for all.
        password: String,
    }

    /// First start: names the office and creates its administrator, or fills a demonstration office.
    struct SetUp {
        /// The office's name.
        office: String,
        /// The language of the office and of its administrator.
        language: Language,
        /// The administrator's first name.
        first_name: String,
        /// The administrator's last name.
        last_name: String,
        /// The administrator's login.
        login: String,
        /// The administrator's password.
        password: String,
        /// Tickets of a demonstration office; 0 for a real one.
        demo_tickets: u32,
    }

    /// Opens a session; the door keeps its token.
    struct LogIn {
        /// The login.
        login: String,
        /// The password.
        password: String,
        /// Whether the desktop's keyring may keep it, where the log-in is the connection itself.
        #[serde(default)]
        keep: bool,
    }

    /// Joins an office that several workstations share: a desktop's own question, of which no call is made.
    struct JoinOffice {
        /// The server's name.
        server: String,
        /// Its port.
        port: u16,
        /// The database.
        database: String,
        /// Whether the server must prove who it is and encrypt.
        verified: bool,
        /// The file of an authority of one's own; empty for the system's alone.
        authority: String,
        /// Who comes in.
        log_in: LogIn,
    }

    /// Ends the session.
    struct LogOut {}

    /// Asks who is logged in.
    struct WhoAmI {}

    /// Whoever is logged in, with what is theirs.
    struct Me {
        /// The person.
        staff: Staff,
        /// The office's settings.
        settings: Settings,
        /// What they prefer.
        preferences: Preferences,
        /// Their views of the queue and the shared ones, in order.
        views: Vec<View>,
        /// What they may do in general.
        may: Vec<guichet_domain::Verb>,
    }

    /// Changes one's own password; other sessions end.
    struct ChangePassword {
        /// The present one.
        current: String,
        /// The new one.
        new: String,
    }

    /// Changes one's own preferences.
    struct SavePreferences {
        /// All of them.
        preferences: Preferences,
    }

    /// A view of the queue with its name.
    struct View {
        /// Its id.
        id: ViewId,
        /// Its name.
        name: String,
        /// What it keeps.
        filter: TicketFilter,
        /// Its order.
        sort: TicketSort,
        /// Whether the order is turned round.
        descending: bool,
    }

    /// Creates a view, or changes the one of this id.
    struct SaveView {
        /// The view to change; none to create.
        id: Option<ViewId>,
        /// Its name.
        name: String,
        /// What it keeps.
        filter: TicketFilter,
        /// Its order.
        sort: TicketSort,
        /// Whether the order is turned round.
        descending: bool,
    }

    /// Deletes one's own view.
    struct DeleteView {
        /// Which.
        id: ViewId,
    }
}

/// What one person prefers; notices are on unless switched off.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Preferences {
    /// A ticket is assigned to me.
    pub notice_assigned: bool,
    /// A new ticket without assignee.
    pub notice_unassigned: bool,
    /// A client's answer.
    pub notice_answer: bool,
    /// A reopening.
    pub notice_reopened: bool,
    /// My name in an internal step.
    pub notice_mention: bool,
    /// Whether single letters act.
    pub single_keys: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            notice_assigned: true,
            notice_unassigned: true,
            notice_answer: true,
            notice_reopened: true,
            notice_mention: true,
            single_keys: true,
        }
    }
}
