//! Reading: bytes become a [`Message`].

use std::borrow::Cow;

use chrono::DateTime;
use mail_parser::{Addr, Address as Addresses, HeaderValue, Message as Parsed, MessageParser};

use crate::body::{self, Body};
use crate::robots::Signs;
use crate::{Address, Kind, Message, Warning, bounce, charset, html, quote};

/// How much of a mail is read; what is beyond stays in the raw mail alone.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The largest mail, in bytes.
    pub bytes: usize,
    /// Parts.
    pub parts: usize,
    /// Parts within parts.
    pub depth: usize,
    /// The longest text, in bytes.
    pub text: usize,
}

/// Messages within messages; a digest has some dozens.
const MOST_NESTED: usize = 300;

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 60 << 20,
            parts: 1_000,
            depth: 20,
            text: 2 << 20,
        }
    }
}

/// Why a mail cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing.
    #[error("the message is empty")]
    Empty,
    /// It is larger than anything is read.
    #[error("the message has {0} bytes, more than the {1} that are read")]
    TooLarge(usize, usize),
    /// So many messages within messages that reading it is an attack.
    #[error("the message holds too many others, or too many parts")]
    TooDeep,
    /// The reader itself failed on it.
    #[error("the message breaks the reader")]
    Broken,
    /// Its beginning is no header.
    #[error("the message has no headers")]
    NoHeaders,
}

/// Reads a mail.
///
/// # Errors
/// [`Unreadable`]: it goes to quarantine as it is.
pub fn read(raw: &[u8], limits: &Limits) -> Result<Message, Unreadable> {
    if raw.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if raw.len() > limits.bytes {
        return Err(Unreadable::TooLarge(raw.len(), limits.bytes));
    }
    // The reader follows each of these before any limit of ours.
    let deep = times(raw, b"message/rfc822") + times(raw, b"message/global");
    if deep > MOST_NESTED || times(raw, b"boundary=") > limits.parts {
        return Err(Unreadable::TooDeep);
    }
    // Whatever breaks the reader goes to quarantine, and the next mail is read.
    std::panic::catch_unwind(|| parse(raw, limits)).unwrap_or(Err(Unreadable::Broken))
}

fn parse(raw: &[u8], limits: &Limits) -> Result<Message, Unreadable> {
    let mended = mended(raw);
    let parsed = MessageParser::default()
        .parse(mended.as_ref())
        .ok_or(Unreadable::NoHeaders)?;
    let mut body = body::of(&parsed, limits);
    let end = end_of_headers(raw);
    let has_parts = !body.texts.is_empty() || !body.htmls.is_empty();
    // Blank is what its author left blank, but where there are no headers everything is text.
    if body.attachments.is_empty() && (!has_parts || end == 0) {
        let rest = &raw[end..];
        body.texts = vec![charset::decode(&rest[..rest.len().min(limits.text)], None).0];
    }
    Ok(told(&parsed, body))
}

/// How often these small letters stand there, as any letters.
fn times(raw: &[u8], word: &[u8]) -> usize {
    let places = raw.windows(word.len());
    places
        .filter(|place| place.eq_ignore_ascii_case(word))
        .count()
}

/// Where the headers end: behind an empty line, else at one that is no header.
fn end_of_headers(raw: &[u8]) -> usize {
    let mut at = 0;
    while at < raw.len() {
        let end = raw[at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(raw.len(), |found| at + found + 1);
        let line = &raw[at..end];
        if matches!(line, b"\n" | b"\r\n") {
            return end;
        }
        // A parameter may have lost its indent; the envelope of an mbox is no header either.
        let goes_on = line[0].is_ascii_whitespace() || line.contains(&b'=');
        if !goes_on && !line.contains(&b':') {
            return at;
        }
        at = end;
    }
    at
}

/// The mail with an empty line where its headers end without one.
fn mended(raw: &[u8]) -> Cow<'_, [u8]> {
    let end = end_of_headers(raw);
    let (headers, body) = raw.split_at(end);
    let last = headers.trim_ascii_end().len();
    let ends_well = headers[last..]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        >= 2
        && !headers[last..].contains(&b' ');
    if end == 0 || body.is_empty() || ends_well {
        return Cow::Borrowed(raw);
    }
    Cow::Owned([&headers[..last], b"\r\n\r\n", body].concat())
}

fn told(parsed: &Parsed<'_>, body: Body) -> Message {
    let mut warnings = body.warnings;
    let texts: Vec<String> = body.texts.iter().map(|text| quote::tidy(text)).collect();
    let text = quote::tidy(&texts.join("\n\n"));
    let html = (!body.htmls.is_empty()).then(|| {
        let (shown, odd) = html::clean(&body.htmls.join("\n"));
        warnings.extend(odd);
        shown
    });
    let headers = headers(parsed);
    let subject = subject(parsed, &headers);
    let from = parsed.from().and_then(|from| from.first()).map(address);
    let title = subject.clone().unwrap_or_default();
    let sender = from.as_ref().and_then(|from| from.address.clone());
    let signs = Signs {
        headers: &headers,
        report: report(parsed),
        sender: sender.as_deref().unwrap_or_default(),
        subject: &title,
        text: &text,
    };
    let kind = signs.kind();
    let bounce = (kind == Kind::Bounce).then(|| {
        let reported = body.report.as_deref().and_then(bounce::of_report);
        reported.unwrap_or_else(|| bounce::of_text(&text))
    });
    let date = parsed
        .date()
        .filter(|date| date.is_valid())
        .and_then(|date| DateTime::parse_from_rfc3339(&date.to_rfc3339()).ok());
    let odd = [
        (from.is_none(), Warning::NoSender),
        (date.is_none(), Warning::NoDate),
        (parsed.message_id().is_none(), Warning::NoMessageId),
    ];
    warnings.extend(odd.iter().filter(|(is, _)| *is).map(|(_, odd)| *odd));
    Message {
        message_id: parsed.message_id().map(str::to_owned),
        in_reply_to: ids(parsed.in_reply_to()).into_iter().next(),
        references: ids(parsed.references()),
        date: date.map(|date| date.to_rfc3339()),
        from,
        reply_to: addresses(parsed.reply_to()),
        to: addresses(parsed.to()),
        cc: addresses(parsed.cc()),
        visible_text: quote::visible(&text, &title),
        subject,
        text,
        html,
        attachments: body.attachments,
        kind,
        bounce,
        warnings,
    }
}

fn headers(parsed: &Parsed<'_>) -> Vec<(String, String)> {
    let raw = parsed.raw_message.as_ref();
    let known = parsed.headers().iter().map(|header| {
        let range = header.offset_start() as usize..header.offset_end() as usize;
        let (value, _) = charset::decode(raw.get(range).unwrap_or_default(), None);
        (header.name().to_ascii_lowercase(), on_one_line(&value))
    });
    known.collect()
}

fn subject(parsed: &Parsed<'_>, headers: &[(String, String)]) -> Option<String> {
    let raw = headers.iter().find(|(name, _)| name == "subject")?;
    let decoded = parsed.subject().unwrap_or_default();
    // A header in raw bytes of another charset is read as such.
    let is_raw = decoded.contains(char::REPLACEMENT_CHARACTER) && !raw.1.contains("=?");
    let decoded = if is_raw { raw.1.as_str() } else { decoded };
    let subject = on_one_line(decoded);
    (!subject.is_empty()).then_some(subject)
}

/// Folded lines as one; spaces that are no breaks are somebody's own.
fn on_one_line(value: &str) -> String {
    let words = value.split([' ', '\t', '\r', '\n']);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn report(parsed: &Parsed<'_>) -> Option<String> {
    let kind = mail_parser::MimeHeaders::content_type(parsed)?;
    let is_report = kind.ctype().eq_ignore_ascii_case("multipart")
        && kind
            .subtype()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("report"));
    is_report.then(|| {
        kind.attribute("report-type")
            .unwrap_or_default()
            .to_ascii_lowercase()
    })
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(id) => vec![id.to_string()],
        HeaderValue::TextList(ids) => ids.iter().map(|id| id.to_string()).collect(),
        _ => Vec::new(),
    }
}

fn addresses(list: Option<&Addresses<'_>>) -> Vec<Address> {
    let known = list.into_iter().flat_map(|list| list.iter());
    known
        .map(address)
        .filter(|known| known.address.is_some())
        .collect()
}

fn address(known: &Addr<'_>) -> Address {
    // A name may have strayed into the brackets.
    let address = known.address.as_deref().unwrap_or_default();
    let address = address.split_whitespace().last().unwrap_or_default();
    let address = match address.rsplit_once('@') {
        Some((name, domain)) => format!("{name}@{}", domain.to_ascii_lowercase()),
        None => address.to_owned(),
    };
    let name = known.name.as_deref().map(str::trim).unwrap_or_default();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Address {
        name: some(name),
        address: some(&address),
    }
}
