//! Passwords of mailboxes, sealed in the database with a key that is elsewhere: a file of its owner's alone.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

const LENGTH: usize = 32;

/// What opens the sealed passwords; never shown.
pub struct SealingKey([u8; LENGTH]);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

impl SealingKey {
    /// The key in this file, which is made, readable by its owner alone, when it is not there.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds something else.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => bytes.try_into().map(Self).map_err(|_| {
                let said = format!("{} holds no key of mailboxes", path.display());
                io::Error::new(ErrorKind::InvalidData, said)
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    /// Beside first, then in its place; whoever came first has made it.
    fn make(path: &Path) -> io::Result<Self> {
        let mut key = [0; LENGTH];
        fill(&mut key)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(&key)?;
        beside.as_file().sync_all()?;
        match beside.persist_noclobber(path) {
            Ok(_) => Ok(Self(key)),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Self::in_file(path),
            Err(error) => Err(error.error),
        }
    }

    /// A password sealed, as text; another one each time.
    ///
    /// # Errors
    /// When this machine gives no random numbers.
    pub fn seal(&self, password: &str) -> io::Result<String> {
        let mut nonce = [0; NONCE_LEN];
        fill(&mut nonce)?;
        let mut text = password.as_bytes().to_vec();
        let nonce_used = Nonce::assume_unique_for_key(nonce);
        self.cipher()?
            .seal_in_place_append_tag(nonce_used, Aad::empty(), &mut text)
            .map_err(|_| spoilt())?;
        Ok(BASE64_STANDARD.encode([nonce.as_slice(), &text].concat()))
    }

    /// What was sealed; none when it was with another key.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let bytes = BASE64_STANDARD.decode(sealed).ok()?;
        let (nonce, text) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let opened = self
            .cipher()
            .ok()?
            .open_in_place(nonce, Aad::empty(), &mut text)
            .ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }

    fn cipher(&self) -> io::Result<LessSafeKey> {
        let key = UnboundKey::new(&AES_256_GCM, &self.0).map_err(|_| spoilt())?;
        Ok(LessSafeKey::new(key))
    }
}

fn fill(bytes: &mut [u8]) -> io::Result<()> {
    SystemRandom::new()
        .fill(bytes)
        .map_err(|_| io::Error::other("this machine gives no random numbers"))
}

fn spoilt() -> io::Error {
    io::Error::other("the key of mailboxes is spoilt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r22_a_password_is_opened_by_the_key_that_sealed_it_and_by_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mail.key");
        let key = SealingKey::in_file(&file).expect("a new key");
        let sealed = key.seal("marée haute").expect("sealed");
        assert_ne!(sealed, key.seal("marée haute").expect("sealed again"));
        let again = SealingKey::in_file(&file).expect("the same key");
        assert_eq!(again.open(&sealed).as_deref(), Some("marée haute"));
        let other = SealingKey::in_file(&folder.path().join("other")).expect("another key");
        assert_eq!(other.open(&sealed), None);
        assert_eq!(key.open("not sealed"), None);
    }

    #[cfg(unix)]
    #[test]
    fn r22_the_key_is_its_owner_s_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mail.key");
        SealingKey::in_file(&file).expect("a new key");
        let mode = fs::metadata(&file).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
