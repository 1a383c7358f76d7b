//! How a desktop comes into an office: one that opens at once, or one that each person opens by their own log-in.
//!
//! The second is closed while nobody is logged in. A door that serves many people has an `Office` and needs none of this.

use std::sync::Arc;

use guichet_api::session::{JoinOffice, LogIn, LogOut, OfficeState, OfficeStatus, SetUp};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::RequestId;
use guichet_store::{Address, Error, Place};
use tokio::sync::RwLock;

use crate::dispatch::nobody;
use crate::fault::{Fault, Result};
use crate::{Clock, Office, Outcome, SessionChange, Token, told};

/// How a desktop comes into an office; cloning it is cheap.
#[derive(Debug, Clone)]
pub enum Entrance {
    /// It is open, whoever comes.
    Open(Office),
    /// It opens for whoever logs in.
    ByLogin(Arc<ByLogin>),
}

/// An office that each person opens by their own log-in.
#[derive(Debug)]
pub struct ByLogin {
    url: String,
    clock: Clock,
    inside: RwLock<Option<Office>>,
}

/// What came of joining an office.
pub struct Joined {
    /// Where it is, as it may be remembered.
    pub place: Place,
    /// The way in.
    pub entrance: Entrance,
    /// What the log-in answered.
    pub outcome: Outcome,
    /// The log-in as it was asked.
    pub args: String,
}

impl Entrance {
    /// The entrance of this place; an address that names nobody is only remembered.
    pub async fn of(place: &Place, clock: Clock) -> std::result::Result<Self, Error> {
        let Some(url) = place.by_login() else {
            return Ok(Self::Open(Office::open(place, clock).await?));
        };
        Ok(Self::ByLogin(Arc::new(ByLogin {
            url: url.to_owned(),
            clock,
            inside: RwLock::default(),
        })))
    }

    /// Comes into an office that several workstations share.
    pub async fn join(request: JoinOffice, clock: Clock) -> std::result::Result<Joined, ApiError> {
        let broken = |error: serde_json::Error| ApiError::new(Code::Broken, error.to_string());
        let args = serde_json::to_string(&request.log_in).map_err(broken)?;
        let place = Address {
            server: request.server,
            port: request.port,
            database: request.database,
            verified: request.verified,
            authority: request.authority,
        }
        .place();
        let entrance = Self::of(&place, clock).await;
        let entrance = entrance.map_err(|error| told(&error))?;
        let outcome = entrance.rpc(None, None, LogIn::NAME, &args).await;
        Ok(Joined {
            place,
            entrance,
            outcome,
            args,
        })
    }

    /// The office, if it is open.
    pub async fn office(&self) -> std::result::Result<Office, ApiError> {
        match self {
            Self::Open(office) => Ok(office.clone()),
            Self::ByLogin(door) => door.inside.read().await.clone().ok_or_else(closed),
        }
    }

    /// Carries a call; on an office that opens by log-in, the log-in is the connection.
    pub async fn rpc(
        &self,
        token: Option<&Token>,
        request: Option<RequestId>,
        name: &str,
        args: &str,
    ) -> Outcome {
        match self {
            Self::Open(office) => office.rpc_once(token, request, name, args).await,
            Self::ByLogin(door) => door.rpc(token, request, name, args).await,
        }
    }

    /// What a keyring may hold after this call began a session: the token, or the log-in of whoever asked for it.
    pub fn secret(&self, token: &Token, args: &str) -> Option<String> {
        match self {
            Self::Open(_) => Some(token.as_str().to_owned()),
            Self::ByLogin(_) => serde_json::from_str::<LogIn>(args)
                .is_ok_and(|request| request.keep)
                .then(|| args.to_owned()),
        }
    }

    /// The session that a keyring's secret stands for.
    pub async fn resume(&self, secret: &str) -> Option<Token> {
        match self {
            Self::Open(_) => secret.parse().ok(),
            Self::ByLogin(door) => match door.log_in(secret).await.session {
                SessionChange::Begin(token) => Some(token),
                SessionChange::Keep | SessionChange::End => None,
            },
        }
    }

    /// Closes it.
    pub async fn close(&self) {
        if let Ok(office) = self.office().await {
            office.close().await;
        }
    }
}

impl ByLogin {
    async fn rpc(
        &self,
        token: Option<&Token>,
        request: Option<RequestId>,
        name: &str,
        args: &str,
    ) -> Outcome {
        if name == LogIn::NAME {
            return self.log_in(args).await;
        }
        if name == LogOut::NAME {
            // Whether the server answers or not: the session is this window's own.
            self.leave().await;
            return Outcome {
                body: Ok("null".into()),
                session: SessionChange::End,
            };
        }
        let inside = self.inside.read().await.clone();
        let Some(office) = inside else {
            return Outcome {
                body: self.answered_outside(name),
                session: SessionChange::Keep,
            };
        };
        office.rpc_once(token, request, name, args).await
    }

    /// A fresh connection each time: only the server knows the password.
    async fn log_in(&self, args: &str) -> Outcome {
        let opened = self.open(args).await;
        match opened {
            Ok((body, token)) => Outcome {
                body: Ok(body),
                session: SessionChange::Begin(token),
            },
            Err(Fault::Refused(error)) => refused(error),
            Err(Fault::Store(error)) => refused(told(&error)),
        }
    }

    async fn open(&self, args: &str) -> Result<(String, Token)> {
        let request: LogIn = crate::dispatch::parse(args)?;
        let (office, me) = Office::join(&self.url, &request, self.clock.clone()).await?;
        let token = office.seated().cloned().ok_or_else(nobody)?;
        let body = crate::dispatch::to_json(&me)?;
        let before = self.inside.write().await.replace(office);
        close(before).await;
        Ok((body, token))
    }

    async fn leave(&self) {
        let before = self.inside.write().await.take();
        close(before).await;
    }

    fn answered_outside(&self, name: &str) -> std::result::Result<String, ApiError> {
        match name {
            OfficeStatus::NAME => {
                let state = OfficeState {
                    ready: true,
                    office: String::new(),
                    version: env!("CARGO_PKG_VERSION").to_owned(),
                    place: Place::Server(self.url.clone()).shown(),
                    demo: Vec::new(),
                    by_login: true,
                };
                serde_json::to_string(&state)
                    .map_err(|error| ApiError::new(Code::Broken, error.to_string()))
            }
            SetUp::NAME => Err(ApiError::new(
                Code::NotEmpty,
                "this office is its owner's to set up; log in",
            )),
            _ => Err(closed()),
        }
    }
}

async fn close(office: Option<Office>) {
    if let Some(office) = office {
        // Calls under way keep their connection until they end; nobody waits for them.
        tokio::spawn(async move { office.close().await });
    }
}

fn refused(error: ApiError) -> Outcome {
    Outcome {
        body: Err(error),
        session: SessionChange::Keep,
    }
}

fn closed() -> ApiError {
    ApiError::new(Code::Unauthenticated, "nobody is logged in")
}
