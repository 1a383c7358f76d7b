//! Preparing an office for several workstations: its owner's doing, before anybody logs in.

use guichet_api::session::SetUp;
use guichet_api::{ApiError, Code};
use guichet_domain::Staff;
use guichet_store::Place;

use crate::fault::{Fault, Result};
use crate::{Office, Token, door};

/// How far an office is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody can log in yet.
    Empty,
    /// It has accounts, and no workstation of theirs can reach it.
    Alone,
    /// Each account has its own login of the database.
    Shared,
}

impl Office {
    /// How far it is prepared.
    pub async fn standing(&self) -> std::result::Result<Standing, ApiError> {
        self.answer(self.stands().await)
    }

    async fn stands(&self) -> Result<Standing> {
        Ok(if !self.is_ready().await? {
            Standing::Empty
        } else if self.db.is_shared().await? {
            Standing::Shared
        } else {
            Standing::Alone
        })
    }

    /// Makes the roles of a shared office; answers where the server finds it, with a password made for it now.
    pub async fn share(&self) -> std::result::Result<Place, ApiError> {
        self.answer(self.make_roles().await)
    }

    async fn make_roles(&self) -> Result<Place> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)
            .map_err(|_| Fault::new(Code::Broken, "this machine gives no random numbers"))?;
        let password = Token::random()?;
        Ok(self.db.share(password.as_str(), &salt).await?)
    }

    /// Names an empty office and creates its administrator, for whoever owns the database; nobody is logged in.
    pub async fn found(&self, request: &SetUp) -> std::result::Result<Staff, ApiError> {
        self.answer(door::create_administrator(self, request).await)
    }
}
