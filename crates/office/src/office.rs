//! The office: an open database, a clock, and the calls over them.

use std::sync::Arc;

use guichet_api::{ApiError, Code};
use guichet_domain::{Actor, Settings};
use guichet_store::{Db, Feed, Person, Place, Tx};

use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::jobs::Progress;
use crate::seat::Seat;
use crate::strangers::Strangers;
use crate::{Clock, Token};

/// An open office. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Office {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) jobs: Arc<Progress>,
    pub(crate) strangers: Arc<Strangers>,
    /// Whose own connection this is, on a workstation of a shared office.
    pub(crate) seat: Option<Arc<Seat>>,
}

impl Office {
    /// Opens the office kept there, creating an empty one when there is none.
    pub async fn open(
        place: &Place,
        clock: Clock,
    ) -> std::result::Result<Self, guichet_store::Error> {
        let office = Self::of(Db::open(place).await?, clock);
        office.agree_on_time().await?;
        Ok(office)
    }

    pub(crate) fn of(db: Db, clock: Clock) -> Self {
        Self {
            db,
            clock,
            jobs: Arc::default(),
            strangers: Arc::default(),
            seat: None,
        }
    }

    /// The database, for the programs that measure and verify it.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Closes it.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Who this session is; `unauthenticated` when it is over.
    pub async fn actor(&self, token: &Token) -> std::result::Result<Actor, ApiError> {
        self.answer(self.session_actor(token).await)
    }

    /// Follows what changes from now on, on this workstation or another.
    pub async fn follow(&self) -> Feed {
        self.db.follow().await
    }

    /// Times come from one source: a workstation of a shared office goes by its server's clock.
    pub(crate) async fn agree_on_time(&self) -> guichet_store::Result<()> {
        if let Some(asked) = self.clock.in_doubt()
            && let Some(server) = self.db.server_time().await?
        {
            self.clock.agree(asked, server);
        }
        Ok(())
    }

    pub(crate) async fn reading(&self, actor: Actor, call: &'static str) -> Result<Act> {
        let tx = self.db.read_as(person(actor)).await?;
        self.acting(tx, actor, call).await
    }

    pub(crate) async fn writing(&self, actor: Actor, call: &'static str) -> Result<Act> {
        self.agree_on_time().await?;
        let tx = self.db.write_as(person(actor)).await?;
        self.acting(tx, actor, call).await
    }

    async fn acting(&self, mut tx: Tx, actor: Actor, call: &'static str) -> Result<Act> {
        let settings = settings(&mut tx).await?;
        Ok(Act {
            db: self.db.clone(),
            tx,
            actor,
            author: actor.author(),
            at: self.clock.now(),
            clock: self.clock.clone(),
            request: self.clock.id(),
            may_repeat: false,
            call,
            settings,
            place: self.db.place().shown(),
        })
    }
}

/// In whose name the database lets this actor's transactions read and write.
fn person(actor: Actor) -> Person {
    match actor {
        Actor::Staff { id, .. } => Person::Staff(id),
        Actor::Job => Person::Job,
        Actor::Client { .. } => Person::Nobody,
    }
}

/// The office's settings, or the defaults.
pub(crate) async fn settings(tx: &mut Tx) -> Result<Settings> {
    match tx.setting("office").await? {
        None => Ok(Settings::default()),
        Some(value) => serde_json::from_value(value)
            .map_err(|_| Fault::new(Code::Broken, "the office's settings cannot be read")),
    }
}
