//! A mail as it leaves: its headers, its text, and the two addresses of its envelope.
//!
//! Nothing that is written here can begin another header: titles and names are one line, ids and addresses are looked at first.

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, From, HeaderName, HeaderValue, Headers, ReplyTo, Subject,
    To,
};
use lettre::message::{Mailbox, Mailboxes, MultiPart, MultiPartKind, SinglePart};

use crate::{Refusal, Trouble, Unsent};

const NO_ADDRESS: &str = "this is no address that mail servers take";
const END: &str = "\r\n";
/// No line of a quoted-printable text can be this.
const BOUNDARY: &str = "=_guichet";
/// Of a long thread its first mail and the latest ones: some servers cut long headers off.
const THREAD: usize = 30;
/// Lines longer than 998 bytes are cut by servers on the way.
const LONGEST_ID: usize = 900;

/// A mail to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Who sends it: the name that people see, and the address, which bounces go back to.
    pub from: (Option<String>, String),
    /// Whom it is for.
    pub to: String,
    /// Where answers go instead.
    pub reply_to: Option<String>,
    /// When it was written.
    pub date: DateTime<Utc>,
    /// Its title.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The same for those who read HTML.
    pub html: Option<String>,
    /// Its id, without angle brackets.
    pub message_id: String,
    /// The mail it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The mails before it, the oldest first, without angle brackets.
    pub references: Vec<String>,
    /// Whether a rule wrote it and no person: robots shall not answer.
    pub automatic: bool,
    /// Which office sends it, so that it is known again when it comes back.
    pub instance: String,
}

/// A mail as the server takes it.
pub(crate) struct Letter {
    /// Who sends it, on the envelope.
    pub from: Address,
    /// Whom it is for, on the envelope.
    pub to: Address,
    /// Everything else; the end of its last line is said by who carries it.
    pub bytes: Vec<u8>,
}

impl Letter {
    /// Writes the mail.
    pub fn of(mail: &Outgoing) -> Result<Self, Unsent> {
        let ours = |text: &str| address(text).ok_or(Trouble::NotOurName(NO_ADDRESS.into()));
        let from = ours(&mail.from.1)?;
        let to = address(&mail.to).ok_or_else(|| unsendable(NO_ADDRESS))?;
        let reply_to = mail.reply_to.as_deref().map(ours).transpose()?;
        let name = mail.from.0.as_deref().map(one_line);
        let name = name.filter(|name| !name.is_empty());
        let mut headers = Headers::new();
        headers.set(From::from(Mailboxes::from(Mailbox::new(
            name,
            from.clone(),
        ))));
        headers.set(To::from(nameless(to.clone())));
        if let Some(address) = reply_to {
            headers.set(ReplyTo::from(nameless(address)));
        }
        headers.set(Subject::from(one_line(&mail.subject)));
        place(&mut headers, mail)?;
        let mut bytes = headers.to_string().into_bytes();
        bytes.extend(body(mail));
        bytes.truncate(bytes.len() - END.len());
        Ok(Self { from, to, bytes })
    }
}

/// What tells a mail from others: when, its thread, and that it is ours.
fn place(headers: &mut Headers, mail: &Outgoing) -> Result<(), Refusal> {
    // chrono's own RFC 2822 has days of one digit.
    write(
        headers,
        "Date",
        mail.date.format("%a, %d %b %Y %H:%M:%S +0000").to_string(),
    );
    let id = bracketed(&mail.message_id)
        .ok_or_else(|| unsendable("its id is none that mail servers take"))?;
    write(headers, "Message-ID", id);
    if let Some(answered) = mail.in_reply_to.as_deref().and_then(bracketed) {
        write(headers, "In-Reply-To", answered);
    }
    let mut thread: Vec<String> = mail
        .references
        .iter()
        .filter_map(|id| bracketed(id))
        .collect();
    if thread.len() > THREAD {
        thread.drain(1..thread.len() - (THREAD - 1));
    }
    if !thread.is_empty() {
        write(headers, "References", thread.join("\r\n "));
    }
    if mail.automatic {
        write(headers, "Auto-Submitted", "auto-generated".into());
        write(headers, "X-Auto-Response-Suppress", "All".into());
    }
    let ours = HeaderName::new_from_ascii_str("X-Guichet-Instance");
    headers.insert_raw(HeaderValue::new(ours, one_line(&mail.instance)));
    write(headers, "MIME-Version", "1.0".into());
    Ok(())
}

/// What needs no encoding and was looked at.
fn write(headers: &mut Headers, name: &'static str, value: String) {
    let name = HeaderName::new_from_ascii_str(name);
    headers.insert_raw(HeaderValue::dangerous_new_pre_encoded(
        name,
        value.clone(),
        value,
    ));
}

/// The text, and beside it the HTML for those who read it.
fn body(mail: &Outgoing) -> Vec<u8> {
    let text = part(ContentType::TEXT_PLAIN, &mail.text);
    let Some(html) = &mail.html else {
        return text.formatted();
    };
    let both = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(BOUNDARY);
    let both = both
        .singlepart(text)
        .singlepart(part(ContentType::TEXT_HTML, html));
    both.formatted()
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder()
        .header(kind)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text.to_owned())
}

fn nameless(address: Address) -> Mailboxes {
    Mailboxes::from(Mailbox::new(None, address))
}

/// What stands in a header: no line ends there, nor anything else that is not seen.
fn one_line(text: &str) -> String {
    let unseen = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.replace(unseen, " ").trim().to_owned()
}

/// An id as headers write it; none when it would say something else there.
fn bracketed(id: &str) -> Option<String> {
    let is_id = (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'));
    is_id.then(|| format!("<{id}>"))
}

/// An address as every server takes it: its domain as the network writes it, what is before it in plain letters.
fn address(text: &str) -> Option<Address> {
    let (user, domain) = text.trim().rsplit_once('@')?;
    let domain = idna::domain_to_ascii(domain).ok()?;
    let is_plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b','))
    };
    if !is_plain(user) || !is_plain(&domain) {
        return None;
    }
    Address::new(user, domain).ok()
}

fn unsendable(words: &str) -> Refusal {
    Refusal {
        permanent: true,
        code: None,
        words: words.into(),
    }
}

#[cfg(test)]
mod tests;
