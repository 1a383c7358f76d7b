//! The system's keyring, which may be locked, absent or silent: each question has a time limit.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use keyring::{Entry, Error};

use super::SecretStore;

/// A locked keyring waits for a person who may not be there.
const PATIENCE: Duration = Duration::from_secs(5);
const SERVICE: &str = "fr.guichet.desktop";

/// Keychain, Credential Manager or Secret Service.
pub struct Keyring;

impl SecretStore for Keyring {
    fn read(&self, name: &str) -> Result<Option<String>> {
        ask(name, |entry| match entry.get_password() {
            Err(Error::NoEntry) => Ok(None),
            answer => answer.map(Some),
        })
    }

    fn keep(&self, name: &str, secret: &str) -> Result<()> {
        let secret = secret.to_owned();
        ask(name, move |entry| entry.set_password(&secret))
    }

    fn forget(&self, name: &str) -> Result<()> {
        ask(name, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            answer => answer,
        })
    }
}

fn ask<T: Send + 'static>(
    name: &str,
    question: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T> {
    let name = name.to_owned();
    let answer = within(PATIENCE, move || question(&Entry::new(SERVICE, &name)?))?;
    answer.context("the system's keyring refuses")
}

/// On a thread of its own, left to itself if it never ends: a silent keyring would hold even the end of a runtime.
fn within<T: Send + 'static>(
    patience: Duration,
    question: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let (tell, answer) = mpsc::channel();
    thread::Builder::new()
        .name("keyring".into())
        .spawn(move || {
            // Whoever asked may have left.
            let _ = tell.send(question());
        })?;
    answer
        .recv_timeout(patience)
        .map_err(|_| anyhow!("the system's keyring does not answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_keyring_is_not_waited_for() {
        let (hold, held) = mpsc::channel::<()>();
        let error = within(Duration::from_millis(20), move || held.recv()).unwrap_err();
        assert!(error.to_string().contains("does not answer"));
        drop(hold);
        assert_eq!(within(PATIENCE, || 7).unwrap(), 7);
    }
}
