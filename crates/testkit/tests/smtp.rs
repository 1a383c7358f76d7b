//! A mail server takes mails, keeps them, delivers them, and refuses what it is asked to refuse.

use guichet_testkit::dovecot::{Dovecot, SUPPORT};
use guichet_testkit::smtp::{Sent, Smtp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// `\0support@kerlann.example\0marée haute "14:32"`, as a visitor says it.
const PROOF: &str = "AHN1cHBvcnRAa2VybGFubi5leGFtcGxlAG1hcsOpZSBoYXV0ZSAiMTQ6MzIi";

/// A visitor who speaks by hand, as `telnet` would.
struct Visitor(TcpStream);

impl Visitor {
    async fn of(server: &Smtp) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", server.port())).await;
        let mut visitor = Self(stream.expect("it listens"));
        let greeting = visitor.hear().await;
        assert!(greeting.starts_with("220 "), "{greeting}");
        visitor
    }

    /// Greeted and known.
    async fn known_to(server: &Smtp) -> Self {
        let mut visitor = Self::of(server).await;
        visitor.say("EHLO localhost").await;
        let heard = visitor.say(&format!("AUTH PLAIN {PROOF}")).await;
        assert!(heard.starts_with("235 "), "{heard}");
        visitor
    }

    /// Says a line, and gives the answer.
    async fn say(&mut self, line: &str) -> String {
        let line = format!("{line}\r\n");
        self.0.write_all(line.as_bytes()).await.expect("it reads");
        self.hear().await
    }

    /// A whole answer: its last line has a space behind the code. Nothing when it hung up.
    async fn hear(&mut self) -> String {
        let mut heard = Vec::new();
        loop {
            let text = String::from_utf8_lossy(&heard);
            let last = text.strip_suffix("\r\n").map(|text| {
                let start = text.rfind('\n').map_or(0, |end| end + 1);
                text[start..].to_owned()
            });
            if last.is_some_and(|line| line.get(3..4) == Some(" ")) {
                return text.into_owned();
            }
            if self.0.read_buf(&mut heard).await.expect("it answers") == 0 {
                return String::from_utf8_lossy(&heard).into_owned();
            }
        }
    }

    async fn send(&mut self, to: &[&str], lines: &str) -> String {
        self.say("MAIL FROM:<support@kerlann.example>").await;
        for to in to {
            let heard = self.say(&format!("RCPT TO:<{to}>")).await;
            assert!(heard.starts_with("250 "), "{heard}");
        }
        self.say("DATA").await;
        self.say(&format!("{lines}\r\n.")).await
    }
}

#[tokio::test]
async fn an_accepted_mail_is_kept_with_its_envelope_even_when_it_starts_again() {
    let mut server = Smtp::start().await;
    let mut visitor = Visitor::known_to(&server).await;
    let two = ["anne@kerlann.example", "marc@kerlann.example"];
    let said = visitor.send(&two, "Subject: Un\r\n\r\n..fin").await;
    assert!(said.starts_with("250 "), "{said}");
    server.stop();
    server.start_again().await;
    let mut visitor = Visitor::known_to(&server).await;
    visitor.send(&two[..1], "Subject: Deux\r\n").await;

    let mails = server.mails();
    let first = Sent {
        from: "support@kerlann.example".into(),
        to: two.map(str::to_owned).to_vec(),
        raw: b"Subject: Un\r\n\r\n.fin\r\n".to_vec(),
    };
    assert_eq!(mails[0], first);
    assert_eq!(mails[1].to, ["anne@kerlann.example"]);
    assert_eq!(mails.len(), 2);
}

#[tokio::test]
async fn what_is_for_a_mailbox_is_delivered_there() {
    let dovecot = Dovecot::start().await;
    let server = Smtp::delivering(&[(SUPPORT, dovecot.inbox(SUPPORT))]).await;
    let mut visitor = Visitor::known_to(&server).await;
    visitor
        .send(&["Support@kerlann.example"], "Subject: fume")
        .await;
    visitor
        .send(&["anne@kerlann.example"], "Subject: non")
        .await;

    let kept = dovecot.messages(SUPPORT, "INBOX");
    assert_eq!(kept.len(), 1);
    let raw = String::from_utf8_lossy(&kept[0].raw);
    assert_eq!(
        raw,
        "Return-Path: <support@kerlann.example>\r\nSubject: fume\r\n"
    );
}

#[tokio::test]
async fn refusals_are_asked_for_by_the_address() {
    let server = Smtp::start().await;
    let mut visitor = Visitor::known_to(&server).await;
    visitor.say("MAIL FROM:<support@kerlann.example>").await;
    for (address, code) in [("plein-452", "452 "), ("inconnu-550", "550 ")] {
        let heard = visitor
            .say(&format!("RCPT TO:<{address}@kerlann.example>"))
            .await;
        assert!(heard.starts_with(code), "{heard}");
    }
    visitor.say("RSET").await;
    let heard = visitor.send(&["contenu-554@kerlann.example"], "\r\n").await;
    assert!(heard.starts_with("554 "), "{heard}");
    visitor.say("MAIL FROM:<support@kerlann.example>").await;
    let heard = visitor.say("RCPT TO:<lent-421@kerlann.example>").await;
    assert!(heard.starts_with("421 "), "{heard}");
    assert_eq!(visitor.hear().await, "");
    assert!(server.mails().is_empty());
}

#[tokio::test]
async fn strangers_send_nothing_and_encryption_is_offered() {
    let server = Smtp::start().await;
    let mut visitor = Visitor::of(&server).await;
    let offered = visitor.say("EHLO localhost").await;
    for ability in ["STARTTLS", "AUTH LOGIN PLAIN"] {
        assert!(offered.contains(ability), "{offered}");
    }
    let heard = visitor.say("MAIL FROM:<support@kerlann.example>").await;
    assert!(heard.starts_with("530 "), "{heard}");
    let heard = visitor.say("AUTH PLAIN AGEAYg==").await;
    assert!(heard.starts_with("535 "), "{heard}");
}
