//! The parts of a mail: which are its text, which its files.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Encoding, HeaderName, Message, MessagePart, MimeHeaders, PartType};

use crate::read::Limits;
use crate::{Attachment, Warning, charset, flowed, html, name, tnef};

/// The text and the files of a mail.
#[derive(Debug, Default)]
pub struct Body {
    /// Plain texts, in order.
    pub texts: Vec<String>,
    /// HTML texts, in order.
    pub htmls: Vec<String>,
    /// Files, in order.
    pub attachments: Vec<Attachment>,
    /// What a server reports.
    pub report: Option<String>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Where a part stands.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    /// The multipart it is in, in small letters.
    within: Option<&'a str>,
    /// Whether it is the first there.
    is_first: bool,
    /// Whether another form of it may stand beside it.
    in_alternative: bool,
    depth: usize,
}

/// The text and the files of a mail.
pub fn of(message: &Message<'_>, limits: &Limits) -> Body {
    let mut reader = Reader {
        message,
        limits,
        body: Body::default(),
        parts: 0,
        room: limits.text,
    };
    let root = Place {
        within: None,
        is_first: true,
        in_alternative: false,
        depth: 0,
    };
    reader.part(0, root);
    reader.body
}

struct Reader<'a> {
    message: &'a Message<'a>,
    limits: &'a Limits,
    body: Body,
    parts: usize,
    /// Bytes of text that may still be read.
    room: usize,
}

impl Reader<'_> {
    fn part(&mut self, id: u32, place: Place<'_>) {
        let Some(part) = self.message.part(id) else {
            return;
        };
        self.parts += 1;
        if self.parts > self.limits.parts || place.depth > self.limits.depth {
            self.warn(Warning::TooManyParts);
            return;
        }
        if part.is_encoding_problem && part.encoding != Encoding::None {
            self.warn(Warning::Encoding);
        }
        match &part.body {
            PartType::Multipart(parts) => {
                let kind = part
                    .content_type()
                    .and_then(|kind| kind.subtype())
                    .unwrap_or("mixed")
                    .to_ascii_lowercase();
                let (texts, htmls) = (self.body.texts.len(), self.body.htmls.len());
                let is_outermost = kind == "alternative" && !place.in_alternative;
                for (rank, id) in parts.iter().enumerate() {
                    let place = Place {
                        within: Some(&kind),
                        is_first: rank == 0,
                        in_alternative: place.in_alternative || is_outermost,
                        depth: place.depth + 1,
                    };
                    self.part(*id, place);
                }
                let says = |text: &String| !text.trim().is_empty();
                if is_outermost && !self.body.texts[texts..].iter().any(says) {
                    let said = self.body.htmls[htmls..].iter().map(|html| html::text(html));
                    self.body.texts.extend(said.collect::<Vec<_>>());
                }
            }
            PartType::Text(_) | PartType::Html(_) if is_body(part, place) => self.text(part, place),
            // A multipart whose parts cannot be told apart.
            _ if is_multipart(part) => self.text(part, place),
            _ => self.file(part, place),
        }
    }

    fn text(&mut self, part: &MessagePart<'_>, place: Place<'_>) {
        let text = self.words(part);
        let text = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\0', "");
        let is_html = matches!(part.body, PartType::Html(_));
        if is_html && !html::is_sane(&text) {
            self.warn(Warning::TooManyParts);
            return self.file(part, place);
        }
        let end = (0..=self.room.min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end))
            .unwrap_or(0);
        if end < text.len() {
            self.warn(Warning::CutText);
        }
        let text = text[..end].to_owned();
        self.room -= end;
        if is_html {
            if !place.in_alternative {
                self.body.texts.push(html::text(&text));
            }
            self.body.htmls.push(text);
            return;
        }
        let kind = part.content_type();
        let asks = |name: &str, value: &str| {
            kind.and_then(|kind| kind.attribute(name))
                .is_some_and(|said| said.eq_ignore_ascii_case(value))
        };
        let text = match asks("format", "flowed") {
            true => flowed::unfold(&text, asks("delsp", "yes")),
            false => text,
        };
        self.body.texts.push(text);
    }

    /// The words of a text part, by its charset or in spite of it.
    fn words(&mut self, part: &MessagePart<'_>) -> String {
        let declared = part
            .content_type()
            .and_then(|kind| kind.attribute("charset"));
        let read = part.text_contents().unwrap_or_default();
        let is_sure = declared.is_some_and(charset::is_known) || read.is_ascii();
        if is_sure && !read.contains(char::REPLACEMENT_CHARACTER) {
            return read.to_owned();
        }
        let Some(bytes) = self.bytes_of(part) else {
            return read.to_owned();
        };
        let (text, is_odd) = charset::decode(&bytes, declared);
        if is_odd {
            self.warn(Warning::Charset);
        }
        text
    }

    /// A part's bytes as they were before any charset; `None` when its encoding is broken.
    fn bytes_of(&self, part: &MessagePart<'_>) -> Option<Vec<u8>> {
        let (from, to) = (part.offset_body as usize, part.offset_end as usize);
        let raw = self.message.raw_message.get(from..to)?;
        match part.encoding {
            _ if part.is_encoding_problem => Some(raw.to_vec()),
            Encoding::None => Some(raw.to_vec()),
            Encoding::Base64 => base64_decode(raw),
            Encoding::QuotedPrintable => quoted_printable_decode(raw),
        }
    }

    fn file(&mut self, part: &MessagePart<'_>, place: Place<'_>) {
        let media_type = media_type(part, place);
        let content = match &part.body {
            PartType::Message(nested) => nested
                .raw_message
                .get(nested_range(part, nested))
                .map(Cow::Borrowed),
            // A file of text is its bytes, whatever their charset.
            PartType::Text(_) | PartType::Html(_) => self.bytes_of(part).map(Cow::Owned),
            _ => None,
        };
        let content = content.unwrap_or(Cow::Borrowed(part.contents()));
        if media_type == "message/delivery-status" && self.body.report.is_none() {
            self.body.report = Some(String::from_utf8_lossy(&content).into_owned());
        }
        let name = named(part, &self.message.raw_message).or_else(|| {
            let subject = part.message()?.subject()?.trim();
            (!subject.is_empty()).then(|| format!("{}.eml", subject.replace(['/', '\\'], "-")))
        });
        let disposition = part.content_disposition().map(ContentType::ctype);
        let is_shown = disposition.is_some_and(|said| said.eq_ignore_ascii_case("inline"))
            || (part.content_id().is_some() && place.within == Some("related"));
        let packed = match media_type.ends_with("ms-tnef") {
            true => tnef::files(&content),
            false => Vec::new(),
        };
        self.body.attachments.push(Attachment {
            name,
            media_type,
            size: content.len(),
            inline: is_shown,
            content_id: part.content_id().map(str::to_owned),
            content: content.into_owned(),
        });
        let unpacked = packed.into_iter().map(|file| Attachment {
            name: file.name.as_deref().and_then(bare),
            // Nothing in the envelope says; whoever stores it looks into it.
            media_type: "application/octet-stream".into(),
            size: file.content.len(),
            inline: false,
            content_id: None,
            content: file.content,
        });
        self.body.attachments.extend(unpacked);
    }

    fn warn(&mut self, warning: Warning) {
        if !self.body.warnings.contains(&warning) {
            self.body.warnings.push(warning);
        }
    }
}

/// Where a nested message stands in the bytes it shares with the one around it.
fn nested_range(part: &MessagePart<'_>, nested: &Message<'_>) -> std::ops::Range<usize> {
    let shares =
        part.encoding == Encoding::None && part.offset_end as usize <= nested.raw_message.len();
    match shares {
        true => part.offset_body as usize..part.offset_end as usize,
        false => 0..nested.raw_message.len(),
    }
}

/// Whether a text is the mail's own, not a file of it.
fn is_body(part: &MessagePart<'_>, place: Place<'_>) -> bool {
    let subtype = part.content_type().and_then(ContentType::subtype);
    let is_known = subtype.is_none_or(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind == "plain" || kind == "html"
    }) || part.is_encoding_problem
        || is_multipart(part);
    let disposition = part.content_disposition();
    let is_file =
        disposition.is_some_and(|said| said.is_attachment() || said.has_attribute("filename"));
    let is_named = part
        .content_type()
        .is_some_and(|kind| kind.has_attribute("name"));
    let follows = place.within.is_some() && !place.is_first;
    is_known
        && !is_file
        && !(is_named && follows && place.within != Some("alternative"))
        && !(place.within == Some("report") && follows)
        && !(place.within == Some("related") && follows)
}

fn is_multipart(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type();
    kind.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))
}

fn media_type(part: &MessagePart<'_>, place: Place<'_>) -> String {
    match part.content_type() {
        Some(kind) => {
            let subtype = kind.subtype().unwrap_or("octet-stream");
            // Parameters without the semicolon before them.
            let subtype = subtype.split([' ', ';', '"']).next().unwrap_or(subtype);
            format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase()
        }
        None if place.within == Some("digest") || part.is_message() => "message/rfc822".into(),
        None if part.is_text() => "text/plain".into(),
        None => "application/octet-stream".into(),
    }
}

/// The name a part gives its file, without the folders before it.
fn named(part: &MessagePart<'_>, raw: &[u8]) -> Option<String> {
    let is_whole =
        |name: &String| !name.contains(char::REPLACEMENT_CHARACTER) && !name.contains("=?");
    let given = |name: HeaderName<'_>| {
        let mut headers = part.headers.iter();
        let header = headers.find(|header| header.name == name)?;
        name::in_header(raw.get(header.offset_start as usize..header.offset_end as usize)?)
    };
    let read = part.attachment_name().map(str::to_owned);
    let names = [
        read.clone(),
        given(HeaderName::ContentDisposition),
        given(HeaderName::ContentType),
    ];
    let whole = names.into_iter().flatten().find(is_whole).or(read)?;
    bare(&whole)
}

/// A name without folders and without what no name has.
fn bare(whole: &str) -> Option<String> {
    let name = whole.rsplit(['/', '\\']).next().unwrap_or(whole).trim();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}
