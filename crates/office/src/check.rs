//! `guichet check` (R39): everything is rebuilt from its history and compared with what is stored.
//!
//! It reads pages in the order of ids, so that its memory does not grow with the office, and it
//! repairs nothing: whoever reads a finding decides.

mod history;
mod memberships;
mod search;
mod storage;
mod tickets;

use guichet_api::ApiError;
use guichet_store::Error;
use serde::Serialize;

use crate::Office;
use crate::fault::Result;

/// Findings of one kind that are told one by one; a lost table would fill the screen.
const MOST: usize = 200;

/// Something that is not as it should be, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about: an entity's code, or `database`.
    pub about: String,
    /// The sentence; it names the entity.
    pub sentence: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// What was found so far.
#[derive(Default)]
struct Findings {
    told: Vec<Finding>,
    untold: usize,
}

impl Findings {
    fn tell(&mut self, about: &str, sentence: String) {
        if self
            .told
            .iter()
            .filter(|finding| finding.about == about)
            .count()
            < MOST
        {
            self.told.push(Finding {
                about: about.to_owned(),
                sentence,
            });
        } else {
            self.untold += 1;
        }
    }

    /// A part that met a value nobody can read ends there, and says so.
    fn settle(&mut self, part: &str, done: Result<()>) -> Result<()> {
        match done {
            Err(crate::fault::Fault::Store(Error::Unreadable(said))) => {
                self.tell(
                    "database",
                    format!("the {part} cannot be read whole: {said}"),
                );
                Ok(())
            }
            done => done,
        }
    }

    fn all(mut self) -> Vec<Finding> {
        if self.untold > 0 {
            let sentence = format!("and {} more of the kinds above", self.untold);
            self.told.push(Finding {
                about: "database".to_owned(),
                sentence,
            });
        }
        self.told
    }
}

impl Office {
    /// Everything that does not agree with the history, or with itself; nothing when all is well.
    pub async fn check(&self) -> std::result::Result<Vec<Finding>, ApiError> {
        self.answer(self.examine().await)
    }

    async fn examine(&self) -> Result<Vec<Finding>> {
        let mut findings = Findings::default();
        let mut tx = self.db.read().await?;
        let done = storage::examine(&mut tx, &mut findings).await;
        findings.settle("files", done)?;
        let done = history::examine(&mut tx, &mut findings).await;
        findings.settle("history", done)?;
        let done = search::examine(&mut tx, &mut findings).await;
        findings.settle("search", done)?;
        Ok(findings.all())
    }
}
