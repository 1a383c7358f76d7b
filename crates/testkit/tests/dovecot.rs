//! Dovecot answers for the mailboxes of one test, and the test sees what became of the mails.

use guichet_testkit::dovecot::{Dovecot, PASSWORD, SUPPORT};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Says these lines in plain words, as `telnet` would, and gives what was answered until the last one was done.
async fn say(server: &Dovecot, lines: &[&str]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port()))
        .await
        .expect("it listens");
    let mut heard = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let said = format!("a{nth} {line}\r\n");
        stream.write_all(said.as_bytes()).await.expect("it reads");
        let done = format!("\r\na{nth} ");
        while !String::from_utf8_lossy(&heard).contains(&done) {
            let read = stream.read_buf(&mut heard).await.expect("it answers");
            assert!(read > 0, "it hung up: {}", String::from_utf8_lossy(&heard));
        }
    }
    String::from_utf8_lossy(&heard).into_owned()
}

fn log_in(password: &str) -> String {
    let quoted = password.replace('"', "\\\"");
    format!("LOGIN {SUPPORT} \"{quoted}\"")
}

#[tokio::test]
async fn a_delivered_mail_is_there_and_its_flags_are_seen_on_the_disk() {
    let server = Dovecot::start().await;
    server.deliver(SUPPORT, "INBOX", b"Subject: fume\n\nL'imprimante\n");
    let heard = say(
        &server,
        &[
            &log_in(PASSWORD),
            "SELECT INBOX",
            "STORE 1 +FLAGS (\\Seen)",
            "CREATE \"Trait&AOk-s\"",
            "COPY 1 \"Trait&AOk-s\"",
        ],
    )
    .await;
    assert!(heard.contains("* 1 EXISTS"), "{heard}");
    let kept = server.messages(SUPPORT, "INBOX");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].flags, "S");
    assert_eq!(server.folders(SUPPORT), ["INBOX", "Traités"]);
    assert_eq!(server.messages(SUPPORT, "Traités")[0].raw, kept[0].raw);
}

#[tokio::test]
async fn mailboxes_know_nothing_of_each_other() {
    let server = Dovecot::start().await;
    server.add("paye@kerlann.example", "autre");
    server.deliver("paye@kerlann.example", "INBOX", b"\n");
    assert!(server.messages(SUPPORT, "INBOX").is_empty());
    let other = say(&server, &["LOGIN paye@kerlann.example autre"]).await;
    assert!(other.contains("a0 OK"), "{other}");
    let wrong = say(&server, &[&log_in("autre")]).await;
    assert!(wrong.contains("a0 NO [AUTHENTICATIONFAILED]"), "{wrong}");
}

#[tokio::test]
async fn a_folder_can_lose_its_validity() {
    let mut server = Dovecot::start().await;
    server.deliver(SUPPORT, "INBOX", b"\n");
    let validity = async |server: &Dovecot| {
        let heard = say(server, &[&log_in(PASSWORD), "SELECT INBOX"]).await;
        let (_, rest) = heard.split_once("UIDVALIDITY ").expect("a validity");
        rest.split_once(']').expect("a number").0.to_owned()
    };
    let before = validity(&server).await;
    server.stop();
    server.new_validity(SUPPORT, "INBOX");
    server.start_again().await;
    assert_ne!(validity(&server).await, before);
}

#[tokio::test]
async fn it_can_be_made_to_offer_less() {
    let server = Dovecot::offering("IMAP4rev1 UIDPLUS").await;
    let heard = say(&server, &[&log_in(PASSWORD), "CAPABILITY"]).await;
    assert!(
        heard.contains("* CAPABILITY IMAP4rev1 UIDPLUS\r\n"),
        "{heard}"
    );
}
