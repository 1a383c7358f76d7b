//! What robots write: kept, told to whoever treats the ticket, and never answered.

use guichet_domain::mail::{MailReason, Outcome};
use guichet_domain::{Mail, StepKind};
use guichet_mail::Message;

use crate::act::Act;
use crate::fault::Result;
use crate::mail::arrival::Letter;
use crate::mail::keeping::{Words, body_of};
use crate::mail::sender::Sender;
use crate::mail::thread::Thread;
use crate::mail::wording;

impl Act {
    /// An absence or a receipt stands inside its ticket, whose status it does not change.
    pub(super) async fn keep_robot(
        &mut self,
        letter: &Letter,
        message: &Message,
        sender: &Sender,
        thread: Thread,
        mail: &mut Mail,
    ) -> Result<()> {
        (mail.outcome, mail.reason) = (Outcome::AutoReply, MailReason::NoTicket);
        if let Thread::Of(ticket, _) = thread {
            let words = Words {
                kind: StepKind::Information,
                body: body_of(message, self.settings.language),
                by: sender.contact_id(),
                public: false,
                letter,
            };
            self.answer(*ticket, words, mail).await?;
            mail.reason = MailReason::StatusUnchanged;
        }
        Ok(())
    }

    /// A mail of ours that was not delivered is told on its ticket.
    pub(super) async fn keep_bounce(
        &mut self,
        letter: &Letter,
        message: &Message,
        thread: Thread,
        mail: &mut Mail,
    ) -> Result<()> {
        let bounce = message.bounce.as_ref();
        let permanent = bounce.is_some_and(|bounce| bounce.permanent);
        mail.outcome = Outcome::Bounce;
        mail.reason = match permanent {
            true => MailReason::Permanent,
            false => MailReason::Temporary,
        };
        let recipient = bounce.and_then(|bounce| bounce.recipient.as_deref());
        mail.detail = recipient.unwrap_or_default().to_owned();
        let (Thread::Of(ticket, _) | Thread::Staff(ticket) | Thread::Foreign(ticket)) = thread
        else {
            return Ok(());
        };
        let reason = bounce.and_then(|bounce| bounce.reason.as_deref());
        let address = guichet_domain::mail::address(&mail.detail);
        if permanent && self.went_to(letter, message, &address).await? {
            let words = reason.unwrap_or_default();
            self.tx.set_undelivered(&address, self.at, words).await?;
        }
        let language = self.settings.language;
        let words = Words {
            kind: StepKind::Event,
            body: wording::undelivered(
                language,
                &mail.detail,
                permanent,
                reason.unwrap_or_default(),
            ),
            by: None,
            public: false,
            letter,
        };
        self.answer(*ticket, words, mail).await?;
        Ok(())
    }
}
