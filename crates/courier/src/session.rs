//! One connection to one mailbox: its folders, and what arrived in them.
//!
//! Reading mails is in `fetching`, what is done with them in `sorting`, waiting for them in `waiting`.

use async_imap::imap_proto::{
    AttributeValue, Capability, MailboxDatum, NameAttribute, Response, ResponseCode,
};
use chrono::{DateTime, Utc};
use tokio::time::timeout;

use crate::line::{Answer, Line, PATIENCE};
use crate::server::Server;
use crate::{Result, Trouble, folder, opening};

/// One connection to one mailbox.
#[derive(Debug)]
pub struct Session {
    pub(crate) line: Line,
    pub(crate) abilities: Abilities,
}

/// What this server can do that not every server can.
#[derive(Debug, Default)]
pub(crate) struct Abilities {
    /// MOVE (RFC 6851).
    pub moves: bool,
    /// UIDPLUS (RFC 4315): what was marked elsewhere as deleted stays.
    pub expunges_by_uid: bool,
    /// IDLE (RFC 2177).
    pub idles: bool,
}

/// A folder that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selected {
    /// When it changes, mails are numbered anew.
    pub validity: u32,
    /// The number the next mail is expected to get.
    pub next: Option<u32>,
    /// How many mails it holds.
    pub exists: u32,
}

/// A mail that can be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its number while the folder keeps its validity.
    pub uid: u32,
    /// Bytes.
    pub size: u32,
    /// When the server received it.
    pub arrived: Option<DateTime<Utc>>,
}

impl Session {
    /// Opens a mailbox, within a minute.
    pub async fn open(server: &Server) -> Result<Self> {
        let opened = timeout(PATIENCE, opening::open(server)).await;
        let mut line = Line::new(opened.map_err(|_| Trouble::silence())??);
        let mut abilities = Abilities::default();
        let asked = line.ask("CAPABILITY", |response| {
            if let Response::Capabilities(all) = response {
                all.iter().for_each(|one| abilities.learn(one));
            }
        });
        asked.await?.granted()?;
        Ok(Self { line, abilities })
    }

    /// The folders that hold mails, as people write their names.
    pub async fn folders(&mut self) -> Result<Vec<String>> {
        self.list("*").await
    }

    pub(crate) async fn list(&mut self, pattern: &str) -> Result<Vec<String>> {
        let mut folders = Vec::new();
        let command = format!("LIST \"\" {}", folder::quoted(pattern));
        let asked = self.line.ask(&command, |response| {
            if let Response::MailboxData(MailboxDatum::List(listed)) = response
                && !listed.name_attributes.iter().any(is_empty_name)
            {
                folders.push(folder::decode(&listed.name));
            }
        });
        asked.await?.granted()?;
        Ok(folders)
    }

    /// Opens a folder: what follows is about its mails.
    pub async fn select(&mut self, name: &str) -> Result<Selected> {
        let (mut validity, mut next) = (None, None);
        self.line.exists = 0;
        let command = format!("SELECT {}", folder::quoted(name));
        let asked = self.line.ask(&command, |response| {
            if let Response::Data { outcome, .. } = response {
                match outcome.code {
                    Some(ResponseCode::UidValidity(number)) => validity = Some(number),
                    Some(ResponseCode::UidNext(number)) => next = Some(number),
                    _ => {}
                }
            }
        });
        match asked.await? {
            Answer::Refused(_) => Err(Trouble::NoFolder(name.to_owned())),
            Answer::Granted => {
                self.line.has_grown = false;
                let missing = || Trouble::Protocol("the folder does not number its mails".into());
                Ok(Selected {
                    validity: validity.ok_or_else(missing)?,
                    next,
                    exists: self.line.exists,
                })
            }
        }
    }

    /// The mails of the folder beyond this number, in order.
    pub async fn after(&mut self, last: u32) -> Result<Vec<Listed>> {
        let mut listed = Vec::new();
        let Some(first) = last.checked_add(1) else {
            return Ok(listed);
        };
        // A server lists what it has told of, and tells of what is new when a command ends.
        self.line.ask("NOOP", |_| {}).await?.granted()?;
        self.line.has_grown = false;
        let command = format!("UID FETCH {first}:* (UID RFC822.SIZE INTERNALDATE)");
        let asked = self.line.ask(&command, |response| {
            if let Response::Fetch(_, attributes) = response {
                listed.extend(mail(attributes));
            }
        });
        asked.await?.granted()?;
        // `first:*` holds the last mail of all even when it comes before `first`.
        listed.retain(|mail| mail.uid > last);
        listed.sort_unstable_by_key(|mail| mail.uid);
        listed.dedup_by_key(|mail| mail.uid);
        Ok(listed)
    }
}

impl Abilities {
    fn learn(&mut self, one: &Capability<'_>) {
        if let Capability::Atom(name) = one {
            self.moves |= name.eq_ignore_ascii_case("MOVE");
            self.expunges_by_uid |= name.eq_ignore_ascii_case("UIDPLUS");
            self.idles |= name.eq_ignore_ascii_case("IDLE");
        }
    }
}

/// A name that only holds other folders.
fn is_empty_name(attribute: &NameAttribute<'_>) -> bool {
    match attribute {
        NameAttribute::NoSelect => true,
        NameAttribute::Extension(other) => other.eq_ignore_ascii_case("\\NonExistent"),
        _ => false,
    }
}

fn mail(attributes: &[AttributeValue<'_>]) -> Option<Listed> {
    let uid = uid(attributes)?;
    let size = attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::Rfc822Size(size) => Some(*size),
        _ => None,
    });
    // Without a size it is no answer to our question: its flags changed.
    Some(Listed {
        uid,
        size: size?,
        arrived: arrived(attributes),
    })
}

pub(crate) fn uid(attributes: &[AttributeValue<'_>]) -> Option<u32> {
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    })
}

pub(crate) fn arrived(attributes: &[AttributeValue<'_>]) -> Option<DateTime<Utc>> {
    let said = attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::InternalDate(said) => Some(said.trim()),
        _ => None,
    });
    let moment = DateTime::parse_from_str(said?, "%d-%b-%Y %H:%M:%S %z").ok()?;
    Some(moment.to_utc())
}
