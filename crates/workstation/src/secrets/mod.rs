//! Where the session's token waits between two starts: the system's keyring, or a file encrypted with a passphrase.
//!
//! Neither is needed: without one the token lives as long as the window, and each start asks for the password.

mod keeper;
mod sealed;
mod system;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

pub use keeper::Keeper;
use sealed::SealedFile;
use system::Keyring;

/// Keeps small secrets by name.
pub trait SecretStore: Send + Sync {
    /// The secret of this name, if it was kept.
    fn read(&self, name: &str) -> Result<Option<String>>;
    /// Keeps a secret in the place of the one before.
    fn keep(&self, name: &str, secret: &str) -> Result<()>;
    /// Forgets it.
    fn forget(&self, name: &str) -> Result<()>;
}

/// The keyring, unless a person gave a passphrase.
pub fn chosen(passphrase_file: Option<&Path>) -> Result<Box<dyn SecretStore>> {
    let Some(file) = passphrase_file else {
        return Ok(Box::new(Keyring));
    };
    let passphrase = fs::read_to_string(file);
    let passphrase = passphrase
        .with_context(|| format!("the passphrase in {} cannot be read", file.display()))?;
    let passphrase = passphrase.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(
        !passphrase.is_empty(),
        "{} holds no passphrase: write one line in it",
        file.display()
    );
    let path = crate::folders::folders()?.data_local_dir().join("secrets");
    Ok(Box::new(SealedFile::new(path, passphrase)))
}
