//! The log: one file a day in the platform's folder, fourteen kept; a panic is written there too.

use std::path::PathBuf;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{EnvFilter, fmt};

const DAYS: usize = 14;

/// Opens the log; a person who cannot have one still has the program.
pub fn open() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    match appender() {
        Some(file) => fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(file)
            .init(),
        None => fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init(),
    }
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!("a fault of the program: {panic}");
        shown(panic);
    }));
}

fn appender() -> Option<RollingFileAppender> {
    let folder = folder()?;
    std::fs::create_dir_all(&folder).ok()?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .max_log_files(DAYS)
        .filename_prefix("guichet")
        .filename_suffix("log");
    files.build(folder).ok()
}

#[cfg(target_os = "macos")]
fn folder() -> Option<PathBuf> {
    Some(
        directories::BaseDirs::new()?
            .home_dir()
            .join("Library/Logs/Guichet"),
    )
}

#[cfg(not(target_os = "macos"))]
fn folder() -> Option<PathBuf> {
    let folders = crate::folders::folders().ok()?;
    Some(
        folders
            .state_dir()
            .unwrap_or(folders.data_local_dir())
            .join("logs"),
    )
}
