//! Mails leave by the server of the office: each arrives once, or it is said why not and whether to try again.

use chrono::DateTime;
use guichet_courier::{Outgoing, Post, Refusal, Secret, Security, Sender, Trouble, Unsent};
use guichet_mail::{Kind, Limits, read};
use guichet_testkit::dovecot::{Dovecot, SUPPORT};
use guichet_testkit::smtp::{LOGIN, PASSWORD, Smtp, TOKEN};

use crate::relay;

/// How the office reaches this server.
fn post(smtp: &Smtp) -> Post {
    Post {
        host: "localhost".into(),
        port: smtp.port(),
        security: Security::StartTls,
        authority: Some(smtp.authority()),
        login: Some(LOGIN.into()),
        secret: Some(Secret::Password(PASSWORD.into())),
    }
}

/// An answer to somebody.
fn answer(to: &str) -> Outgoing {
    Outgoing {
        from: (Some("Assistance".into()), SUPPORT.into()),
        to: to.into(),
        reply_to: None,
        date: DateTime::from_timestamp(1_772_610_725, 0).expect("a date"),
        subject: "L’imprimante fume [#18417-K7]".into(),
        text: "Bonjour,\n.\nC’est réparé.\n".into(),
        html: None,
        message_id: format!("t.18417.{}", to.replace('@', ".")),
        in_reply_to: Some("un@client.example".into()),
        references: vec!["un@client.example".into()],
        automatic: false,
        instance: "3f2a".into(),
    }
}

const ANNE: &str = "anne@client.example";
const MARC: &str = "marc@client.example";

async fn open(post: &Post) -> Sender {
    Sender::open(post).await.expect("a connection")
}

/// Why it does not open.
async fn refused(post: &Post) -> Trouble {
    match Sender::open(post).await {
        Ok(_) => panic!("it should not have opened"),
        Err(trouble) => trouble,
    }
}

/// The server's words about one mail.
async fn refusal(sender: &mut Sender, to: &str) -> Refusal {
    match sender.send(&answer(to)).await {
        Err(Unsent::Refused(refusal)) => refusal,
        other => panic!("{to} is not refused: {other:?}"),
    }
}

/// Whom mails have reached.
fn reached(smtp: &Smtp) -> Vec<String> {
    smtp.mails().into_iter().flat_map(|sent| sent.to).collect()
}

fn connections(smtp: &Smtp) -> usize {
    smtp.log().matches("Peer: ").count()
}

#[tokio::test]
async fn r23_a_mail_leaves_over_starttls_over_tls_and_in_plain_words_at_home() {
    let smtp = Smtp::start().await;
    let starttls = post(&smtp);
    let tls = Post {
        security: Security::Tls,
        port: smtp.tls_port(),
        ..starttls.clone()
    };
    let plain = Post {
        security: Security::Plain,
        ..starttls.clone()
    };
    for post in [starttls, tls, plain] {
        let mut sender = open(&post).await;
        assert_eq!(sender.send(&answer(ANNE)).await, Ok(()));
        sender.close().await;
    }
    let mails = smtp.mails();
    assert_eq!(reached(&smtp), [ANNE; 3]);
    assert!(mails.iter().all(|sent| sent.from == SUPPORT));
    assert_eq!(mails[0].raw, mails[1].raw);
    let arrived = read(&mails[0].raw, &Limits::default()).expect("a mail");
    assert_eq!(arrived.text.trim_end(), answer(ANNE).text.trim_end());
}

#[tokio::test]
async fn r23_an_answer_reaches_a_mailbox_and_is_known_there_as_ours() {
    let dovecot = Dovecot::start().await;
    let smtp = Smtp::delivering(&[(SUPPORT, dovecot.inbox(SUPPORT))]).await;
    let mut sender = open(&post(&smtp)).await;
    assert_eq!(sender.send(&answer(SUPPORT)).await, Ok(()));

    let mut session = crate::mailbox::inbox(&dovecot).await;
    let uids = crate::mailbox::all(&mut session).await;
    let mut mails = session.fetch(&uids);
    let fetched = mails.next().await.expect("an answer").expect("a mail");
    let arrived = read(&fetched.raw, &Limits::default()).expect("a mail");
    let sent = answer(SUPPORT);
    assert_eq!(arrived.kind, Kind::Own);
    assert_eq!(arrived.message_id, Some(sent.message_id));
    assert_eq!(arrived.in_reply_to, sent.in_reply_to);
    assert_eq!(arrived.references, sent.references);
    assert_eq!(arrived.subject, Some(sent.subject));
}

#[tokio::test]
async fn r23_several_mails_go_over_one_connection() {
    let smtp = Smtp::start().await;
    let mut sender = open(&post(&smtp)).await;
    for to in [ANNE, MARC, ANNE] {
        assert_eq!(sender.send(&answer(to)).await, Ok(()));
    }
    assert_eq!(reached(&smtp), [ANNE, MARC, ANNE]);
    assert_eq!(connections(&smtp), 1);
}

#[tokio::test]
async fn r23_a_refusal_for_now_is_told_from_one_for_ever_and_stops_no_other_mail() {
    let smtp = Smtp::start().await;
    let mut sender = open(&post(&smtp)).await;
    let expected = [
        ("plein-452@client.example", false, 452),
        ("inconnu-550@client.example", true, 550),
        ("contenu-554@client.example", true, 554),
        ("contenu-451@client.example", false, 451),
    ];
    for (to, permanent, code) in expected {
        let refusal = refusal(&mut sender, to).await;
        assert_eq!((refusal.permanent, refusal.code), (permanent, Some(code)));
    }
    let full = refusal(&mut sender, expected[0].0).await;
    assert_eq!(full.words, "4.2.2 Boite pleine");
    assert_eq!(sender.send(&answer(ANNE)).await, Ok(()));
    assert_eq!(reached(&smtp), [ANNE]);
    assert_eq!(connections(&smtp), 1);
}

#[tokio::test]
async fn r23_a_server_that_hangs_up_is_called_again_for_the_next_mail() {
    let smtp = Smtp::start().await;
    let mut sender = open(&post(&smtp)).await;
    let refusal = refusal(&mut sender, "lent-421@client.example").await;
    assert_eq!((refusal.permanent, refusal.code), (false, Some(421)));
    assert_eq!(sender.send(&answer(ANNE)).await, Ok(()));
    assert_eq!(reached(&smtp), [ANNE]);
    assert_eq!(connections(&smtp), 2);
}

#[tokio::test]
async fn r23_a_connection_that_was_closed_in_between_is_opened_again() {
    let mut smtp = Smtp::start().await;
    let mut sender = open(&post(&smtp)).await;
    assert_eq!(sender.send(&answer(ANNE)).await, Ok(()));
    smtp.stop();
    smtp.start_again().await;
    assert_eq!(sender.send(&answer(MARC)).await, Ok(()));
    assert_eq!(reached(&smtp), [ANNE, MARC]);
}

#[tokio::test]
async fn r23_a_server_that_is_away_is_unreachable_until_it_is_back() {
    let mut smtp = Smtp::start().await;
    let mut sender = open(&post(&smtp)).await;
    smtp.stop();
    let unsent = sender.send(&answer(ANNE)).await;
    assert!(
        matches!(unsent, Err(Unsent::Trouble(Trouble::Unreachable(_)))),
        "{unsent:?}"
    );
    let trouble = refused(&post(&smtp)).await;
    assert!(matches!(trouble, Trouble::Unreachable(_)), "{trouble:?}");
    smtp.start_again().await;
    assert_eq!(sender.send(&answer(ANNE)).await, Ok(()));
    assert_eq!(reached(&smtp), [ANNE]);
}

#[tokio::test]
async fn r23_a_wrong_password_is_told_in_the_server_s_words() {
    let smtp = Smtp::start().await;
    let wrong = Post {
        secret: Some(Secret::Password("wrong".into())),
        ..post(&smtp)
    };
    let words = "5.7.8 Authentication credentials invalid".to_owned();
    assert_eq!(refused(&wrong).await, Trouble::WrongPassword(words));

    let nobody = Post {
        login: None,
        secret: None,
        ..post(&smtp)
    };
    let unsent = open(&nobody).await.send(&answer(ANNE)).await;
    assert!(
        matches!(unsent, Err(Unsent::Trouble(Trouble::WrongPassword(_)))),
        "{unsent:?}"
    );
}

#[tokio::test]
async fn r23_an_access_token_opens_until_it_expires() {
    let smtp = Smtp::start().await;
    let token = |token: &str| Post {
        secret: Some(Secret::Token(token.into())),
        ..post(&smtp)
    };
    let sent = open(&token(TOKEN)).await.send(&answer(ANNE)).await;
    assert_eq!(sent, Ok(()));
    let expired = refused(&token("jeton-de-la-veille")).await;
    assert!(matches!(expired, Trouble::ExpiredToken(_)), "{expired:?}");
}

#[tokio::test]
async fn a_server_that_sends_and_proves_nothing_is_told_nothing() {
    let smtp = Smtp::start().await;
    let unknown = Post {
        authority: None,
        ..post(&smtp)
    };
    let stranger = Post {
        authority: Some(smtp.stranger()),
        ..post(&smtp)
    };
    let tls = Post {
        security: Security::Tls,
        port: smtp.tls_port(),
        ..stranger.clone()
    };
    for post in [unknown, stranger, tls] {
        let trouble = refused(&post).await;
        assert!(matches!(trouble, Trouble::Certificate(_)), "{trouble:?}");
    }
    assert!(!smtp.log().contains(">> b'AUTH"), "{}", smtp.log());
}

#[tokio::test]
async fn mails_never_leave_this_machine_in_plain_words() {
    for host in [
        "mail.kerlann.example",
        "192.0.2.1",
        "localhost.kerlann.example",
        "::2",
    ] {
        let elsewhere = Post {
            host: host.into(),
            port: 25,
            security: Security::Plain,
            authority: None,
            login: None,
            secret: None,
        };
        assert_eq!(refused(&elsewhere).await, Trouble::NotEncrypted);
    }
}

#[tokio::test]
async fn a_server_that_sends_without_starttls_is_told_nothing() {
    let smtp = Smtp::start().await;
    let inner = relay::saying("220 ready\r\n", |_| "250 AUTH PLAIN\r\n".into()).await;
    let post = Post {
        port: inner.port,
        ..post(&smtp)
    };
    assert_eq!(refused(&post).await, Trouble::NotEncrypted);
    assert_eq!(inner.heard().await, "EHLO [127.0.0.1]\r\n");
}

#[tokio::test]
async fn a_server_that_reads_mailboxes_does_not_send() {
    let smtp = Smtp::start().await;
    for security in [Security::StartTls, Security::Plain] {
        let imap = relay::saying("* OK ready\r\n", |_| String::new()).await;
        let post = Post {
            port: imap.port,
            security,
            ..post(&smtp)
        };
        let trouble = refused(&post).await;
        assert!(matches!(trouble, Trouble::Protocol(_)), "{trouble:?}");
    }
}
