//! Waiting for mails: the server calls, or says that it does not.

use std::time::Duration;

use guichet_courier::News;
use guichet_testkit::dovecot::Dovecot;

use crate::mailbox::{all, deliver, inbox};

/// Longer than any test lasts.
const LONG: Duration = Duration::from_secs(120);
const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn r22_a_mail_that_arrives_ends_the_wait() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un"]);
    let mut session = inbox(&dovecot).await;
    let known = all(&mut session).await;
    assert_eq!(session.wait(SHORT).await, Ok(News::Nothing));

    let (news, ()) = tokio::join!(session.wait(LONG), async { deliver(&dovecot, &["Deux"]) });
    assert_eq!(news, Ok(News::Arrived));
    assert_eq!(all(&mut session).await.len(), known.len() + 1);
    assert_eq!(session.wait(SHORT).await, Ok(News::Nothing));
}

#[tokio::test]
async fn r22_a_mail_that_arrives_while_others_are_worked_on_is_no_secret() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un"]);
    let mut session = inbox(&dovecot).await;
    let known = all(&mut session).await;
    deliver(&dovecot, &["Deux"]);
    // The server says here that there are two, and does not say it again.
    session.mark_seen(&known).await.expect("it marks");
    assert_eq!(session.wait(LONG).await, Ok(News::Arrived));
    assert_eq!(all(&mut session).await.len(), 2);
}

#[tokio::test]
async fn a_mail_that_leaves_is_no_news() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un", "Deux"]);
    let mut session = inbox(&dovecot).await;
    let known = all(&mut session).await;
    session
        .move_to(&known[..1], "Traités")
        .await
        .expect("it moves");
    assert_eq!(session.wait(SHORT).await, Ok(News::Nothing));
}

#[tokio::test]
async fn a_server_that_does_not_call_says_so() {
    let dovecot = Dovecot::offering("IMAP4rev1").await;
    let mut session = inbox(&dovecot).await;
    assert_eq!(session.wait(LONG).await, Ok(News::Unsupported));
}
