//! A real mail server of one test: it takes mails to send, with STARTTLS on one port, with TLS on another, and keeps them.
//!
//! Debian's python3-aiosmtpd. Not for reading mailboxes: what it delivers is read through a [`Dovecot`](crate::dovecot::Dovecot).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::certificate::certify;
use crate::process::{Program, Running, free_port};

const INSTALL: &str = "`apt-get install python3-aiosmtpd`";
/// Debian's modules are only seen by Debian's interpreter, which may not be the first on the `PATH`.
const PYTHON: &str = "/usr/bin/python3";
const SCRIPT: &str = include_str!("smtp.py");

/// Who may send.
pub const LOGIN: &str = "support@kerlann.example";
/// Their password, the one that opens their mailbox.
pub const PASSWORD: &str = crate::dovecot::PASSWORD;
/// Their access token.
pub const TOKEN: &str = "jeton-du-jour";

/// A mail server of one test alone, gone with this value.
///
/// Addresses ask for refusals: `plein-452@…`, `inconnu-550@…`, any code of 400 or 500; after `lent-421@…` it hangs up. A mail to
/// `contenu-554@…` is refused once it was heard whole.
pub struct Smtp {
    running: Option<Running>,
    settings: Settings,
    folder: TempDir,
}

#[derive(Serialize)]
struct Settings {
    port: u16,
    tls_port: u16,
    login: &'static str,
    password: &'static str,
    token: &'static str,
    certificate: PathBuf,
    key: PathBuf,
    mails: PathBuf,
    deliveries: BTreeMap<String, PathBuf>,
}

/// A mail that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Who sends it, on the envelope.
    pub from: String,
    /// To whom, on the envelope.
    pub to: Vec<String>,
    /// Its bytes, as they came.
    pub raw: Vec<u8>,
}

#[derive(Deserialize)]
struct Envelope {
    from: String,
    to: Vec<String>,
}

impl Smtp {
    /// Starts one that keeps what it is given.
    pub async fn start() -> Self {
        Self::delivering(&[]).await
    }

    /// One that delivers besides what is for these addresses into these mailboxes, as [`Dovecot::inbox`](crate::dovecot::Dovecot::inbox) gives them.
    pub async fn delivering(mailboxes: &[(&str, PathBuf)]) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary folder: {e}"));
        certify(folder.path());
        let mails = folder.path().join("mails");
        for part in ["tmp", "new"] {
            fs::create_dir_all(mails.join(part))
                .unwrap_or_else(|e| panic!("{} cannot be created: {e}", mails.display()));
        }
        let deliveries = mailboxes
            .iter()
            .map(|(address, maildir)| (address.to_lowercase(), maildir.clone()));
        let settings = Settings {
            port: free_port(),
            tls_port: free_port(),
            login: LOGIN,
            password: PASSWORD,
            token: TOKEN,
            certificate: folder.path().join("server.pem"),
            key: folder.path().join("server.key"),
            mails,
            deliveries: deliveries.collect(),
        };
        let mut server = Self {
            running: None,
            settings,
            folder,
        };
        server.start_again().await;
        server
    }

    /// Starts it where it was, with what it has kept.
    pub async fn start_again(&mut self) {
        let settings = serde_json::to_string(&self.settings)
            .unwrap_or_else(|e| panic!("the settings cannot be written: {e}"));
        let mut running = Program::new(PYTHON)
            .args(["-u", "-c", SCRIPT, &settings])
            .start(INSTALL);
        running
            .ready("opened its ports", async |log| {
                log.contains("ready\n").then_some(())
            })
            .await;
        self.running = Some(running);
    }

    /// Stops it: whoever is connected is cut off.
    pub fn stop(&mut self) {
        assert!(
            self.running.take().is_some(),
            "the mail server is stopped already"
        );
    }

    /// The port that begins in plain words and offers STARTTLS.
    pub fn port(&self) -> u16 {
        self.settings.port
    }

    /// The port that encrypts from the first byte.
    pub fn tls_port(&self) -> u16 {
        self.settings.tls_port
    }

    /// The file of the authority that signed its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// The file of an authority that signed nothing of it.
    pub fn stranger(&self) -> PathBuf {
        self.folder.path().join("stranger.pem")
    }

    /// What it has accepted so far, in order.
    pub fn mails(&self) -> Vec<Sent> {
        let place = self.settings.mails.join("new");
        let entries = fs::read_dir(&place)
            .unwrap_or_else(|e| panic!("{} cannot be read: {e}", place.display()));
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        files.sort();
        files.iter().map(|file| sent(file)).collect()
    }

    /// What it has written so far.
    pub fn log(&self) -> String {
        self.running.as_ref().map(Running::log).unwrap_or_default()
    }
}

/// The envelope is the first line of the file.
fn sent(file: &Path) -> Sent {
    let bytes = fs::read(file).unwrap_or_else(|e| panic!("{} cannot be read: {e}", file.display()));
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (envelope, raw) = bytes.split_at(end.unwrap_or(bytes.len()));
    let Envelope { from, to } = serde_json::from_slice(envelope)
        .unwrap_or_else(|e| panic!("{} has no envelope: {e}", file.display()));
    Sent {
        from,
        to,
        raw: raw[1..].to_vec(),
    }
}
