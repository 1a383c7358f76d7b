//! A real Dovecot of one test: IMAP with STARTTLS on one port, with TLS on another, mailboxes on the disk.
//!
//! Not for sending: nothing of it speaks SMTP, [`Smtp`](crate::smtp::Smtp) does. Dovecot 2.3, later ones read another configuration.

mod maildir;
mod token;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;

use crate::account::Account;
use crate::certificate::certify;
use crate::process::{Program, Running, free_port};

pub use maildir::Stored;

const INSTALL: &str =
    "`apt-get install dovecot-imapd` (the server it starts by itself is not used)";
/// The account its package creates: it lets nobody read mails as root.
const ACCOUNT: Account = Account("dovecot");
const SETTINGS: &str = include_str!("dovecot/dovecot.conf");
const TOKENS: &str = include_str!("dovecot/oauth2.conf");

/// The mailbox that is always there.
pub const SUPPORT: &str = "support@kerlann.example";
/// Its password.
pub const PASSWORD: &str = "marée haute \"14:32\"";

/// A Dovecot of one test alone, gone with this value.
pub struct Dovecot {
    running: Option<Running>,
    port: u16,
    tls_port: u16,
    folder: TempDir,
}

impl Dovecot {
    /// Starts one with the mailbox [`SUPPORT`].
    pub async fn start() -> Self {
        Self::with("").await
    }

    /// One that says after the log-in that it can do this and no more, as `IMAP4rev1 UIDPLUS`.
    pub async fn offering(capabilities: &str) -> Self {
        Self::with(&format!("imap_capability = {capabilities}")).await
    }

    async fn with(capability: &str) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary folder: {e}"));
        // The account of the server must pass through it.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))
            .unwrap_or_else(|e| panic!("the folder cannot be shown: {e}"));
        let mut server = Self {
            running: None,
            port: free_port(),
            tls_port: free_port(),
            folder,
        };
        server.prepare(capability);
        server.add(SUPPORT, PASSWORD);
        server.start_again().await;
        server
    }

    fn prepare(&self, capability: &str) {
        let home = self.home();
        std::fs::create_dir_all(home.join("users"))
            .unwrap_or_else(|e| panic!("{} cannot be created: {e}", home.display()));
        certify(&home);
        token::write_key(&home);
        let (user, group) = ACCOUNT.names();
        let filled = |text: &str| {
            text.replace("{home}", &home.to_string_lossy())
                .replace("{user}", &user)
                .replace("{group}", &group)
                .replace("{port}", &self.port.to_string())
                .replace("{tls_port}", &self.tls_port.to_string())
                .replace("{capability}", capability)
        };
        write(&home.join("dovecot.conf"), &filled(SETTINGS));
        write(&home.join("oauth2.conf"), &filled(TOKENS));
        ACCOUNT.give(&home, INSTALL);
    }

    /// Starts it where it was.
    pub async fn start_again(&mut self) {
        let command = ACCOUNT.command(&program());
        let mut running = Program::new(command.get_program())
            .args(command.get_args())
            .args([
                Path::new("-F"),
                Path::new("-c"),
                &self.home().join("dovecot.conf"),
            ])
            .start(INSTALL);
        let port = self.port;
        running
            .ready("greeted", async |_| greeted(port).await)
            .await;
        self.running = Some(running);
    }

    /// Stops it as its administrator does: it takes leave of who is connected.
    pub fn stop(&mut self) {
        assert!(self.running.take().is_some(), "Dovecot is stopped already");
    }

    /// Stops it as a power cut would: connections are lost without a word.
    pub fn kill(&mut self) {
        match self.running.take() {
            Some(running) => running.kill(),
            None => panic!("Dovecot is stopped already"),
        }
    }

    /// One more mailbox.
    pub fn add(&self, user: &str, password: &str) {
        let file = self.home().join("passwords");
        let known = std::fs::read_to_string(&file).unwrap_or_default();
        // A colon would end the password.
        let plain: String = password.bytes().map(|byte| format!("{byte:02x}")).collect();
        write(&file, &format!("{known}{user}:{{PLAIN.HEX}}{plain}\n"));
        self.give(&file);
    }

    /// The port that begins in plain words and offers STARTTLS.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The port that encrypts from the first byte.
    pub fn tls_port(&self) -> u16 {
        self.tls_port
    }

    /// The file of the authority that signed its certificate.
    pub fn authority(&self) -> PathBuf {
        self.home().join("authority.pem")
    }

    /// The file of an authority that signed nothing of it.
    pub fn stranger(&self) -> PathBuf {
        self.home().join("stranger.pem")
    }

    /// What it has written so far.
    pub fn log(&self) -> String {
        self.running.as_ref().map(Running::log).unwrap_or_default()
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Makes the server the owner of a file or a folder that the test wrote.
    fn give(&self, path: &Path) {
        use std::os::unix::fs::{MetadataExt, chown};
        let given = std::fs::metadata(self.home().join("users"))
            .and_then(|owner| chown(path, Some(owner.uid()), Some(owner.gid())));
        given.unwrap_or_else(|e| panic!("{} cannot be given: {e}", path.display()));
    }
}

/// Debian keeps it off the path of ordinary people.
fn program() -> PathBuf {
    let found = ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("dovecot is not installed: {INSTALL}"))
}

/// Whether it greets, its log-ins ready: before, it says that it waits for them.
async fn greeted(port: u16) -> Option<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let mut lines = BufReader::new(stream).lines();
    loop {
        if lines.next_line().await.ok()??.contains("[CAPABILITY") {
            return Some(());
        }
    }
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text)
        .unwrap_or_else(|e| panic!("{} cannot be written: {e}", path.display()));
}
