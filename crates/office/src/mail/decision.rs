//! What a person decides of a message: it is sorted again with their word for its sender, or hung on a ticket.

use guichet_domain::mail::{MailReason, Outcome, Tidied};
use guichet_domain::{Mail, StepKind, Ticket};
use guichet_mail::Message;

use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::mail::arrival::{Arrival, Letter, Origin};
use crate::mail::keeping::{Words, body_of};

/// What a person decides.
pub(crate) enum Decision {
    /// It continues its ticket, or opens one.
    Replay,
    /// It belongs on this ticket.
    Attach(Box<Ticket>),
}

impl Act {
    pub(crate) async fn decide(&mut self, mail: Mail, decision: Decision) -> Result<Mail> {
        let is_settled = match mail.outcome {
            Outcome::NewTicket | Outcome::Duplicate => true,
            Outcome::FollowUp => matches!(decision, Decision::Replay),
            Outcome::AutoReply | Outcome::Bounce | Outcome::Excluded | Outcome::Quarantined => {
                false
            }
        };
        if is_settled {
            return Err(Fault::conflict());
        }
        let letter = self.letter_of(&mail).await?;
        let Ok(message) = &letter.message else {
            return Err(Fault::new(
                guichet_api::Code::Invalid,
                "this message cannot be read; only its raw text can",
            ));
        };
        let mut after = mail.clone();
        match decision {
            Decision::Replay => self.replay(&letter, message, &mut after).await?,
            Decision::Attach(ticket) => self.attach(&letter, message, *ticket, &mut after).await?,
        }
        after.exclusion_id = None;
        let is_pending = after.outcome != mail.outcome && after.mailbox_id.is_some();
        if is_pending {
            after.treatment = Tidied::Pending;
        }
        self.tx.update_mail(&after).await?;
        Ok(after)
    }

    async fn replay(&mut self, letter: &Letter, message: &Message, mail: &mut Mail) -> Result<()> {
        mail.detail = String::new();
        self.sort_approved(letter, message, mail).await
    }

    async fn attach(
        &mut self,
        letter: &Letter,
        message: &Message,
        ticket: Ticket,
        mail: &mut Mail,
    ) -> Result<()> {
        let by = self.sender(mail).await?.contact_id();
        let words = Words {
            kind: if by.is_some() {
                StepKind::Answer
            } else {
                StepKind::Information
            },
            body: body_of(message, self.settings.language),
            by,
            public: by.is_some(),
            letter,
        };
        self.answer(ticket, words, mail).await?;
        (mail.outcome, mail.reason) = (Outcome::FollowUp, MailReason::ByHand);
        mail.detail = String::new();
        Ok(())
    }

    async fn letter_of(&mut self, mail: &Mail) -> Result<Letter> {
        let raw = self.tx.raw_mail(&mail.raw_hash).await?;
        let raw = raw.ok_or_else(|| Fault::not_found("message"))?;
        let mailbox = match mail.mailbox_id {
            Some(id) => self.tx.mailbox(id).await?.map(Box::new),
            None => None,
        };
        let origin = Origin::File {
            name: mail.folder.clone(),
            mailbox,
        };
        let arrival = Arrival {
            origin,
            arrived: mail.sent_at,
            raw,
        };
        tokio::task::spawn_blocking(|| Letter::read(arrival))
            .await
            .map_err(|_| {
                Fault::new(
                    guichet_api::Code::Broken,
                    "a message could not be read; it is in the log",
                )
            })
    }
}
