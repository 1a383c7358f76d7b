//! Which ticket a message continues, and by what one knows it.

use guichet_domain::mail::{MailReason, canonical, numbers};
use guichet_domain::{Actor, Mail, Ticket};
use guichet_mail::{Kind, Message};

use crate::act::Act;
use crate::fault::Result;
use crate::mail::arrival::Letter;
use crate::mail::reply_token::{Claim, Key, claim};
use crate::mail::sender::Sender;

/// Messages of the past that are looked up: clients that recycle references make long lists.
const MOST_REFERENCES: usize = 40;
/// Merges followed from one ticket to the next.
const MOST_MERGES: usize = 20;

/// What ticket a message continues.
pub(super) enum Thread {
    /// This one, known by that.
    Of(Box<Ticket>, MailReason),
    /// Somebody of the staff answers a mail of this one: it gives them no right, but their words are kept there.
    Staff(Box<Ticket>),
    /// It holds a token of this one that was made for somebody else.
    Foreign(Box<Ticket>),
    /// Perhaps this one: nothing proves it.
    Perhaps(i64),
    /// None that is known.
    Unknown,
}

impl Act {
    pub(super) async fn thread(
        &mut self,
        mail: &Mail,
        letter: &Letter,
        message: &Message,
        sender: &Sender,
    ) -> Result<Thread> {
        let mut perhaps = None;
        if let Some(found) = self.by_token(mail, letter, message, sender).await? {
            return Ok(found);
        }
        for (named, reason) in references(message) {
            let Some((id, subject)) = self.tx.ticket_of_message(named).await? else {
                continue;
            };
            let same = canonical(&subject) == canonical(&mail.subject);
            if reason == MailReason::References && !same {
                continue;
            }
            let Some(ticket) = self.tx.ticket_by_id(id).await? else {
                continue;
            };
            let ticket = self.where_merged(ticket).await?;
            if self.takes_part(&ticket, sender).await? {
                return Ok(Thread::Of(Box::new(ticket), reason));
            }
            perhaps.get_or_insert(ticket.number);
        }
        for number in numbers(&mail.subject) {
            let Some(ticket) = self.tx.ticket(number).await? else {
                continue;
            };
            let ticket = self.where_merged(ticket).await?;
            if self.takes_part(&ticket, sender).await? {
                return Ok(Thread::Of(Box::new(ticket), MailReason::Subject));
            }
            perhaps.get_or_insert(number);
        }
        Ok(perhaps.map_or(Thread::Unknown, Thread::Perhaps))
    }

    async fn by_token(
        &mut self,
        mail: &Mail,
        letter: &Letter,
        message: &Message,
        sender: &Sender,
    ) -> Result<Option<Thread>> {
        let claims = claims(letter, message);
        // The key is the jobs': a person decides without it.
        if claims.is_empty() || self.actor != Actor::Job {
            return Ok(None);
        }
        let key = self.token_key().await?;
        for claim in claims {
            let Some(ticket) = self.tx.ticket(claim.number).await? else {
                continue;
            };
            let is_theirs = key.proves(&claim, &mail.from_address);
            if !is_theirs && !self.is_somebody_s(&key, &claim, &ticket).await? {
                continue;
            }
            let ticket = Box::new(self.where_merged(ticket).await?);
            return Ok(Some(match sender {
                Sender::Staff(..) => Thread::Staff(ticket),
                _ if is_theirs => Thread::Of(ticket, MailReason::Token),
                // Whoever takes part answers another one's mail, as colleagues do.
                _ if self.takes_part(&ticket, sender).await? => {
                    Thread::Of(ticket, MailReason::InReplyTo)
                }
                Sender::Contact(_) | Sender::Unknown => Thread::Foreign(ticket),
            }));
        }
        Ok(None)
    }

    /// Whether a mail of ours went to this address, as what came back of it proves: anybody may write that one did.
    pub(super) async fn went_to(
        &mut self,
        letter: &Letter,
        message: &Message,
        address: &str,
    ) -> Result<bool> {
        let key = self.token_key().await?;
        Ok(claims(letter, message)
            .iter()
            .any(|claim| key.proves(claim, address)))
    }

    /// Whether the token was made for anybody to whom the office writes about this ticket.
    async fn is_somebody_s(&mut self, key: &Key, claim: &Claim, ticket: &Ticket) -> Result<bool> {
        for id in self.contacts_of(ticket).await? {
            let contact = self.tx.contact(id).await?;
            let address = contact.map(|contact| guichet_domain::mail::address(&contact.mail));
            if address.is_some_and(|address| key.proves(claim, &address)) {
                return Ok(true);
            }
        }
        let staff = self.tx.all_staff().await?;
        let addresses = staff
            .iter()
            .map(|staff| guichet_domain::mail::address(&staff.mail));
        Ok(addresses
            .filter(|address| !address.is_empty())
            .any(|address| key.proves(claim, &address)))
    }

    /// Whether the sender is one of the ticket's clients; staff take no part by mail.
    pub(super) async fn takes_part(&mut self, ticket: &Ticket, sender: &Sender) -> Result<bool> {
        let Sender::Contact(contact) = sender else {
            return Ok(false);
        };
        Ok(self.contacts_of(ticket).await?.contains(&contact.id))
    }

    async fn contacts_of(&mut self, ticket: &Ticket) -> Result<Vec<guichet_domain::ContactId>> {
        let mut contacts = self.tx.observers(ticket.id).await?;
        contacts.extend(ticket.contact_id);
        contacts.extend(ticket.reporter_id);
        Ok(contacts)
    }

    /// The ticket that absorbed this one, or itself.
    async fn where_merged(&mut self, mut ticket: Ticket) -> Result<Ticket> {
        for _ in 0..MOST_MERGES {
            let Some(into) = ticket.merged_into else {
                break;
            };
            match self.tx.ticket_by_id(into).await? {
                Some(target) => ticket = target,
                None => break,
            }
        }
        Ok(ticket)
    }
}

/// The messages this one answers, the nearest first.
fn references(message: &Message) -> impl Iterator<Item = (&str, MailReason)> {
    let answered = message
        .in_reply_to
        .as_deref()
        .map(|id| (id, MailReason::InReplyTo));
    let before = message.references.iter().rev().take(MOST_REFERENCES);
    answered
        .into_iter()
        .chain(before.map(|id| (id.as_str(), MailReason::References)))
}

/// The tokens in what a server sends back of a mail of ours.
fn returned(raw: &[u8]) -> Vec<Claim> {
    let text = String::from_utf8_lossy(raw);
    let ids = text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'));
    ids.filter_map(|(id, _)| claim(id))
        .take(MOST_REFERENCES)
        .collect()
}

/// Every token it holds: in the addresses it was sent to, in the messages it answers, and in what a server sends back.
fn claims(letter: &Letter, message: &Message) -> Vec<Claim> {
    let sent_to = message.to.iter().chain(&message.cc);
    let addresses = sent_to.filter_map(|to| to.address.as_deref());
    let told = addresses.chain(references(message).map(|(id, _)| id));
    let mut found: Vec<Claim> = told.filter_map(claim).collect();
    if message.kind == Kind::Bounce {
        found.extend(returned(&letter.raw));
    }
    let mut seen: Vec<Claim> = Vec::new();
    found.retain(|claim| {
        let is_new = !seen.contains(claim);
        if is_new {
            seen.push(claim.clone());
        }
        is_new
    });
    found
}
