//! One person's own connection: their log-in is the connection, and their session lives in this window alone.

use std::sync::{Arc, Mutex, PoisonError};

use guichet_api::session::{ChangePassword, LogIn, Me};
use guichet_domain::{Actor, Moment, Staff, StaffId, staff};
use guichet_store::{Db, Error, Key, Reach};

use crate::dispatch::{SessionChange, nobody};
use crate::door::is_over;
use crate::fault::Result;
use crate::{Clock, Office, Token, handlers, passwords, told};

/// Who sits at this workstation.
#[derive(Debug)]
pub(crate) struct Seat {
    staff: StaffId,
    token: Token,
    begun: Moment,
    seen: Mutex<Moment>,
}

impl Office {
    /// Opens an office of several workstations as the person of this log-in.
    pub(crate) async fn join(url: &str, request: &LogIn, clock: Clock) -> Result<(Self, Me)> {
        let login = request.login.trim().to_lowercase();
        let login = staff::login(&login).map_err(|_| Reach::WrongPassword);
        let (login, token) = (login.map_err(Error::from)?, Token::random()?);
        let hash = token.hash();
        let key = Key {
            login: &login,
            password: &request.password,
            window: &hash[..8],
        };
        let db = Db::open_as(url, key).await?;
        let person = db.read().await?.staff_by_login(&login).await?;
        let person = person.ok_or(Error::Reach(Reach::NoRights))?;
        let mut office = Self::of(db, clock);
        office.agree_on_time().await?;
        let now = office.clock.now();
        office.seat = Some(Arc::new(Seat {
            staff: person.id,
            token,
            begun: now,
            seen: Mutex::new(now),
        }));
        let mut act = office.reading(actor(&person), "log_in").await?;
        let me = handlers::session::me(&mut act).await?;
        drop(act);
        Ok((office, me))
    }

    /// The token of whoever's connection this is.
    pub(crate) fn seated(&self) -> Option<&Token> {
        self.seat.as_ref().map(|seat| &seat.token)
    }
}

impl Seat {
    /// Whoever sits here, if the token is theirs and they still work here.
    pub(crate) async fn actor(&self, office: &Office, token: &Token) -> Result<Actor> {
        let now = office.clock.now();
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *token != self.token || is_over(now, seen, self.begun) {
            return Err(nobody());
        }
        let person = office.db.read().await?.staff(self.staff).await?;
        let person = person.filter(|person| person.active).ok_or_else(nobody)?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = now;
        Ok(actor(&person))
    }

    /// Changes the password of the person's own login, and reconnects with it.
    pub(crate) async fn change_password(
        &self,
        office: &Office,
        actor: Actor,
        person: &Staff,
        request: &ChangePassword,
    ) -> Result<((), SessionChange)> {
        if !office.db.is_password(&request.current).await? {
            return Err(told(&Error::Reach(Reach::WrongPassword)).into());
        }
        let kept = passwords::keep(&request.new).await?;
        let mut act = office.writing(actor, "change_password").await?;
        handlers::staff::replace_password(&mut act, person, &kept, "").await?;
        act.tx.commit().await?;
        office.db.renew_password(&request.new).await?;
        // The same session; but what a keyring may hold of the old password is of no use any more.
        Ok(((), SessionChange::Begin(self.token.clone())))
    }
}

const fn actor(person: &Staff) -> Actor {
    Actor::Staff {
        id: person.id,
        role: person.role,
    }
}
