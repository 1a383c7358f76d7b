//! What the window stands on: the office that is open, and who is logged in here.

use std::time::Duration;

use anyhow::{Context, Result};
use guichet_api::notices::BeHere;
use guichet_api::session::{JoinOffice, OfficeState, SetUp};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::{Actor, Language, RequestId};
use guichet_office::{Clock, Entrance, Office, Outcome, Place, SessionChange, Token};
use guichet_workstation::documents::Copies;
use guichet_workstation::folders;
use guichet_workstation::secrets::{Keeper, SecretStore};
use serde_json::from_str;
use tokio::sync::{Mutex, OnceCell, RwLock};

use crate::place::{Chosen, Use};

/// Tickets of a demonstration office made without asking.
const DEMO_TICKETS: u32 = 1_200;
/// How long a person who leaves waits at most.
const CLOSING: Duration = Duration::from_secs(3);

/// The open office and its session.
pub struct Desk {
    /// Files copied for other programs.
    pub copies: Copies,
    office: RwLock<Opened>,
    session: Mutex<Option<Token>>,
    keeper: Keeper,
    remembered: OnceCell<()>,
}

struct Opened {
    chosen: Chosen,
    /// Why it is not open is told to the window, which may knock again.
    entrance: Result<Entrance, ApiError>,
}

impl Desk {
    /// Opens the office; one that does not open still has a window, which says why.
    pub async fn open(chosen: Chosen, secrets: Box<dyn SecretStore>) -> Result<Self> {
        let entrance = open(&chosen.place).await;
        if let (Use::Demonstration, Ok(entrance)) = (chosen.use_for, &entrance) {
            make_demonstration(entrance)
                .await
                .context("the demonstration office could not be made")?;
        }
        Ok(Self {
            copies: Copies::new()?,
            office: RwLock::new(Opened { chosen, entrance }),
            session: Mutex::new(None),
            keeper: Keeper::start(secrets)?,
            remembered: OnceCell::new(),
        })
    }

    /// The office, or why it is not open.
    pub async fn office(&self) -> Result<Office, ApiError> {
        self.entrance().await?.office().await
    }

    async fn entrance(&self) -> Result<Entrance, ApiError> {
        self.office.read().await.entrance.clone()
    }

    /// The token of whoever is logged in; the first question waits for what was kept at the last start.
    pub async fn token(&self) -> Option<Token> {
        self.remembered.get_or_init(|| self.resume()).await;
        self.session.lock().await.clone()
    }

    async fn resume(&self) {
        let kept = self.keeper.read(self.secret_name().await).await;
        let session = match (kept, self.entrance().await) {
            (Some(kept), Ok(entrance)) => entrance.resume(&kept).await,
            (None, _) | (_, Err(_)) => None,
        };
        *self.session.lock().await = session;
    }

    /// Whoever is logged in.
    pub async fn actor(&self) -> Result<Actor, ApiError> {
        let nobody = || ApiError::new(Code::Unauthenticated, "nobody is logged in");
        let token = self.token().await.ok_or_else(nobody)?;
        self.office().await?.actor(&token).await
    }

    /// Carries a call to the office, and keeps the change of session it makes.
    pub async fn rpc(
        &self,
        name: &str,
        args: &str,
        request: Option<RequestId>,
    ) -> Result<String, ApiError> {
        self.make_room(name, args).await?;
        let entrance = self.entrance().await?;
        let token = self.token().await;
        let outcome = entrance.rpc(token.as_ref(), request, name, args).await;
        self.keep(&entrance, outcome, args).await
    }

    /// Comes into an office that several workstations share, and remembers where it is.
    pub async fn join(&self, request: JoinOffice) -> Result<String, ApiError> {
        let joined = Entrance::join(request, Clock::system()).await?;
        if joined.outcome.body.is_ok() {
            self.settle(joined.place, joined.entrance.clone()).await;
        }
        self.keep(&joined.entrance, joined.outcome, &joined.args)
            .await
    }

    async fn keep(
        &self,
        entrance: &Entrance,
        outcome: Outcome,
        args: &str,
    ) -> Result<String, ApiError> {
        match outcome.session {
            SessionChange::Keep => {}
            SessionChange::Begin(token) => {
                let secret = entrance.secret(&token, args);
                self.keeper.put(self.secret_name().await, secret.as_deref());
                *self.session.lock().await = Some(token);
            }
            SessionChange::End => {
                self.keeper.forget(self.secret_name().await);
                *self.session.lock().await = None;
            }
        }
        outcome.body
    }

    /// Opens another database in the place of this one, once it is known to open, and remembers it.
    pub async fn move_to(&self, place: Place) -> Result<(), ApiError> {
        let entrance = open(&place).await?;
        self.settle(place, entrance).await;
        self.resume().await;
        Ok(())
    }

    async fn settle(&self, place: Place, entrance: Entrance) {
        let remembered = match &place {
            Place::File(path) => folders::remember_file(path),
            Place::Server(url) => folders::remember(url),
        };
        if let Err(error) = remembered {
            tracing::warn!("the next start opens the database of before: {error:#}");
        }
        let chosen = Chosen {
            place,
            use_for: Use::Work,
        };
        // Nothing kept of another office is read after this.
        let _ = self.remembered.set(());
        *self.office.write().await = Opened {
            chosen,
            entrance: Ok(entrance),
        };
    }

    /// Ends everything: files copied for others are thrown away, the database is closed if it closes soon.
    pub async fn close(&self) {
        self.copies.clear();
        // The window shows no ticket any more; one that could not say so is forgotten within a minute.
        let away = r#"{"window":0,"number":null,"typing":false}"#;
        let _ = tokio::time::timeout(CLOSING, self.rpc(BeHere::NAME, away, None)).await;
        if let Ok(entrance) = self.entrance().await
            && tokio::time::timeout(CLOSING, entrance.close())
                .await
                .is_err()
        {
            tracing::warn!("the office was left as it is: it did not close in time");
        }
    }

    /// What a call needs before it is made: an office that opens again, a file of its own for a demonstration.
    async fn make_room(&self, name: &str, args: &str) -> Result<(), ApiError> {
        let Chosen { place, use_for } = self.office.read().await.chosen.clone();
        if name == guichet_api::session::OfficeStatus::NAME && self.entrance().await.is_err() {
            let entrance = open(&place).await;
            self.office.write().await.entrance = entrance;
        }
        match place {
            Place::File(path) if use_for == Use::Work && is_demonstration(name, args) => {
                self.move_to(Place::File(folders::new_demonstration(&path)))
                    .await
            }
            _ => Ok(()),
        }
    }

    async fn secret_name(&self) -> String {
        format!(
            "session of {}",
            self.office.read().await.chosen.place.shown()
        )
    }
}

async fn open(place: &Place) -> Result<Entrance, ApiError> {
    let entrance = Entrance::of(place, Clock::system()).await;
    entrance.map_err(|error| {
        tracing::error!("the office does not open: {error}");
        guichet_office::told(&error)
    })
}

/// Work and demonstration never share a file: the second is thrown away.
fn is_demonstration(name: &str, args: &str) -> bool {
    name == SetUp::NAME && from_str::<SetUp>(args).is_ok_and(|request| request.demo_tickets > 0)
}

async fn make_demonstration(office: &Entrance) -> Result<()> {
    let state: OfficeState = from_str(&office.rpc(None, None, "office_status", "{}").await.body?)?;
    if state.ready {
        return Ok(());
    }
    let request = SetUp {
        office: String::new(),
        language: Language::French,
        first_name: String::new(),
        last_name: String::new(),
        login: String::new(),
        password: String::new(),
        demo_tickets: DEMO_TICKETS,
    };
    let made = office
        .rpc(None, None, SetUp::NAME, &serde_json::to_string(&request)?)
        .await;
    made.body?;
    // The person chooses whom to be at the door.
    if let SessionChange::Begin(token) = made.session {
        office.rpc(Some(&token), None, "log_out", "{}").await.body?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_demonstration_gets_a_file_of_its_own() {
        let set_up = |tickets: u32| {
            format!(
                r#"{{"office":"","language":"fr","first_name":"","last_name":"","login":"","password":"","demo_tickets":{tickets}}}"#
            )
        };
        assert!(is_demonstration("set_up", &set_up(1_200)));
        assert!(!is_demonstration("set_up", &set_up(0)));
        assert!(!is_demonstration("open_ticket", &set_up(1_200)));
        assert!(!is_demonstration("set_up", "{"));
    }
}
