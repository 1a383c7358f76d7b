//! The ledger's rows, mailboxes, and whoever writes.

use guichet_domain::mail::{
    ExclusionField, MailReason, MailStart, OutboxMail, Outcome, Posted, Security, Template, Tidied,
    Treatment,
};
use guichet_domain::*;
use guichet_store::directory::contact_words;
use guichet_store::{Db, Error, FolderRow, Kept, MailPlace, MailQuery};

use crate::both::on_both;
use crate::desk::{at, id, office_with_ticket, step_of, write};

/// A mailbox.
pub fn mailbox() -> Mailbox {
    Mailbox {
        id: MailboxId(id(0x80)),
        version: 1,
        name: "Support".into(),
        address: "support@kerlann.example".into(),
        host: "imap.kerlann.example".into(),
        port: 993,
        security: Security::Tls,
        login: "support".into(),
        folder: "INBOX".into(),
        start: MailStart::Ask,
        kept: Treatment::Move,
        kept_folder: "Traités".into(),
        left_out: Treatment::Nothing,
        left_out_folder: String::new(),
        category_id: None,
        criticality: Criticality::Medium,
        language: Language::French,
        active: true,
        smtp_host: "localhost".into(),
        smtp_port: 587,
        smtp_security: Security::StartTls,
    }
}

/// A rule.
pub fn exclusion() -> Exclusion {
    Exclusion {
        id: ExclusionId(id(0x81)),
        version: 1,
        field: ExclusionField::Domain,
        pattern: "lettre.example".into(),
        note: String::new(),
        active: true,
    }
}

/// A message in the mailbox, by its UID.
pub fn mail(uid: i64) -> Mail {
    Mail {
        id: MailId(id(0x900 + uid.unsigned_abs() as u128)),
        at: at(uid),
        mailbox_id: Some(mailbox().id),
        folder: "INBOX".into(),
        validity: Some(5),
        uid: Some(uid),
        message_id: format!("{uid}@lebihan.example"),
        body_hash: format!("body{uid}"),
        raw_hash: format!("raw{uid}"),
        size: 1_200,
        sent_at: Some(at(0)),
        from_name: "Marie".into(),
        from_address: "marie@lebihan.example".into(),
        subject: "La caisse".into(),
        kind: "message".into(),
        outcome: Outcome::Quarantined,
        reason: MailReason::UnknownSender,
        detail: String::new(),
        ticket_id: None,
        step_id: None,
        duplicate_of: None,
        exclusion_id: None,
        treatment: Tidied::Pending,
    }
}

/// How far the mailbox was read.
pub fn folder() -> FolderRow {
    FolderRow {
        mailbox_id: mailbox().id,
        folder: "INBOX".into(),
        validity: 5,
        last_uid: 12,
        archive_to: 0,
        waiting: 0,
        tried_at: at(1),
        succeeded_at: None,
        trouble: Some("mot de passe refusé".into()),
    }
}

fn place(uid: i64) -> MailPlace<'static> {
    MailPlace {
        mailbox: MailboxId(id(0x80)),
        folder: "INBOX",
        validity: 5,
        uid,
    }
}

#[tokio::test]
async fn r22_a_message_stands_once_where_it_stands() {
    on_both(async |db: Db| {
        let kept = write(&db, async |tx| {
            tx.insert_mailbox(&mailbox()).await?;
            tx.insert_mail(&mail(1)).await?;
            assert_eq!(tx.mail_in(place(1)).await?, Some(mail(1)));
            assert_eq!(tx.mail_in(place(2)).await?, None);
            assert_eq!(tx.mail(mail(1).id).await?, Some(mail(1)));
            Ok(())
        });
        kept.await.expect("it is kept");
        let twice = write(&db, async |tx| {
            let twice = Mail {
                id: MailId(id(1)),
                ..mail(1)
            };
            tx.insert_mail(&twice).await
        });
        assert!(matches!(twice.await, Err(Error::Taken)));
        let imported = write(&db, async |tx| {
            for rank in [2, 3] {
                let imported = Mail {
                    id: MailId(id(rank)),
                    mailbox_id: None,
                    validity: None,
                    uid: None,
                    ..mail(1)
                };
                tx.insert_mail(&imported).await?;
            }
            Ok(())
        });
        imported.await.expect("files stand nowhere");
    })
    .await;
}

#[tokio::test]
async fn r22_messages_are_known_by_id_or_by_content_and_lead_to_their_ticket() {
    on_both(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let step = step_of(&ticket, 1);
        let done = write(&db, async |tx| {
            tx.insert_mailbox(&mailbox()).await?;
            tx.insert_step(&step).await?;
            let first = Mail {
                outcome: Outcome::NewTicket,
                ticket_id: Some(ticket.id),
                ..mail(1)
            };
            let copy = Mail {
                message_id: first.message_id.clone(),
                duplicate_of: Some(first.id),
                ..mail(2)
            };
            let answer = Mail {
                outcome: Outcome::FollowUp,
                ticket_id: Some(ticket.id),
                step_id: Some(step.id),
                ..mail(3)
            };
            let nameless = Mail {
                message_id: String::new(),
                ..mail(4)
            };
            for mail in [&first, &copy, &answer, &nameless] {
                tx.insert_mail(mail).await?;
            }
            let named = tx.mails_named(&first.message_id, "another").await?;
            assert_eq!(named, std::slice::from_ref(&first));
            assert_eq!(tx.mails_named("", "body4").await?, [nameless]);
            assert_eq!(tx.mails_named("", "another").await?, []);
            let found = tx.ticket_of_message(&first.message_id).await?;
            assert_eq!(found, Some((ticket.id, "La caisse".into())));
            assert_eq!(tx.ticket_of_message("x@y").await?, None);
            assert_eq!(tx.mail_of_opening(ticket.id).await?, Some(first));
            assert_eq!(tx.mail_of_step(ticket.id, step.id).await?, Some(answer));
            assert_eq!(tx.mails_from("marie@lebihan.example", at(0)).await?, 3);
            assert_eq!(tx.mails_from("marie@lebihan.example", at(4)).await?, 1);
            Ok(())
        });
        done.await.expect("they are kept");
    })
    .await;
}

#[tokio::test]
async fn r22_the_ledger_is_read_by_pages_and_counted() {
    on_both(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let done = write(&db, async |tx| {
            tx.insert_mailbox(&mailbox()).await?;
            for uid in 1..=4 {
                tx.insert_mail(&mail(uid)).await?;
            }
            let opened = Mail {
                outcome: Outcome::NewTicket,
                reason: MailReason::Unthreaded,
                ticket_id: Some(ticket.id),
                treatment: Tidied::None,
                ..mail(4)
            };
            tx.update_mail(&opened).await?;
            let page = tx.mails(MailQuery::default(), 2).await?;
            assert_eq!(page[0].mail, opened);
            assert_eq!(page[0].number, Some(ticket.number));
            assert_eq!(page[1].mail, mail(3));
            let older = MailQuery {
                outcome: Some(Outcome::Quarantined),
                mailbox: Some(mailbox().id),
                before: Some(mail(3).id),
            };
            let page = tx.mails(older, 10).await?;
            let ids: Vec<MailId> = page.iter().map(|line| line.mail.id).collect();
            assert_eq!(ids, [mail(2).id, mail(1).id]);
            let nobody_s = MailQuery {
                mailbox: Some(MailboxId(id(7))),
                ..older
            };
            assert!(tx.mails(nobody_s, 10).await?.is_empty());
            let mut counts = tx.count_mails(at(2)).await?;
            counts.sort();
            assert_eq!(counts, [(Outcome::NewTicket, 1), (Outcome::Quarantined, 2)]);
            assert_eq!(tx.count_waiting_mails().await?, 3);
            let left = tx.mails_to_tidy(mailbox().id, "INBOX", 5).await?;
            assert_eq!(left, [mail(1), mail(2), mail(3)]);
            tx.tidied(mail(1).id).await?;
            assert_eq!(tx.mails_to_tidy(mailbox().id, "INBOX", 5).await?.len(), 2);
            assert_eq!(tx.mails_of_folder(mailbox().id, "INBOX", 5).await?, 4);
            let nobody = Mail {
                id: MailId(id(7)),
                ..mail(1)
            };
            assert!(matches!(tx.update_mail(&nobody).await, Err(Error::Stale)));
            Ok(())
        });
        done.await.expect("they are kept");
    })
    .await;
}

#[tokio::test]
async fn r22_a_message_is_kept_as_it_came_once() {
    on_both(async |db: Db| {
        let done = write(&db, async |tx| {
            tx.keep_raw_mail("f00d", b"From: \xe9\0").await?;
            tx.keep_raw_mail("f00d", b"From: \xe9\0").await?;
            assert_eq!(
                tx.raw_mail("f00d").await?.as_deref(),
                Some(b"From: \xe9\0".as_slice())
            );
            assert_eq!(tx.raw_mail("beef").await?, None);
            Ok(())
        });
        done.await.expect("it is kept");
    })
    .await;
}

#[tokio::test]
async fn r22_mailboxes_rules_and_how_far_a_folder_was_read_are_kept() {
    on_both(async |db: Db| {
        let done = write(&db, async |tx| {
            tx.insert_mailbox(&mailbox()).await?;
            let closed = Mailbox {
                version: 2,
                active: false,
                ..mailbox()
            };
            tx.update_mailbox(&closed, 1).await?;
            assert_eq!(tx.mailbox(closed.id).await?, Some(closed.clone()));
            assert_eq!(tx.mailboxes().await?, [closed]);
            assert_eq!(tx.mailbox_secret(mailbox().id).await?, None);
            tx.set_mailbox_secret(mailbox().id, "un").await?;
            tx.set_mailbox_secret(mailbox().id, "deux").await?;
            assert_eq!(
                tx.mailbox_secret(mailbox().id).await?.as_deref(),
                Some("deux")
            );

            tx.insert_exclusion(&exclusion()).await?;
            let off = Exclusion {
                version: 2,
                active: false,
                ..exclusion()
            };
            tx.update_exclusion(&off, 1).await?;
            assert_eq!(tx.exclusion(off.id).await?, Some(off.clone()));
            assert_eq!(tx.exclusions().await?, std::slice::from_ref(&off));
            assert!(tx.exclusion_hits().await?.is_empty());
            let left_out = Mail {
                outcome: Outcome::Excluded,
                exclusion_id: Some(off.id),
                ..mail(1)
            };
            tx.insert_mail(&left_out).await?;
            assert_eq!(tx.exclusion_hits().await?, [(off.id, 1)]);

            assert_eq!(tx.mail_folder(mailbox().id, "INBOX").await?, None);
            tx.set_mail_folder(&folder()).await?;
            let read = FolderRow {
                last_uid: 40,
                succeeded_at: Some(at(9)),
                trouble: None,
                ..folder()
            };
            tx.set_mail_folder(&read).await?;
            assert_eq!(tx.mail_folder(mailbox().id, "INBOX").await?, Some(read));

            assert_eq!(tx.office_key("tokens").await?, None);
            assert_eq!(tx.make_office_key("tokens", "un").await?, "un");
            assert_eq!(tx.make_office_key("tokens", "deux").await?, "un");
            assert_eq!(tx.office_key("tokens").await?.as_deref(), Some("un"));
            Ok(())
        });
        done.await.expect("they are kept");
    })
    .await;
}

#[tokio::test]
async fn r22_whoever_writes_is_found_by_their_address_and_their_company_by_its_domain() {
    on_both(async |db: Db| {
        let (office, _) = office_with_ticket(&db).await;
        let done = write(&db, async |tx| {
            let (bakery, other) = (office.companies[0].id, office.companies[1].id);
            let mut written = Vec::new();
            for (rank, mail, company) in [
                (1, "Marie@LeBihan.example", Some(bakery)),
                (2, "yann@lebihan.example", Some(bakery)),
                (3, "marie@partage.example", Some(bakery)),
                (4, "luc@partage.example", Some(other)),
            ] {
                let contact = directory::Contact {
                    id: ContactId(id(0xa0 + rank)),
                    mail: mail.into(),
                    company_id: company,
                    ..office.contacts[0].clone()
                };
                tx.insert_contact(&contact).await?;
                let words = contact_words(&contact, None);
                tx.set_lookup(Kept::Contact, contact.id.0, &words).await?;
                written.push(contact);
            }
            assert_eq!(
                tx.contacts_at("marie@lebihan.example").await?,
                [written[0].clone()]
            );
            assert!(tx.contacts_at("marie").await?.is_empty());
            assert!(tx.contacts_at("@lebihan.example").await?.is_empty());
            assert_eq!(tx.company_at("lebihan.example").await?, Some(bakery));
            assert_eq!(tx.company_at("partage.example").await?, None);
            assert_eq!(tx.company_at("ailleurs.example").await?, None);
            assert_eq!(tx.staff_at("personne@kerlann.example").await?, None);
            Ok(())
        });
        done.await.expect("they are found");
    })
    .await;
}

/// A mail of the outbox, by its rank.
pub fn posted(rank: u128, ticket: &Ticket, contact: ContactId) -> OutboxMail {
    OutboxMail {
        id: OutboxId(id(0xb00 + rank)),
        at: at(0),
        due_at: at(1),
        template: Template::Answered,
        request_id: RequestId(id(0xc0)),
        ticket_id: ticket.id,
        step_id: None,
        contact_id: Some(contact),
        staff_id: None,
        state: Posted::Waiting,
        tries: 0,
        settled_at: None,
        trouble: None,
        mailbox_id: None,
        address: None,
        message_id: None,
        subject: None,
        body: None,
    }
}

#[tokio::test]
async fn r23_a_mail_waits_in_the_outbox_until_it_is_sent_or_withdrawn() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let contact = office.contacts[0].id;
        let done = write(&db, async |tx| {
            tx.insert_mailbox(&mailbox()).await?;
            let (one, two) = (posted(1, &ticket, contact), posted(2, &ticket, contact));
            tx.post(&one).await?;
            tx.post(&two).await?;
            assert!(tx.due_mails(at(0), 10).await?.is_empty());
            assert_eq!(tx.due_mails(at(1), 10).await?, [one.clone(), two.clone()]);
            assert_eq!(tx.mails_of_request(one.request_id).await?.len(), 2);
            assert!(tx.was_told(contact, Template::Answered, at(0)).await?);
            assert!(!tx.was_told(contact, Template::Answered, at(1)).await?);
            assert!(!tx.was_told(contact, Template::Opened, at(0)).await?);
            let sent = OutboxMail {
                state: Posted::Sent,
                tries: 1,
                settled_at: Some(at(2)),
                trouble: Some("452".into()),
                mailbox_id: Some(mailbox().id),
                address: Some("marie@lebihan.example".into()),
                message_id: Some("t1.9f.00@kerlann.example".into()),
                subject: Some("La caisse".into()),
                body: Some("Débranchez-la.".into()),
                ..one
            };
            tx.update_posted(&sent).await?;
            assert_eq!(tx.posted(sent.id).await?, Some(sent.clone()));
            assert_eq!(
                tx.withdraw_mails(sent.request_id, at(3)).await?,
                1,
                "what is sent is sent"
            );
            let three = posted(3, &ticket, contact);
            tx.post(&three).await?;
            tx.withdraw_mail(three.id, at(4)).await?;
            tx.withdraw_mail(sent.id, at(4)).await?;
            let states: Vec<Posted> = tx
                .mails_sent_about(ticket.id)
                .await?
                .iter()
                .map(|mail| mail.state)
                .collect();
            assert_eq!(states, [Posted::Sent, Posted::Withdrawn, Posted::Withdrawn]);
            let nobody = OutboxMail {
                id: OutboxId(id(7)),
                ..three
            };
            assert!(matches!(tx.update_posted(&nobody).await, Err(Error::Stale)));
            Ok(())
        });
        done.await.expect("they are kept");
    })
    .await;
}

#[tokio::test]
async fn r23_a_mail_leaves_by_the_mailbox_of_its_ticket_and_answers_its_last_message() {
    on_both(async |db: Db| {
        let (_, ticket) = office_with_ticket(&db).await;
        let done = write(&db, async |tx| {
            tx.insert_mailbox(&mailbox()).await?;
            assert_eq!(tx.mailbox_of_ticket(ticket.id).await?, None);
            for uid in [1, 2] {
                let came = Mail {
                    ticket_id: Some(ticket.id),
                    ..mail(uid)
                };
                tx.insert_mail(&came).await?;
            }
            assert_eq!(tx.mailbox_of_ticket(ticket.id).await?, Some(mailbox().id));
            let last = tx
                .last_message_from(ticket.id, "marie@lebihan.example")
                .await?;
            assert_eq!(last.as_deref(), Some("2@lebihan.example"));
            assert_eq!(tx.last_message_from(ticket.id, "x@y").await?, None);
            assert_eq!(tx.undelivered("x@y").await?, None);
            tx.set_undelivered("x@y", at(1), "550").await?;
            tx.set_undelivered("x@y", at(2), "554").await?;
            assert_eq!(tx.undelivered("x@y").await?.as_deref(), Some("554"));
            Ok(())
        });
        done.await.expect("they are kept");
    })
    .await;
}
