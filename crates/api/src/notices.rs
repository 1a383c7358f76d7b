//! What concerns one person, and what changed since they last looked.

use guichet_domain::{Moment, NoticeId, StaffId};

use crate::wire;

wire! {
    /// Asks for one's own notices of the last days.
    struct ListNotices {}

    /// One's own notices, newest first, at most 50.
    struct Notices {
        /// The notices.
        rows: Vec<Notice>,
        /// How many are unread.
        unread: u32,
    }

    /// Something that concerns one person.
    struct Notice {
        /// Its id; later ones are greater.
        id: NoticeId,
        /// What happened.
        kind: NoticeKind,
        /// On which ticket.
        number: i64,
        /// The ticket's label.
        label: String,
        /// Who did it, a member of the staff.
        by_staff_id: Option<StaffId>,
        /// Who did it, a contact.
        by_contact: Option<String>,
        /// When.
        at: Moment,
        /// Whether it was read.
        read: bool,
    }

    /// Marks notices read; all of them when the list is empty.
    struct ReadNotices {
        /// Which.
        ids: Vec<NoticeId>,
    }

    /// Asks what changed since a number; what it answers says what to load again, never more.
    struct ChangesSince {
        /// The number the last answer gave; 0 to begin.
        after: i64,
    }

    /// What changed.
    struct Changes {
        /// The number to give next time; another than this time when something is new.
        last: i64,
        /// Numbers of the tickets that changed and that this actor may see, at most 500; the very last ones are told twice.
        tickets: Vec<i64>,
        /// Whether something else did: directory, settings, catalog.
        other: bool,
        /// Notices not read yet.
        unread: u32,
        /// Who else has a ticket open that this actor may see.
        present: Vec<Present>,
    }

    /// Says which ticket a window shows; said again before a minute is over, or taken for gone.
    struct BeHere {
        /// Which of one's windows, by a number of its own.
        window: i64,
        /// The ticket; none when it shows none any more.
        number: Option<i64>,
        /// Whether one writes.
        typing: bool,
    }

    /// Somebody else who has a ticket open.
    struct Present {
        /// The ticket's number.
        number: i64,
        /// Who.
        staff_id: StaffId,
        /// Whether they write.
        typing: bool,
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A ticket was assigned to me.
    Assigned,
    /// A new ticket has no assignee.
    Unassigned,
    /// A client answered on a ticket I have.
    Answer,
    /// A ticket I had was reopened.
    Reopened,
    /// My name stands in an internal step.
    Mention,
}
