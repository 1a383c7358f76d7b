//! Files of a ticket that leave the window for the system's own programs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use guichet_e2e::office::{Office, RONAN};
use guichet_e2e::{session, ticket};
use guichet_testkit::page::Page;
use tempfile::TempDir;

use crate::workstation::{Workstation, french};

const TICKETS: u32 = 60;
const NAME: &str = "devis plomberie.pdf";
const BYTES: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
/// Says what it was asked to open, whole or not at all.
const VIEWER: &str = "#!/bin/sh\nprintf %s \"$1\" >\"$0.part\" && mv \"$0.part\" \"$0.asked\"\n";

/// A system that opens nothing and remembers what it was asked.
struct System {
    folder: TempDir,
}

impl System {
    fn new() -> Self {
        let folder =
            tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary folder for a viewer: {e}"));
        let system = Self { folder };
        let viewer = system.viewer();
        fs::write(&viewer, VIEWER)
            .and_then(|()| fs::set_permissions(&viewer, fs::Permissions::from_mode(0o755)))
            .unwrap_or_else(|e| panic!("{} cannot be written: {e}", viewer.display()));
        system
    }

    fn viewer(&self) -> PathBuf {
        self.folder.path().join("xdg-open")
    }

    /// Where programs are looked for: the viewer comes before the machine's own.
    fn path(&self) -> String {
        let machine = std::env::var("PATH").unwrap_or_default();
        format!("{}:{machine}", self.folder.path().display())
    }

    async fn asked_to_open(&self, page: &Page) -> PathBuf {
        let asked = self.viewer().with_extension("asked");
        let path = page
            .until("a file given to the system", async || {
                fs::read_to_string(&asked).ok()
            })
            .await;
        path.into()
    }
}

#[tokio::test]
async fn a_document_of_a_ticket_is_opened_by_the_system_as_it_was_sent() {
    let system = System::new();
    let (office, workstation) = (Office::demonstration(TICKETS), Workstation::new());
    let window = workstation.window_on(&office).env("PATH", &system.path());
    let page = french(window.open().await).await;
    session::log_in(&page, RONAN).await;
    ticket::open(&page, office.log("Devis à joindre")).await;
    ticket::take(&page).await;
    page.field("Texte de l’étape").await;
    page.drop_file("#step-body", NAME, "application/pdf", BYTES)
        .await;
    page.wait_for(".composer .uploads").await;
    page.text_gone("envoi").await;
    ticket::write(&page, "Devis joint", "5").await;

    page.click(".timeline .attachment").await;

    let path = system.asked_to_open(&page).await;
    assert_eq!(path.file_name(), Some(NAME.as_ref()));
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{} is not read: {e}", path.display()));
    assert_eq!(bytes, BYTES);
    page.close().await;
}
