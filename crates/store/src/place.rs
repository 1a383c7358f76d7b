//! Where a database is: a file of this workstation or a PostgreSQL server.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An SQLite file.
    File(PathBuf),
    /// A PostgreSQL URL.
    Server(String),
}

impl Place {
    /// Reads what a person typed: `postgres://…`, or else a file's path.
    pub fn parse(typed: &str) -> Self {
        if typed.starts_with("postgres://") || typed.starts_with("postgresql://") {
            return Self::Server(typed.to_owned());
        }
        Self::File(PathBuf::from(typed))
    }

    /// The same server's database as this login opens it; a file is nobody's.
    pub fn of_login(&self, database: &str, login: &str, password: &str) -> Self {
        let Self::Server(url) = self else {
            return self.clone();
        };
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
        let (rest, options) = match rest.split_once('?') {
            Some((rest, options)) => (rest, format!("?{options}")),
            None => (rest, String::new()),
        };
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let host = host.split('/').next().unwrap_or(host);
        let [database, login, password] = [database, login, password].map(escaped);
        Self::Server(format!(
            "{scheme}://{login}:{password}@{host}/{database}{options}"
        ))
    }

    /// The place as people may read it, without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Server(url) => {
                let url = url.split_once('?').map_or(url.as_str(), |(url, _)| url);
                match (url.find("://"), url.rfind('@')) {
                    (Some(scheme), Some(at)) if at > scheme => {
                        format!("{}{}", &url[..scheme + 3], &url[at + 1..])
                    }
                    _ => url.to_owned(),
                }
            }
        }
    }

    /// A server's address that names nobody: each person's own log-in is the connection.
    pub fn by_login(&self) -> Option<&str> {
        match self {
            Self::Server(url) if !url.contains('@') && !url.contains("user=") => Some(url),
            Self::Server(_) | Self::File(_) => None,
        }
    }
}

/// Where an office that several workstations share is; nobody's log-in is part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The server's name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// The database.
    pub database: String,
    /// Whether the server must encrypt and prove who it is; else it may do neither.
    pub verified: bool,
    /// The file of an authority of one's own, beside the system's; empty for none.
    pub authority: String,
}

impl Address {
    /// The place, as it is remembered.
    pub fn place(&self) -> Place {
        let mode = match (self.verified, self.is_here() && self.authority.is_empty()) {
            // Nobody stands between a machine and itself.
            (true, true) => "prefer",
            (true, false) => "verify-full",
            // Encrypted if the server can, to whoever it is.
            (false, _) => "prefer",
        };
        let server = self.server.trim();
        let database = escaped(self.database.trim());
        let mut url = format!(
            "postgres://{server}:{}/{database}?sslmode={mode}",
            self.port
        );
        if !self.authority.is_empty() {
            url.push_str("&sslrootcert=");
            url.push_str(&escaped(&self.authority));
        }
        Place::Server(url)
    }

    fn is_here(&self) -> bool {
        let here = self.server.trim().parse::<IpAddr>();
        self.server.trim() == "localhost" || here.is_ok_and(|address| address.is_loopback())
    }
}

/// What stands for itself in every part of an address stays; the rest is told by its bytes.
fn escaped(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(letter).collect()
}

/// Refuses a file on a network share: SQLite's locks do not hold there.
pub(crate) fn refuse_network_share(path: &Path) -> Result<()> {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    match share_of(&whole(path), &mounts) {
        Some(share) => Err(Error::NetworkShare {
            path: path.display().to_string(),
            share,
        }),
        None => Ok(()),
    }
}

/// The path from the root, links followed as far as it exists: a relative one hides its share, and so does a link.
fn whole(path: &Path) -> PathBuf {
    if path.to_string_lossy().starts_with(r"\\") {
        return path.to_owned();
    }
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// The kind of share a path is on, by the text of `/proc/mounts` or by its UNC form.
fn share_of(path: &Path, mounts: &str) -> Option<String> {
    let text = path.to_string_lossy();
    let is_local = text.starts_with(r"\\?\") && !text.starts_with(r"\\?\UNC\");
    if text.starts_with(r"\\") && !is_local {
        return Some("UNC".into());
    }
    let (_, kind) = mounts
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ').skip(1);
            Some((parts.next()?.replace("\\040", " "), parts.next()?))
        })
        .filter(|(point, _)| path.starts_with(point))
        .max_by_key(|(point, _)| point.len())?;
    let shared = matches!(
        kind,
        "nfs" | "nfs4" | "cifs" | "smb3" | "smbfs" | "fuse.sshfs" | "afs" | "ncpfs" | "davfs"
    );
    shared.then(|| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/sda1 / ext4 rw 0 0\nserveur:/export /mnt/bureau nfs4 rw 0 0\n//nas/Mes\\040docs /mnt/Mes\\040docs cifs rw 0 0\n";

    #[test]
    fn a_file_on_a_network_share_is_told() {
        assert_eq!(share_of(Path::new("/home/ann/a.guichet"), MOUNTS), None);
        assert_eq!(
            share_of(Path::new("/mnt/bureau/a.guichet"), MOUNTS).as_deref(),
            Some("nfs4")
        );
        assert_eq!(
            share_of(Path::new("/mnt/Mes docs/a.guichet"), MOUNTS).as_deref(),
            Some("cifs")
        );
        assert_eq!(
            share_of(Path::new(r"\\nas\bureau\a.guichet"), MOUNTS).as_deref(),
            Some("UNC")
        );
        assert_eq!(
            share_of(Path::new(r"\\?\UNC\nas\bureau\a.guichet"), MOUNTS).as_deref(),
            Some("UNC")
        );
        assert_eq!(
            share_of(Path::new(r"\\?\C:\bureau\a.guichet"), MOUNTS),
            None
        );
    }

    #[test]
    fn another_login_opens_the_same_database() {
        let owner = Place::parse("postgres://owner:a@b@serveur:5433/bureau?sslmode=require");
        assert_eq!(
            owner.of_login("bureau", "bureau.SERVER", "é/1"),
            Place::parse("postgres://bureau.SERVER:%C3%A9%2F1@serveur:5433/bureau?sslmode=require")
        );
        let short = Place::parse("postgres://serveur");
        assert_eq!(
            short.of_login("mon bureau", "ann", "x"),
            Place::parse("postgres://ann:x@serveur/mon%20bureau")
        );
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(
            Place::parse("postgres://ann:secret@serveur/bureau").shown(),
            "postgres://serveur/bureau"
        );
        assert_eq!(
            Place::parse("postgres://serveur/bureau?user=ann&password=secret").shown(),
            "postgres://serveur/bureau"
        );
    }

    #[test]
    fn r36_an_office_is_reached_verified_but_on_this_machine_or_by_choice() {
        let address = |server: &str, verified, authority: &str| {
            Address {
                server: server.into(),
                port: 5432,
                database: "bureau été".into(),
                verified,
                authority: authority.into(),
            }
            .place()
        };
        let there = "postgres://serveur:5432/bureau%20%C3%A9t%C3%A9?sslmode=";
        assert_eq!(
            address("serveur", true, "/ca.pem"),
            Place::Server(format!("{there}verify-full&sslrootcert=%2Fca.pem"))
        );
        assert_eq!(
            address("serveur", false, ""),
            Place::Server(format!("{there}prefer"))
        );
        for here in ["localhost", "127.0.0.1", "::1"] {
            let place = address(here, true, "");
            assert!(place.by_login().is_some_and(|url| url.ends_with("prefer")));
            let authority = address(here, true, "/ca.pem");
            assert!(
                authority
                    .by_login()
                    .is_some_and(|url| url.contains("verify-full"))
            );
        }
        assert_eq!(
            Place::parse("postgres://ann@serveur/bureau").by_login(),
            None
        );
    }
}
