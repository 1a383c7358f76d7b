//! What a message of a person becomes: a ticket, an answer on one, or something a person must look at.

use guichet_domain::directory::Contact;
use guichet_domain::mail::{MailReason, Outcome, Template, address};
use guichet_domain::ticket::{Author, Facts, Opening};
use guichet_domain::{Actor, Channel, ContactId, Mail, Moment, Step, StepKind, Ticket, text};
use guichet_mail::{Kind, Message};

use crate::act::Act;
use crate::fault::Result;
use crate::mail::arrival::Letter;
use crate::mail::sender::Sender;
use crate::mail::thread::Thread;
use crate::mail::wording;
use crate::notice::Notice;

/// How long one sender's mails are counted.
const HOUR: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// Words that go on a ticket, and who says them.
pub(super) struct Words<'a> {
    pub(super) kind: StepKind,
    pub(super) body: String,
    pub(super) by: Option<ContactId>,
    pub(super) public: bool,
    pub(super) letter: &'a Letter,
}

impl Act {
    /// Gives a message that is read, new and wanted its outcome.
    pub(super) async fn sort(
        &mut self,
        letter: &Letter,
        message: &Message,
        mail: &mut Mail,
    ) -> Result<()> {
        let sender = self.sender(mail).await?;
        let thread = self.thread(mail, letter, message, &sender).await?;
        match message.kind {
            Kind::Bounce => self.keep_bounce(letter, message, thread, mail).await,
            Kind::AutoReply => {
                self.keep_robot(letter, message, &sender, thread, mail)
                    .await
            }
            Kind::Message | Kind::List | Kind::Own => {
                if !letter.origin.is_past() && self.writes_too_much(mail).await? {
                    mail.quarantine(MailReason::Flood, "");
                    return Ok(());
                }
                self.keep_words(letter, message, sender, thread, mail).await
            }
        }
    }

    /// The same once a person has looked at it: whoever wrote it is somebody.
    pub(super) async fn sort_approved(
        &mut self,
        letter: &Letter,
        message: &Message,
        mail: &mut Mail,
    ) -> Result<()> {
        let sender = self.sender(mail).await?;
        match self.thread(mail, letter, message, &sender).await? {
            Thread::Unknown | Thread::Perhaps(_) | Thread::Foreign(_) => {
                let contact = self.approved(&sender, mail).await?;
                self.open_approved(letter, message, &contact, mail).await?;
            }
            thread @ (Thread::Of(..) | Thread::Staff(_)) => {
                self.keep_words(letter, message, sender, thread, mail)
                    .await?;
            }
        }
        Ok(())
    }

    async fn approved(&mut self, sender: &Sender, mail: &Mail) -> Result<Contact> {
        let known = match sender.contact_id() {
            Some(id) => self.tx.contact(id).await?,
            None => None,
        };
        match known {
            Some(contact) => Ok(contact),
            None => self.somebody_new(mail).await,
        }
    }

    async fn writes_too_much(&mut self, mail: &Mail) -> Result<bool> {
        let written = self
            .tx
            .mails_from(&mail.from_address, self.at - HOUR)
            .await?;
        Ok(written >= i64::from(self.settings.mails_per_hour))
    }

    async fn keep_words(
        &mut self,
        letter: &Letter,
        message: &Message,
        sender: Sender,
        thread: Thread,
        mail: &mut Mail,
    ) -> Result<()> {
        match thread {
            Thread::Of(ticket, reason) => {
                let words = Words {
                    kind: StepKind::Answer,
                    body: body_of(message, self.settings.language),
                    by: sender.contact_id(),
                    public: true,
                    letter,
                };
                let ticket = self.answer(*ticket, words, mail).await?;
                self.join_observers(&ticket, letter, message).await?;
                (mail.outcome, mail.reason) = (Outcome::FollowUp, reason);
            }
            Thread::Staff(ticket) => self.keep_staff(letter, message, *ticket, mail).await?,
            Thread::Foreign(ticket) => {
                mail.quarantine(MailReason::OtherAddress, &ticket.number.to_string());
            }
            Thread::Perhaps(number) => {
                self.open_by_mail(letter, message, &sender, mail).await?;
                if mail.outcome == Outcome::NewTicket {
                    mail.reason = MailReason::MayFollow;
                    mail.detail = number.to_string();
                }
            }
            Thread::Unknown => self.open_by_mail(letter, message, &sender, mail).await?,
        }
        Ok(())
    }

    /// Somebody of the staff answered by mail: their words are kept inside, for somebody to publish.
    async fn keep_staff(
        &mut self,
        letter: &Letter,
        message: &Message,
        ticket: Ticket,
        mail: &mut Mail,
    ) -> Result<()> {
        let name = match mail.from_name.is_empty() {
            true => &mail.from_address,
            false => &mail.from_name,
        };
        let told = wording::from_staff(self.settings.language, name);
        let body = format!("{told}\n\n{}", body_of(message, self.settings.language));
        let words = Words {
            kind: StepKind::Information,
            body: cut_body(&body),
            by: None,
            public: false,
            letter,
        };
        self.answer(ticket, words, mail).await?;
        (mail.outcome, mail.reason) = (Outcome::FollowUp, MailReason::StaffToken);
        Ok(())
    }

    async fn open_by_mail(
        &mut self,
        letter: &Letter,
        message: &Message,
        sender: &Sender,
        mail: &mut Mail,
    ) -> Result<()> {
        let contact = match sender {
            Sender::Contact(contact) => Some(*contact.clone()),
            Sender::Staff(Some(id)) => self.tx.contact(*id).await?,
            Sender::Staff(None) | Sender::Unknown => self.newcomer(mail).await?,
        };
        let Some(contact) = contact else {
            mail.quarantine(MailReason::UnknownSender, &mail.from_address.clone());
            return Ok(());
        };
        let is_staff = matches!(sender, Sender::Staff(..));
        if self.settings.mail_needs_power && !contact.power && !is_staff {
            mail.quarantine(MailReason::NoPower, &mail.from_address.clone());
            return Ok(());
        }
        self.open_approved(letter, message, &contact, mail).await
    }

    async fn open_approved(
        &mut self,
        letter: &Letter,
        message: &Message,
        contact: &Contact,
        mail: &mut Mail,
    ) -> Result<()> {
        let ticket = self.open_for(letter, message, contact, mail).await?;
        self.join_observers(&ticket, letter, message).await?;
        if message.kind == Kind::Message && !letter.origin.is_past() {
            self.acknowledge(&ticket, contact.id).await?;
        }
        (mail.outcome, mail.reason) = (Outcome::NewTicket, MailReason::Unthreaded);
        mail.ticket_id = Some(ticket.id);
        Ok(())
    }

    async fn open_for(
        &mut self,
        letter: &Letter,
        message: &Message,
        contact: &Contact,
        mail: &Mail,
    ) -> Result<Ticket> {
        let language = self.settings.language;
        let mailbox = letter.origin.mailbox();
        let label = match mail.subject.as_str() {
            "" => wording::no_subject(language).to_owned(),
            subject => subject.to_owned(),
        };
        let facts = Facts {
            label,
            // A forward is its quote.
            description: match is_forward(&mail.subject) {
                true => cut_body(&message.text),
                false => body_of(message, language),
            },
            contact_id: Some(contact.id),
            company_id: contact.company_id,
            category_id: mailbox.and_then(|mailbox| mailbox.category_id),
            criticality: mailbox.map(|mailbox| mailbox.criticality),
            reported_at: self.said_at(letter),
            ..Facts::default()
        };
        self.writes_for(Some(contact.id));
        let opening = Opening {
            id: self.clock.id(),
            channel: Channel::Mail,
            by: self.author,
            at: self.at,
        };
        let mut ticket = Ticket::open(opening, facts, &self.settings)?;
        ticket.number = self.tx.next_number("ticket").await?;
        self.tx.insert_ticket(&ticket).await?;
        self.record_ticket(None, &ticket).await?;
        for file in &letter.files {
            self.keep_file(file, &ticket, None, Some(contact.id))
                .await?;
        }
        self.tx.index_ticket(&ticket).await?;
        self.notify(Notice::unassigned(&ticket)).await?;
        Ok(ticket)
    }

    /// Writes words on a ticket with the message's files. A client's public ones resume it; on a closed one they are marked (R6).
    pub(super) async fn answer(
        &mut self,
        ticket: Ticket,
        words: Words<'_>,
        mail: &mut Mail,
    ) -> Result<Ticket> {
        let is_closed = ticket.status.is_closed();
        let done_at = self.said_at(words.letter).unwrap_or(self.at);
        let step = Step {
            id: self.clock.id(),
            ticket_id: ticket.id,
            origin_number: ticket.number,
            kind: words.kind,
            body: words.body,
            body_before: None,
            done_at,
            created_at: self.at,
            edited_at: None,
            executor_id: None,
            by_staff_id: self.actor.staff_id(),
            by_contact_id: words.by,
            minutes: 0,
            public: words.public,
            after_closing: is_closed,
            intervention_id: self.under_way(&ticket).await?,
        };
        self.writes_for(words.by);
        self.tx.insert_step(&step).await?;
        self.record_step(None, &step).await?;
        for file in &words.letter.files {
            self.keep_file(file, &ticket, Some(&step), words.by).await?;
        }
        let mut after = ticket.clone();
        if words.public && !is_closed {
            after.enter(ticket.state().answered());
        }
        self.save_ticket(&ticket, &mut after).await?;
        self.tx.index_ticket(&after).await?;
        if let (Some(assignee), Some(contact)) = (after.assignee_id, words.by) {
            self.notify(Notice::answer(&after, assignee, contact))
                .await?;
            if words.public {
                self.tell_staff(Template::ClientAnswered, after.id, Some(step.id), assignee)
                    .await?;
            }
        }
        mail.ticket_id = Some(after.id);
        mail.step_id = Some(step.id);
        Ok(after)
    }

    /// Contacts in copy who are of the ticket's company join as observers.
    async fn join_observers(
        &mut self,
        ticket: &Ticket,
        letter: &Letter,
        message: &Message,
    ) -> Result<()> {
        let Some(company) = ticket.company_id.filter(|_| !ticket.status.is_closed()) else {
            return Ok(());
        };
        let ours = letter
            .origin
            .mailbox()
            .map(|mailbox| mailbox.address.as_str());
        let named = message.to.iter().chain(&message.cc);
        let addresses = named.filter_map(|to| to.address.as_deref().map(address));
        let mut copied = Vec::new();
        for address in addresses.filter(|address| Some(address.as_str()) != ours) {
            let known = self.tx.contacts_at(&address).await?;
            copied.extend(
                known
                    .into_iter()
                    .filter(|known| known.company_id == Some(company)),
            );
        }
        copied.retain(|known| ![ticket.contact_id, ticket.reporter_id].contains(&Some(known.id)));
        if copied.is_empty() {
            return Ok(());
        }
        let before = self.around(ticket).await?;
        let mut observers = before.observers.clone();
        observers.extend(copied.into_iter().map(|contact| contact.id));
        observers.sort();
        observers.dedup();
        match observers == before.observers {
            true => Ok(()),
            false => self.set_observers(ticket, before, observers).await,
        }
    }

    /// What a job keeps is its writer's in the history; what a person decides is theirs.
    fn writes_for(&mut self, contact: Option<ContactId>) {
        if self.actor == Actor::Job {
            self.author = contact.map_or(Author::Job, Author::Contact);
        }
    }

    /// When its author wrote it, as far as that is not later than now.
    fn said_at(&self, letter: &Letter) -> Option<Moment> {
        letter.sent_at.filter(|at| *at <= self.at)
    }
}

/// What goes on the ticket of what a message says: without quote and signature, which stay in the message.
pub(super) fn body_of(message: &Message, language: guichet_domain::Language) -> String {
    let said = [&message.visible_text, &message.text];
    let body = said
        .iter()
        .map(|text| cut_body(text))
        .find(|text| !text.trim().is_empty());
    body.unwrap_or_else(|| wording::empty(language).to_owned())
}

/// A text that fits; what is beyond stays in the message.
fn cut_body(typed: &str) -> String {
    let most: String = typed.chars().take(text::BODY).collect();
    text::body("body", &most).unwrap_or_default()
}

/// Whether a subject says that its mail passes another one on.
fn is_forward(subject: &str) -> bool {
    let small = subject.trim().to_lowercase();
    let words = ["fw", "fwd", "tr", "wg", "rv"];
    small
        .split_once(':')
        .is_some_and(|(before, _)| words.contains(&before.trim()))
}
