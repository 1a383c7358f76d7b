//! Sending what is due in the outbox, mailbox by mailbox; what each server says goes back to the office.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use guichet_domain::mail::Security as Asked;
use guichet_domain::{Mailbox, MailboxId};
use guichet_office::Office;
use guichet_office::mail::{Delivery, Draft};

use crate::collecting::Hitch;
use crate::{Outgoing, Post, Refusal, SealingKey, Secret, Security, Sender, Unsent};

/// How often the outbox is looked at.
const OFTEN: Duration = Duration::from_secs(2);

type Result<T> = std::result::Result<T, Hitch>;

/// Sends the mails of an office.
#[derive(Debug, Clone)]
pub struct Dispatcher {
    /// Where they come from.
    pub office: Office,
    /// The file of what opens the sealed passwords.
    pub key_file: PathBuf,
    /// The file of an authority to believe besides those of this machine.
    pub authority: Option<PathBuf>,
}

impl Dispatcher {
    /// Sends whatever is due; answers how many mails a server took.
    ///
    /// # Errors
    /// When the office is out of reach. What a server says is the mail's own trouble, and kept with it.
    pub async fn once(&self) -> Result<usize> {
        let mut taken = 0;
        loop {
            let drafts = self.office.due_mails().await?;
            if drafts.is_empty() {
                return Ok(taken);
            }
            let mut by_mailbox: BTreeMap<MailboxId, Vec<Draft>> = BTreeMap::new();
            for draft in drafts {
                by_mailbox.entry(draft.mailbox.id).or_default().push(draft);
            }
            for drafts in by_mailbox.values() {
                taken += self.send(drafts).await?;
            }
        }
    }

    /// Sends until the process ends.
    pub async fn forever(&self) {
        loop {
            if let Err(hitch) = self.once().await {
                tracing::warn!(error = %hitch, "no mail is sent for now");
            }
            tokio::time::sleep(OFTEN).await;
        }
    }

    /// The mails of one mailbox, over one connection.
    async fn send(&self, drafts: &[Draft]) -> Result<usize> {
        let Some(first) = drafts.first() else {
            return Ok(0);
        };
        let opened = match self.post(&first.mailbox, first.sealed.as_deref()) {
            Ok(post) => Sender::open(&post).await.map_err(Hitch::Mail),
            Err(hitch) => Err(hitch),
        };
        let mut sender = match opened {
            Ok(sender) => sender,
            Err(hitch) => {
                tracing::warn!(mailbox = %first.mailbox.name, error = %hitch, "mails could not leave and will be tried again");
                return self.put_off(drafts, &hitch.to_string()).await.map(|()| 0);
            }
        };
        let mut taken = 0;
        for (place, draft) in drafts.iter().enumerate() {
            let said = match sender.send(&outgoing(draft)).await {
                Ok(()) => Delivery::Taken,
                Err(Unsent::Refused(Refusal {
                    permanent: true,
                    words,
                    ..
                })) => Delivery::Refused(words),
                Err(Unsent::Refused(refusal)) => Delivery::Later(refusal.words),
                Err(Unsent::Trouble(trouble)) => {
                    self.put_off(&drafts[place..], &trouble.to_string()).await?;
                    return Ok(taken);
                }
            };
            taken += usize::from(matches!(said, Delivery::Taken));
            self.office.delivered(draft.id, said).await?;
        }
        sender.close().await;
        Ok(taken)
    }

    async fn put_off(&self, drafts: &[Draft], why: &str) -> Result<()> {
        for draft in drafts {
            let later = Delivery::Later(why.to_owned());
            self.office.delivered(draft.id, later).await?;
        }
        Ok(())
    }

    fn post(&self, mailbox: &Mailbox, sealed: Option<&str>) -> Result<Post> {
        let password = password(&self.key_file, mailbox, sealed)?;
        Ok(Post {
            host: mailbox.smtp_host.clone(),
            port: u16::try_from(mailbox.smtp_port).unwrap_or_default(),
            security: security(mailbox.smtp_security),
            authority: self.authority.clone(),
            login: Some(mailbox.login.clone()),
            secret: Some(Secret::Password(password)),
        })
    }
}

fn outgoing(draft: &Draft) -> Outgoing {
    Outgoing {
        from: (Some(draft.from_name.clone()), draft.mailbox.address.clone()),
        to: draft.to.clone(),
        reply_to: Some(draft.reply_to.clone()),
        date: draft.date,
        subject: draft.subject.clone(),
        text: draft.text.clone(),
        html: None,
        message_id: draft.message_id.clone(),
        in_reply_to: draft.in_reply_to.clone(),
        references: draft.in_reply_to.iter().cloned().collect(),
        automatic: draft.automatic,
        instance: draft.mailbox.id.to_string(),
    }
}

/// The password of a mailbox, opened.
pub(crate) fn password(
    key_file: &std::path::Path,
    mailbox: &Mailbox,
    sealed: Option<&str>,
) -> Result<String> {
    let unknown = || Hitch::NoPassword(mailbox.address.clone());
    let key = SealingKey::in_file(key_file).map_err(|_| unknown())?;
    key.open(sealed.ok_or_else(unknown)?).ok_or_else(unknown)
}

pub(crate) const fn security(asked: Asked) -> Security {
    match asked {
        Asked::Tls => Security::Tls,
        Asked::StartTls => Security::StartTls,
        Asked::Plain => Security::Plain,
    }
}
