//! Questions put to a page, and the failure that shows what was there instead.

use std::path::PathBuf;

use serde_json::Value;
use thirtyfour::WebElement;
use thirtyfour::error::WebDriverResult;

use super::Page;

const FIND: &str = include_str!("find.js");

impl Page {
    pub(super) async fn question(&self, script: &str, argument: Value) -> WebDriverResult<Value> {
        let answer = self
            .driver
            .execute(format!("{FIND}\n{script}"), vec![argument])
            .await?;
        Ok(answer.json().clone())
    }

    pub(super) async fn element(&self, script: &str, argument: Value) -> Option<WebElement> {
        let answer = self
            .driver
            .execute(format!("{FIND}\n{script}"), vec![argument])
            .await
            .ok()?;
        answer.element().ok()
    }

    pub(super) async fn holds(&self, script: &str, argument: Value) -> Option<()> {
        (self.question(script, argument).await.ok()? == Value::Bool(true)).then_some(())
    }

    pub(super) async fn must<T>(&self, what: &str, result: WebDriverResult<T>) -> T {
        match result {
            Ok(done) => done,
            Err(e) => self.fail(&format!("could not {what}: {e}")).await,
        }
    }

    pub(super) async fn fail(&self, sentence: &str) -> ! {
        let url = self
            .driver
            .current_url()
            .await
            .map_or_else(|e| e.to_string(), |url| url.to_string());
        let picture = failure_picture();
        let seen = match self.driver.screenshot(&picture).await {
            Ok(()) => format!("picture: {}", picture.display()),
            Err(e) => format!("no picture could be taken: {e}"),
        };
        let text = self
            .question("return document.body?.innerText ?? ''", Value::Null)
            .await
            .unwrap_or_default();
        panic!(
            "{sentence}\nat {url}\n{seen}\n--- the page says ---\n{}",
            text.as_str().unwrap_or_default()
        )
    }
}

/// Beside the test programs, under the test's name.
fn failure_picture() -> PathBuf {
    let test = std::thread::current()
        .name()
        .unwrap_or("test")
        .replace("::", "-");
    let folder = std::env::current_exe()
        .ok()
        .and_then(|path| Some(path.ancestors().nth(2)?.join("failures")))
        .unwrap_or_default();
    // Without the folder the picture fails, and says so.
    let _ = std::fs::create_dir_all(&folder);
    folder.join(format!("{test}.png"))
}
