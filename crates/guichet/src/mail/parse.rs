//! `guichet mail parse`: what mails say, without touching any database.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use guichet_mail::{Limits, Message, read};
use serde::Serialize;

/// Which mails.
#[derive(Args)]
pub struct Options {
    /// Raw mails, a file each
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// A mail that was read, as a line.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    #[serde(flatten)]
    message: &'a Message,
}

/// A mail that was not, as a line.
#[derive(Serialize)]
struct Refusal {
    file: String,
    error: String,
}

/// Does it; a failure when a file could not be read.
pub fn run(options: &Options, json: bool) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let mut code = ExitCode::SUCCESS;
    for path in &options.files {
        let file = path.display().to_string();
        match parse(path) {
            Ok(message) if json => {
                let line = Line {
                    file,
                    message: &message,
                };
                writeln!(out, "{}", serde_json::to_string(&line)?)?;
            }
            Ok(message) => writeln!(out, "{}", told(&file, &message))?,
            Err(error) => {
                code = ExitCode::FAILURE;
                match json {
                    true => {
                        writeln!(out, "{}", serde_json::to_string(&Refusal { file, error })?)?;
                    }
                    false => eprintln!("{file}: {error}"),
                }
            }
        }
    }
    Ok(code)
}

fn parse(path: &Path) -> std::result::Result<Message, String> {
    let raw = std::fs::read(path).map_err(|error| error.to_string())?;
    read(&raw, &Limits::default()).map_err(|error| error.to_string())
}

/// For people: who, about what, what they wrote, which files.
fn told(file: &str, message: &Message) -> String {
    let from = message.from.as_ref();
    let from = from.and_then(|from| from.address.as_deref().or(from.name.as_deref()));
    let mut lines = vec![
        format!("{file}: {:?}", message.kind),
        format!("  {}", from.unwrap_or("–")),
        format!("  {}", message.subject.as_deref().unwrap_or("–")),
    ];
    lines.extend(
        message
            .visible_text
            .lines()
            .map(|line| format!("  | {line}")),
    );
    for attachment in &message.attachments {
        let name = attachment.name.as_deref().unwrap_or("–");
        let (kind, size) = (&attachment.media_type, attachment.size);
        lines.push(format!("  + {name} ({kind}, {size} bytes)"));
    }
    lines.extend(message.warnings.iter().map(|odd| format!("  ! {odd:?}")));
    lines.join("\n")
}
