//! What is done with mails that were taken care of, on servers that can do more and on those that can do less.

use guichet_testkit::dovecot::{Dovecot, SUPPORT};

use crate::mailbox::{all, deliver, flags, inbox, mail};

#[tokio::test]
async fn r22_mails_are_marked_as_seen() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un", "Deux", "Trois"]);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    session.mark_seen(&uids[..2]).await.expect("it marks");
    assert_eq!(flags(&dovecot, "INBOX"), ["S", "S", ""]);
}

#[tokio::test]
async fn r22_mails_are_moved_to_a_folder_that_is_made_for_them() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un", "Deux"]);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    session
        .move_to(&uids[..1], "Traités")
        .await
        .expect("it moves");
    session
        .move_to(&uids[1..], "Traités")
        .await
        .expect("it moves");
    session.move_to(&[], "Rien").await.expect("it does nothing");

    assert!(all(&mut session).await.is_empty());
    assert_eq!(dovecot.folders(SUPPORT), ["INBOX", "Traités"]);
    let moved = dovecot.messages(SUPPORT, "Traités");
    assert_eq!(moved.len(), 2);
    assert!(moved.iter().any(|stored| stored.raw == mail("Un")));
}

#[tokio::test]
async fn r22_mails_are_deleted_and_no_others() {
    let dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un", "Deux", "Trois"]);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    session
        .delete(&[uids[0], uids[2]])
        .await
        .expect("it deletes");
    assert_eq!(all(&mut session).await, [uids[1]]);
    assert_eq!(dovecot.messages(SUPPORT, "INBOX").len(), 1);
}

#[tokio::test]
async fn r22_a_server_without_move_copies_and_removes() {
    let dovecot = Dovecot::offering("IMAP4rev1 UIDPLUS").await;
    deliver(&dovecot, &["Un", "Deux"]);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    session
        .move_to(&uids[..1], "Traités")
        .await
        .expect("it moves");
    assert_eq!(all(&mut session).await, uids[1..]);
    assert_eq!(dovecot.messages(SUPPORT, "INBOX").len(), 1);
    assert_eq!(dovecot.messages(SUPPORT, "Traités").len(), 1);
}

#[tokio::test]
async fn r22_an_old_server_keeps_what_others_have_marked_as_deleted() {
    let dovecot = Dovecot::offering("IMAP4rev1").await;
    deliver(&dovecot, &["Un", "Deux", "Trois"]);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    session.delete(&uids[..1]).await.expect("it marks");
    session
        .move_to(&uids[1..2], "Traités")
        .await
        .expect("it copies");
    assert_eq!(flags(&dovecot, "INBOX"), ["T", "T", ""]);
    assert_eq!(dovecot.messages(SUPPORT, "Traités").len(), 1);
}
