//! A mail that is due gets its words, its address and its token, and is handed to a door; what the server said is kept (R23).

use guichet_api::ApiError;
use guichet_domain::directory::Contact;
use guichet_domain::mail::{MOST_TRIES, OutboxMail, Posted, Template, backoff};
use guichet_domain::{Actor, Language, Mailbox, Moment, OutboxId, Step, Ticket};
use uuid::Uuid;

use crate::Office;
use crate::act::Act;
use crate::fault::Result;
use crate::mail::wording;

/// Mails handed to a door at once.
const AT_ONCE: i64 = 20;
/// Steps of the exchange below the line.
const EXCHANGE: usize = 5;
/// Longest part of a text that a mail repeats, in characters.
const REPEATED: usize = 4_000;

/// A mail ready to leave.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its row of the outbox.
    pub id: OutboxId,
    /// The mailbox it leaves by.
    pub mailbox: Mailbox,
    /// The sealed password of that mailbox.
    pub sealed: Option<String>,
    /// The office's name, which it comes from.
    pub from_name: String,
    /// To whom.
    pub to: String,
    /// Where an answer goes: the mailbox's address with the token.
    pub reply_to: String,
    /// Its Message-ID, without angle brackets: the token again.
    pub message_id: String,
    /// The message it answers.
    pub in_reply_to: Option<String>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// When it was composed.
    pub date: Moment,
    /// Whether nobody wrote it: robots are not to answer.
    pub automatic: bool,
}

/// What became of a mail at the server.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// The server took it.
    Taken,
    /// It will never take it: the server's words.
    Refused(String),
    /// Not now: the server's words, or why there was none.
    Later(String),
}

impl Office {
    /// The mails that are due, each with its words. One that has nobody to go to, or nothing to leave by, is given up here.
    pub async fn due_mails(&self) -> std::result::Result<Vec<Draft>, ApiError> {
        self.answer(self.compose_due().await)
    }

    async fn compose_due(&self) -> Result<Vec<Draft>> {
        let mut act = self.writing(Actor::Job, "send_mail").await?;
        let mut drafts = Vec::new();
        for mut mail in act.tx.due_mails(act.at, AT_ONCE).await? {
            match act.compose(&mut mail).await? {
                Ok(draft) => {
                    mail.tries += 1;
                    // Whoever dies before the answer leaves it to be tried again, under the same id.
                    mail.due_at = act.at + backoff(mail.tries);
                    drafts.push(draft);
                }
                Err(trouble) => {
                    (mail.state, mail.settled_at) = (Posted::Failed, Some(act.at));
                    mail.trouble = Some(trouble);
                }
            }
            act.tx.update_posted(&mail).await?;
        }
        act.tx.commit().await?;
        Ok(drafts)
    }

    /// Keeps what the server said of a mail.
    pub async fn delivered(
        &self,
        id: OutboxId,
        said: Delivery,
    ) -> std::result::Result<(), ApiError> {
        self.answer(self.keep_delivery(id, said).await)
    }

    async fn keep_delivery(&self, id: OutboxId, said: Delivery) -> Result<()> {
        let mut act = self.writing(Actor::Job, "send_mail").await?;
        let Some(mut mail) = act.tx.posted(id).await? else {
            return Ok(());
        };
        match said {
            Delivery::Taken => {
                (mail.state, mail.settled_at, mail.trouble) = (Posted::Sent, Some(act.at), None);
            }
            Delivery::Refused(words) => {
                if let Some(address) = &mail.address {
                    act.tx.set_undelivered(address, act.at, &words).await?;
                }
                (mail.state, mail.settled_at, mail.trouble) =
                    (Posted::Failed, Some(act.at), Some(words));
            }
            Delivery::Later(words) if mail.tries >= MOST_TRIES => {
                (mail.state, mail.settled_at, mail.trouble) =
                    (Posted::Failed, Some(act.at), Some(words));
            }
            Delivery::Later(words) => mail.trouble = Some(words),
        }
        act.tx.update_posted(&mail).await?;
        Ok(act.tx.commit().await?)
    }
}

impl Act {
    /// The mail with its words, or why it is given up.
    async fn compose(
        &mut self,
        mail: &mut OutboxMail,
    ) -> Result<std::result::Result<Draft, String>> {
        let Some(mailbox) = self.leaves_by(mail).await? else {
            return Ok(Err(
                "no mailbox of the office sends mails: give one a server".into(),
            ));
        };
        let Some((address, language)) = self.reader(mail).await? else {
            return Ok(Err("nobody is at the other end: no address is known".into()));
        };
        if let Some(reason) = self.tx.undelivered(&address).await? {
            return Ok(Err(format!("{address} was refused before: {reason}")));
        }
        let Some(ticket) = self.tx.ticket_by_id(mail.ticket_id).await? else {
            return Ok(Err("its ticket is gone".into()));
        };
        let domain = guichet_domain::mail::domain_of(&mailbox.address).to_owned();
        let message_id = match &mail.message_id {
            Some(id) => id.clone(),
            None => {
                let nonce = self.clock.id::<Uuid>().simple().to_string();
                let token = self
                    .token_key()
                    .await?
                    .token(ticket.number, &nonce, &address);
                format!("{token}@{domain}")
            }
        };
        let (subject, text) = self.words(mail, &ticket, language).await?;
        let token = message_id
            .rsplit_once('@')
            .map_or("", |(token, _)| token)
            .to_owned();
        let (user, _) = mailbox
            .address
            .rsplit_once('@')
            .unwrap_or((&mailbox.address, ""));
        let draft = Draft {
            id: mail.id,
            sealed: self.tx.mailbox_secret(mailbox.id).await?,
            from_name: self.settings.office.clone(),
            reply_to: format!("{user}+{token}@{domain}"),
            in_reply_to: self.tx.last_message_from(ticket.id, &address).await?,
            to: address.clone(),
            message_id: message_id.clone(),
            subject: subject.clone(),
            text: text.clone(),
            date: self.at,
            automatic: !matches!(mail.template, Template::Answered),
            mailbox,
        };
        mail.mailbox_id = Some(draft.mailbox.id);
        mail.address = Some(address);
        mail.message_id = Some(message_id);
        (mail.subject, mail.body) = (Some(subject), Some(text));
        Ok(Ok(draft))
    }

    async fn leaves_by(&mut self, mail: &OutboxMail) -> Result<Option<Mailbox>> {
        let came_by = self.tx.mailbox_of_ticket(mail.ticket_id).await?;
        let sends = |mailbox: &Mailbox| mailbox.active && !mailbox.smtp_host.is_empty();
        let mut sending: Vec<Mailbox> = self
            .tx
            .mailboxes()
            .await?
            .into_iter()
            .filter(sends)
            .collect();
        sending.sort_by_key(|mailbox| Some(mailbox.id) != came_by);
        Ok(sending.into_iter().next())
    }

    /// The address of whoever it goes to, and their language.
    async fn reader(&mut self, mail: &OutboxMail) -> Result<Option<(String, Language)>> {
        let found = match (mail.contact_id, mail.staff_id) {
            (Some(id), _) => {
                let contact = self.tx.contact(id).await?.filter(|contact| contact.active);
                contact.map(|contact| (contact.mail, contact.language))
            }
            (None, Some(id)) => {
                let staff = self.tx.staff(id).await?.filter(|staff| staff.active);
                staff.map(|staff| (staff.mail, staff.language))
            }
            (None, None) => None,
        };
        let known =
            found.map(|(address, language)| (guichet_domain::mail::address(&address), language));
        Ok(known.filter(|(address, _)| address.contains('@')))
    }

    /// Subject and text, in the reader's language.
    async fn words(
        &mut self,
        mail: &OutboxMail,
        ticket: &Ticket,
        language: Language,
    ) -> Result<(String, String)> {
        let steps = self.tx.steps(ticket.id).await?;
        let told = mail
            .step_id
            .and_then(|id| steps.iter().find(|step| step.id == id));
        let contact = match ticket.contact_id {
            Some(id) => self.tx.contact(id).await?,
            None => None,
        };
        let author = match told {
            Some(step) => self.author_of(step).await?,
            None => String::new(),
        };
        let exchange = match mail.contact_id {
            Some(_) => self.exchange(&steps, told, language).await?,
            None => String::new(),
        };
        let words = told.map(|step| shortened(&step.body)).unwrap_or_default();
        let fields = [
            ("office", self.settings.office.clone()),
            ("number", ticket.number.to_string()),
            ("label", ticket.label.clone()),
            (
                "client",
                contact.as_ref().map(Contact::name).unwrap_or_default(),
            ),
            ("description", shortened(&ticket.description)),
            ("reason", ticket.reason.clone().unwrap_or_default()),
            ("author", author),
            ("words", words),
            ("exchange", exchange),
        ];
        let template = template(mail.template, language);
        let (subject, text) = template.split_once('\n').unwrap_or((template, ""));
        Ok((filled(subject, &fields), tidy(&filled(text, &fields))))
    }

    /// The public steps before the one that is told, the last first, as mails quote.
    async fn exchange(
        &mut self,
        steps: &[Step],
        told: Option<&Step>,
        language: Language,
    ) -> Result<String> {
        let is_before = |step: &&Step| step.public && told.is_none_or(|told| step.id != told.id);
        let mut quoted = String::new();
        for step in steps.iter().rev().filter(is_before).take(EXCHANGE) {
            let author = self.author_of(step).await?;
            let day = step.done_at.format("%d/%m/%Y").to_string();
            quoted += &wording::wrote(language, &day, &author);
            for line in shortened(&step.body).lines() {
                quoted += &format!("\n> {line}");
            }
            quoted += "\n\n";
        }
        Ok(quoted)
    }

    /// Whoever wrote a step, as its reader knows them: the first name of the staff, the whole name of a contact.
    async fn author_of(&mut self, step: &Step) -> Result<String> {
        Ok(match (step.by_contact_id, step.by_staff_id) {
            (Some(id), _) => self.tx.contact(id).await?.map(|contact| contact.name()),
            (None, Some(id)) => self.tx.staff(id).await?.map(|staff| staff.first_name),
            (None, None) => None,
        }
        .unwrap_or_default())
    }
}

macro_rules! texts {
    ($template:expr, $language:expr; $($name:ident: $folder:literal),+ $(,)?) => {
        match ($template, $language) {
            $(
                (Template::$name, Language::French) => include_str!(concat!("templates/", $folder, "/fr.txt")),
                (Template::$name, Language::English) => include_str!(concat!("templates/", $folder, "/en.txt")),
            )+
        }
    };
}

/// A template: its first line is the subject.
fn template(of: Template, language: Language) -> &'static str {
    texts! { of, language;
        Opened: "opened",
        Answered: "answered",
        ClientAnswered: "client_answered",
        Assigned: "assigned",
        Mentioned: "mentioned",
        Resolved: "resolved",
        Rejected: "rejected",
        Reopened: "reopened",
    }
}

/// A template with its fields; what a field says is never read as a field again.
fn filled(template: &str, fields: &[(&str, String)]) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let field = part.split_once('}').and_then(|(name, rest)| {
            let (_, value) = fields.iter().find(|(known, _)| *known == name)?;
            Some((value, rest))
        });
        match field {
            Some((value, rest)) => text = text + value + rest,
            None => text = text + "{" + part,
        }
    }
    text
}

/// Without the empty lines that empty fields leave.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let doubles = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !doubles {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(REPEATED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r23_a_field_is_filled_once_whatever_it_says() {
        let fields = [
            ("label", "{number} {".to_owned()),
            ("number", "7".to_owned()),
        ];
        assert_eq!(
            filled("[{number}] {label} {other}", &fields),
            "[7] {number} { {other}"
        );
    }

    #[test]
    fn r23_every_template_names_its_ticket_in_its_subject_and_says_where_to_answer() {
        for of in Template::ALL {
            for language in [Language::French, Language::English] {
                let (subject, text) = template(*of, language).split_once('\n').expect("a subject");
                assert!(subject.starts_with("[{office} {number}]"), "{of} {subject}");
                let line = match language {
                    Language::French => "-- Répondez au-dessus de cette ligne --",
                    Language::English => "-- Reply above this line --",
                };
                assert!(text.trim_start().starts_with(line), "{of}");
            }
        }
    }

    #[test]
    fn r23_the_acknowledgement_repeats_nothing_of_its_mail() {
        for language in [Language::French, Language::English] {
            let text = template(Template::Opened, language);
            for field in ["{label}", "{description}", "{words}", "{exchange}"] {
                assert!(!text.contains(field), "{field}");
            }
        }
    }
}
