//! What in an answer proves which ticket it answers, and for whom the token was made.
//!
//! `t18412.9f3c….7a1b…`: the number, a nonce, and a code of both with the address it was sent to. It stands in the
//! Message-ID of our mails (`<t…@domain>`), which answers repeat, and in the address they go to (`support+t…@domain`).

use guichet_api::{ApiError, Code};
use guichet_domain::Actor;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::Office;
use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::token::hexadecimal;

/// The name under which the office keeps the key of its tokens.
const KEY: &str = "reply_tokens";
/// Hexadecimal digits of a code: 80 bits, more than anybody tries by mail.
const DIGITS: usize = 20;

/// A token as it was found; what it says is not proved yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) number: i64,
    nonce: String,
    code: String,
}

/// The key of the office's tokens.
pub(super) struct Key(String);

impl Act {
    /// The key of the office's tokens, made when there is none.
    pub(super) async fn token_key(&mut self) -> Result<Key> {
        if let Some(key) = self.tx.office_key(KEY).await? {
            return Ok(Key(key));
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|_| Fault::new(Code::Broken, "this machine gives no random numbers"))?;
        Ok(Key(self
            .tx
            .make_office_key(KEY, &hexadecimal(&bytes))
            .await?))
    }
}

impl Office {
    /// The token that proves an answer to this ticket by whoever reads their mail at this address.
    pub async fn reply_token(
        &self,
        number: i64,
        address: &str,
    ) -> std::result::Result<String, ApiError> {
        self.answer(self.make_token(number, address).await)
    }

    async fn make_token(&self, number: i64, address: &str) -> Result<String> {
        let mut act = self.writing(Actor::Job, "reply_token").await?;
        let key = act.token_key().await?;
        act.tx.commit().await?;
        let nonce = self.clock.id::<Uuid>().simple().to_string();
        Ok(key.token(number, &nonce, &guichet_domain::mail::address(address)))
    }
}

impl Key {
    /// The token of a ticket for whoever reads their mail at this address.
    pub(super) fn token(&self, number: i64, nonce: &str, address: &str) -> String {
        format!("t{number}.{nonce}.{}", self.code(number, nonce, address))
    }

    /// Whether the claim was made for this address.
    pub(super) fn proves(&self, claim: &Claim, address: &str) -> bool {
        let expected = self.code(claim.number, &claim.nonce, address);
        // As long whatever differs.
        let differs = expected
            .bytes()
            .zip(claim.code.bytes())
            .fold(0, |seen, (a, b)| seen | (a ^ b));
        differs == 0 && expected.len() == claim.code.len()
    }

    fn code(&self, number: i64, nonce: &str, address: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()) else {
            return String::new();
        };
        mac.update(format!("{number}\0{nonce}\0{address}").as_bytes());
        let mut code = hexadecimal(&mac.finalize().into_bytes());
        code.truncate(DIGITS);
        code
    }
}

/// The token in the part of an address or of a Message-ID before its `@`.
pub(super) fn claim(text: &str) -> Option<Claim> {
    let local = text.rsplit_once('@').map_or(text, |(local, _)| local);
    let token = local.rsplit('+').next()?;
    let mut parts = token.strip_prefix(['t', 'T'])?.split('.');
    let (number, nonce, code) = (parts.next()?, parts.next()?, parts.next()?);
    let is_hexadecimal = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    if parts.next().is_some()
        || code.len() != DIGITS
        || !is_hexadecimal(nonce)
        || !is_hexadecimal(code)
    {
        return None;
    }
    Some(Claim {
        number: number.parse().ok().filter(|number| *number > 0)?,
        nonce: nonce.to_lowercase(),
        code: code.to_lowercase(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r22_a_token_proves_its_ticket_and_its_reader_and_no_other() {
        let key = Key("ab".repeat(32));
        let token = key.token(18_412, "9f3c", "jp.madec@mailo.example");
        for text in [
            format!("{token}@kerlann.example"),
            format!("support+{}@kerlann.example", token.to_uppercase()),
        ] {
            let claim = claim(&text).expect("a token");
            assert_eq!(claim.number, 18_412);
            assert!(key.proves(&claim, "jp.madec@mailo.example"));
            assert!(!key.proves(&claim, "c.salaun@mailo.example"));
            assert!(!Key("cd".repeat(32)).proves(&claim, "jp.madec@mailo.example"));
            let other = Claim {
                number: 18_413,
                ..claim
            };
            assert!(!key.proves(&other, "jp.madec@mailo.example"));
        }
        for text in [
            "",
            "t",
            "t1.2.3",
            "t-1.9f3c.00000000000000000000@x",
            "tx.9f3c.00000000000000000000",
        ] {
            assert_eq!(claim(text), None, "{text}");
        }
    }
}
