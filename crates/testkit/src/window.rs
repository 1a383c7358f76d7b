//! The desktop window, driven through WebKitWebDriver on the display of this run.
//!
//! `cargo xtask test` gives the display and the session bus (`dbus-run-session -- xvfb-run -a`). Not for what is done in the window: that
//! is `page`.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpStream;

use crate::page::{Page, Size};
use crate::process::{Program, free_port};
use crate::server::built;

const INSTALL: &str = "`apt-get install webkit2gtk-driver`";
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
    size: Size,
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
            size: Size::LAPTOP,
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
        self.size = size;
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
        let environment = self
            .environment
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut driver = Program::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .envs(ENVIRONMENT.into_iter().chain(environment))
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
        page.resize(self.size).await;
        page
    }

    /// Nothing else: with a `browserName` the driver answers that it only knows its own browser.
    fn capabilities(&self) -> Capabilities {
        let options: Value = json!({ "binary": self.binary, "args": self.arguments });
        Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]).into()
    }
}
