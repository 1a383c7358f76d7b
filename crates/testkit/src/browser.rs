//! A headless Chromium with a fresh profile, driven through chromedriver.
//!
//! Not for what is done in it: that is `page`.

use serde_json::{Map, json};
use thirtyfour::{Capabilities, WebDriver};

use crate::page::{Page, Size};
use crate::process::Program;

const INSTALL: &str = "`apt-get install chromium chromium-driver`";
/// No sandbox because tests often run as root, in a container; the rest keeps Chromium from talking to the network.
const FLAGS: [&str; 7] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];

/// A browser to be opened.
pub struct Browser {
    size: Size,
    language: String,
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            size: Size::LAPTOP,
            language: "fr-FR,fr".into(),
        }
    }
}

impl Browser {
    /// A French browser on a laptop.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a page of this size.
    #[must_use]
    pub fn size(mut self, size: Size) -> Self {
        self.size = size;
        self
    }

    /// Asking for this language first.
    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// Opens it at an address.
    pub async fn open(self, url: &str) -> Page {
        let mut driver = Program::new("chromedriver")
            .args(["--port=0"])
            .start(INSTALL);
        let port = driver.ready("said its port", async |log| port(log)).await;
        let profile = driver.folder().join("profile");
        let arguments: Vec<String> = FLAGS
            .iter()
            .map(ToString::to_string)
            .chain([format!("--user-data-dir={}", profile.display())])
            .collect();
        let Size { width, height } = self.size;
        let options = json!({
            "args": arguments,
            // The size of the page itself: a window counts its borders and is never narrower than 500 pixels.
            "mobileEmulation": { "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0, "mobile": false, "touch": false } },
            "prefs": { "intl.accept_languages": self.language },
        });
        let capabilities: Capabilities = Map::from_iter([
            ("browserName".to_owned(), json!("chrome")),
            ("goog:chromeOptions".to_owned(), options),
        ])
        .into();
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        let page = match session {
            Ok(session) => Page::new(session, driver),
            Err(e) => panic!("Chromium does not open ({e}): {INSTALL}\n{}", driver.log()),
        };
        page.goto(url).await;
        page
    }
}

fn port(log: &str) -> Option<u16> {
    log.split_once("started successfully on port ")?
        .1
        .split_once('.')?
        .0
        .parse()
        .ok()
}
