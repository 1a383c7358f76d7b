//! Which notices are new to this desktop, and what each says.

use std::collections::HashSet;

use guichet_api::notices::{Notice, NoticeKind};
use guichet_api::session::Preferences;
use guichet_domain::{Language, NoticeId};

/// What this desktop has been told since somebody logged in.
#[derive(Default)]
pub struct Known(Option<HashSet<NoticeId>>);

impl Known {
    /// The unread notices that were not there the last time, oldest first. What waits at log-in is on the screen already.
    pub fn fresh(&mut self, rows: &[Notice]) -> Vec<Notice> {
        let now: HashSet<_> = rows.iter().map(|notice| notice.id).collect();
        let Some(before) = self.0.replace(now) else {
            return Vec::new();
        };
        let new = rows
            .iter()
            .filter(|notice| !notice.read && !before.contains(&notice.id));
        new.rev().cloned().collect()
    }
}

/// Whether this person wants to be told of such a thing.
pub fn is_wanted(kind: NoticeKind, preferences: &Preferences) -> bool {
    match kind {
        NoticeKind::Assigned => preferences.notice_assigned,
        NoticeKind::Unassigned => preferences.notice_unassigned,
        NoticeKind::Answer => preferences.notice_answer,
        NoticeKind::Reopened => preferences.notice_reopened,
        NoticeKind::Mention => preferences.notice_mention,
    }
}

/// The line in bold.
pub fn headline(kind: NoticeKind, number: i64, language: Language) -> String {
    match (language, kind) {
        (Language::French, NoticeKind::Assigned) => format!("Le ticket {number} vous est confié"),
        (Language::French, NoticeKind::Unassigned) => {
            format!("Nouveau ticket {number}, à attribuer")
        }
        (Language::French, NoticeKind::Answer) => {
            format!("Le client a répondu sur le ticket {number}")
        }
        (Language::French, NoticeKind::Reopened) => format!("Le ticket {number} est rouvert"),
        (Language::French, NoticeKind::Mention) => format!("On vous cite sur le ticket {number}"),
        (Language::English, NoticeKind::Assigned) => format!("Ticket {number} is yours"),
        (Language::English, NoticeKind::Unassigned) => {
            format!("New ticket {number}, to be assigned")
        }
        (Language::English, NoticeKind::Answer) => {
            format!("The client answered on ticket {number}")
        }
        (Language::English, NoticeKind::Reopened) => format!("Ticket {number} is open again"),
        (Language::English, NoticeKind::Mention) => format!("You are mentioned on ticket {number}"),
    }
}

/// The word on the button.
pub const fn open(language: Language) -> &'static str {
    match language {
        Language::French => "Ouvrir",
        Language::English => "Open",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(id: u128, is_read: bool) -> Notice {
        serde_json::from_value(serde_json::json!({
            "id": format!("{id:032x}"), "kind": "assigned", "number": id as i64, "label": "Imprimante en panne",
            "by_staff_id": null, "by_contact": null, "at": "2026-03-03T14:30:00Z", "read": is_read
        }))
        .unwrap()
    }

    fn numbers(notices: &[Notice]) -> Vec<i64> {
        notices.iter().map(|notice| notice.number).collect()
    }

    #[test]
    fn what_waited_at_log_in_is_not_shown_again() {
        let mut known = Known::default();
        assert!(
            known
                .fresh(&[notice(2, false), notice(1, false)])
                .is_empty()
        );
        let rows = [
            notice(4, false),
            notice(3, false),
            notice(2, false),
            notice(1, true),
        ];
        assert_eq!(numbers(&known.fresh(&rows)), [3, 4]);
        assert!(known.fresh(&rows).is_empty());
    }

    #[test]
    fn what_was_read_in_the_window_is_not_told() {
        let mut known = Known::default();
        known.fresh(&[]);
        assert_eq!(
            numbers(&known.fresh(&[notice(2, true), notice(1, false)])),
            [1]
        );
    }

    #[test]
    fn a_kind_switched_off_is_not_wanted() {
        let preferences = Preferences {
            notice_mention: false,
            ..Preferences::default()
        };
        assert!(!is_wanted(NoticeKind::Mention, &preferences));
        assert!(is_wanted(NoticeKind::Answer, &preferences));
    }
}
