//! A page as a person sees it, in Chromium or in the desktop window: the same story runs in both.
//!
//! Everything waits for its condition with a deadline, and fails with a sentence, a picture and the log. Not for looking inside the
//! program: what a person cannot see is tested elsewhere.

mod asking;
mod axe;
mod keys;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::{By, WebDriver, WebElement};

use crate::deadline;
use crate::process::Running;

/// Generous, for two busy cores: a condition that holds is seen within milliseconds all the same.
const PATIENCE: Duration = Duration::from_secs(15);

/// The inside of a window, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

impl Size {
    /// The smallest screen the interface is drawn for.
    pub const LAPTOP: Self = Self {
        width: 1280,
        height: 800,
    };
    /// A desk's screen.
    pub const DESKTOP: Self = Self {
        width: 1920,
        height: 1080,
    };
    /// An itinerant technician's telephone.
    pub const PHONE: Self = Self {
        width: 390,
        height: 844,
    };
}

/// What the person has done since the page was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Keys pressed: a chord counts for one, each typed character for one.
    pub keys: usize,
    /// Clicks of the pointer.
    pub clicks: usize,
}

/// A page somebody is looking at; closed with its window when dropped.
pub struct Page {
    driver: WebDriver,
    process: Running,
    patience: Duration,
    keys: AtomicUsize,
    clicks: AtomicUsize,
}

impl Page {
    pub(crate) fn new(driver: WebDriver, process: Running) -> Self {
        Self {
            driver,
            process,
            patience: PATIENCE,
            keys: AtomicUsize::new(0),
            clicks: AtomicUsize::new(0),
        }
    }

    /// Gives up sooner, or later, than usual on what does not come.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Goes to an address.
    pub async fn goto(&self, url: &str) {
        let gone = self.driver.goto(url).await;
        self.must(&format!("go to {url}"), gone).await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        let reloaded = self.driver.refresh().await;
        self.must("reload", reloaded).await;
    }

    /// The address shown.
    pub async fn url(&self) -> String {
        let url = self.driver.current_url().await;
        self.must("read the address", url).await.to_string()
    }

    /// The window's title.
    pub async fn title(&self) -> String {
        let title = self.driver.title().await;
        self.must("read the title", title).await
    }

    /// Waits for a visible element.
    pub async fn wait_for(&self, css: &str) -> WebElement {
        self.until(&format!("an element {css}"), async || {
            self.element(
                "return [...document.querySelectorAll(arguments[0])].find(isVisible) ?? null",
                json!(css),
            )
            .await
        })
        .await
    }

    /// Waits until no such element is visible any more.
    pub async fn wait_gone(&self, css: &str) {
        let gone = "return ![...document.querySelectorAll(arguments[0])].some(isVisible)";
        self.until(&format!("the end of {css}"), async || {
            self.holds(gone, json!(css)).await
        })
        .await;
    }

    /// Waits for words, and gives the smallest visible element that holds them.
    pub async fn find_text(&self, words: &str) -> WebElement {
        self.until(&format!("the words “{words}”"), async || {
            self.element("return holding(arguments[0])", json!(words))
                .await
        })
        .await
    }

    /// Waits until these words are nowhere to be seen.
    pub async fn text_gone(&self, words: &str) {
        let gone = "return holding(arguments[0]) === null";
        self.until(&format!("the end of the words “{words}”"), async || {
            self.holds(gone, json!(words)).await
        })
        .await;
    }

    /// Whether words are on the page now: wait for something else first.
    pub async fn shows(&self, words: &str) -> bool {
        self.holds("return holding(arguments[0]) !== null", json!(words))
            .await
            .is_some()
    }

    /// The text of every visible element that matches, in order, with ordinary spaces.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let texts = "return [...document.querySelectorAll(arguments[0])].filter(isVisible).map((e) => flat(e.innerText))";
        let texts = self.question(texts, json!(css)).await;
        let texts = self.must(&format!("read the texts of {css}"), texts).await;
        serde_json::from_value(texts)
            .unwrap_or_else(|e| panic!("the texts of {css} are not texts: {e}"))
    }

    /// Clicks an element once it is there and nothing covers it.
    pub async fn click(&self, css: &str) {
        let find = "return [...document.querySelectorAll(arguments[0])].find((e) => isVisible(e) && isEnabled(e)) ?? null";
        self.click_found(css, find, json!(css)).await;
    }

    /// Clicks the button, link, tab or option of this name.
    pub async fn click_button(&self, name: &str) {
        let find = "const found = named(BUTTONS, arguments[0]); return found && isEnabled(found) ? found : null";
        self.click_found(&format!("a button “{name}”"), find, json!(name))
            .await;
    }

    /// Clicks words, whatever holds them.
    pub async fn click_text(&self, words: &str) {
        self.click_found(
            &format!("the words “{words}”"),
            "return holding(arguments[0])",
            json!(words),
        )
        .await;
    }

    async fn click_found(&self, what: &str, find: &str, argument: Value) {
        self.until(&format!("{what} to click on"), async || {
            let element = self.element(find, argument.clone()).await?;
            // Something may be sliding over it, or it was just drawn again: look again.
            element.click().await.ok()
        })
        .await;
        self.clicks.fetch_add(1, Ordering::Relaxed);
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> WebElement {
        let find = "return named(FIELDS, arguments[0])";
        self.until(&format!("a field “{label}”"), async || {
            self.element(find, json!(label)).await
        })
        .await
    }

    /// What the field with this label holds.
    pub async fn value(&self, label: &str) -> String {
        let value = self.field(label).await.value().await;
        self.must(&format!("read the field “{label}”"), value)
            .await
            .unwrap_or_default()
    }

    /// Chooses in the list with this label.
    pub async fn choose(&self, label: &str, option: &str) {
        let find = "return [...(named('select', arguments[0][0])?.options ?? [])].find((o) => flat(o.text) === flat(arguments[0][1])) ?? null";
        self.click_found(
            &format!("the choice “{option}” of “{label}”"),
            find,
            json!([label, option]),
        )
        .await;
    }

    /// Gives a file to a file field, as a person does in the system's dialog.
    pub async fn attach(&self, css: &str, file: &Path) {
        let field = self.driver.find(By::Css(css)).await;
        let field = self.must(&format!("find {css}"), field).await;
        let given = field.send_keys(file.display().to_string()).await;
        self.must(&format!("give {} to {css}", file.display()), given)
            .await;
    }

    /// Runs a script of the test in the page; `arguments[0]` is the argument.
    pub async fn script(&self, script: &str, argument: Value) -> Value {
        let said = self.question(script, argument).await;
        self.must("run a script", said).await
    }

    /// Takes a picture of the page for people to look at.
    pub async fn screenshot(&self, path: &Path) {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .unwrap_or_else(|e| panic!("{} cannot be created: {e}", folder.display()));
        }
        let taken = self.driver.screenshot(path).await;
        self.must(&format!("take the picture {}", path.display()), taken)
            .await;
    }

    /// Gives the window another size.
    #[cfg(feature = "window")]
    pub async fn resize(&self, Size { width, height }: Size) {
        let resized = self.driver.set_window_rect(0, 0, width, height).await;
        self.must("resize the window", resized).await;
    }

    /// The process of its driver, of which the browser or the window is a child.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// What the person has done so far.
    pub fn effort(&self) -> Effort {
        Effort {
            keys: self.keys.load(Ordering::Relaxed),
            clicks: self.clicks.load(Ordering::Relaxed),
        }
    }

    /// Waits for a condition of the test's own; `what` ends the sentence “there is not …”.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
        match deadline::until(self.patience, look).await {
            Some(found) => found,
            None => {
                self.fail(&format!("after {:?} there is not {what}", self.patience))
                    .await
            }
        }
    }

    /// Closes the window.
    pub async fn close(self) {
        let closed = self.driver.clone().quit().await;
        if let Err(e) = closed {
            panic!("the window does not close: {e}\n{}", self.process.log());
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // Left to itself the client would end its session from here, on a connection whose task is waiting for this very thread: two
        // minutes lost. The driver and its browser end with their process; that the session had already quit is no news.
        let _ = self.driver.clone().leak();
    }
}
