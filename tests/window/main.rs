//! What a person does in the real desktop window, driven through WebKitWebDriver under a virtual display.
//!
//! The same stories as in Chromium, plus what only a window has: its session, its notices, its files.

use guichet_e2e::main_job;
use guichet_testkit::page::Page;
use guichet_testkit::window::Window;
use tempfile::TempDir;

/// A workstation of one test alone: its data, its settings, no keyring.
struct Workstation {
    home: TempDir,
}

impl Workstation {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir()
                .unwrap_or_else(|e| panic!("no temporary folder for the workstation: {e}")),
        }
    }

    fn folder(&self, name: &str) -> String {
        self.home.path().join(name).display().to_string()
    }

    /// Opens the window on a demonstration office, made at once.
    async fn demonstration(&self) -> Page {
        Window::of_the_desktop()
            .args(&["--demo"])
            .env("XDG_DATA_HOME", &self.folder("data"))
            .env("XDG_CONFIG_HOME", &self.folder("config"))
            .env("XDG_STATE_HOME", &self.folder("state"))
            .env("XDG_CACHE_HOME", &self.folder("cache"))
            .open()
            .await
    }
}

#[tokio::test]
async fn r1_to_r12_a_call_is_logged_assigned_treated_closed_and_reopened() {
    let workstation = Workstation::new();
    let page = workstation.demonstration().await;
    // The window speaks the system's language, which a test does not choose.
    page.click_button("Français").await;
    main_job::tell(&page).await;
    page.close().await;
}
