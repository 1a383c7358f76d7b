//! A workstation of one test alone: its data, its settings, no keyring.
//!
//! Not what a person does there.

use guichet_e2e::office::Office;
use guichet_testkit::page::Page;
use guichet_testkit::window::Window;
use tempfile::TempDir;

/// The folders of one person on one machine, which stay from one start to the next.
pub struct Workstation {
    home: TempDir,
}

impl Workstation {
    /// A machine where the program has never been started.
    pub fn new() -> Self {
        Self {
            home: tempfile::tempdir()
                .unwrap_or_else(|e| panic!("no temporary folder for the workstation: {e}")),
        }
    }

    /// Opens the window on a demonstration office, made at once.
    pub async fn demonstration(&self) -> Page {
        french(self.window().args(&["--demo"]).open().await).await
    }

    /// The window as it starts by itself, to be opened.
    pub fn first_start(&self) -> Window {
        self.window()
    }

    /// The window on this office, to be opened.
    pub fn window_on(&self, office: &Office) -> Window {
        self.window().args(&["--db", &office.database()])
    }

    /// Opens the window on this office; the door is in front of the person.
    pub async fn open(&self, office: &Office) -> Page {
        french(self.window_on(office).open().await).await
    }

    fn window(&self) -> Window {
        Window::of_the_desktop()
            .env("XDG_DATA_HOME", &self.folder("data"))
            .env("XDG_CONFIG_HOME", &self.folder("config"))
            .env("XDG_STATE_HOME", &self.folder("state"))
            .env("XDG_CACHE_HOME", &self.folder("cache"))
    }

    fn folder(&self, name: &str) -> String {
        self.home.path().join(name).display().to_string()
    }
}

/// The window speaks the system's language, which a test does not choose.
pub async fn french(page: Page) -> Page {
    page.click_button("Français").await;
    page
}
