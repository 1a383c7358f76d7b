//! From a call's name and JSON to its handler and back; a call without a handler does not compile.

use guichet_api::{Access, ApiError, Call, Code, with_calls};
use guichet_api::{directory, lists, mail, notices, people, reception, session, settings, tickets};
use guichet_domain::{Actor, RequestId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fault::{Fault, Result};
use crate::{Office, Token, door, handlers};

/// What a door must do with its session after a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionChange {
    /// Nothing.
    Keep,
    /// Keep this token for the next calls.
    Begin(Token),
    /// Forget the token.
    End,
}

/// A call's reply as JSON text, and what became of the session.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The reply, or the refusal.
    pub body: std::result::Result<String, ApiError>,
    /// What the door must do with its session.
    pub session: SessionChange,
}

impl Office {
    fn outcome(&self, body: Result<String>) -> Outcome {
        Outcome {
            body: self.answer(body),
            session: SessionChange::Keep,
        }
    }

    fn changing<T: Serialize>(&self, done: Result<(T, SessionChange)>) -> Outcome {
        match done {
            Ok((reply, session)) => Outcome {
                body: self.answer(to_json(&reply)),
                session,
            },
            Err(fault) => self.outcome(Err(fault)),
        }
    }

    /// Carries a call in the session of this token: JSON text in, JSON text out.
    pub async fn rpc(&self, token: Option<&Token>, name: &str, args: &str) -> Outcome {
        self.rpc_once(token, None, name, args).await
    }

    /// The same for a change that may be sent again under this id: it is made once, and answered each time.
    pub async fn rpc_once(
        &self,
        token: Option<&Token>,
        request: Option<RequestId>,
        name: &str,
        args: &str,
    ) -> Outcome {
        let actor = match token {
            None => None,
            Some(token) => match self.session_actor(token).await {
                Ok(actor) => Some(actor),
                Err(Fault::Refused(error)) if error.code == Code::Unauthenticated => None,
                Err(fault) => return self.outcome(Err(fault)),
            },
        };
        self.dispatch(actor, token, request, name, args).await
    }

    /// Carries a call as somebody, for whoever owns the database.
    pub async fn rpc_as(&self, login: &str, name: &str, args: &str) -> Outcome {
        match self.actor_of(login).await {
            Ok(actor) => self.dispatch(Some(actor), None, None, name, args).await,
            Err(fault) => self.outcome(Err(fault)),
        }
    }

    /// Makes a call as an actor, without a wire.
    pub async fn call<C: Call>(
        &self,
        actor: Actor,
        request: C,
    ) -> std::result::Result<C::Reply, ApiError> {
        let args = serde_json::to_string(&request)
            .map_err(|error| ApiError::new(Code::Invalid, error.to_string()))?;
        let reply = self
            .dispatch(Some(actor), None, None, C::NAME, &args)
            .await
            .body?;
        serde_json::from_str(&reply).map_err(|error| ApiError::new(Code::Broken, error.to_string()))
    }
}

/// How often a change is tried when another one overtakes it each time.
const TRIES: usize = 4;

/// Tries again, on what the ticket has become, when somebody changed it between the reading and the writing:
/// whether the two collide is seen by reading again.
macro_rules! again {
    ($done:expr) => {{
        let mut tries = 1;
        loop {
            match $done {
                Err(Fault::Store(guichet_store::Error::Stale)) if tries < TRIES => tries += 1,
                done => break done,
            }
        }
    }};
}

macro_rules! dispatch {
    ($($name:ident($request:ty) -> $reply:ty; $access:ident $mode:ident)+) => {
        impl Office {
            async fn dispatch(&self, actor: Option<Actor>, token: Option<&Token>, sent: Option<RequestId>, name: &str, args: &str) -> Outcome {
                match name {
                    $(<$request as Call>::NAME => {
                        if let Err(fault) = admit(Access::$access, actor) {
                            return self.outcome(Err(fault));
                        }
                        let request: $request = match parse(args) {
                            Ok(request) => request,
                            Err(fault) => return self.outcome(Err(fault)),
                        };
                        dispatch!(@ $mode self actor token sent request $name $reply)
                    })+
                    unknown => self.outcome(Err(Fault::new(Code::NotFound, &format!("there is no call {unknown}")))),
                }
            }
        }
    };
    (@ Reads $office:ident $actor:ident $token:ident $sent:ident $request:ident $name:ident $reply:ty) => {
        $office.outcome(async {
            let mut act = $office.reading($actor.unwrap_or(Actor::Job), stringify!($name)).await?;
            let reply: $reply = handlers::$name(&mut act, $request).await?;
            to_json(&reply)
        }.await)
    };
    (@ Writes $office:ident $actor:ident $token:ident $sent:ident $request:ident $name:ident $reply:ty) => {
        $office.outcome(again!(async {
            let mut act = $office.writing($actor.ok_or_else(nobody)?, stringify!($name)).await?;
            if let Some(reply) = act.once($sent).await? {
                return Ok(reply);
            }
            let reply: $reply = handlers::$name(&mut act, $request.clone()).await?;
            act.keep(to_json(&reply)?).await
        }.await))
    };
    (@ Door $office:ident $actor:ident $token:ident $sent:ident $request:ident $name:ident $reply:ty) => {
        $office.changing::<$reply>(door::$name($office, $actor, $token, $request).await)
    };
}

with_calls!(dispatch);

fn admit(access: Access, actor: Option<Actor>) -> Result<()> {
    match (access, actor) {
        (Access::Anybody, _) | (Access::Known, Some(Actor::Staff { .. } | Actor::Job)) => Ok(()),
        // These calls answer with internal steps, priorities and minutes, which R8 never shows a client.
        (Access::Known, Some(Actor::Client { .. })) => Err(Fault::forbidden()),
        (Access::Known, None) => Err(nobody()),
    }
}

pub(crate) fn nobody() -> Fault {
    Fault::new(
        Code::Unauthenticated,
        "log in first, or again: the session is over",
    )
}

pub(crate) fn parse<T: DeserializeOwned>(args: &str) -> Result<T> {
    let args = if args.trim().is_empty() { "{}" } else { args };
    serde_json::from_str(args).map_err(|error| {
        Fault::new(
            Code::Invalid,
            &format!("these arguments cannot be read: {error}"),
        )
    })
}

pub(crate) fn to_json<T: Serialize>(reply: &T) -> Result<String> {
    serde_json::to_string(reply).map_err(|error| {
        Fault::new(
            Code::Broken,
            &format!("this reply cannot be written: {error}"),
        )
    })
}
