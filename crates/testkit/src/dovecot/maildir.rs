//! The mailboxes on the disk: what a test leaves there, and what it finds there afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::Dovecot;

/// Maildir names begin with seconds: these ones rise from mail to mail, so that mails are numbered as they were delivered.
const FIRST: u64 = 1_700_000_000;

/// A mail on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its file.
    pub name: String,
    /// The letters of its flags: `S` seen, `T` deleted, `F` flagged, `R` answered.
    pub flags: String,
    /// Its bytes, as they were delivered.
    pub raw: Vec<u8>,
}

impl Dovecot {
    /// Delivers a mail as a mail server does: written aside, then moved in whole. Creates the folder when it is missing.
    pub fn deliver(&self, user: &str, folder: &str, raw: &[u8]) {
        static DELIVERED: AtomicU64 = AtomicU64::new(0);
        let nth = DELIVERED.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}.M{nth}P{}.testkit", FIRST + nth, std::process::id());
        let place = self.place(user, folder);
        self.create(user, &place);
        let aside = place.join("tmp").join(&name);
        fs::write(&aside, raw).unwrap_or_else(|e| panic!("no mail in {}: {e}", place.display()));
        self.give(&aside);
        fs::rename(&aside, place.join("new").join(&name))
            .unwrap_or_else(|e| panic!("no mail in {}: {e}", place.display()));
    }

    /// Where another server delivers what is for this mailbox: the maildir of its inbox, which is there from now on.
    pub fn inbox(&self, user: &str) -> PathBuf {
        let maildir = self.maildir(user);
        self.create(user, &maildir);
        maildir
    }

    /// The mails of a folder, in the order they were delivered; none when there is no such folder.
    pub fn messages(&self, user: &str, folder: &str) -> Vec<Stored> {
        let place = self.place(user, folder);
        let mut messages: Vec<Stored> = ["new", "cur"]
            .iter()
            .flat_map(|part| names(&place.join(part)).map(move |name| (part, name)))
            .filter_map(|(part, name)| {
                // Between the list and the reading, the server may have moved it.
                let raw = fs::read(place.join(part).join(&name)).ok()?;
                let flags = name
                    .split_once(":2,")
                    .map_or("", |(_, flags)| flags)
                    .to_owned();
                Some(Stored { name, flags, raw })
            })
            .collect();
        messages.sort_by(|one, other| one.name.cmp(&other.name));
        messages
    }

    /// The folders of a mailbox by name, `INBOX` first.
    pub fn folders(&self, user: &str) -> Vec<String> {
        let mut folders: Vec<String> = names(&self.maildir(user))
            .filter_map(|name| Some(name.strip_prefix('.')?.replace('.', "/")))
            .collect();
        folders.sort();
        folders.insert(0, "INBOX".into());
        folders
    }

    /// Forgets how the mails of a folder were numbered: they get other numbers, and the folder another validity.
    pub fn new_validity(&self, user: &str, folder: &str) {
        let place = self.place(user, folder);
        // `dovecot-uidvalidity` stays: without it the next one could be the same, it is then the time in seconds.
        let is_numbering =
            |name: &String| name.starts_with("dovecot-uidlist") || name.starts_with("dovecot.");
        for name in names(&place).filter(is_numbering) {
            fs::remove_file(place.join(&name))
                .unwrap_or_else(|e| panic!("{name} cannot be removed: {e}"));
        }
    }

    fn create(&self, user: &str, place: &Path) {
        if place.join("tmp").is_dir() {
            return;
        }
        let maildir = self.maildir(user);
        for folder in [&maildir, place] {
            for part in ["cur", "new", "tmp"] {
                let part = folder.join(part);
                fs::create_dir_all(&part)
                    .unwrap_or_else(|e| panic!("{} cannot be created: {e}", part.display()));
                self.give(&part);
            }
            self.give(folder);
        }
        maildir
            .parent()
            .into_iter()
            .for_each(|home| self.give(home));
    }

    fn place(&self, user: &str, folder: &str) -> PathBuf {
        let maildir = self.maildir(user);
        match folder {
            "INBOX" => maildir,
            folder => maildir.join(format!(".{}", folder.replace('/', "."))),
        }
    }

    fn maildir(&self, user: &str) -> PathBuf {
        self.home().join("users").join(user).join("Maildir")
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok())
}
