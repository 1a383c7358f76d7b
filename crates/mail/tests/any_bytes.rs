//! Whatever arrives is read or refused with a reason, and folding adds nothing that was not said.

use std::fs;
use std::path::Path;

use guichet_mail::{Limits, read, visible};
use proptest::prelude::*;
use proptest::sample::Index;

/// Our own samples, as bytes.
fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let entries = fs::read_dir(&folder)
        .expect("the samples")
        .map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a sample"))
        .collect()
}

/// What happens to mails on their way.
#[derive(Debug, Clone)]
enum Damage {
    Cut(Index),
    Byte(Index, u8),
    Repeat(Index, Index),
    Drop(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        any::<Index>().prop_map(Damage::Cut),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Drop(from, to)),
    ]
}

fn damaged(mut mail: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let at = |index: &Index| index.index(mail.len() + 1);
        let range = |from: &Index, to: &Index| at(from).min(at(to))..at(from).max(at(to));
        match damage {
            Damage::Cut(index) => mail.truncate(at(index)),
            Damage::Byte(index, byte) => {
                let at = at(index);
                mail.insert(at, *byte);
            }
            Damage::Repeat(from, to) => {
                let again = mail[range(from, to)].to_vec();
                mail.extend(again);
            }
            Damage::Drop(from, to) => {
                mail.drain(range(from, to));
            }
        }
    }
    mail
}

/// Whether every line of one stands in the other, in the same order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut lines = whole.lines().map(str::trim_end);
    part.lines()
        .all(|line| lines.any(|known| known == line.trim_end()))
}

proptest! {
    #[test]
    fn r22_a_damaged_mail_is_read_or_refused(sample in any::<Index>(), damages in prop::collection::vec(damage(), 0..6)) {
        let samples = samples();
        let mail = damaged(samples[sample.index(samples.len())].clone(), &damages);
        if let Ok(message) = read(&mail, &Limits::default()) {
            prop_assert!(is_within(&message.visible_text, &message.text), "{message:#?}");
            prop_assert_eq!(message.visible_text.trim().is_empty(), message.text.trim().is_empty());
        }
    }

    #[test]
    fn r22_any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..4_000)) {
        let _ = read(&bytes, &Limits::default());
    }

    #[test]
    fn r22_what_is_shown_was_said(text in "([ >\\-:éa-zA-Z0-9]{0,30}\n|Le 3 mars 2026, P a écrit :\n|De : x\nEnvoyé : y\nObjet : z\n|-- \n|> mot\n){0,25}", title in "(Re: |TR: )?[a-z]{0,8}") {
        let shown = visible(&text, &title);
        prop_assert!(is_within(&shown, &text), "{shown:?} of {text:?}");
        prop_assert_eq!(shown.trim().is_empty(), text.trim().is_empty());
    }
}

#[test]
fn r22_a_bomb_of_parts_is_read_up_to_the_limit() {
    let mut mail =
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".to_vec();
    for _ in 0..10_000 {
        mail.extend(b"--x\r\nContent-Type: application/octet-stream\r\n\r\n.\r\n");
    }
    mail.extend(b"--x--\r\n");
    let message = read(&mail, &Limits::default()).expect("it is read");
    assert!(message.attachments.len() <= Limits::default().parts);
    assert!(
        message
            .warnings
            .contains(&guichet_mail::Warning::TooManyParts)
    );
}

#[test]
fn r22_html_deeper_than_people_write_is_kept_as_a_file() {
    for (tag, depth) in [("div", 300), ("blockquote", 300), ("b", 300)] {
        let mail = |depth| {
            let open = format!("<{tag}>").repeat(depth);
            format!("From: a@b.example\r\nContent-Type: text/html\r\n\r\n{open}Bonjour")
        };
        let message = read(mail(depth).as_bytes(), &Limits::default()).expect("it is read");
        assert!(message.text.contains("Bonjour"), "{tag}");
        let message = read(mail(100 * depth).as_bytes(), &Limits::default()).expect("it is kept");
        assert_eq!(message.attachments[0].media_type, "text/html");
    }
}

#[test]
fn r22_mails_within_mails_without_end_are_refused() {
    let nested = "Content-Type:message/rfc822\n\n".repeat(20_000);
    assert!(read(nested.as_bytes(), &Limits::default()).is_err());
    let open = "--x\r\nContent-Type:multipart/a;boundary=q\r\n\r\n".repeat(20_000);
    let open =
        format!("From: a@b.example\r\nContent-Type: multipart/mixed;boundary=x\r\n\r\n{open}");
    assert!(read(open.as_bytes(), &Limits::default()).is_err());
}

#[test]
fn r22_a_file_of_text_is_kept_byte_by_byte() {
    let mail = "From: a@b.example\r\nContent-Type: multipart/mixed;boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Bonjour</p>\r\n\
        --x\r\nContent-Type: text/csv; name=clients.csv\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nUmVuZQrp\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nLe pied de la liste\r\n--x--\r\n";
    let message = read(mail.as_bytes(), &Limits::default()).expect("it is read");
    assert_eq!(message.attachments[0].content, b"Rene\n\xe9");
    assert_eq!(
        message.text, "Bonjour\n\nLe pied de la liste",
        "nothing is lost"
    );
}
