//! What may be said when the program is started.

use std::path::PathBuf;

use clap::Parser;

/// The ticket desk of a small service company
#[derive(Parser, Default)]
#[command(name = "guichet-desktop", version)]
pub struct Arguments {
    /// Open this database: a file, or a postgres:// address
    #[arg(long, env = "GUICHET_DB", hide_env_values = true)]
    pub db: Option<String>,
    /// Open a demonstration office, made at its first start
    #[arg(long, conflicts_with = "db")]
    pub demo: bool,
    /// Draw without the graphics card, where the window stays blank
    #[arg(long)]
    pub safe_rendering: bool,
    /// Keep secrets in a file encrypted with the passphrase of this file, instead of the system's keyring
    #[arg(long, value_name = "FILE", env = "GUICHET_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
}
