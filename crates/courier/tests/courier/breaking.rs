//! A server that goes away is noticed at once, and nothing is taken for done.

use std::time::Duration;

use guichet_courier::{Server, Session, Trouble};
use guichet_testkit::dovecot::{Dovecot, SUPPORT};

use crate::mailbox::{all, deliver, inbox, mail, server};
use crate::relay;

const LONG: Duration = Duration::from_secs(120);

fn is_over(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Ended | Trouble::Unreachable(_))
}

#[tokio::test]
async fn r22_a_server_restarted_during_a_wait_ends_it() {
    let mut dovecot = Dovecot::start().await;
    let mut session = inbox(&dovecot).await;
    let (waited, ()) = tokio::join!(session.wait(LONG), async { dovecot.stop() });
    assert_eq!(waited, Err(Trouble::Ended));
    assert_eq!(session.folders().await, Err(Trouble::Ended));

    dovecot.start_again().await;
    deliver(&dovecot, &["Un"]);
    let mut session = inbox(&dovecot).await;
    assert_eq!(all(&mut session).await.len(), 1);
}

#[tokio::test]
async fn r22_a_power_cut_during_a_wait_ends_it() {
    let mut dovecot = Dovecot::start().await;
    let mut session = inbox(&dovecot).await;
    let (waited, ()) = tokio::join!(session.wait(LONG), async { dovecot.kill() });
    assert_eq!(waited, Err(Trouble::Ended));
}

#[tokio::test]
async fn r22_a_power_cut_while_mails_are_read_is_not_their_end() {
    let mut dovecot = Dovecot::start().await;
    let mut large = mail("Plan du port");
    large.resize(2_000_000, b'x');
    for _ in 0..20 {
        dovecot.deliver(SUPPORT, "INBOX", &large);
    }
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    let mut mails = session.fetch(&uids);
    mails.next().await.expect("a mail").expect("the first");
    dovecot.kill();

    let trouble = loop {
        match mails.next().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("what was lost is taken for the end"),
            Err(trouble) => break trouble,
        }
    };
    assert!(is_over(&trouble), "{trouble:?}");
    assert_eq!(session.after(0).await, Err(Trouble::Ended));
}

#[tokio::test]
async fn what_is_given_up_half_way_spends_the_session() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un", "Deux"]);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    let mut mails = session.fetch(&uids);
    mails.next().await.expect("a mail").expect("the first");
    assert_eq!(session.after(0).await, Err(Trouble::Ended));
}

#[tokio::test]
async fn another_kind_of_server_is_not_understood() {
    let dovecot = Dovecot::start().await;
    let smtp = relay::saying("220 mail.kerlann.example ESMTP\r\n", |_| String::new()).await;
    let server = Server {
        port: smtp.port,
        security: guichet_courier::Security::StartTls,
        ..server(&dovecot)
    };
    let trouble = Session::open(&server).await.expect_err("it is no IMAP");
    assert!(matches!(trouble, Trouble::Protocol(_)), "{trouble:?}");
    assert!(!trouble.to_string().contains("ESMTP"));
}
