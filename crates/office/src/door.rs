//! The calls that begin, change or end a session: they hash passwords outside any transaction.

use chrono::TimeDelta;
use guichet_api::session::{ChangePassword, LogIn, LogOut, Me, SetUp};
use guichet_api::{ApiError, Code};
use guichet_domain::refusal::Problem;
use guichet_domain::{Actor, Language, Moment, Refusal, Role, Settings, Staff, StaffId, staff};
use guichet_store::{Person, SessionRow};

use crate::dispatch::{SessionChange, nobody};
use crate::fault::{Fault, Result};
use crate::strangers::Tries;
use crate::{Office, Token, handlers, passwords};

/// Wrong passwords before each further one waits.
const FREE_FAILURES: i32 = 5;
/// How long it waits.
const PAUSE: TimeDelta = TimeDelta::minutes(5);
/// A session unused for so long is over.
const IDLE: TimeDelta = TimeDelta::hours(12);
/// A session is over after so long, used or not.
const LONGEST: TimeDelta = TimeDelta::days(7);
/// A session's last use is written at most so often.
const TOUCH: TimeDelta = TimeDelta::minutes(5);

pub(crate) async fn log_in(
    office: &Office,
    _: Option<Actor>,
    _: Option<&Token>,
    request: LogIn,
) -> Result<(Me, SessionChange)> {
    let login = request.login.trim().to_lowercase();
    let known = account(office, &login).await?;
    let failures = match &known {
        Some((staff, _)) => count_attempt(office, staff.id).await?,
        None => count_stranger(office, &login)?,
    };
    let hash = known.as_ref().map(|(_, hash)| hash.as_str());
    let right = passwords::verify(&request.password, hash).await?;
    match known {
        Some((staff, _)) if right => {
            give_server_login(office, &staff, &request.password).await;
            begin_session(office, &staff).await
        }
        Some(_) | None => Err(wrong_password(failures)),
    }
}

/// Who has this login and still works here, with the hash of their password.
async fn account(office: &Office, login: &str) -> Result<Option<(Staff, String)>> {
    let Ok(login) = staff::login(login) else {
        return Ok(None);
    };
    let mut tx = office.db.read().await?;
    let Some(staff) = tx.staff_by_login(&login).await?.filter(|row| row.active) else {
        return Ok(None);
    };
    let password = tx.password(staff.id).await?;
    Ok(password.map(|row| (staff, row.hash)))
}

/// Counts an attempt as wrong before it is verified, or many at once would all be free; a right one
/// forgets them. Answers how many were wrong.
async fn count_attempt(office: &Office, staff: StaffId) -> Result<i32> {
    let now = office.clock.now();
    let mut tx = office.db.write().await?;
    let counted = tx
        .count_failure(staff, now, FREE_FAILURES, now - PAUSE)
        .await?;
    if let Some(failures) = counted {
        tx.commit().await?;
        return Ok(failures);
    }
    let last = tx.password(staff).await?.and_then(|row| row.failed_at);
    Err(slow_down(last.map_or(PAUSE, |last| last + PAUSE - now)))
}

fn count_stranger(office: &Office, login: &str) -> Result<i32> {
    let now = office.clock.now();
    let tries = office
        .strangers
        .count(login, |tries| once_more(tries, now))?;
    Ok(tries.failures)
}

fn once_more(tries: Tries, now: Moment) -> Result<Tries> {
    let until = tries.failed_at.map(|at| at + PAUSE);
    if let Some(until) = until.filter(|until| tries.failures >= FREE_FAILURES && *until > now) {
        return Err(slow_down(until - now));
    }
    Ok(Tries {
        failures: tries.failures.saturating_add(1),
        failed_at: Some(now),
    })
}

/// The answer after so many wrong passwords, this one included.
fn wrong_password(failures: i32) -> Fault {
    if failures >= FREE_FAILURES {
        return slow_down(PAUSE);
    }
    ApiError::new(Code::WrongPassword, "unknown login or wrong password")
        .with("attempts_left", FREE_FAILURES - failures)
        .into()
}

fn slow_down(wait: TimeDelta) -> Fault {
    ApiError::new(
        Code::SlowDown,
        "too many wrong passwords; wait before the next one",
    )
    .with("wait_seconds", wait.num_seconds().max(1))
    .into()
}

/// An account that was moved here knows its password at this door alone: the login by which its workstation
/// enters the database learns it now.
async fn give_server_login(office: &Office, staff: &Staff, password: &str) {
    if !office.db.is_the_server_s() {
        return;
    }
    let given = async {
        let verifier = passwords::verifier(password).await?;
        let mut tx = office.db.write_as(Person::Staff(staff.id)).await?;
        tx.set_server_login(&staff.login, &verifier).await?;
        Ok::<_, Fault>(tx.commit().await?)
    };
    if let Err(fault) = given.await {
        tracing::warn!(login = %staff.login, fault = ?fault, "a login of the database did not get its password");
    }
}

async fn begin_session(office: &Office, staff: &Staff) -> Result<(Me, SessionChange)> {
    let token = Token::random()?;
    let actor = Actor::Staff {
        id: staff.id,
        role: staff.role,
    };
    let mut act = office.writing(actor, "log_in").await?;
    act.tx.forget_failures(staff.id).await?;
    let session = SessionRow {
        staff_id: staff.id,
        created_at: act.at,
        seen_at: act.at,
    };
    act.tx.insert_session(&token.hash(), &session).await?;
    let me = handlers::session::me(&mut act).await?;
    act.tx.commit().await?;
    Ok((me, SessionChange::Begin(token)))
}

pub(crate) async fn log_out(
    office: &Office,
    _: Option<Actor>,
    token: Option<&Token>,
    _: LogOut,
) -> Result<((), SessionChange)> {
    if let Some(token) = token {
        let mut tx = office.db.write().await?;
        tx.end_session(&token.hash()).await?;
        tx.commit().await?;
    }
    Ok(((), SessionChange::End))
}

pub(crate) async fn change_password(
    office: &Office,
    actor: Option<Actor>,
    token: Option<&Token>,
    request: ChangePassword,
) -> Result<((), SessionChange)> {
    let actor = actor.ok_or_else(nobody)?;
    let id = actor.staff_id().ok_or_else(nobody)?;
    let staff = office.db.read().await?.staff(id).await?;
    let staff = staff.ok_or_else(nobody)?;
    staff::password(&request.new, &staff.login)?;
    if let Some(seat) = &office.seat {
        return seat.change_password(office, actor, &staff, &request).await;
    }
    let failures = count_attempt(office, id).await?;
    let row = office.db.read().await?.password(id).await?;
    if !passwords::verify(&request.current, row.as_ref().map(|row| row.hash.as_str())).await? {
        return Err(wrong_password(failures));
    }
    let kept = passwords::keep(&request.new).await?;
    let here = token.map(Token::hash).unwrap_or_default();
    let mut act = office.writing(actor, "change_password").await?;
    handlers::staff::replace_password(&mut act, &staff, &kept, &here).await?;
    act.tx.commit().await?;
    Ok(((), SessionChange::Keep))
}

pub(crate) async fn set_up(
    office: &Office,
    _: Option<Actor>,
    _: Option<&Token>,
    request: SetUp,
) -> Result<(Me, SessionChange)> {
    if office.is_ready().await? {
        return Err(Fault::new(
            Code::NotEmpty,
            "this office is set up already; log in",
        ));
    }
    if request.demo_tickets > 0 {
        office.fill_demo(request.demo_tickets, 1).await?;
        let admin = crate::demo::ADMINISTRATOR.to_owned();
        return log_in(
            office,
            None,
            None,
            LogIn {
                login: admin,
                password: crate::demo::PASSWORD.to_owned(),
                keep: false,
            },
        )
        .await;
    }
    let staff = create_administrator(office, &request).await?;
    begin_session(office, &staff).await
}

pub(crate) async fn create_administrator(office: &Office, request: &SetUp) -> Result<Staff> {
    let settings = Settings {
        office: request.office.clone(),
        language: request.language,
        ..Settings::default()
    }
    .checked()?;
    let administrator = new_administrator(office, request, request.language).checked()?;
    staff::password(&request.password, &administrator.login)?;
    let kept = passwords::keep(&request.password).await?;
    let mut act = office.writing(Actor::Job, "set_up").await?;
    if !act.tx.all_staff().await?.is_empty() {
        return Err(Fault::new(
            Code::NotEmpty,
            "this office is set up already; log in",
        ));
    }
    handlers::settings::store_settings(&mut act, &Settings::default(), &settings).await?;
    let staff = handlers::staff::create(&mut act, administrator, &kept).await?;
    act.tx.commit().await?;
    Ok(staff)
}

fn new_administrator(office: &Office, request: &SetUp, language: Language) -> Staff {
    Staff {
        id: office.clock.id(),
        version: 1,
        login: request.login.clone(),
        first_name: request.first_name.clone(),
        last_name: request.last_name.clone(),
        role: Role::Administrator,
        mail: String::new(),
        phone: String::new(),
        language,
        contact_id: None,
        active: true,
    }
}

impl Office {
    pub(crate) async fn is_ready(&self) -> Result<bool> {
        Ok(!self.db.read().await?.all_staff().await?.is_empty())
    }

    pub(crate) async fn session_actor(&self, token: &Token) -> Result<Actor> {
        if let Some(seat) = &self.seat {
            return seat.actor(self, token).await;
        }
        let hash = token.hash();
        let mut tx = self.db.read().await?;
        let session = tx.session(&hash).await?.ok_or_else(nobody)?;
        let staff = tx
            .staff(session.staff_id)
            .await?
            .filter(|staff| staff.active)
            .ok_or_else(nobody)?;
        drop(tx);
        let now = self.clock.now();
        if is_over(now, session.seen_at, session.created_at) {
            return Err(nobody());
        }
        if now - session.seen_at > TOUCH {
            let mut tx = self.db.write().await?;
            tx.touch_session(&hash, now).await?;
            tx.commit().await?;
        }
        Ok(Actor::Staff {
            id: staff.id,
            role: staff.role,
        })
    }

    pub(crate) async fn actor_of(&self, login: &str) -> Result<Actor> {
        let unknown = || Fault::new(Code::NotFound, &format!("there is no account {login}"));
        let login = staff::login(login).map_err(|_| unknown())?;
        let mut tx = self.db.read().await?;
        let staff = tx.staff_by_login(&login).await?;
        let staff = staff.filter(|staff| staff.active).ok_or_else(unknown)?;
        Ok(Actor::Staff {
            id: staff.id,
            role: staff.role,
        })
    }

    /// Sets somebody's password, for whoever owns the database; their sessions end.
    pub async fn set_password_of(
        &self,
        login: &str,
        password: &str,
    ) -> std::result::Result<(), ApiError> {
        self.answer(self.reset_password(login, password).await)
    }

    async fn reset_password(&self, login: &str, password: &str) -> Result<()> {
        let actor = self.actor_of(login).await?;
        let id = actor.staff_id().ok_or_else(nobody)?;
        staff::password(password, login)?;
        let kept = passwords::keep(password).await?;
        let mut act = self.writing(Actor::Job, "passwd").await?;
        let person = act.tx.staff(id).await?.ok_or_else(nobody)?;
        handlers::staff::replace_password(&mut act, &person, &kept, "").await?;
        Ok(act.tx.commit().await?)
    }
}

/// Whether a session last used and begun then has ended by itself.
pub(crate) fn is_over(now: Moment, seen: Moment, begun: Moment) -> bool {
    now - seen > IDLE || now - begun > LONGEST
}

/// A login somebody else has.
pub(crate) fn login_taken() -> Fault {
    Refusal::invalid("login", Problem::Taken).into()
}
