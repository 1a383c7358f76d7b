//! Mails as whoever receives them reads them.

use guichet_mail::{Kind, Limits, Message, read};
use proptest::prelude::*;

use super::*;

fn answer() -> Outgoing {
    Outgoing {
        from: (
            Some("Service d’assistance, Kerlann".into()),
            "support@kerlann.example".into(),
        ),
        to: "anne.le-goff@kerlann.example".into(),
        reply_to: Some("support+18417@kerlann.example".into()),
        date: DateTime::from_timestamp(1_772_610_725, 0).expect("a date"),
        subject:
            "L’imprimante du premier étage fume encore malgré le remplacement du four [#18417-K7]"
                .into(),
        text: "Bonjour,\n\nÀ 14 h = après la marée.\n.\nRonan\n".into(),
        html: None,
        message_id: "t.18417.f00d@kerlann.example".into(),
        in_reply_to: Some("deux@client.example".into()),
        references: vec!["un@client.example".into(), "deux@client.example".into()],
        automatic: false,
        instance: "3f2a".into(),
    }
}

fn written(mail: &Outgoing) -> String {
    let letter = Letter::of(mail).expect("a letter");
    String::from_utf8(letter.bytes).expect("plain letters") + END
}

fn received(mail: &Outgoing) -> Message {
    read(written(mail).as_bytes(), &Limits::default()).expect("a mail")
}

#[test]
fn r23_an_answer_is_read_as_it_was_written() {
    let mail = answer();
    let read = received(&mail);
    let from = read.from.expect("an author");
    assert_eq!(from.name, mail.from.0);
    assert_eq!(from.address, Some(mail.from.1));
    assert_eq!(read.to[0].address, Some(mail.to));
    assert_eq!(read.reply_to[0].address, mail.reply_to);
    assert_eq!(read.subject, Some(mail.subject));
    assert_eq!(read.date.as_deref(), Some("2026-03-04T07:52:05+00:00"));
    assert_eq!(read.text.trim_end(), mail.text.trim_end());
    assert_eq!(read.html, None);
    assert_eq!(read.message_id, Some(mail.message_id));
    assert_eq!(read.in_reply_to, mail.in_reply_to);
    assert_eq!(read.references, mail.references);
    assert_eq!(read.warnings, []);
}

#[test]
fn r23_our_mails_are_known_as_ours_and_a_rule_s_as_no_person_s() {
    let mut mail = answer();
    assert_eq!(received(&mail).kind, Kind::Own);
    assert!(written(&mail).contains("X-Guichet-Instance: 3f2a\r\n"));
    assert!(!written(&mail).contains("Auto-Submitted"));
    mail.automatic = true;
    assert_eq!(received(&mail).kind, Kind::Own);
    for header in [
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
    ] {
        assert!(written(&mail).contains(&format!("\r\n{header}\r\n")));
    }
}

#[test]
fn r23_html_stands_beside_the_text() {
    let html = "<p>Bonjour, c’est <b>réparé</b>.</p>";
    let mail = Outgoing {
        html: Some(html.into()),
        ..answer()
    };
    let read = received(&mail);
    assert_eq!(read.html.as_deref().map(str::trim), Some(html));
    assert!(read.text.contains("après la marée"), "{}", read.text);
    let raw = written(&mail);
    assert!(raw.contains("Content-Type: multipart/alternative"), "{raw}");
    assert_eq!(raw.matches("\r\n--=_guichet\r\n").count(), 2);
}

#[test]
fn a_mail_is_plain_letters_in_short_lines_whatever_it_says() {
    let mail = Outgoing {
        text: "à".repeat(5_000),
        references: (0..200)
            .map(|nth| format!("{nth}@{}", "a".repeat(150)))
            .collect(),
        ..answer()
    };
    let raw = written(&mail);
    assert!(raw.is_ascii());
    assert!(raw.lines().all(|line| line.len() < 998));
    let known = received(&mail).references;
    assert_eq!(known.len(), THREAD);
    assert!(known[0].starts_with("0@") && known[1].starts_with("171@"));
    assert!(known[THREAD - 1].starts_with("199@"));
}

#[test]
fn ids_and_addresses_that_would_say_something_else_are_not_written() {
    let broken = ["un@a>\r\nBcc: <tous@b", "", "é@a", "u n@a", "a\0b", "<a>"];
    let mail = Outgoing {
        in_reply_to: Some(broken[0].into()),
        references: broken.map(str::to_owned).into(),
        ..answer()
    };
    let read = received(&mail);
    assert_eq!((read.in_reply_to, read.references), (None, Vec::new()));
    for id in broken {
        let mail = Outgoing {
            message_id: id.into(),
            ..answer()
        };
        assert!(matches!(Letter::of(&mail), Err(Unsent::Refused(refusal)) if refusal.permanent));
    }
    for to in [
        "personne",
        "",
        "a@b\r\nBcc: c@d",
        "a\r\n@b.example",
        "a> SIZE=1 <b@c.example",
        "a@b.example,c@d.example",
        "hélène@kerlann.example",
    ] {
        let mail = Outgoing {
            to: to.into(),
            ..answer()
        };
        assert!(
            matches!(Letter::of(&mail), Err(Unsent::Refused(refusal)) if refusal.permanent),
            "{to}"
        );
        let mail = Outgoing {
            from: (None, to.into()),
            ..answer()
        };
        assert!(
            matches!(
                Letter::of(&mail),
                Err(Unsent::Trouble(Trouble::NotOurName(_)))
            ),
            "{to}"
        );
    }
}

#[test]
fn a_domain_with_accents_is_written_as_the_network_does() {
    let mail = Outgoing {
        to: "anne@câble.example".into(),
        ..answer()
    };
    let letter = Letter::of(&mail).expect("a letter");
    assert_eq!(letter.to.to_string(), "anne@xn--cble-boa.example");
}

proptest! {
    #[test]
    fn r23_no_title_no_name_and_no_office_begins_another_header(
        subject in "[a-zé€𝄞 \r\n\t\0:=?_<>\"\\\\(),;@.\u{85}\u{2028}]{0,200}",
        name in "[a-zé€𝄞 \r\n\t\0:=_<>\"\\\\(),;@.\u{85}\u{2028}]{0,90}",
    ) {
        let plain = written(&answer());
        let names = |raw: &str| -> Vec<String> {
            let headers = raw.split("\r\n\r\n").next().unwrap_or_default().to_owned();
            let lines = headers.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
            lines.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
        };
        let mail = Outgoing {
            from: (Some(name.clone()), answer().from.1),
            subject: subject.clone(),
            instance: subject.clone(),
            ..answer()
        };
        let raw = written(&mail);
        prop_assert_eq!(names(&raw), names(&plain), "{}", raw);
        prop_assert!(!raw.replace("\r\n", "").contains(['\r', '\n', '\0']), "{}", raw);
        prop_assert!(raw.is_ascii(), "{}", raw);
        let read = read(raw.as_bytes(), &Limits::default()).expect("a mail");
        prop_assert_eq!(read.kind, Kind::Own);
        let from = read.from.unwrap_or(guichet_mail::Address { name: None, address: None });
        prop_assert_eq!(from.address, Some(mail.from.1));
        let seen = |text: &str| one_line(text).replace(char::is_whitespace, "");
        prop_assert_eq!(seen(&from.name.unwrap_or_default()), seen(&name), "{}", raw);
        prop_assert_eq!(seen(&read.subject.unwrap_or_default()), seen(&subject), "{}", raw);
        prop_assert_eq!(read.text.trim_end(), mail.text.trim_end());
    }
}
