//! A program started for a test: its log is kept, and it ends, with everything it started, when its guard goes.
//!
//! Not for programs that answer and stop by themselves: `std::process::Command` is enough for those.

use std::ffi::OsStr;
use std::fmt;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::deadline;

const END_WITH_ME: &str = include_str!("end_with_me.sh");
const GRACE: Duration = Duration::from_secs(10);
/// Under a loaded two-core machine a browser may take several seconds to answer its first question.
const START: Duration = Duration::from_secs(30);

/// What to start, before it is started.
pub struct Program {
    name: String,
    path: PathBuf,
    arguments: Vec<std::ffi::OsString>,
    environment: Vec<(String, String)>,
}

impl Program {
    /// The program at this path, or of this name on the `PATH`.
    pub fn new(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        Self {
            name,
            path,
            arguments: Vec::new(),
            environment: Vec::new(),
        }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.arguments
            .extend(arguments.into_iter().map(|a| a.as_ref().to_owned()));
        self
    }

    /// Adds variables to the environment it inherits.
    #[must_use]
    pub fn envs<'a>(mut self, variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        self.environment.extend(
            variables
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v.to_owned())),
        );
        self
    }

    /// Starts it; `install` says which package brings it when it is missing.
    pub fn start(self, install: &str) -> Running {
        if !is_there(&self.path) {
            panic!("{} is not installed: {install}", self.path.display());
        }
        let folder = tempfile::tempdir()
            .unwrap_or_else(|e| panic!("no temporary folder for {}: {e}", self.name));
        let log = folder.path().join("log");
        let mut child = Command::new("setsid")
            .args(["sh", "-c", END_WITH_ME])
            .arg(&log)
            .arg(&self.path)
            .args(&self.arguments)
            // What it leaves behind goes with its folder.
            .env("TMPDIR", folder.path())
            .envs(self.environment)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{} did not start: {e}", self.name));
        let lifeline = child.stdin.take();
        Running {
            name: self.name,
            child,
            lifeline,
            log,
            folder,
        }
    }
}

/// A program that runs until this value is dropped.
pub struct Running {
    name: String,
    child: Child,
    /// Closing it is the order to end; the system closes it for us when the test process is killed.
    lifeline: Option<ChildStdin>,
    log: PathBuf,
    folder: TempDir,
}

impl Running {
    /// What it has written so far, on both outputs.
    pub fn log(&self) -> String {
        match std::fs::read(&self.log) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
            Err(e) => format!("(its log cannot be read: {e})"),
        }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A folder that lives as long as the program: for its profile, its files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Waits until `ready` finds in the program what it looks for; fails with the log when it ends or stays silent.
    pub async fn ready<T>(
        &mut self,
        what: &str,
        mut ready: impl AsyncFnMut(&str) -> Option<T>,
    ) -> T {
        let found = deadline::until(START, async || {
            let log = self.log();
            match ready(&log).await {
                Some(found) => Some(Ok(found)),
                None => self.child.try_wait().ok().flatten().map(Err),
            }
        })
        .await;
        match found {
            Some(Ok(found)) => found,
            Some(Err(status)) => panic!(
                "{} ended ({status}) before it had {what}{}",
                self.name,
                Tail(&self.log())
            ),
            None => panic!(
                "{} has not {what} after {START:?}{}",
                self.name,
                Tail(&self.log())
            ),
        }
    }

    /// Kills it as an accident would (`kill -9`), with everything it started.
    pub fn kill(mut self) {
        for pid in session(self.child.id()) {
            // Already gone is what we wanted.
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
        self.end();
    }

    fn end(&mut self) {
        if self.lifeline.take().is_none() {
            return;
        }
        let leader = self.child.id();
        let gone = deadline::until_blocking(GRACE, || {
            let reaped = matches!(self.child.try_wait(), Ok(Some(_)));
            reaped && session(leader).is_empty()
        });
        if !gone {
            eprintln!(
                "{} (session {leader}) would not end within {GRACE:?}",
                self.name
            );
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the log of {}{}", self.name, Tail(&self.log()));
        }
        self.end();
    }
}

/// The end of a log, as it is shown in a failure.
struct Tail<'a>(&'a str);

impl fmt::Display for Tail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 40;
        if self.0.trim().is_empty() {
            return write!(f, ": it wrote nothing");
        }
        let lines: Vec<&str> = self.0.lines().collect();
        for line in &lines[lines.len().saturating_sub(SHOWN)..] {
            write!(f, "\n  | {line}")?;
        }
        Ok(())
    }
}

/// A loopback port that was free a moment ago, for programs that cannot choose one and say it.
pub fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .unwrap_or_else(|e| panic!("no free port on the loopback: {e}"))
        .port()
}

/// A process and everything it started, from the oldest.
pub fn family(process: u32) -> Vec<u32> {
    let mut family = vec![process];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        let path = format!("/proc/{parent}/task/{parent}/children");
        let children = std::fs::read_to_string(path).unwrap_or_default();
        family.extend(
            children
                .split_whitespace()
                .filter_map(|id| id.parse::<u32>().ok()),
        );
        next += 1;
    }
    family
}

/// The process of this name in the family of this one.
pub fn named(process: u32, name: &str) -> Option<u32> {
    let comm = |id: &u32| std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
    // The system keeps fifteen letters of a name.
    let kept: String = name.chars().take(15).collect();
    family(process)
        .into_iter()
        .find(|id| comm(id).trim() == kept)
}

/// Kills one process as an accident would (`kill -9`).
pub fn kill(process: u32) {
    let pid = i32::try_from(process)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    let pid = pid.unwrap_or_else(|| panic!("{process} is no process"));
    rustix::process::kill_process(pid, rustix::process::Signal::KILL)
        .unwrap_or_else(|e| panic!("the process {process} cannot be killed: {e}"));
}

/// A password nobody can guess, from the seeds the standard library draws for its maps.
pub(crate) fn secret() -> String {
    use std::hash::{BuildHasher, RandomState};
    (0..2)
        .map(|word| format!("{:016x}", RandomState::new().hash_one(word)))
        .collect()
}

fn is_there(path: &Path) -> bool {
    if path.components().count() > 1 {
        return path.is_file();
    }
    std::env::var_os("PATH")
        .is_some_and(|all| std::env::split_paths(&all).any(|folder| folder.join(path).is_file()))
}

/// Everything alive in the session of this leader; zombies are waiting for their parent and count no more.
fn session(leader: u32) -> Vec<rustix::process::Pid> {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|pid: &i32| Status::of(*pid).is_some_and(|s| s.session == leader && !s.is_zombie))
        .filter_map(rustix::process::Pid::from_raw)
        .collect()
}

/// The few facts of `/proc/<pid>/stat` that are needed here.
pub(crate) struct Status {
    is_zombie: bool,
    session: u32,
    /// In ticks since boot: with the id it names a process for ever, ids alone are used again.
    pub(crate) started: u64,
}

impl Status {
    pub(crate) fn of(pid: i32) -> Option<Self> {
        let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name, in brackets, may itself hold spaces and brackets.
        let fields: Vec<&str> = line.rsplit_once(')')?.1.split_whitespace().collect();
        Some(Self {
            is_zombie: *fields.first()? == "Z",
            session: fields.get(3)?.parse().ok()?,
            started: fields.get(19)?.parse().ok()?,
        })
    }
}
