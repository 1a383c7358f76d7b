//! The office's own jobs: the nightly copy, the figures that choose plans, forgotten uploads and calls.
//!
//! Each is idempotent and says when it last succeeded; a failure is logged and tried again.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use guichet_api::settings::Copy;
use guichet_domain::Moment;
use guichet_store::{Person, Place, copies};

use crate::Office;
use crate::fault::Result;

/// How old the figures that choose a list's plan may become.
const FIGURES: TimeDelta = TimeDelta::minutes(30);
/// How old the last copy may become before another is made: the night, or the next start.
const COPY: TimeDelta = TimeDelta::hours(24);
/// Uploads that hang on nothing, and replies to changes that may be sent twice, are forgotten after so long.
const FORGOTTEN: TimeDelta = TimeDelta::hours(24);
/// How long a change that was made is not made again.
const UNREPEATED: TimeDelta = TimeDelta::days(30);
/// Copies kept.
const KEPT: usize = 14;

/// When each job last succeeded, in this process.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    figures: Mutex<Option<Moment>>,
}

impl Office {
    /// Runs whatever is due; a door calls it every minute.
    pub async fn jobs(&self) {
        // A person's own connection does nothing in the office's name: that is the server's.
        if self.db.is_personal() {
            return;
        }
        self.report("figures of lists", self.refresh_figures().await);
        self.report("nightly copy", self.copy_when_due().await);
        self.report("forgotten uploads and calls", self.sweep().await);
    }

    async fn refresh_figures(&self) -> Result<()> {
        let now = self.clock.now();
        let fresh = |last: Option<Moment>| last.is_some_and(|last| now - last < FIGURES);
        if fresh(
            *self
                .jobs
                .figures
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        ) {
            return Ok(());
        }
        self.db.rebuild_list_statistics().await?;
        *self
            .jobs
            .figures
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(now);
        Ok(())
    }

    async fn copy_when_due(&self) -> Result<()> {
        let Place::File(file) = self.db.place() else {
            return Ok(());
        };
        let now = self.clock.now();
        let due = last_copy_of(file).is_none_or(|copy| now - copy.at >= COPY);
        if due {
            self.db.copy(now).await?;
            copies::keep(file, KEPT);
        }
        Ok(())
    }

    async fn sweep(&self) -> Result<()> {
        let mut tx = self.db.write_as(Person::Job).await?;
        let now = self.clock.now();
        tx.sweep_files(now - FORGOTTEN).await?;
        tx.sweep_requests(now - FORGOTTEN, now - UNREPEATED).await?;
        Ok(tx.commit().await?)
    }

    fn report(&self, job: &str, done: Result<()>) {
        if let Err(error) = self.answer(done) {
            tracing::error!(job, error = %error, "a job failed and will be tried again");
        }
    }
}

/// The last verified copy of the office kept at this place.
pub(crate) fn last_copy(place: &str) -> Option<Copy> {
    last_copy_of(Path::new(place))
}

fn last_copy_of(file: &Path) -> Option<Copy> {
    let copies = copies::list(file);
    let last = copies.last()?;
    Some(Copy {
        at: copies::made_at(last)?,
        path: last.display().to_string(),
        kept: copies.len() as u32,
    })
}
