//! Any call by its name, as any actor.

use guichet_api::{ApiError, with_calls};
use guichet_api::{directory, lists, mail, notices, people, reception, session, settings, tickets};
use guichet_domain::Actor;
use guichet_office::Office;
use serde_json::{Value, json};

macro_rules! carry {
    ($($name:ident($request:ty) -> $reply:ty; $access:ident $mode:ident)+) => {
        /// Makes the call of this name; arguments it cannot read are the test's own mistake.
        pub async fn carry(office: &Office, who: Actor, name: &str, args: &Value) -> Result<Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let request = serde_json::from_value::<$request>(args.clone());
                    let request = request.unwrap_or_else(|error| panic!("{name} {args}: {error}"));
                    Box::pin(office.call(who, request)).await.map(|reply| json!(reply))
                })+
                other => panic!("there is no call {other}"),
            }
        }
    };
}

with_calls!(carry);
