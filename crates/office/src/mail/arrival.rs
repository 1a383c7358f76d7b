//! Receiving: the message is read, looked up, and kept with its one outcome.

use chrono::DateTime;
use guichet_api::ApiError;
use guichet_domain::mail::{Exposed, MailReason, Outcome, Tidied, Treatment, address};
use guichet_domain::{Actor, Mail, MailId, Mailbox, Moment, moment, text};
use guichet_mail::{Kind, Limits, Message};
use guichet_store::MailPlace;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Office;
use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::files::Measured;
use crate::token::hexadecimal;

/// How often a message is tried when somebody changes its ticket each time.
const TRIES: usize = 8;

/// A message as a door brings it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Where it was found.
    pub origin: Origin,
    /// When it came there.
    pub arrived: Option<Moment>,
    /// The message itself.
    pub raw: Vec<u8>,
}

/// Where a message was found.
#[derive(Debug, Clone)]
pub enum Origin {
    /// In a mailbox.
    Mailbox {
        /// Which.
        mailbox: Box<Mailbox>,
        /// The folder's UIDVALIDITY.
        validity: i64,
        /// Its UID there.
        uid: i64,
        /// Whether it lay there before the office read it: nothing is answered.
        archived: bool,
    },
    /// In a file, for a mailbox or none.
    File {
        /// Its name.
        name: String,
        /// The mailbox whose defaults it gets.
        mailbox: Option<Box<Mailbox>>,
    },
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Its row of the ledger.
    #[serde(flatten)]
    pub mail: Mail,
    /// The number of its ticket.
    pub number: Option<i64>,
}

/// A message that was read, ready to be kept.
pub struct Letter {
    pub(super) origin: Origin,
    pub(super) message: std::result::Result<Message, String>,
    pub(super) raw: Vec<u8>,
    pub(super) raw_hash: String,
    pub(super) body_hash: String,
    pub(super) files: Vec<Measured>,
    pub(super) sent_at: Option<Moment>,
}

impl Origin {
    pub(super) fn mailbox(&self) -> Option<&Mailbox> {
        match self {
            Self::Mailbox { mailbox, .. } => Some(mailbox),
            Self::File { mailbox, .. } => mailbox.as_deref(),
        }
    }

    /// Whether it is a matter of the past: no rate is counted and nothing answered.
    pub(super) fn is_past(&self) -> bool {
        match self {
            Self::Mailbox { archived, .. } => *archived,
            Self::File { .. } => true,
        }
    }

    fn place(&self) -> Option<MailPlace<'_>> {
        match self {
            Self::Mailbox {
                mailbox,
                validity,
                uid,
                ..
            } => Some(MailPlace {
                mailbox: mailbox.id,
                folder: &mailbox.folder,
                validity: *validity,
                uid: *uid,
            }),
            Self::File { .. } => None,
        }
    }
}

impl Office {
    /// Reads a message and keeps it.
    ///
    /// # Errors
    /// Only when the office cannot keep anything: what is wrong with the message itself is its outcome.
    pub async fn receive(&self, arrival: Arrival) -> std::result::Result<Receipt, ApiError> {
        let read = tokio::task::spawn_blocking(move || Letter::read(arrival));
        match read.await {
            Ok(letter) => self.keep_letter(&letter).await,
            Err(_) => self.answer(Err(broken())),
        }
    }

    /// Keeps a message with its one outcome; one that stands in its mailbox already is answered as it was kept.
    ///
    /// # Errors
    /// Only when the office cannot keep anything.
    pub async fn keep_letter(&self, letter: &Letter) -> std::result::Result<Receipt, ApiError> {
        self.answer(self.settle_letter(letter).await)
    }

    /// Says in the ledger that a message is too large to be read; it stays in its mailbox.
    ///
    /// # Errors
    /// Only when the office cannot keep anything.
    pub async fn refuse_giant(
        &self,
        origin: Origin,
        size: i64,
    ) -> std::result::Result<Receipt, ApiError> {
        let mut letter = Letter::read(Arrival {
            origin,
            arrived: None,
            raw: Vec::new(),
        });
        let megabytes = size / (1024 * 1024);
        letter.message = Err(format!(
            "the message has {megabytes} MB, more than is read; it is in its mailbox"
        ));
        letter.body_hash = letter.place_hash();
        self.keep_letter(&letter).await
    }

    async fn settle_letter(&self, letter: &Letter) -> Result<Receipt> {
        let mut tries = 1;
        loop {
            let mut act = self.writing(Actor::Job, "receive_mail").await?;
            match act.settle(letter).await {
                Ok(receipt) => {
                    act.tx.commit().await?;
                    return Ok(receipt);
                }
                Err(Fault::Store(guichet_store::Error::Stale)) if tries < TRIES => tries += 1,
                // It stands there already: what was done again is undone.
                Err(Fault::Store(guichet_store::Error::Taken)) => {
                    drop(act);
                    return self.kept_before(letter).await;
                }
                Err(fault) => {
                    drop(act);
                    let told = self.answer::<()>(Err(fault));
                    return match told {
                        Err(error) if error.is_final() => {
                            self.put_aside(letter, &error.message).await
                        }
                        Err(error) => Err(error.into()),
                        Ok(()) => Err(broken()),
                    };
                }
            }
        }
    }

    async fn kept_before(&self, letter: &Letter) -> Result<Receipt> {
        let mut act = self.reading(Actor::Job, "receive_mail").await?;
        let mail = match letter.origin.place() {
            Some(place) => act.tx.mail_in(place).await?,
            None => None,
        };
        let mail = mail.ok_or(Fault::Store(guichet_store::Error::Taken))?;
        let number = act.number_of(&mail).await?;
        Ok(Receipt { mail, number })
    }

    /// What the office refuses to make a ticket of waits for a person, whole.
    async fn put_aside(&self, letter: &Letter, why: &str) -> Result<Receipt> {
        let mut act = self.writing(Actor::Job, "receive_mail").await?;
        act.tx.keep_raw_mail(&letter.raw_hash, &letter.raw).await?;
        let mut mail = letter.unsettled(act.clock.id(), act.at);
        mail.quarantine(MailReason::Refused, why);
        act.enter(letter, &mut mail).await?;
        act.tx.commit().await?;
        Ok(Receipt { mail, number: None })
    }
}

impl Letter {
    /// Reads a message; takes its time: not on the runtime's threads.
    pub fn read(arrival: Arrival) -> Self {
        let Arrival {
            origin,
            arrived,
            raw,
        } = arrival;
        let message = guichet_mail::read(&raw, &Limits::default());
        let message = message.map_err(|error| error.to_string());
        let sent_at = message.as_ref().ok().and_then(sent).or(arrived);
        let files = match &message {
            Ok(message) => message.attachments.iter().filter_map(file).collect(),
            Err(_) => Vec::new(),
        };
        Self {
            raw_hash: hexadecimal(&Sha256::digest(&raw)),
            body_hash: content_hash(&raw, message.as_ref().ok()),
            origin,
            message,
            raw,
            files,
            sent_at,
        }
    }

    /// What no other message hashes to.
    fn place_hash(&self) -> String {
        let place = self.origin.place();
        hexadecimal(&Sha256::digest(format!("{place:?}").as_bytes()))
    }

    /// Its row of the ledger, before anybody knows what becomes of it.
    pub(super) fn unsettled(&self, id: MailId, at: Moment) -> Mail {
        let message = self.message.as_ref().ok();
        let from = message.and_then(|message| message.from.as_ref());
        let line = |typed: Option<&str>| cut_line(typed.unwrap_or_default());
        let (folder, validity, uid) = match &self.origin {
            Origin::Mailbox {
                mailbox,
                validity,
                uid,
                ..
            } => (mailbox.folder.clone(), Some(*validity), Some(*uid)),
            Origin::File { name, .. } => (cut_line(name), None, None),
        };
        Mail {
            id,
            at,
            mailbox_id: self.origin.mailbox().map(|mailbox| mailbox.id),
            folder,
            validity,
            uid,
            message_id: line(message.and_then(|message| message.message_id.as_deref())),
            body_hash: self.body_hash.clone(),
            raw_hash: self.raw_hash.clone(),
            size: self.raw.len() as i64,
            sent_at: self.sent_at,
            from_name: line(from.and_then(|from| from.name.as_deref())),
            from_address: address(&line(from.and_then(|from| from.address.as_deref()))),
            subject: line(message.and_then(|message| message.subject.as_deref())),
            kind: message
                .map_or("unreadable", |message| kind(message.kind))
                .to_owned(),
            outcome: Outcome::Quarantined,
            reason: MailReason::Unreadable,
            detail: String::new(),
            ticket_id: None,
            step_id: None,
            duplicate_of: None,
            exclusion_id: None,
            treatment: Tidied::None,
        }
    }
}

impl Act {
    async fn settle(&mut self, letter: &Letter) -> Result<Receipt> {
        self.tx.keep_raw_mail(&letter.raw_hash, &letter.raw).await?;
        let mut mail = letter.unsettled(self.clock.id(), self.at);
        if !self.is_known(&mut mail).await? {
            match &letter.message {
                Err(why) => mail.quarantine(MailReason::Unreadable, why),
                Ok(message) if self.is_left_out(letter, message, &mut mail).await? => {}
                Ok(message) => self.sort(letter, message, &mut mail).await?,
            }
        }
        self.enter(letter, &mut mail).await?;
        let number = self.number_of(&mail).await?;
        Ok(Receipt { mail, number })
    }

    /// Whether the same message came before, in whichever mailbox; another one under the same id is told apart.
    async fn is_known(&mut self, mail: &mut Mail) -> Result<bool> {
        let named = self
            .tx
            .mails_named(&mail.message_id, &mail.body_hash)
            .await?;
        if let Some(first) = named.iter().find(|known| known.body_hash == mail.body_hash) {
            mail.outcome = Outcome::Duplicate;
            mail.reason = match mail.message_id.is_empty() {
                true => MailReason::SameContent,
                false => MailReason::SameMessage,
            };
            mail.duplicate_of = Some(first.id);
            mail.ticket_id = first.ticket_id;
            mail.step_id = first.step_id;
            return Ok(true);
        }
        if !named.is_empty() {
            mail.detail = "message_id_reused".into();
        }
        Ok(false)
    }

    async fn is_left_out(
        &mut self,
        letter: &Letter,
        message: &Message,
        mail: &mut Mail,
    ) -> Result<bool> {
        if message.kind == Kind::Own {
            (mail.outcome, mail.reason) = (Outcome::Excluded, MailReason::Own);
            return Ok(true);
        }
        let rules = self.tx.exclusions().await?;
        if rules.is_empty() {
            return Ok(false);
        }
        let headers = headers(&letter.raw);
        let exposed = Exposed {
            address: &mail.from_address,
            subject: &mail.subject,
            headers: &headers,
            size: letter.raw.len(),
        };
        let rule = rules
            .iter()
            .find(|rule| rule.active && rule.leaves_out(&exposed));
        if let Some(rule) = rule {
            (mail.outcome, mail.reason) = (Outcome::Excluded, MailReason::Rule);
            mail.detail = rule.pattern.clone();
            mail.exclusion_id = Some(rule.id);
        }
        Ok(rule.is_some())
    }

    /// Writes it into the ledger, with what is to be done in its mailbox afterwards.
    pub(super) async fn enter(&mut self, letter: &Letter, mail: &mut Mail) -> Result<()> {
        mail.detail = cut_line(&mail.detail);
        if let Origin::Mailbox { mailbox, .. } = &letter.origin {
            mail.treatment = match mailbox.treatment_of(mail.outcome).0 {
                Treatment::Nothing => Tidied::None,
                Treatment::Mark | Treatment::Move | Treatment::Delete => Tidied::Pending,
            };
        }
        Ok(self.tx.insert_mail(mail).await?)
    }

    async fn number_of(&mut self, mail: &Mail) -> Result<Option<i64>> {
        Ok(match mail.ticket_id {
            Some(id) => self.tx.ticket_by_id(id).await?.map(|ticket| ticket.number),
            None => None,
        })
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Message => "message",
        Kind::AutoReply => "auto_reply",
        Kind::Bounce => "bounce",
        Kind::List => "list",
        Kind::Own => "own",
    }
}

/// When a message says it was sent, if an office may believe it.
fn sent(message: &Message) -> Option<Moment> {
    let at = DateTime::parse_from_rfc3339(message.date.as_deref()?).ok()?;
    moment::typed("date", at.to_utc()).ok()
}

/// A file with something in it.
fn file(attachment: &guichet_mail::Attachment) -> Option<Measured> {
    let name = cut_line(attachment.name.as_deref().unwrap_or_default());
    let name = if name.is_empty() {
        "sans-nom".into()
    } else {
        name
    };
    (!attachment.content.is_empty()).then(|| Measured::of(name, attachment.content.clone()))
}

/// What is the same in two copies of a message, whatever its way: who wrote it, when, under which subject, and its content.
fn content_hash(raw: &[u8], message: Option<&Message>) -> String {
    let mut hash = Sha256::new();
    if let Some(message) = message {
        let from = message
            .from
            .as_ref()
            .and_then(|from| from.address.as_deref());
        for said in [from, message.date.as_deref(), message.subject.as_deref()] {
            hash.update(said.unwrap_or_default().as_bytes());
            hash.update([0]);
        }
    }
    let body = raw[end_of_headers(raw)..].trim_ascii_end();
    for line in body.split(|byte| *byte == b'\r') {
        hash.update(line);
    }
    hexadecimal(&hash.finalize())
}

/// The headers of a message as they came.
pub(crate) fn headers(raw: &[u8]) -> String {
    String::from_utf8_lossy(&raw[..end_of_headers(raw)]).into_owned()
}

/// Where the empty line ends the headers; the end of a message that has none.
fn end_of_headers(raw: &[u8]) -> usize {
    let ends = [b"\r\n\r\n".as_slice(), b"\n\n"];
    let found = ends
        .iter()
        .filter_map(|end| raw.windows(end.len()).position(|at| at == *end));
    found.min().unwrap_or(raw.len())
}

/// A line that fits, whatever was written.
pub(super) fn cut_line(typed: &str) -> String {
    let most: String = typed.chars().take(text::LINE).collect();
    text::optional_line("line", &most).unwrap_or_default()
}

fn broken() -> Fault {
    Fault::new(
        guichet_api::Code::Broken,
        "a message could not be read; it is in the log",
    )
}
