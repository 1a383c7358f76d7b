//! How far each mailbox was read, and what is to be tidied up in it afterwards.

use guichet_api::ApiError;
use guichet_domain::mail::{MailStart, Treatment};
use guichet_domain::{Actor, Mail, MailId, Mailbox, Settings};
use guichet_store::FolderRow;

use crate::Office;
use crate::act::Act;
use crate::fault::Result;

/// What a door found in a mailbox's folder.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Its UIDVALIDITY.
    pub validity: i64,
    /// The UID the next message will have.
    pub next: i64,
    /// How many messages it holds.
    pub held: i64,
}

/// Where a door goes on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// With the messages after this UID; those up to `archive_to` lay there before the office read it.
    After {
        /// The last one that was kept.
        uid: i64,
        /// The last one of the past.
        archive_to: i64,
    },
    /// Nowhere: so many messages lie there, and a person must say what becomes of them.
    Waiting(i64),
}

/// What is to be done in a mailbox after a message was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chore {
    /// The message.
    pub mail: MailId,
    /// Its UID.
    pub uid: i64,
    /// What is done.
    pub treatment: Treatment,
    /// The folder it moves to.
    pub folder: String,
}

impl Office {
    /// The mailboxes that are read, each with its sealed password.
    pub async fn mailboxes(&self) -> std::result::Result<Vec<(Mailbox, Option<String>)>, ApiError> {
        self.answer(self.read_mailboxes().await)
    }

    async fn read_mailboxes(&self) -> Result<Vec<(Mailbox, Option<String>)>> {
        let mut act = self.reading(Actor::Job, "collect_mail").await?;
        let mut found = Vec::new();
        for mailbox in act
            .tx
            .mailboxes()
            .await?
            .into_iter()
            .filter(|mailbox| mailbox.active)
        {
            let secret = act.tx.mailbox_secret(mailbox.id).await?;
            found.push((mailbox, secret));
        }
        Ok(found)
    }

    /// Makes or changes a mailbox, for whoever owns the database; its password is already sealed. Once one can send, the office does.
    pub async fn set_mailbox(
        &self,
        mailbox: Mailbox,
        sealed: Option<&str>,
    ) -> std::result::Result<Mailbox, ApiError> {
        self.answer(self.keep_mailbox(mailbox, sealed).await)
    }

    async fn keep_mailbox(&self, mailbox: Mailbox, sealed: Option<&str>) -> Result<Mailbox> {
        let mut act = self.writing(Actor::Job, "set_mailbox").await?;
        let mailbox = act.save_mailbox(mailbox).await?;
        if !mailbox.smtp_host.is_empty() && !act.settings.sends_mail {
            let before = act.settings.clone();
            let after = Settings {
                sends_mail: true,
                ..before.clone()
            };
            crate::handlers::settings::store_settings(&mut act, &before, &after).await?;
        }
        if let Some(sealed) = sealed {
            act.tx.set_mailbox_secret(mailbox.id, sealed).await?;
        }
        act.tx.commit().await?;
        Ok(mailbox)
    }

    /// Begins a round in a mailbox: where it goes on. A folder that was made anew is read from its beginning; what is known
    /// there is told apart as a duplicate.
    pub async fn begin_round(
        &self,
        mailbox: &Mailbox,
        round: Round,
    ) -> std::result::Result<Reading, ApiError> {
        self.answer(self.begin(mailbox, round).await)
    }

    async fn begin(&self, mailbox: &Mailbox, round: Round) -> Result<Reading> {
        let mut act = self.writing(Actor::Job, "collect_mail").await?;
        let known = act.tx.mail_folder(mailbox.id, &mailbox.folder).await?;
        let (row, reading) = act.goes_on(mailbox, round, known);
        act.tx.set_mail_folder(&row).await?;
        act.tx.commit().await?;
        Ok(reading)
    }

    /// Says that everything up to this UID is kept.
    pub async fn end_round(
        &self,
        mailbox: &Mailbox,
        uid: i64,
    ) -> std::result::Result<(), ApiError> {
        self.answer(self.advance(mailbox, Ok(uid)).await)
    }

    /// Says why a round failed; it is tried again.
    pub async fn fail_round(
        &self,
        mailbox: &Mailbox,
        trouble: &str,
    ) -> std::result::Result<(), ApiError> {
        self.answer(self.advance(mailbox, Err(trouble)).await)
    }

    async fn advance(
        &self,
        mailbox: &Mailbox,
        ended: std::result::Result<i64, &str>,
    ) -> Result<()> {
        let mut act = self.writing(Actor::Job, "collect_mail").await?;
        let known = act.tx.mail_folder(mailbox.id, &mailbox.folder).await?;
        let mut row = known.unwrap_or_else(|| act.unread(mailbox, 0));
        row.tried_at = act.at;
        match ended {
            Ok(uid) => {
                row.last_uid = row.last_uid.max(uid);
                row.succeeded_at = Some(act.at);
                row.trouble = None;
            }
            Err(trouble) => row.trouble = Some(trouble.chars().take(500).collect()),
        }
        act.tx.set_mail_folder(&row).await?;
        Ok(act.tx.commit().await?)
    }

    /// What is left to do in a mailbox after the messages that are kept.
    pub async fn chores(
        &self,
        mailbox: &Mailbox,
        validity: i64,
    ) -> std::result::Result<Vec<Chore>, ApiError> {
        self.answer(self.list_chores(mailbox, validity).await)
    }

    async fn list_chores(&self, mailbox: &Mailbox, validity: i64) -> Result<Vec<Chore>> {
        let mut act = self.reading(Actor::Job, "collect_mail").await?;
        let mails = act
            .tx
            .mails_to_tidy(mailbox.id, &mailbox.folder, validity)
            .await?;
        Ok(mails
            .iter()
            .filter_map(|mail| chore(mailbox, mail))
            .collect())
    }

    /// Says that these are done.
    pub async fn chores_done(&self, done: &[MailId]) -> std::result::Result<(), ApiError> {
        self.answer(self.tick(done).await)
    }

    async fn tick(&self, done: &[MailId]) -> Result<()> {
        let mut act = self.writing(Actor::Job, "collect_mail").await?;
        for id in done {
            act.tx.tidied(*id).await?;
        }
        Ok(act.tx.commit().await?)
    }

    /// How many messages of a folder are in the ledger.
    pub async fn kept_of_folder(
        &self,
        mailbox: &Mailbox,
        validity: i64,
    ) -> std::result::Result<i64, ApiError> {
        let counted = async {
            let mut act = self.reading(Actor::Job, "collect_mail").await?;
            Ok(act
                .tx
                .mails_of_folder(mailbox.id, &mailbox.folder, validity)
                .await?)
        };
        self.answer(counted.await)
    }

    /// The mailbox of this address or name.
    pub async fn mailbox_named(
        &self,
        name: &str,
    ) -> std::result::Result<Option<Mailbox>, ApiError> {
        let named = async {
            let mut act = self.reading(Actor::Job, "collect_mail").await?;
            let all = act.tx.mailboxes().await?;
            let address = guichet_domain::mail::address(name);
            Ok(all
                .into_iter()
                .find(|mailbox| mailbox.address == address || mailbox.name == name))
        };
        self.answer(named.await)
    }
}

impl Act {
    fn unread(&self, mailbox: &Mailbox, validity: i64) -> FolderRow {
        FolderRow {
            mailbox_id: mailbox.id,
            folder: mailbox.folder.clone(),
            validity,
            last_uid: 0,
            archive_to: 0,
            waiting: 0,
            tried_at: self.at,
            succeeded_at: None,
            trouble: None,
        }
    }

    fn goes_on(
        &self,
        mailbox: &Mailbox,
        round: Round,
        known: Option<FolderRow>,
    ) -> (FolderRow, Reading) {
        let begun = known.filter(|row| row.waiting == 0 && row.validity != 0);
        let mut row = match begun {
            Some(row) if row.validity == round.validity => row,
            Some(row) => FolderRow {
                validity: round.validity,
                last_uid: 0,
                archive_to: 0,
                ..row
            },
            None => self.first(mailbox, round),
        };
        row.tried_at = self.at;
        let reading = match row.waiting {
            0 => Reading::After {
                uid: row.last_uid,
                archive_to: row.archive_to,
            },
            waiting => Reading::Waiting(waiting),
        };
        (row, reading)
    }

    /// A folder read for the first time.
    fn first(&self, mailbox: &Mailbox, round: Round) -> FolderRow {
        let mut row = self.unread(mailbox, round.validity);
        match mailbox.start {
            MailStart::Ask => row.waiting = round.held,
            MailStart::Now => row.last_uid = round.next - 1,
            MailStart::Archive => row.archive_to = round.next - 1,
        }
        row
    }
}

fn chore(mailbox: &Mailbox, mail: &Mail) -> Option<Chore> {
    let (treatment, folder) = mailbox.treatment_of(mail.outcome);
    Some(Chore {
        mail: mail.id,
        uid: mail.uid?,
        treatment,
        folder: folder.to_owned(),
    })
}
