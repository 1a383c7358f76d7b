//! Mails kept in files: one a file (`.eml`, a folder of a maildir), or many in one (mbox).

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use mail_parser::mailbox::mbox::MessageIterator;

/// A mail of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The file, and for an mbox the place in it, from 1.
    pub name: String,
    /// The mail as it is kept.
    pub raw: Vec<u8>,
}

/// Every mail at this path, file after file in the order of their names; those in folders too.
pub fn filed(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Filed>> + use<>> {
    let mut files = Vec::new();
    gather(path, &mut files)?;
    Ok(files.into_iter().flat_map(|file| match mails(&file) {
        Ok(mails) => mails,
        Err(error) => Box::new(std::iter::once(Err(error))),
    }))
}

/// The files below a path. What a mail server notes for itself beside the mails is none of them.
fn gather(path: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        into.push(path.to_owned());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_maildir = ["cur", "new"]
        .iter()
        .all(|folder| path.join(folder).is_dir());
    for entry in entries {
        let is_folder = entry.path().is_dir();
        let is_unfinished = is_maildir && entry.file_name() == "tmp";
        if is_folder && !is_unfinished {
            gather(&entry.path(), into)?;
        } else if !is_folder && !is_maildir {
            into.push(entry.path());
        }
    }
    Ok(())
}

type Mails = Box<dyn Iterator<Item = io::Result<Filed>>>;

fn mails(file: &Path) -> io::Result<Mails> {
    let name = file.display().to_string();
    let mut reader = BufReader::new(File::open(file)?);
    if !reader.fill_buf()?.starts_with(b"From ") {
        let raw = fs::read(file)?;
        return Ok(Box::new(std::iter::once(Ok(Filed { name, raw }))));
    }
    let numbered = MessageIterator::new(reader).zip(1..);
    Ok(Box::new(numbered.map(move |(mail, number)| {
        let raw = mail?.unwrap_contents();
        let name = format!("{name}#{number}");
        Ok(Filed { name, raw })
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<(String, String)> {
        let within = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
        let found = filed(path).expect("a folder");
        let found = found.map(|mail| mail.expect("a mail"));
        found
            .map(|mail| {
                (
                    within(&mail.name),
                    String::from_utf8_lossy(&mail.raw).into_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn r22_mails_are_found_one_a_file_in_a_maildir_and_in_an_mbox() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("written");
        };
        write("a.eml", "Subject: a\n\nun\n");
        write(
            "b.mbox",
            "From x@y Mon Jan  1 00:00:00 2024\nSubject: b\n\ndeux\n>From ici\n\nFrom x@y Mon Jan  1 00:00:00 2024\nSubject: c\n\ntrois\n",
        );
        write("boite/new/1", "Subject: d\n\n");
        write("boite/cur/2:2,S", "Subject: e\n\n");
        write("boite/tmp/3", "Subject: cut");
        write("boite/dovecot-uidlist", "3 V1");
        let found = names(folder.path());
        let expected = ["a.eml", "b.mbox#1", "b.mbox#2", "2:2,S", "1"];
        assert_eq!(
            found
                .iter()
                .map(|(name, _)| name.as_str())
                .collect::<Vec<_>>(),
            expected
        );
        assert!(found[1].1.contains("\nFrom ici"), "{}", found[1].1);
    }
}
