//! Reading a mailbox to its end: each message is handed to the office, and what it became is tidied up after.
//!
//! Whatever stops it half-way, the next round goes on: what is kept stands in the ledger under its place, and what was not
//! tidied up is remembered there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use guichet_api::ApiError;
use guichet_domain::mail::{Outcome, Treatment};
use guichet_domain::{MailId, Mailbox};
use guichet_office::Office;
use guichet_office::mail::{Arrival, Chore, Letter, Origin, Reading, Receipt, Round};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;

use crate::dispatching::{password, security};
use crate::session::Listed;
use crate::{News, Secret, Server, Session, Trouble};

/// Messages read and not kept yet, at most; and their bytes.
const AHEAD: usize = 32;
const AHEAD_BYTES: usize = 24 << 20;
/// Messages larger than this stay where they are.
const GIANT: u32 = 60 << 20;
/// How often the office is told how far a mailbox is read, in messages.
const TOLD: usize = 200;
/// How long news is waited for, where the server brings any.
const WAIT: Duration = Duration::from_secs(9 * 60);
/// How often a mailbox is looked at whose server brings none.
const POLL: Duration = Duration::from_secs(60);
/// The first pause after a failure; it doubles up to [`POLL`] times five.
const PAUSE: Duration = Duration::from_secs(5);

/// Reads the mailboxes of an office.
#[derive(Debug, Clone)]
pub struct Collector {
    /// Where messages go.
    pub office: Office,
    /// The file of what opens the sealed passwords.
    pub key_file: PathBuf,
    /// The file of an authority to believe besides those of this machine.
    pub authority: Option<PathBuf>,
}

/// What a round brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many messages ended so.
    pub ended: BTreeMap<Outcome, usize>,
    /// Messages that wait for a person to say what becomes of them.
    pub waiting: i64,
}

/// Why a round was not ended.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Hitch {
    /// The mail server.
    #[error("{0}")]
    Mail(#[from] Trouble),
    /// The office.
    #[error("{0}")]
    Office(#[from] ApiError),
    /// The password is not there, or sealed with another key.
    #[error("the password of {0} is not known here: give it with `guichet mail mailbox {0}`")]
    NoPassword(String),
}

type Result<T> = std::result::Result<T, Hitch>;

/// A message on its way to the office.
type Coming = (u32, JoinHandle<Letter>, OwnedSemaphorePermit);

impl Collector {
    /// Reads a mailbox to its end, once; `told` hears of each message. What stops it is told to the office too.
    ///
    /// # Errors
    /// [`Hitch`]: the next round goes on where this one stopped.
    pub async fn once(
        &self,
        mailbox: &Mailbox,
        sealed: Option<&str>,
        told: impl FnMut(&Receipt),
    ) -> Result<Tally> {
        let read = async {
            let mut session = Session::open(&self.server(mailbox, sealed)?).await?;
            self.round(&mut session, mailbox, told).await
        };
        self.say_why(mailbox, read.await).await
    }

    /// Reads every mailbox until the process ends, each by itself; what fails is tried again.
    pub async fn forever(&self) -> Result<()> {
        let mut running: BTreeMap<(guichet_domain::MailboxId, i64), JoinHandle<()>> =
            BTreeMap::new();
        loop {
            let wanted = self.office.mailboxes().await?;
            running.retain(|(id, version), task| {
                let stays = wanted
                    .iter()
                    .any(|(mailbox, _)| (mailbox.id, mailbox.version) == (*id, *version));
                if !stays {
                    task.abort();
                }
                stays && !task.is_finished()
            });
            for (mailbox, sealed) in wanted {
                let collector = self.clone();
                running
                    .entry((mailbox.id, mailbox.version))
                    .or_insert_with(|| {
                        tokio::spawn(
                            async move { collector.follow(&mailbox, sealed.as_deref()).await },
                        )
                    });
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Reads a mailbox, and again whenever something arrives in it.
    async fn follow(&self, mailbox: &Mailbox, sealed: Option<&str>) {
        let mut pause = PAUSE;
        loop {
            let stopped = self.stay(mailbox, sealed, &mut pause).await;
            if let Err(hitch) = self.say_why(mailbox, stopped).await {
                tracing::warn!(mailbox = %mailbox.name, error = %hitch, "a mailbox could not be read and will be tried again");
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(POLL * 5);
        }
    }

    async fn stay(
        &self,
        mailbox: &Mailbox,
        sealed: Option<&str>,
        pause: &mut Duration,
    ) -> Result<()> {
        let mut session = Session::open(&self.server(mailbox, sealed)?).await?;
        loop {
            self.round(&mut session, mailbox, |_| {}).await?;
            *pause = PAUSE;
            let began = tokio::time::Instant::now();
            match session.wait(WAIT).await? {
                News::Arrived => {}
                // A server that ends the wait by itself is not asked again at once.
                News::Nothing if began.elapsed() > PAUSE => {}
                News::Nothing | News::Unsupported => tokio::time::sleep(POLL).await,
            }
        }
    }

    async fn say_why<T>(&self, mailbox: &Mailbox, ended: Result<T>) -> Result<T> {
        if let Err(hitch) = &ended {
            // An office that cannot be told is the trouble itself.
            let _ = self.office.fail_round(mailbox, &hitch.to_string()).await;
        }
        ended
    }

    fn server(&self, mailbox: &Mailbox, sealed: Option<&str>) -> Result<Server> {
        let password = password(&self.key_file, mailbox, sealed)?;
        Ok(Server {
            host: mailbox.host.clone(),
            port: u16::try_from(mailbox.port).unwrap_or_default(),
            security: security(mailbox.security),
            authority: self.authority.clone(),
            login: mailbox.login.clone(),
            secret: Secret::Password(password),
        })
    }

    /// One round in an open session.
    async fn round(
        &self,
        session: &mut Session,
        mailbox: &Mailbox,
        told: impl FnMut(&Receipt),
    ) -> Result<Tally> {
        let selected = session.select(&mailbox.folder).await?;
        let next = match selected.next {
            Some(next) => next,
            None => session
                .after(0)
                .await?
                .last()
                .map_or(1, |last| last.uid + 1),
        };
        let round = Round {
            validity: selected.validity.into(),
            next: next.into(),
            held: selected.exists.into(),
        };
        let (after, archive_to) = match self.office.begin_round(mailbox, round).await? {
            Reading::After { uid, archive_to } => (uid, archive_to),
            Reading::Waiting(waiting) => {
                return Ok(Tally {
                    waiting,
                    ..Tally::default()
                });
            }
        };
        // What an earlier round kept and did not tidy up.
        self.tidy(session, mailbox, round.validity).await?;
        let new = session
            .after(u32::try_from(after).unwrap_or(u32::MAX))
            .await?;
        let visit = Visit {
            collector: self,
            mailbox,
            validity: round.validity,
            archive_to,
        };
        let tally = visit.read(session, &new, told).await?;
        self.tidy(session, mailbox, round.validity).await?;
        Ok(tally)
    }

    /// Does in the mailbox what its messages became here.
    async fn tidy(&self, session: &mut Session, mailbox: &Mailbox, validity: i64) -> Result<()> {
        let mut chores: BTreeMap<(Treatment, String), Vec<(u32, MailId)>> = BTreeMap::new();
        for Chore {
            mail,
            uid,
            treatment,
            folder,
        } in self.office.chores(mailbox, validity).await?
        {
            let uid = u32::try_from(uid).unwrap_or_default();
            chores
                .entry((treatment, folder))
                .or_default()
                .push((uid, mail));
        }
        for ((treatment, folder), mails) in chores {
            let (uids, ids): (Vec<u32>, Vec<MailId>) = mails.into_iter().unzip();
            match treatment {
                Treatment::Nothing => {}
                Treatment::Mark => session.mark_seen(&uids).await?,
                Treatment::Move => session.move_to(&uids, &folder).await?,
                Treatment::Delete => session.delete(&uids).await?,
            }
            self.office.chores_done(&ids).await?;
        }
        Ok(())
    }
}

/// A round's reading.
struct Visit<'a> {
    collector: &'a Collector,
    mailbox: &'a Mailbox,
    validity: i64,
    archive_to: i64,
}

impl Visit<'_> {
    /// Reads these messages and keeps them in order; the next are read while one is kept.
    async fn read(
        &self,
        session: &mut Session,
        new: &[Listed],
        mut told: impl FnMut(&Receipt),
    ) -> Result<Tally> {
        let (giants, small): (Vec<&Listed>, Vec<&Listed>) =
            new.iter().partition(|mail| mail.size > GIANT);
        let mut tally = Tally::default();
        // Before the others: nothing is forgotten below what is said to be kept.
        for giant in giants {
            let origin = self.origin(giant.uid);
            let receipt = self
                .collector
                .office
                .refuse_giant(origin, giant.size.into())
                .await?;
            told(&receipt);
            *tally.ended.entry(receipt.mail.outcome).or_default() += 1;
        }
        let (coming, arriving) = mpsc::channel(AHEAD);
        let uids: Vec<u32> = small.iter().map(|mail| mail.uid).collect();
        let fetched = self.fetch(session, &uids, coming);
        let ((), ()) = tokio::try_join!(fetched, self.keep(arriving, &mut tally, told))?;
        let last = new.last().map_or(0, |last| last.uid.into());
        self.collector.office.end_round(self.mailbox, last).await?;
        Ok(tally)
    }

    async fn fetch(
        &self,
        session: &mut Session,
        uids: &[u32],
        coming: mpsc::Sender<Coming>,
    ) -> Result<()> {
        let room = Arc::new(Semaphore::new(AHEAD_BYTES));
        let mut mails = session.fetch(uids);
        while let Some(mail) = mails.next().await? {
            let bytes = u32::try_from(mail.raw.len().min(AHEAD_BYTES)).unwrap_or(u32::MAX);
            let Ok(permit) = room.clone().acquire_many_owned(bytes).await else {
                break;
            };
            let arrival = Arrival {
                origin: self.origin(mail.uid),
                arrived: mail.arrived,
                raw: mail.raw,
            };
            let letter = tokio::task::spawn_blocking(move || Letter::read(arrival));
            if coming.send((mail.uid, letter, permit)).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    async fn keep(
        &self,
        mut arriving: mpsc::Receiver<Coming>,
        tally: &mut Tally,
        mut told: impl FnMut(&Receipt),
    ) -> Result<()> {
        let mut kept = 0;
        while let Some((uid, letter, _room)) = arriving.recv().await {
            let letter = letter
                .await
                .map_err(|_| Trouble::Protocol("a message that breaks the reader".into()))?;
            let receipt = self.collector.office.keep_letter(&letter).await?;
            told(&receipt);
            *tally.ended.entry(receipt.mail.outcome).or_default() += 1;
            kept += 1;
            if kept % TOLD == 0 {
                self.collector
                    .office
                    .end_round(self.mailbox, uid.into())
                    .await?;
            }
        }
        Ok(())
    }

    fn origin(&self, uid: u32) -> Origin {
        Origin::Mailbox {
            mailbox: Box::new(self.mailbox.clone()),
            validity: self.validity,
            uid: uid.into(),
            archived: i64::from(uid) <= self.archive_to,
        }
    }
}
