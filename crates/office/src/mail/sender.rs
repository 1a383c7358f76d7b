//! Whoever wrote a message: a contact, somebody of the staff, or nobody who is known.

use guichet_domain::directory::Contact;
use guichet_domain::mail::{domain_of, is_public};
use guichet_domain::settings::UnknownSenders;
use guichet_domain::{Actor, CompanyId, ContactId, Mail, Segment};

use crate::act::Act;
use crate::fault::Result;
use crate::mail::wording;

/// The name under which the office knows the contact of mails without an author.
const UNSIGNED: &str = "unsigned_sender";

/// Whoever wrote a message. An address proves nothing: it names somebody, it gives no right.
#[derive(Debug, Clone)]
pub(super) enum Sender {
    /// A contact.
    Contact(Box<Contact>),
    /// Somebody who works here, with the contact they are.
    Staff(Option<ContactId>),
    /// Nobody who is known.
    Unknown,
}

impl Sender {
    pub(super) fn contact_id(&self) -> Option<ContactId> {
        match self {
            Self::Contact(contact) => Some(contact.id),
            Self::Staff(contact) => *contact,
            Self::Unknown => None,
        }
    }
}

impl Act {
    pub(super) async fn sender(&mut self, mail: &Mail) -> Result<Sender> {
        if mail.from_address.is_empty() {
            return Ok(Sender::Unknown);
        }
        if let Some(id) = self.tx.staff_at(&mail.from_address).await? {
            let staff = self.tx.staff(id).await?;
            return Ok(Sender::Staff(staff.and_then(|staff| staff.contact_id)));
        }
        let known = self.tx.contacts_at(&mail.from_address).await?;
        Ok(match known.into_iter().next() {
            Some(contact) => Sender::Contact(Box::new(contact)),
            None => Sender::Unknown,
        })
    }

    /// Makes a contact of somebody nobody knew, as the settings want it; none when a person must decide.
    pub(super) async fn newcomer(&mut self, mail: &Mail) -> Result<Option<Contact>> {
        let wanted = match self.settings.unknown_senders {
            UnknownSenders::Contact => true,
            UnknownSenders::Company => self.company_of_sender(&mail.from_address).await?.is_some(),
            UnknownSenders::Quarantine => false,
        };
        match wanted {
            true => Ok(Some(self.somebody_new(mail).await?)),
            false => Ok(None),
        }
    }

    /// A contact of whoever wrote it.
    pub(super) async fn somebody_new(&mut self, mail: &Mail) -> Result<Contact> {
        if mail.from_address.is_empty() {
            return self.unsigned().await;
        }
        let company_id = self.company_of_sender(&mail.from_address).await?;
        let names = names(&mail.from_name, &mail.from_address);
        self.known_by_mail(names, &mail.from_address, company_id)
            .await
    }

    /// The one contact of all mails that name no author.
    async fn unsigned(&mut self) -> Result<Contact> {
        // What jobs know is not a person's to read.
        let is_job = self.actor == Actor::Job;
        if is_job
            && let Some(id) = self.tx.office_key(UNSIGNED).await?
            && let Ok(id) = id.parse()
            && let Some(contact) = self.tx.contact(id).await?
        {
            return Ok(contact);
        }
        let name = wording::unsigned(self.settings.language).to_owned();
        let contact = self.known_by_mail((String::new(), name), "", None).await?;
        if is_job {
            let id = contact.id.to_string();
            self.tx.make_office_key(UNSIGNED, &id).await?;
        }
        Ok(contact)
    }

    async fn known_by_mail(
        &mut self,
        (first_name, last_name): (String, String),
        address: &str,
        company_id: Option<CompanyId>,
    ) -> Result<Contact> {
        let contact = Contact {
            id: self.clock.id(),
            version: 0,
            title: String::new(),
            first_name,
            last_name,
            position: String::new(),
            segment: Segment::Client,
            company_id,
            phone: String::new(),
            mobile: String::new(),
            mail: address.to_owned(),
            note: wording::to_complete(self.settings.language).to_owned(),
            language: self.settings.language,
            power: false,
            active: true,
        };
        self.save_contact(contact).await
    }

    /// The company whose contacts write from this domain.
    async fn company_of_sender(&mut self, address: &str) -> Result<Option<CompanyId>> {
        let domain = domain_of(address);
        if domain.is_empty() || is_public(domain) {
            return Ok(None);
        }
        Ok(self.tx.company_at(domain).await?)
    }
}

/// First and last name, from what a mail program shows: `Jean Madec`, `MADEC Jean`, `Madec, Jean`; else from the address.
fn names(shown: &str, address: &str) -> (String, String) {
    let shown = shown.trim_matches(['"', '\'', ' ']);
    if shown.is_empty() || shown.contains('@') {
        let user = address.split('@').next().unwrap_or(address);
        return (String::new(), user.to_owned());
    }
    if let Some((last, first)) = shown.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let words: Vec<&str> = shown.split(' ').filter(|word| !word.is_empty()).collect();
    let is_capitals = |word: &&&str| word.chars().count() > 1 && word.to_uppercase() == **word;
    let capitals = words.iter().take_while(is_capitals).count();
    let at = match capitals {
        0 => 1,
        all if all == words.len() => 1,
        some => {
            let (last, first) = words.split_at(some);
            return (first.join(" "), last.join(" "));
        }
    };
    match words.split_at_checked(at) {
        Some((first, last)) if !last.is_empty() => (first.join(" "), last.join(" ")),
        _ => (String::new(), shown.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn r22_a_newcomer_gets_the_names_a_mail_program_shows() {
        for (shown, first, last) in [
            ("Jean-Pierre Madec", "Jean-Pierre", "Madec"),
            ("LE TREUT Anne", "Anne", "LE TREUT"),
            ("Le Treut, Anne", "Anne", "Le Treut"),
            ("ACCUEIL", "", "ACCUEIL"),
            ("a.riou@x.fr", "", "a.riou"),
            ("", "", "a.riou"),
        ] {
            assert_eq!(
                names(shown, "a.riou@x.fr"),
                (first.into(), last.into()),
                "{shown}"
            );
        }
    }
}
