//! axe-core on a page: what would stop a person who cannot see it, hear it or use a pointer.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use super::Page;

const SOURCE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../node_modules/axe-core/axe.min.js"
);
/// Moderate and minor findings are advice; these two keep people out.
const RUN: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] })
  .then(({ violations }) => done(violations.filter(({ impact }) => ["serious", "critical"].includes(impact))))
  .catch((error) => done(String(error)));
"#;

#[derive(Deserialize)]
struct Violation {
    id: String,
    impact: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    #[serde(default)]
    failure_summary: String,
}

impl Page {
    /// The serious and critical violations, one readable text each; none is the only good answer.
    pub async fn axe(&self) -> Vec<String> {
        self.inject_axe().await;
        let found = self.driver.execute_async(RUN, vec![]).await;
        let found = self.must("run axe-core", found).await.json().clone();
        let found: Vec<Violation> = serde_json::from_value(found.clone())
            .unwrap_or_else(|e| panic!("axe-core gave no list of violations ({e}): {found}"));
        found.iter().map(readable).collect()
    }

    /// Fails with the list when there is a serious or critical violation; `screen` names the page in the failure.
    pub async fn assert_accessible(&self, screen: &str) {
        let violations = self.axe().await;
        assert!(
            violations.is_empty(),
            "{screen} keeps people out:\n{}",
            violations.join("\n")
        );
    }

    async fn inject_axe(&self) {
        if self
            .script("return typeof window.axe === 'object'", Value::Null)
            .await
            == Value::Bool(true)
        {
            return;
        }
        let path = std::env::var_os("GUICHET_AXE").map_or_else(|| SOURCE.into(), PathBuf::from);
        let source = std::fs::read_to_string(&path).unwrap_or_else(|e| {
            panic!(
                "{} cannot be read ({e}): run `npm ci` at the root of the project",
                path.display()
            )
        });
        let injected = self.driver.execute(source, vec![]).await;
        self.must("inject axe-core", injected).await;
    }
}

fn readable(violation: &Violation) -> String {
    let Violation {
        id,
        impact,
        help,
        nodes,
    } = violation;
    nodes
        .iter()
        .fold(format!("{impact}: {help} ({id})"), |mut text, node| {
            let advice = node.failure_summary.replace('\n', " ");
            // Writing to a String cannot fail.
            let _ = write!(text, "\n    {}\n      {advice}", node.html);
            text
        })
}
