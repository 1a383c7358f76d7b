//! A mailbox opens to who proves who they are, on a line nobody listens to.

use guichet_courier::{Secret, Security, Server, Session, Trouble};
use guichet_testkit::dovecot::{Dovecot, SUPPORT};

use crate::mailbox::server;

/// Why it does not open.
async fn refused(server: &Server) -> Trouble {
    Session::open(server)
        .await
        .expect_err("it should not have opened")
}

#[tokio::test]
async fn r22_a_mailbox_opens_over_tls_over_starttls_and_in_plain_words_at_home() {
    let dovecot = Dovecot::start().await;
    let tls = server(&dovecot);
    let starttls = Server {
        security: Security::StartTls,
        port: dovecot.port(),
        ..tls.clone()
    };
    let plain = Server {
        security: Security::Plain,
        ..starttls.clone()
    };
    for server in [tls, starttls, plain] {
        let mut session = Session::open(&server).await.expect("a session");
        assert_eq!(session.folders().await, Ok(vec!["INBOX".to_owned()]));
    }
}

#[tokio::test]
async fn a_password_without_accents_opens_as_well() {
    let dovecot = Dovecot::start().await;
    dovecot.add("paye@kerlann.example", "it's \"14:32\" \\o/");
    let payroll = Server {
        login: "paye@kerlann.example".into(),
        secret: Secret::Password("it's \"14:32\" \\o/".into()),
        ..server(&dovecot)
    };
    Session::open(&payroll).await.expect("a session");
}

#[tokio::test]
async fn r22_a_wrong_password_is_told_in_the_server_s_words() {
    let dovecot = Dovecot::start().await;
    for wrong in ["wrong", "faux, à coup sûr"] {
        let wrong = Server {
            secret: Secret::Password(wrong.into()),
            ..server(&dovecot)
        };
        let words = "Authentication failed.".to_owned();
        assert_eq!(refused(&wrong).await, Trouble::WrongPassword(words));
    }
}

#[tokio::test]
async fn r22_an_access_token_opens_until_it_expires() {
    let dovecot = Dovecot::start().await;
    let fresh = Server {
        secret: Secret::Token(dovecot.token(SUPPORT)),
        ..server(&dovecot)
    };
    Session::open(&fresh).await.expect("a session");
    let expired = Server {
        secret: Secret::Token(dovecot.expired_token(SUPPORT)),
        ..fresh
    };
    let words = "Authentication failed.".to_owned();
    assert_eq!(refused(&expired).await, Trouble::ExpiredToken(words));
}

#[tokio::test]
async fn a_server_that_proves_nothing_is_told_nothing() {
    let dovecot = Dovecot::start().await;
    let unknown = Server {
        authority: None,
        ..server(&dovecot)
    };
    let stranger = Server {
        authority: Some(dovecot.stranger()),
        ..server(&dovecot)
    };
    let other_name = Server {
        host: "127.0.0.2".into(),
        ..server(&dovecot)
    };
    let no_file = Server {
        authority: Some("no/such/file.pem".into()),
        ..server(&dovecot)
    };
    let starttls = Server {
        security: Security::StartTls,
        port: dovecot.port(),
        ..stranger.clone()
    };
    for server in [unknown, stranger, other_name, no_file, starttls] {
        let trouble = refused(&server).await;
        assert!(matches!(trouble, Trouble::Certificate(_)), "{trouble:?}");
    }
    assert!(!dovecot.log().contains(SUPPORT));
}

#[tokio::test]
async fn plain_words_never_leave_this_machine() {
    let elsewhere = |host: &str| Server {
        host: host.into(),
        port: 143,
        security: Security::Plain,
        authority: None,
        login: SUPPORT.into(),
        secret: Secret::Password("secret".into()),
    };
    for host in [
        "mail.kerlann.example",
        "192.0.2.1",
        "localhost.kerlann.example",
        "::2",
    ] {
        assert_eq!(refused(&elsewhere(host)).await, Trouble::NotEncrypted);
    }
}

#[tokio::test]
async fn a_server_without_starttls_is_told_nothing() {
    let dovecot = Dovecot::start().await;
    // Or somebody on the way takes it out of the conversation.
    let inner = crate::relay::without_starttls().await;
    let server = Server {
        security: Security::StartTls,
        port: inner.port,
        ..server(&dovecot)
    };
    assert_eq!(refused(&server).await, Trouble::NotEncrypted);
    assert_eq!(inner.heard().await, "A0001 STARTTLS\r\n");
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let mut dovecot = Dovecot::start().await;
    let server = server(&dovecot);
    dovecot.stop();
    let trouble = refused(&server).await;
    assert!(matches!(trouble, Trouble::Unreachable(_)), "{trouble:?}");
}

#[tokio::test]
async fn the_wrong_port_says_so() {
    let dovecot = Dovecot::start().await;
    let plain_port = Server {
        port: dovecot.port(),
        ..server(&dovecot)
    };
    let trouble = refused(&plain_port).await;
    assert!(trouble.to_string().contains("try STARTTLS"), "{trouble}");
}

#[test]
fn secrets_are_never_shown() {
    for secret in [
        Secret::Password("sesame".into()),
        Secret::Token("sesame".into()),
    ] {
        assert!(!format!("{secret:?}").contains("sesame"));
    }
}
