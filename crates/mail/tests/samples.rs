//! Mails read as people said they should be: sixty of our own, and sixty real ones that are read where they lie.

use std::fs;
use std::path::{Path, PathBuf};

use guichet_mail::{Limits, Message, read};
use serde_json::Value;

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder)
}

/// What differs from what was written by hand, a line a field.
fn differences(message: &Message, expected: &Value) -> Vec<String> {
    let told = serde_json::to_value(message).expect("a message is JSON");
    let fields = expected.as_object().expect("an object");
    let mut found = Vec::new();
    for (field, wanted) in fields {
        let mut read = told.get(field).cloned().unwrap_or(Value::Null);
        if field == "attachments" {
            for file in read.as_array_mut().expect("a list") {
                file.as_object_mut().expect("a file").remove("size");
            }
        }
        if let (Some(read), Some(wanted)) = (read.as_str(), wanted.as_str())
            && read != wanted
            && read.len().max(wanted.len()) > 300
        {
            let same = read
                .chars()
                .zip(wanted.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let from = |text: &str| {
                text.chars()
                    .skip(same.saturating_sub(20))
                    .take(80)
                    .collect::<String>()
            };
            found.push(format!(
                "{field}\n    read   …{:?}\n    wanted …{:?}",
                from(read),
                from(wanted)
            ));
        } else if read != *wanted {
            found.push(format!("{field}\n    read   {read}\n    wanted {wanted}"));
        }
    }
    if expected.get("bounce").is_none() && message.bounce.is_some() {
        found.push("bounce: none was wanted".into());
    }
    found
}

fn compare(samples: &[(PathBuf, PathBuf)]) {
    let mut wrong = Vec::new();
    for (sample, golden) in samples {
        let raw = fs::read(sample).unwrap_or_else(|e| panic!("{}: {e}", sample.display()));
        let expected = fs::read(golden).unwrap_or_else(|e| panic!("{}: {e}", golden.display()));
        let expected: Value = serde_json::from_slice(&expected).expect("JSON");
        let found = match read(&raw, &Limits::default()) {
            Ok(message) => differences(&message, &expected),
            Err(error) => vec![error.to_string()],
        };
        if !found.is_empty() {
            wrong.push(format!("{}\n  {}", sample.display(), found.join("\n  ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        samples.len(),
        wrong.join("\n")
    );
}

fn with_extension(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    found.sort();
    found
}

#[test]
fn r22_our_own_samples_are_read_as_written_by_hand() {
    let goldens = with_extension(&here("samples"), "json");
    assert_eq!(goldens.len(), 60);
    let samples: Vec<_> = goldens
        .into_iter()
        .map(|golden| (golden.with_extension("eml"), golden))
        .collect();
    compare(&samples);
}

/// Where the real mails lie, when they do not lie beside the project.
const FIXTURES: &str = "GUICHET_MAIL_FIXTURES";

/// The folder of the real mails. They are nobody's to give away: a clone without them reads none, and says so.
fn fixtures() -> Option<PathBuf> {
    if let Some(told) = std::env::var_os(FIXTURES).map(PathBuf::from) {
        assert!(
            told.is_dir(),
            "{FIXTURES} names no folder: {}",
            told.display()
        );
        return Some(told);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
    let folder = root.join("shared/fixtures/mail");
    if !folder.is_dir() {
        eprintln!("no real mails in {}: none is read", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn r22_real_mails_are_read_as_people_said_they_should_be() {
    let Some(folder) = fixtures() else { return };
    let mut samples = Vec::new();
    for collection in ["enmime", "mime4j", "php-imap"] {
        for golden in with_extension(&here("golden").join(collection), "json") {
            let name = golden.file_stem().expect("a name");
            samples.push((folder.join(collection).join(name), golden));
        }
    }
    assert_eq!(samples.len(), 60);
    compare(&samples);
}

#[test]
fn r22_hardly_any_real_mail_is_quarantined() {
    let Some(folder) = fixtures() else { return };
    let (mut mails, mut quarantined) = (0, Vec::new());
    for collection in ["enmime", "mime4j", "php-imap"] {
        let folder = folder.join(collection);
        for extension in ["eml", "msg", "raw"] {
            for path in with_extension(&folder, extension) {
                mails += 1;
                let raw = fs::read(&path).expect("a mail");
                if let Err(error) = read(&raw, &Limits::default()) {
                    quarantined.push(format!("{}: {error}", path.display()));
                }
            }
        }
    }
    assert!(
        mails > 100 && quarantined.len() * 50 <= mails,
        "{} of {mails}: {quarantined:#?}",
        quarantined.len()
    );
}
