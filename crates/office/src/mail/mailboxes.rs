//! Mailboxes and the rules that leave mails out, as records with their history.

use guichet_domain::event::Entity;
use guichet_domain::refusal::Problem;
use guichet_domain::{Exclusion, Mailbox, Refusal};

use crate::act::{About, Act};
use crate::fault::Result;

impl Act {
    /// Stores a mailbox with its event; a new one has version 0.
    pub(crate) async fn save_mailbox(&mut self, mailbox: Mailbox) -> Result<Mailbox> {
        let mut mailbox = mailbox.checked()?;
        if mailbox.version == 0 {
            mailbox.id = self.clock.id();
        }
        let others = self.tx.mailboxes().await?;
        let is_taken = |other: &&Mailbox| {
            other.id != mailbox.id
                && other.address == mailbox.address
                && other.folder == mailbox.folder
        };
        if others.iter().any(|other| is_taken(&other)) {
            return Err(Refusal::invalid("address", Problem::Taken).into());
        }
        let before = self.tx.mailbox(mailbox.id).await?;
        match &before {
            None => {
                mailbox.version = 1;
                self.tx.insert_mailbox(&mailbox).await?;
            }
            Some(before) => {
                Self::same_version(before.version, mailbox.version)?;
                mailbox.version += 1;
                self.tx.update_mailbox(&mailbox, before.version).await?;
            }
        }
        let about = About {
            entity: Entity::Mailbox,
            id: mailbox.id.0,
            ticket: None,
            version: mailbox.version,
        };
        self.record(about, before.as_ref(), Some(&mailbox)).await?;
        Ok(mailbox)
    }

    /// Stores a rule that leaves mails out, with its event; a new one has version 0.
    pub(crate) async fn save_rule(&mut self, rule: Exclusion) -> Result<Exclusion> {
        let mut rule = rule.checked()?;
        if rule.version == 0 {
            rule.id = self.clock.id();
        }
        let before = self.tx.exclusion(rule.id).await?;
        match &before {
            None => {
                rule.version = 1;
                self.tx.insert_exclusion(&rule).await?;
            }
            Some(before) => {
                Self::same_version(before.version, rule.version)?;
                rule.version += 1;
                self.tx.update_exclusion(&rule, before.version).await?;
            }
        }
        let about = About {
            entity: Entity::Exclusion,
            id: rule.id.0,
            ticket: None,
            version: rule.version,
        };
        self.record(about, before.as_ref(), Some(&rule)).await?;
        Ok(rule)
    }
}
