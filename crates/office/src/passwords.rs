//! Passwords: argon2id, made and verified off the runtime's threads, two at a time.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use guichet_api::Code;
use guichet_domain::Staff;
use guichet_store::Tx;
use tokio::sync::Semaphore;

use crate::fault::{Fault, Result};

/// Each verification takes 19 MiB: two at once are enough for an office.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What an unknown login is verified against, so that it takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    Argon2::default()
        .hash_password(b"nobody")
        .map(|hash| hash.to_string())
        .unwrap_or_default()
});

/// What is kept of a new password; `Debug` is not for it.
pub(crate) struct Kept {
    /// For the office's own doors: a PHC string.
    hash: String,
    /// For PostgreSQL, where each person has their own login.
    verifier: String,
}

/// Makes what is kept of a new password.
pub(crate) async fn keep(password: &str) -> Result<Kept> {
    let typed = password.to_owned();
    let hash = apart(move || Argon2::default().hash_password(typed.as_bytes())).await?;
    let hash = hash.map_err(|_| Fault::new(Code::Broken, "this password could not be kept"))?;
    Ok(Kept {
        hash: hash.to_string(),
        verifier: verifier(password).await?,
    })
}

/// What PostgreSQL keeps of it.
pub(crate) async fn verifier(password: &str) -> Result<String> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|_| Fault::new(Code::Broken, "this machine gives no random numbers"))?;
    let password = password.to_owned();
    apart(move || guichet_store::verifier(&password, &salt)).await
}

impl Kept {
    /// Gives it to an account.
    pub(crate) async fn give_to(&self, tx: &mut Tx, person: &Staff) -> guichet_store::Result<()> {
        tx.set_password(person.id, &self.hash).await?;
        tx.set_server_login(&person.login, &self.verifier).await
    }
}

/// Whether this is the password of that hash; without a hash, no, after as long.
pub(crate) async fn verify(password: &str, hash: Option<&str>) -> Result<bool> {
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    apart(move || {
        let against = hash.as_deref().unwrap_or(&NOBODY);
        let right = PasswordHash::new(against).is_ok_and(|parsed| {
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        });
        right && hash.is_some()
    })
    .await
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let busy = || Fault::new(Code::Broken, "the program is stopping");
    let _turn = TURNS.acquire().await.map_err(|_| busy())?;
    tokio::task::spawn_blocking(work).await.map_err(|_| busy())
}
