//! A file of secrets for machines without a keyring, encrypted with a passphrase the person keeps elsewhere.
//!
//! Each writing draws a new salt, so each text has a key of its own (argon2id) and a nonce never serves twice.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use argon2::Argon2;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

use super::SecretStore;

const SALT: usize = 16;

/// The file and what opens it.
pub struct SealedFile {
    path: PathBuf,
    passphrase: String,
}

type Secrets = BTreeMap<String, String>;

impl SealedFile {
    /// The secrets in this file.
    pub fn new(path: PathBuf, passphrase: &str) -> Self {
        Self {
            path,
            passphrase: passphrase.to_owned(),
        }
    }

    fn open(&self) -> Result<Secrets> {
        let sealed = match fs::read(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Secrets::new()),
            read => read.with_context(|| format!("{} cannot be read", self.path.display()))?,
        };
        let Some((salt, rest)) = sealed.split_at_checked(SALT) else {
            bail!("the file of secrets is cut")
        };
        let Some((nonce, text)) = rest.split_at_checked(NONCE_LEN) else {
            bail!("the file of secrets is cut")
        };
        let nonce = Nonce::try_assume_unique_for_key(nonce)
            .map_err(|_| anyhow!("the file of secrets is cut"))?;
        let mut text = text.to_vec();
        let opened = self
            .key(salt)?
            .open_in_place(nonce, Aad::empty(), &mut text);
        let opened = opened
            .map_err(|_| anyhow!("{} does not open with this passphrase", self.path.display()))?;
        serde_json::from_slice(opened).context("the file of secrets is spoilt")
    }

    fn seal(&self, secrets: &Secrets) -> Result<()> {
        let mut drawn = [0; SALT + NONCE_LEN];
        SystemRandom::new()
            .fill(&mut drawn)
            .map_err(|_| anyhow!("the system gives no random bytes"))?;
        let (salt, nonce) = drawn.split_at(SALT);
        let key = self.key(salt)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce)
            .map_err(|_| anyhow!("a nonce has another length"))?;
        let mut text = serde_json::to_vec(secrets)?;
        key.seal_in_place_append_tag(nonce, Aad::empty(), &mut text)
            .map_err(|_| anyhow!("the secrets could not be encrypted"))?;
        self.write(&[&drawn[..], &text].concat())
    }

    fn key(&self, salt: &[u8]) -> Result<LessSafeKey> {
        let mut key = [0; 32];
        let derived =
            Argon2::default().hash_password_into(self.passphrase.as_bytes(), salt, &mut key);
        derived.map_err(|error| anyhow!("no key could be made of the passphrase: {error}"))?;
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key)
            .map_err(|_| anyhow!("a key has another length"))?;
        Ok(LessSafeKey::new(key))
    }

    /// Beside the file first, then in its place: an accident leaves the one before. The file is its owner's alone.
    fn write(&self, bytes: &[u8]) -> Result<()> {
        let folder = self
            .path
            .parent()
            .context("the file of secrets has a folder")?;
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(bytes)?;
        beside
            .persist(&self.path)
            .context("the secrets could not be written")?;
        Ok(())
    }
}

impl SecretStore for SealedFile {
    fn read(&self, name: &str) -> Result<Option<String>> {
        Ok(self.open()?.remove(name))
    }

    fn keep(&self, name: &str, secret: &str) -> Result<()> {
        let mut secrets = self.open()?;
        secrets.insert(name.to_owned(), secret.to_owned());
        self.seal(&secrets)
    }

    fn forget(&self, name: &str) -> Result<()> {
        let mut secrets = self.open()?;
        match secrets.remove(name) {
            Some(_) => self.seal(&secrets),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_kept_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept/secrets");
        let store = SealedFile::new(path.clone(), "marée basse");
        assert_eq!(store.read("session").unwrap(), None);
        store.keep("session", "token-4711").unwrap();
        store.keep("other", "x").unwrap();
        assert_eq!(
            SealedFile::new(path.clone(), "marée basse")
                .read("session")
                .unwrap()
                .as_deref(),
            Some("token-4711")
        );
        assert!(!String::from_utf8_lossy(&fs::read(&path).unwrap()).contains("4711"));
        store.forget("session").unwrap();
        assert_eq!(store.read("session").unwrap(), None);
        assert_eq!(store.read("other").unwrap().as_deref(), Some("x"));
    }

    #[test]
    fn another_passphrase_or_a_changed_byte_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets");
        SealedFile::new(path.clone(), "marée basse")
            .keep("session", "token")
            .unwrap();
        let error = SealedFile::new(path.clone(), "marée haute")
            .read("session")
            .unwrap_err();
        assert!(
            error
                .to_string()
                .contains("does not open with this passphrase")
        );
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        SealedFile::new(path.clone(), "marée basse")
            .read("session")
            .unwrap_err();
        fs::write(&path, "cut").unwrap();
        SealedFile::new(path, "marée basse")
            .read("session")
            .unwrap_err();
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets");
        SealedFile::new(path.clone(), "marée basse")
            .keep("session", "token")
            .unwrap();
        assert_eq!(
            fs::metadata(path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
