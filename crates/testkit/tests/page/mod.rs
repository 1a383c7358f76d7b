//! One story for both doors, on a tiny page that is served on the loopback.

use std::io::{Read, Write};
use std::net::TcpListener;

use guichet_testkit::image;
use guichet_testkit::page::{Effort, Page};
use serde_json::{Value, json};

const TICKETS: &str = include_str!("tickets.html");

/// Serves the page to whoever asks, until the test's process ends.
pub fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            // What is asked does not matter: there is one page.
            let _ = stream.read(&mut request);
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n";
            let _ = write!(
                stream,
                "{head}Content-Length: {}\r\n\r\n{TICKETS}",
                TICKETS.len()
            );
        }
    });
    url
}

/// A person logs a call with the keyboard and the pointer.
pub async fn log_a_call(page: &Page) {
    page.wait_for("h1").await;
    assert_eq!(page.title().await, "Tickets");

    page.fill("Libellé", "Élodie d’œuvre : l’imprimante fume")
        .await;
    assert_eq!(
        page.value("Libellé").await,
        "Élodie d’œuvre : l’imprimante fume"
    );
    page.fill("Libellé", "L’imprimante fume").await;
    page.choose("Priorité", "Urgente").await;
    page.click_button("Enregistrer").await;

    page.find_text("Ticket 1 : L’imprimante fume (urgente)")
        .await;
    page.text_gone("Aucun ticket").await;
    assert_eq!(
        page.texts("li").await,
        ["Ticket 1 : L’imprimante fume (urgente)"]
    );
}

/// Keys reach the page as chords and as plain letters, and are counted.
pub async fn press_keys(page: &Page) {
    page.click("h1").await;
    let before = page.effort();
    page.press("Ctrl+K").await;
    page.find_text("touches : Ctrl+k").await;
    page.press("j").await;
    page.find_text("touches : Ctrl+k j").await;
    page.press("Escape").await;
    page.find_text("touches : Ctrl+k j Escape").await;
    assert_eq!(
        page.effort(),
        Effort {
            keys: before.keys + 3,
            clicks: before.clicks
        }
    );
}

/// Pictures arrive whole, pasted or dropped.
pub async fn give_pictures(page: &Page) {
    let picture = image::screenshot();
    page.field("Libellé")
        .await
        .focus()
        .await
        .expect("the field takes the focus");
    page.paste_image(&picture).await;
    page.find_text(&format!(
        "collé : image.png, {} octets, 48 × 32",
        picture.len()
    ))
    .await;
    page.drop_file(
        "main",
        "plan.png",
        "image/png",
        &image::png(7, 5, [9, 9, 9]),
    )
    .await;
    page.find_text("déposé : plan.png").await;
    page.find_text("7 × 5").await;
}

/// Accessibility is judged, and the judgement can be read.
pub async fn judge(page: &Page) {
    page.assert_accessible("the page of tickets").await;
    page.script("document.querySelector('label').remove()", Value::Null)
        .await;
    let violations = page.axe().await;
    assert_eq!(violations.len(), 1, "{violations:#?}");
    assert!(
        violations[0].starts_with("critical: Form elements must have labels (label)"),
        "{}",
        violations[0]
    );
    assert!(violations[0].contains("id=\"label\""), "{}", violations[0]);
}

/// A picture of the page can be looked at.
pub async fn look(page: &Page) -> (u32, u32) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("screens/tickets.png");
    page.screenshot(&path).await;
    let picture = std::fs::read(path).expect("the picture is there");
    assert!(picture.starts_with(b"\x89PNG"));
    let number =
        |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// What the page says its inside measures.
pub async fn inside(page: &Page) -> Value {
    page.script("return [innerWidth, innerHeight]", json!(null))
        .await
}
