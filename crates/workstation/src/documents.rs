//! Copies of attachments for other programs: in a folder of this session alone, under names that can do no harm.
//!
//! It writes them and says which may be opened; opening them is the shell's.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use guichet_domain::Attachment;
use tempfile::TempDir;

/// Kinds that viewers show; the system chooses its program by these endings, whatever the bytes are.
const DOCUMENTS: &[&str] = &[
    "avi", "bmp", "csv", "doc", "docx", "eml", "gif", "heic", "ics", "jpeg", "jpg", "json", "log",
    "m4a", "md", "mkv", "mov", "mp3", "mp4", "odp", "ods", "odt", "ogg", "pdf", "png", "ppt",
    "pptx", "rtf", "tif", "tiff", "txt", "vcf", "wav", "webm", "webp", "xls", "xlsx", "xml", "zip",
];
/// Longest name of a file, in bytes: what every file system takes, with room for the system's own additions.
const LONGEST: usize = 200;

/// The folder of this session.
pub struct Copies(TempDir);

impl Copies {
    /// An empty folder that only this user reads.
    pub fn new() -> Result<Self> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("guichet-");
        #[cfg(unix)]
        folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        Ok(Self(folder.tempdir()?))
    }

    /// Writes a file and says where it is.
    pub fn write(&self, attachment: &Attachment, bytes: &[u8]) -> Result<PathBuf> {
        let folder = self.0.path().join(attachment.id.to_string());
        fs::create_dir_all(&folder)?;
        let path = folder.join(harmless(&attachment.name));
        fs::write(&path, bytes)?;
        Ok(path)
    }

    /// Throws the folder away.
    pub fn clear(&self) {
        if let Err(error) = fs::remove_dir_all(self.0.path()) {
            tracing::warn!(
                "the files of this session stay in {}: {error}",
                self.0.path().display()
            );
        }
    }
}

/// Whether a viewer will show it: nothing is ever run, so anything else is only shown in its folder.
pub fn is_document(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| DOCUMENTS.contains(&ending.as_str()))
}

/// The name without separators, without what no file system takes, and without marks that turn its letters round.
fn harmless(name: &str) -> String {
    let kept: String = name
        .chars()
        .filter(|&c| !c.is_control() && !turns(c))
        .map(plain)
        .collect();
    let kept = kept.trim_matches([' ', '.']);
    let name = if kept.is_empty() { "file" } else { kept };
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let end = stem.floor_char_boundary(LONGEST - ending.len());
    format!("{}{ending}", &stem[..end])
}

const fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn plain(c: char) -> char {
    match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out_of_its_folder() {
        assert_eq!(harmless("écran 😀.png"), "écran 😀.png");
        assert_eq!(harmless("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(harmless(r"C:\temp\a.txt"), "C__temp_a.txt");
        assert_eq!(harmless("..\u{0}\n"), "file");
        assert_eq!(harmless("facture\u{202e}fdp.exe"), "facturefdp.exe");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = harmless(&format!("{}.pdf", "é😀".repeat(150)));
        assert!(name.len() <= LONGEST && name.ends_with(".pdf"), "{name}");
    }

    #[test]
    fn only_documents_are_opened() {
        for name in ["a.pdf", "a.PNG", "a.docx"] {
            assert!(is_document(Path::new(name)), "{name}");
        }
        for name in [
            "a.exe",
            "a.pdf.desktop",
            "a.sh",
            "a.html",
            "a.svg",
            "a.jar",
            "a",
            ".pdf",
        ] {
            assert!(!is_document(Path::new(name)), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_its_users_alone_and_goes_away() {
        use std::os::unix::fs::PermissionsExt;
        let files = Copies::new().unwrap();
        let folder = files.0.path().to_owned();
        assert_eq!(
            fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
            0o700
        );
        files.clear();
        assert!(!folder.exists());
    }
}
