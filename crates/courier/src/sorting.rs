//! What is done with mails that were taken care of: marked, moved, deleted.

use crate::line::Answer;
use crate::session::Session;
use crate::{Result, Trouble, folder, uids};

/// Mails in one command: its line stays under the 8,000 characters that servers accept.
const BATCH: usize = 500;

impl Session {
    /// Marks mails as seen.
    pub async fn mark_seen(&mut self, uids: &[u32]) -> Result<()> {
        for set in uids::sets(uids, BATCH) {
            self.flag(&set, "\\Seen").await?;
        }
        Ok(())
    }

    /// Moves mails to a folder, which is created when it is missing.
    ///
    /// A server that knows neither MOVE nor UIDPLUS keeps the original, marked as deleted.
    pub async fn move_to(&mut self, uids: &[u32], name: &str) -> Result<()> {
        if uids.is_empty() {
            return Ok(());
        }
        self.ensure_folder(name).await?;
        let to = folder::quoted(name);
        for set in uids::sets(uids, BATCH) {
            if self.abilities.moves {
                self.order(&format!("UID MOVE {set} {to}")).await?;
            } else {
                self.order(&format!("UID COPY {set} {to}")).await?;
                self.remove(&set).await?;
            }
        }
        Ok(())
    }

    /// Deletes mails; a server that does not know UIDPLUS keeps them, marked as deleted.
    pub async fn delete(&mut self, uids: &[u32]) -> Result<()> {
        for set in uids::sets(uids, BATCH) {
            self.remove(&set).await?;
        }
        Ok(())
    }

    /// Without UIDPLUS an EXPUNGE would also remove what somebody else has marked.
    async fn remove(&mut self, set: &str) -> Result<()> {
        self.flag(set, "\\Deleted").await?;
        if self.abilities.expunges_by_uid {
            self.order(&format!("UID EXPUNGE {set}")).await?;
        }
        Ok(())
    }

    async fn flag(&mut self, set: &str, flag: &str) -> Result<()> {
        self.order(&format!("UID STORE {set} +FLAGS.SILENT ({flag})"))
            .await
    }

    async fn ensure_folder(&mut self, name: &str) -> Result<()> {
        if self.list(name).await?.iter().any(|known| known == name) {
            return Ok(());
        }
        let quoted = folder::quoted(name);
        let created = self.line.ask(&format!("CREATE {quoted}"), |_| {}).await?;
        match created {
            Answer::Refused(_) => Err(Trouble::NoFolder(name.to_owned())),
            Answer::Granted => {
                // Mail programs show what is subscribed to; a server that refuses this has the folder all the same.
                let _ = self
                    .line
                    .ask(&format!("SUBSCRIBE {quoted}"), |_| {})
                    .await?;
                Ok(())
            }
        }
    }

    async fn order(&mut self, command: &str) -> Result<()> {
        self.line.ask(command, |_| {}).await?.granted()
    }
}
