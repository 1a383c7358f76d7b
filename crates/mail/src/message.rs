//! A mail that has been read, as `guichet mail parse` prints it.

use serde::Serialize;

/// A mail that has been read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Its id, without angle brackets.
    pub message_id: Option<String>,
    /// The mail it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The mails before it, the oldest first.
    pub references: Vec<String>,
    /// When it says it was written, in RFC 3339; `None` when that is no time.
    pub date: Option<String>,
    /// Its first author; `None` when it names none.
    pub from: Option<Address>,
    /// Where answers go, when that is said.
    pub reply_to: Vec<Address>,
    /// To whom.
    pub to: Vec<Address>,
    /// In copy.
    pub cc: Vec<Address>,
    /// Its title, on one line.
    pub subject: Option<String>,
    /// Everything it says.
    pub text: String,
    /// What its author wrote: without what they quote and without their signature; the whole when nothing else is left.
    pub visible_text: String,
    /// Its HTML, cleaned; `None` when it has none.
    pub html: Option<String>,
    /// Its files, in its order.
    pub attachments: Vec<Attachment>,
    /// Who sends such mails.
    pub kind: Kind,
    /// What was not delivered, when it says that.
    pub bounce: Option<Bounce>,
    /// What was odd about it.
    pub warnings: Vec<Warning>,
}

/// Somebody's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Their name.
    pub name: Option<String>,
    /// Where mail reaches them, the domain in small letters.
    pub address: Option<String>,
}

/// A file of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its name, without any path.
    pub name: Option<String>,
    /// What it says it is, in small letters.
    pub media_type: String,
    /// Bytes.
    pub size: usize,
    /// Whether the text shows it in its place.
    pub inline: bool,
    /// The id by which the HTML shows it.
    #[serde(skip)]
    pub content_id: Option<String>,
    /// The file itself.
    #[serde(skip)]
    pub content: Vec<u8>,
}

/// Who sends such mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody.
    Message,
    /// A robot in somebody's absence, or a receipt.
    AutoReply,
    /// A server that could not deliver, or not yet.
    Bounce,
    /// A list, a newsletter.
    List,
    /// This program, of any office.
    Own,
}

/// What was not delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bounce {
    /// Whom it did not reach.
    pub recipient: Option<String>,
    /// The code of RFC 3463, as `5.1.1`.
    pub status: Option<String>,
    /// Whether trying again is of no use.
    pub permanent: bool,
    /// Why, in the server's words.
    pub reason: Option<String>,
}

/// What was odd about a mail, though it could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Text in another charset than declared, or in none that is known.
    Charset,
    /// A part whose encoding is broken; it is kept as it came.
    Encoding,
    /// No author.
    NoSender,
    /// No date, or one that is no time.
    NoDate,
    /// No id of its own.
    NoMessageId,
    /// The HTML held what is not shown: scripts, forms, frames.
    ActiveContent,
    /// The HTML would load pictures from elsewhere.
    RemoteImages,
    /// So many parts, or so deep, that some are kept unread.
    TooManyParts,
    /// A text so long that its end is in the raw mail alone.
    CutText,
}
