//! The temporary cluster of a test run: found or started, its databases made by PostgreSQL's own commands.
//!
//! Not for what is inside a database: that is the business of who asked for it.

use std::fs::{File, TryLockError};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::deadline;
use crate::process::{Status, free_port, secret};

/// Who owns the test databases: no superuser, who would pass by every policy.
pub const OWNER: &str = "guichet_owner";
const ADMINISTRATOR: &str = "testkit";
/// PostgreSQL refuses to run as root; this is the account its package creates.
const ACCOUNT: Account = Account("postgres");
const OLDEST: u32 = 15;
const INSTALL: &str = "PostgreSQL 15 or later is needed by this test: `apt-get install postgresql` (the server it starts by itself is not used)";
/// Whoever measures wants what is kept to be on the disk, as on an office's server.
const DURABLE: &str = "GUICHET_DURABLE";
const STARTED: Duration = Duration::from_secs(60);
/// Somebody else may be migrating the template on a loaded machine.
const LOCKED: Duration = Duration::from_secs(300);
const WHILE_OWNER: &str = include_str!("../postgres_while_owner.sh");

/// How to reach the cluster; what one test writes and the others read.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Cluster {
    folder: PathBuf,
    binaries: PathBuf,
    port: u16,
    password: String,
    owner_password: String,
}

impl Cluster {
    /// The cluster of this run, started when nobody has yet.
    pub(super) async fn of_this_run() -> Self {
        let owner = Owner::of_this_run();
        let folder =
            std::env::temp_dir().join(format!("guichet-postgres-{}-{}", owner.pid, owner.started));
        if let Err(e) = std::fs::create_dir(&folder)
            && e.kind() != std::io::ErrorKind::AlreadyExists
        {
            panic!("{} cannot be created: {e}", folder.display());
        }
        let _alone = lock(&folder.join("lock")).await;
        let state = folder.join("state.json");
        if let Ok(known) = std::fs::read(&state) {
            return serde_json::from_slice(&known)
                .unwrap_or_else(|e| panic!("{} is damaged: {e}", state.display()));
        }
        let cluster = Self::start(&folder, &owner).await;
        write_private(
            &state,
            &serde_json::to_vec(&cluster).unwrap_or_else(|e| panic!("the state has no JSON: {e}")),
        );
        cluster
    }

    /// One that will live in this folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            binaries: newest_binaries(Path::new("/usr/lib/postgresql"))
                .unwrap_or_else(|| panic!("{INSTALL}")),
            port: free_port(),
            password: secret(),
            owner_password: secret(),
        }
    }

    async fn start(folder: &Path, owner: &Owner) -> Self {
        let cluster = Self::new(folder);
        cluster.initialise();
        cluster.serve_while(owner);
        cluster.wait_until_ready().await;
        cluster.create_owner();
        cluster
    }

    /// Files of the server live one level down, since the account that runs it must own them.
    pub(super) fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Makes the server's account the owner of this folder.
    pub(super) fn give(&self, folder: &Path) {
        ACCOUNT.give(folder, INSTALL);
    }

    pub(super) fn initialise(&self) {
        let home = self.home();
        std::fs::create_dir(&home)
            .unwrap_or_else(|e| panic!("{} cannot be created: {e}", home.display()));
        let password_file = home.join("password");
        write_private(&password_file, self.password.as_bytes());
        self.give(&home);
        let made = self
            .as_account("initdb")
            .args([
                "--no-sync",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--auth=scram-sha-256",
            ])
            .arg(format!("--username={ADMINISTRATOR}"))
            .arg(format!("--pwfile={}", password_file.display()))
            .arg("-D")
            .arg(home.join("data"))
            .output();
        succeed("initdb", made)
            .unwrap_or_else(|said| panic!("the temporary cluster was not created: {said}"));
    }

    fn serve_while(&self, owner: &Owner) {
        const FAST: [&str; 3] = [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
        ];
        const ALWAYS: [&str; 3] = [
            "max_connections=200",
            "listen_addresses=127.0.0.1",
            "timezone=UTC",
        ];
        let is_durable = std::env::var_os(DURABLE).is_some();
        let settings = FAST.iter().filter(|_| !is_durable).chain(&ALWAYS);
        let server = self.as_account("postgres");
        let started = Command::new("setsid")
            .args(["sh", "-c", WHILE_OWNER])
            .arg(&self.folder)
            .args([owner.pid.to_string(), owner.started.to_string()])
            .arg(server.get_program())
            .args(server.get_args())
            .arg("-D")
            .arg(self.home().join("data"))
            .arg("-k")
            .arg(self.home())
            .args(["-p", &self.port.to_string()])
            .args(settings.flat_map(|setting| ["-c", *setting]))
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if let Err(e) = started {
            panic!("PostgreSQL did not start: {e}");
        }
    }

    pub(super) async fn wait_until_ready(&self) {
        let mut said = String::new();
        let ready = deadline::until(STARTED, async || {
            self.client("pg_isready", &["--quiet"])
                .map_err(|refusal| said = refusal)
                .ok()
        })
        .await;
        if ready.is_none() {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            panic!("PostgreSQL does not answer after {STARTED:?}: {said}\n{log}");
        }
    }

    /// Stops it as its administrator does, and waits until another one answers.
    pub(super) async fn restart(&self) {
        write_private(&self.folder.join("restart"), b"");
        let data = self.home().join("data");
        let first_line = || {
            let file = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
            file.lines().next().map(str::to_owned)
        };
        let before = first_line();
        // Without `-w`, which would take the next one for the last.
        let stopped = self
            .as_account("pg_ctl")
            .args(["-W", "-m", "fast", "stop", "-D"])
            .arg(&data)
            .output();
        succeed("pg_ctl", stopped)
            .unwrap_or_else(|said| panic!("PostgreSQL does not stop: {said}"));
        let another = deadline::until(STARTED, async || {
            first_line().filter(|pid| Some(pid) != before.as_ref())
        });
        assert!(another.await.is_some(), "PostgreSQL does not come back");
        self.wait_until_ready().await;
    }

    /// The one statement no command of PostgreSQL makes: `createuser` only asks a person for the password.
    pub(super) fn create_owner(&self) {
        let role = format!(
            "create role {OWNER} login createrole createdb password '{}'",
            self.owner_password
        );
        self.client(
            "psql",
            &["--quiet", "--dbname=postgres", "--command", &role],
        )
        .unwrap_or_else(|said| panic!("the owner of the test databases was not created: {said}"));
    }

    /// Makes the template unless this run has it; half-made ones are thrown away.
    pub(super) async fn template(&self, name: &str, migrate: impl AsyncFnOnce(String)) {
        let _alone = lock(&self.folder.join(format!("{name}.lock"))).await;
        let made = self.folder.join(format!("{name}.made"));
        if made.exists() {
            return;
        }
        self.client("dropdb", &["--force", "--if-exists", name])
            .and_then(|()| self.create(name, None))
            .unwrap_or_else(|said| panic!("{name} was not created: {said}"));
        migrate(self.owner_url(name)).await;
        write_private(&made, b"");
    }

    pub(super) fn create(&self, name: &str, template: Option<&str>) -> Result<(), String> {
        let template = template.unwrap_or("template0");
        self.client(
            "createdb",
            &["--owner", OWNER, "--template", template, name],
        )
    }

    /// Runs one of PostgreSQL's client commands as the administrator; a refusal comes back in its words.
    pub(super) fn client(&self, command: &str, arguments: &[&str]) -> Result<(), String> {
        let output = Command::new(self.binaries.join(command))
            .args(arguments)
            .env("PGHOST", "127.0.0.1")
            .env("PGPORT", self.port.to_string())
            .env("PGUSER", ADMINISTRATOR)
            .env("PGPASSWORD", &self.password)
            // Its refusals are read by a program.
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .output();
        succeed(command, output)
    }

    pub(super) fn owner_url(&self, database: &str) -> String {
        self.url(database, OWNER, &self.owner_password)
    }

    pub(super) fn url(&self, database: &str, login: &str, password: &str) -> String {
        format!(
            "postgres://{login}:{password}@127.0.0.1:{}/{database}",
            self.port
        )
    }

    pub(super) fn as_account(&self, command: &str) -> Command {
        ACCOUNT.command(&self.binaries.join(command))
    }
}

/// The process whose life is the run's.
struct Owner {
    pid: i32,
    started: u64,
}

impl Owner {
    fn of_this_run() -> Self {
        let is_nextest = std::env::var_os("NEXTEST_RUN_ID").is_some();
        let pid = if is_nextest {
            std::os::unix::process::parent_id()
        } else {
            std::process::id()
        };
        let pid = i32::try_from(pid).unwrap_or_else(|e| panic!("{pid} is no process id: {e}"));
        let status = Status::of(pid)
            .unwrap_or_else(|| panic!("the process {pid} of this run is not in /proc"));
        Self {
            pid,
            started: status.started,
        }
    }
}

/// Waits without blocking the thread: the holder may be another task of the same thread.
async fn lock(path: &Path) -> File {
    let file =
        File::create(path).unwrap_or_else(|e| panic!("{} cannot be created: {e}", path.display()));
    let locked = deadline::until(LOCKED, async || match file.try_lock() {
        Ok(()) => Some(()),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(e)) => panic!("{} cannot be locked: {e}", path.display()),
    })
    .await;
    assert!(
        locked.is_some(),
        "{} is still locked by another test after {LOCKED:?}",
        path.display()
    );
    file
}

fn newest_binaries(root: &Path) -> Option<PathBuf> {
    let versions = std::fs::read_dir(root)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let newest: u32 = versions
        .filter(|version| {
            *version >= OLDEST && root.join(format!("{version}/bin/initdb")).is_file()
        })
        .max()?;
    Some(root.join(newest.to_string()).join("bin"))
}

/// Passwords are in there, and other people may be on the machine.
fn write_private(path: &Path, content: &[u8]) {
    let written = File::create(path)
        .and_then(|file| file.set_permissions(std::fs::Permissions::from_mode(0o600)))
        .and_then(|()| std::fs::write(path, content));
    if let Err(e) = written {
        panic!("{} cannot be written: {e}", path.display());
    }
}

fn succeed(command: &str, output: std::io::Result<std::process::Output>) -> Result<(), String> {
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "{command}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(e) => Err(format!("{command} does not start: {e}. {INSTALL}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_supported_server_is_chosen() {
        let root = tempfile::tempdir().expect("a temporary folder");
        for version in ["9.6", "13", "15", "17"] {
            let binaries = root.path().join(version).join("bin");
            std::fs::create_dir_all(&binaries).expect("a folder");
            std::fs::write(binaries.join("initdb"), "").expect("a file");
        }
        assert_eq!(
            newest_binaries(root.path()),
            Some(root.path().join("17/bin"))
        );
    }

    #[test]
    fn a_server_too_old_is_no_server() {
        let root = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir_all(root.path().join("14/bin")).expect("a folder");
        std::fs::write(root.path().join("14/bin/initdb"), "").expect("a file");
        assert_eq!(newest_binaries(root.path()), None);
    }
}
