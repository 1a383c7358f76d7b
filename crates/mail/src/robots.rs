//! Who sends such a mail: a person, a robot, a list, a server, ourselves.

use crate::Kind;

/// What tells robots from people, read out of a mail.
#[derive(Debug, Default)]
pub struct Signs<'a> {
    /// Every header of the mail: its name in small letters, and its value on one line.
    pub headers: &'a [(String, String)],
    /// The sort of a `multipart/report`, in small letters.
    pub report: Option<String>,
    /// Who wrote it.
    pub sender: &'a str,
    /// Its title.
    pub subject: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// Titles of those who are away, in small letters.
const AWAY: [&str; 9] = [
    "réponse automatique",
    "automatic reply",
    "auto:",
    "out of office",
    "absence du bureau",
    "absent du bureau",
    "absente du bureau",
    "absent(e) du bureau",
    "message d'absence",
];
/// What servers say when they do not deliver, in small letters.
const FAILURES: [&str; 14] = [
    "undelivered mail returned to sender",
    "delivery status notification",
    "undeliverable",
    "non remis",
    "mail delivery failed",
    "échec de la remise",
    "failure notice",
    "delivery failure",
    "returned mail",
    "message delayed",
    "delivery has failed",
    "could not be delivered",
    "n'a pas pu être remis",
    "n’a pas pu être remis",
];

impl Signs<'_> {
    /// Who sends such a mail.
    pub fn kind(&self) -> Kind {
        if self.value("x-guichet-instance").is_some() {
            Kind::Own
        } else if self.is_bounce() {
            Kind::Bounce
        } else if self.is_auto_reply() {
            Kind::AutoReply
        } else if self.is_list() {
            Kind::List
        } else {
            Kind::Message
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known == name)?;
        Some(value.trim())
    }

    fn precedence(&self) -> Option<String> {
        Some(self.value("precedence")?.to_ascii_lowercase())
    }

    fn is_bounce(&self) -> bool {
        if self.report.as_deref() == Some("delivery-status") {
            return true;
        }
        let sender = self.sender.to_ascii_lowercase();
        let is_daemon = sender.starts_with("mailer-daemon@") || sender == "mailer-daemon";
        let is_nobody = self.value("return-path") == Some("<>");
        let says = |words: &str| FAILURES.iter().any(|said| words.contains(said));
        let subject = self.subject.to_lowercase();
        // What somebody at a postmaster's desk quotes is no failure of theirs.
        is_daemon && (says(&subject) || says(&self.text.to_lowercase()))
            || (is_nobody || sender.starts_with("postmaster@"))
                && says(&subject)
                && !is_away(self.subject)
    }

    fn is_auto_reply(&self) -> bool {
        let auto = self.value("auto-submitted").map(str::to_ascii_lowercase);
        auto.is_some_and(|auto| !auto.starts_with("no") || auto.starts_with("notif"))
            || ["x-autoreply", "x-autorespond", "x-auto-reply-from"]
                .iter()
                .any(|name| self.value(name).is_some())
            || self.precedence().as_deref() == Some("auto_reply")
            || self.report.as_deref() == Some("disposition-notification")
            || is_away(self.subject)
    }

    fn is_list(&self) -> bool {
        ["list-id", "list-post", "mailing-list"]
            .iter()
            .any(|name| self.value(name).is_some())
            || self
                .precedence()
                .is_some_and(|said| matches!(said.as_str(), "list" | "bulk" | "junk"))
    }
}

/// Whether a title is what is sent in somebody's absence: the words alone, or a colon behind them.
fn is_away(title: &str) -> bool {
    let title = title
        .to_lowercase()
        .replace('’', "'")
        .replace(['\u{a0}', '\u{202f}'], " ");
    AWAY.iter().any(|said| {
        title.strip_prefix(said).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with([':', '-', '–']) || said.ends_with(':')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(headers: &[(&str, &str)], sender: &str, subject: &str) -> Kind {
        let headers: Vec<(String, String)> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let signs = Signs {
            headers: &headers,
            sender,
            subject,
            ..Signs::default()
        };
        signs.kind()
    }

    #[test]
    fn who_says_no_robot_is_none() {
        assert_eq!(
            kind(&[("auto-submitted", "no")], "a@b.example", "Panne"),
            Kind::Message
        );
        assert_eq!(
            kind(
                &[("auto-submitted", "auto-replied")],
                "a@b.example",
                "Panne"
            ),
            Kind::AutoReply
        );
    }

    #[test]
    fn a_server_that_speaks_of_something_else_does_not_bounce() {
        assert_eq!(
            kind(&[], "postmaster@b.example", "Votre quota"),
            Kind::Message
        );
        assert_eq!(
            kind(
                &[],
                "a@b.example",
                "Message d’absence à activer sur ma boîte"
            ),
            Kind::Message
        );
        assert_eq!(
            kind(
                &[("return-path", "<>")],
                "a@b.example",
                "Automatic reply: Undeliverable mail"
            ),
            Kind::AutoReply
        );
        assert_eq!(
            kind(&[("return-path", "<>")], "a@b.example", "Non remis : Panne"),
            Kind::Bounce
        );
    }
}
