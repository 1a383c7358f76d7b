//! A walk through the screens in one look, keeping what keeps people out until its end.

use std::path::PathBuf;

use guichet_testkit::page::Page;
use serde_json::{Value, json};

/// Theme and language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    theme: &'static str,
    language: &'static str,
}

impl Look {
    pub const LIGHT_FRENCH: Self = Self {
        theme: "light",
        language: "fr",
    };
    pub const DARK_FRENCH: Self = Self {
        theme: "dark",
        language: "fr",
    };
    pub const LIGHT_ENGLISH: Self = Self {
        theme: "light",
        language: "en",
    };
    pub const DARK_ENGLISH: Self = Self {
        theme: "dark",
        language: "en",
    };
    pub const ALL: [Self; 4] = [
        Self::LIGHT_FRENCH,
        Self::DARK_FRENCH,
        Self::LIGHT_ENGLISH,
        Self::DARK_ENGLISH,
    ];
}

/// What this workstation remembers of its reader.
const REMEMBER: &str =
    "for (const [key, value] of Object.entries(arguments[0])) localStorage.setItem(key, value)";

/// Counts the questions on their way: a page is judged once all its answers are there.
const LISTEN: &str = r#"
if (window.onTheirWay === undefined) {
  window.onTheirWay = 0;
  const ask = window.fetch;
  window.fetch = (...question) => {
    window.onTheirWay += 1;
    return ask(...question).finally(() => { window.onTheirWay -= 1; window.calmSince = performance.now(); });
  };
}
window.calmSince = performance.now();
"#;

/// Nothing asked for a while, nothing grey, nothing moving.
const CALM: &str = r#"
const busy = document.querySelector(".skeleton, [aria-busy=true]");
const moving = document.getAnimations().some((one) => one.playState === "running");
return window.onTheirWay === 0 && performance.now() - window.calmSince > 300 && !busy && !moving;
"#;

/// A walk.
pub struct Tour<'a> {
    /// The browser.
    pub page: &'a Page,
    look: Look,
    /// What tells the pictures of this walk from those of another.
    prefix: &'static str,
    seen: usize,
    found: Vec<String>,
}

impl<'a> Tour<'a> {
    /// Begins one, the interface loaded again in this look.
    pub async fn new(page: &'a Page, look: Look, prefix: &'static str) -> Self {
        let remembered = json!({ "theme": look.theme, "language": look.language });
        page.script(REMEMBER, remembered).await;
        page.reload().await;
        let spoken = format!("html[lang={}]", look.language);
        page.wait_for(&spoken).await;
        page.wait_for("main").await;
        page.script(LISTEN, Value::Null).await;
        Self {
            page,
            look,
            prefix,
            seen: 0,
            found: Vec::new(),
        }
    }

    /// Judges and photographs what is on the screen.
    pub async fn look_at(&mut self, screen: &str) {
        self.page
            .until("a calm page", async || {
                let calm = self.page.script(CALM, Value::Null).await;
                (calm == Value::Bool(true)).then_some(())
            })
            .await;
        self.page.screenshot(&self.picture(screen)).await;
        let violations = self.page.axe().await;
        let at = |violation: String| format!("{screen}, {:?}: {violation}", self.look);
        self.found.extend(violations.into_iter().map(at));
        self.seen += 1;
    }

    /// Waits anew for the answers to what was just done.
    pub async fn go(&self, path: &str) {
        self.listen().await;
        guichet_e2e::session::go(self.page, path).await;
    }

    /// Hears the questions of a document that has just been loaded.
    pub async fn listen(&self) {
        self.page.script(LISTEN, Value::Null).await;
    }

    /// Fails with everything that was found.
    pub fn end(self) {
        assert!(self.seen > 0, "this walk saw nothing");
        assert!(
            self.found.is_empty(),
            "{} findings keep people out:\n{}",
            self.found.len(),
            self.found.join("\n")
        );
    }

    /// Beside the test programs, where people look at them.
    fn picture(&self, screen: &str) -> PathBuf {
        let Look { theme, language } = self.look;
        let test = std::env::current_exe()
            .unwrap_or_else(|e| panic!("where this test runs from is unknown: {e}"));
        let built = test.ancestors().nth(2).unwrap_or(&test);
        built
            .join("screenshots")
            .join(format!("{}{screen}-{theme}-{language}.png", self.prefix))
    }
}
