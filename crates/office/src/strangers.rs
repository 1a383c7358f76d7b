//! Wrong passwords for logins nobody has, counted like the others: the door never tells which exist.
//!
//! In memory only: an account's own failures are in the database, a stranger's are worth no row.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use guichet_domain::Moment;
use sha2::{Digest, Sha256};

use crate::token::hexadecimal;

/// Most strangers remembered; beyond, the one who tried longest ago is forgotten.
const MOST: usize = 10_000;

/// How often a login was tried, and when last.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tries {
    pub(crate) failures: i32,
    pub(crate) failed_at: Option<Moment>,
}

/// Logins nobody has, by their hash, with what was tried.
#[derive(Debug, Default)]
pub(crate) struct Strangers(Mutex<HashMap<String, Tries>>);

impl Strangers {
    /// Replaces what is remembered of a login by what `count` makes of it, unless it refuses.
    pub(crate) fn count<E>(
        &self,
        login: &str,
        count: impl FnOnce(Tries) -> Result<Tries, E>,
    ) -> Result<Tries, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = hexadecimal(&Sha256::digest(login.as_bytes()));
        let before = known.get(&key).copied().unwrap_or_default();
        let after = count(before)?;
        if known.len() >= MOST && !known.contains_key(&key) {
            forget_oldest(&mut known);
        }
        known.insert(key, after);
        Ok(after)
    }
}

fn forget_oldest(known: &mut HashMap<String, Tries>) {
    let oldest = known.iter().min_by_key(|(_, tries)| tries.failed_at);
    if let Some(key) = oldest.map(|(key, _)| key.clone()) {
        known.remove(&key);
    }
}
