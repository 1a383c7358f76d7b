//! The desktop window, driven through WebKitWebDriver on the display of this run.
//!
//! `cargo xtask test` gives the display and the session bus (`dbus-run-session -- xvfb-run -a`). Not for what is done in the window: that
//! is `page`.

mod cross;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::{Map, Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpStream;

use crate::deadline;
use crate::page::{Page, Size};
use crate::process::{Program, family, free_port};
use crate::server::built;

const INSTALL: &str = "`apt-get install webkit2gtk-driver`";
/// What a program may take to end by itself; it waits some seconds for its database.
const ENDS: Duration = Duration::from_secs(15);
/// For tests only: WebKit's sandbox does not start as root, its accessibility bus and graphics stall without a desktop.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("TAURI_WEBVIEW_AUTOMATION", "true"),
    ("NO_AT_BRIDGE", "1"),
    ("GDK_BACKEND", "x11"),
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
    ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
];

/// A desktop window to be opened.
pub struct Window {
    binary: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    size: Option<Size>,
}

impl Window {
    /// The desktop program: where `GUICHET_DESKTOP` says, or built beside the test.
    pub fn of_the_desktop() -> Self {
        Self::of(built("GUICHET_DESKTOP", "guichet-desktop"))
    }

    /// The window of this program.
    pub fn of(binary: impl AsRef<Path>) -> Self {
        Self {
            binary: binary.as_ref().to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            size: Some(Size::LAPTOP),
        }
    }

    /// Started with these arguments.
    #[must_use]
    pub fn args(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(ToString::to_string));
        self
    }

    /// Started with this variable in its environment: its data folder, its session bus.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Of this size.
    #[must_use]
    pub fn size(mut self, size: Size) -> Self {
        self.size = Some(size);
        self
    }

    /// Of the size the program itself gives it.
    #[must_use]
    pub fn as_it_opens(mut self) -> Self {
        self.size = None;
        self
    }

    /// Opens it; the page is where the program starts.
    pub async fn open(self) -> Page {
        assert!(
            std::env::var_os("DISPLAY").is_some(),
            "there is no display: run this test under `dbus-run-session -- xvfb-run -a …` (`apt-get install xvfb dbus`), as `cargo xtask test` does"
        );
        assert!(
            self.binary.is_file(),
            "{} is missing: build it first",
            self.binary.display()
        );
        let port = free_port();
        let mut driver = Program::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .envs(self.variables())
            .start(INSTALL);
        driver
            .ready("opened its port", async |_| {
                TcpStream::connect(("127.0.0.1", port)).await.ok()
            })
            .await;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), self.capabilities()).await;
        let page = match session {
            Ok(session) => Page::new(session, driver),
            Err(e) => panic!(
                "the window of {} does not open: {e}\n{}",
                self.binary.display(),
                driver.log()
            ),
        };
        if let Some(size) = self.size {
            page.resize(size).await;
        }
        page
    }

    /// Starts the program beside the one whose window is open already, and waits until it has ended by itself.
    pub async fn start_again(self) -> ExitStatus {
        let mut program = Command::new(&self.binary)
            .args(&self.arguments)
            .envs(self.variables())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{} does not start: {e}", self.binary.display()));
        let ended = deadline::until(ENDS, async || program.try_wait().ok().flatten()).await;
        ended.unwrap_or_else(|| {
            // It may have ended meanwhile.
            let _ = program.kill();
            let _ = program.wait();
            panic!("{} goes on after {ENDS:?}", self.binary.display())
        })
    }

    fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.environment.iter();
        ENVIRONMENT
            .into_iter()
            .chain(own.map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// Nothing else: with a `browserName` the driver answers that it only knows its own browser.
    fn capabilities(&self) -> Capabilities {
        let options: Value = json!({ "binary": self.binary, "args": self.arguments });
        Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]).into()
    }
}

/// Closes the window by its cross, as a person does, and waits until the program has ended: WebDriver would kill it.
pub async fn leave(page: Page) {
    let process = cross::click(&family(page.process()))
        .unwrap_or_else(|e| panic!("the windows of this display cannot be seen: {e}"))
        .unwrap_or_else(|| panic!("no window of this display has a cross"));
    let driver = page.process();
    let gone = async || (!family(driver).contains(&process)).then_some(());
    deadline::until(ENDS, gone)
        .await
        .unwrap_or_else(|| panic!("the program goes on {ENDS:?} after its window was closed"));
}
