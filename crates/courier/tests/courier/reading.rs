//! What arrived is listed and read whole, and nobody sees that it was read.

use guichet_courier::{Fetched, Secret, Server, Session, Trouble};
use guichet_testkit::dovecot::{Dovecot, SUPPORT};

use crate::mailbox::{all, deliver, flags, inbox, mail, open, server};

/// These mails, read.
async fn read(session: &mut Session, uids: &[u32]) -> Vec<Fetched> {
    let mut read = Vec::new();
    let mut mails = session.fetch(uids);
    while let Some(mail) = mails.next().await.expect("a mail") {
        read.push(mail);
    }
    read
}

#[tokio::test]
async fn r22_a_mail_is_read_byte_by_byte_and_stays_unseen() {
    let dovecot = Dovecot::start().await;
    let raw = b"Subject: pi\xe8ce jointe\r\n\r\n\xff\x01 )\r\nA0001 OK * 3 EXISTS {5}\r\n";
    dovecot.deliver(SUPPORT, "INBOX", raw);
    let mut session = inbox(&dovecot).await;

    let listed = session.after(0).await.expect("a list");
    assert_eq!(listed.len(), 1);
    assert_eq!(usize::try_from(listed[0].size), Ok(raw.len()));
    let read = read(&mut session, &[listed[0].uid]).await;

    assert_eq!(read.len(), 1);
    assert_eq!(read[0].raw, raw);
    assert!(read[0].arrived.is_some());
    assert_eq!(read[0].arrived, listed[0].arrived);
    assert_eq!(flags(&dovecot, "INBOX"), [""]);
}

#[tokio::test]
async fn r22_only_what_came_after_the_last_one_is_listed() {
    let dovecot = Dovecot::start().await;
    let mut session = inbox(&dovecot).await;
    assert!(all(&mut session).await.is_empty());
    deliver(&dovecot, &["Un", "Deux", "Trois"]);
    let uids = all(&mut session).await;
    assert_eq!(uids.len(), 3);
    assert!(uids.is_sorted());

    let after = session.after(uids[1]).await.expect("a list");
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].uid, uids[2]);
    // Here a server gives the last mail all the same.
    assert_eq!(session.after(uids[2]).await, Ok(vec![]));
    assert_eq!(session.after(u32::MAX).await, Ok(vec![]));
}

#[tokio::test]
async fn a_folder_says_how_it_numbers_its_mails() {
    let mut dovecot = Dovecot::start().await;
    deliver(&dovecot, &["Un", "Deux"]);
    let mut session = open(&dovecot).await;
    let before = session.select("INBOX").await.expect("an inbox");
    assert_eq!(before.exists, 2);
    assert_eq!(before.next, Some(3));

    dovecot.stop();
    dovecot.new_validity(SUPPORT, "INBOX");
    dovecot.start_again().await;
    let mut session = open(&dovecot).await;
    let after = session.select("INBOX").await.expect("an inbox");
    assert_ne!(after.validity, before.validity);
    assert_eq!(after.exists, 2);
}

#[tokio::test]
async fn many_mails_are_read_in_order_and_those_that_are_gone_left_out() {
    let dovecot = Dovecot::start().await;
    for nth in 0..230 {
        deliver(&dovecot, &[&format!("Panne {nth}")]);
    }
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    assert_eq!(uids.len(), 230);
    session.delete(&uids[100..110]).await.expect("it deletes");

    let read = read(&mut session, &uids).await;
    let expected = (0..230).filter(|nth| !(100..110).contains(nth));
    let subjects: Vec<_> = expected.map(|nth| mail(&format!("Panne {nth}"))).collect();
    assert_eq!(read.len(), subjects.len());
    assert!(read.iter().map(|mail| &mail.raw).eq(&subjects));
}

#[tokio::test]
async fn a_large_mail_is_read_whole() {
    let dovecot = Dovecot::start().await;
    let mut raw = mail("Plan du port");
    for line in 0..200_000 {
        raw.extend(format!("{line:072}\r\n").into_bytes());
    }
    dovecot.deliver(SUPPORT, "INBOX", &raw);
    let mut session = inbox(&dovecot).await;
    let uids = all(&mut session).await;
    assert!(read(&mut session, &uids).await[0].raw == raw);
}

#[tokio::test]
async fn several_mailboxes_are_read_at_once() {
    let dovecot = Dovecot::start().await;
    let logins = ["paye@kerlann.example", "port@kerlann.example"];
    let tasks = logins.map(|login| {
        dovecot.add(login, "secret");
        dovecot.deliver(login, "INBOX", &mail(login));
        let server = Server {
            login: login.into(),
            secret: Secret::Password("secret".into()),
            ..server(&dovecot)
        };
        tokio::spawn(async move {
            let mut session = Session::open(&server).await.expect("a session");
            session.select("INBOX").await.expect("an inbox");
            let uids = all(&mut session).await;
            read(&mut session, &uids).await
        })
    });
    for (login, task) in logins.into_iter().zip(tasks) {
        let read = task.await.expect("a reading");
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].raw, mail(login));
    }
}

#[tokio::test]
async fn nothing_to_read_is_soon_read() {
    let dovecot = Dovecot::start().await;
    let mut session = inbox(&dovecot).await;
    assert_eq!(read(&mut session, &[]).await, []);
    assert_eq!(read(&mut session, &[41, 42]).await, []);
    assert!(all(&mut session).await.is_empty());
}

#[tokio::test]
async fn r22_a_folder_has_the_name_people_gave_it() {
    let dovecot = Dovecot::start().await;
    dovecot.deliver(SUPPORT, "Demandes & traités/Été", &mail("Un"));
    let mut session = open(&dovecot).await;
    let mut folders = session.folders().await.expect("folders");
    folders.sort();
    assert_eq!(folders, ["Demandes & traités/Été", "INBOX"]);
    let selected = session.select("Demandes & traités/Été").await;
    assert_eq!(selected.expect("a folder").exists, 1);
}

#[tokio::test]
async fn an_unknown_folder_is_named_and_the_session_goes_on() {
    let dovecot = Dovecot::start().await;
    let mut session = open(&dovecot).await;
    let refused = session.select("Réclamations").await;
    assert_eq!(refused, Err(Trouble::NoFolder("Réclamations".into())));
    session.select("INBOX").await.expect("an inbox");
}
