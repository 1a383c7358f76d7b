//! Mail in (R22): each message ends in one named outcome, and none acts with more than its sender has.

use guichet_api::directory::SaveContact;
use guichet_api::mail::*;
use guichet_api::people::SaveStaff;
use guichet_api::settings::SaveSettings;
use guichet_domain::mail::{MailReason, MailStart, Outcome, Security, Tidied, Treatment};
use guichet_domain::settings::UnknownSenders;
use guichet_domain::*;
use guichet_office::mail::{Arrival, Origin, Reading, Receipt, Round};

use crate::house::{House, contact, id, on_both};

const MARIE: &str = "Marie.LeBihan@lebihan.example";

/// A message that stands in the mailbox.
struct Letter<'a> {
    from: &'a str,
    subject: &'a str,
    headers: &'a str,
    body: &'a str,
}

const PLAIN: Letter = Letter {
    from: MARIE,
    subject: "La caisse ne démarre plus",
    headers: "Message-ID: <un@lebihan.example>\r\n",
    body: "Bonjour,\r\n\r\nElle reste noire.\r\n",
};

impl Letter<'_> {
    fn raw(&self) -> Vec<u8> {
        let Self {
            from,
            subject,
            headers,
            body,
        } = self;
        format!(
            "From: {from}\r\nTo: support@kerlann.example\r\nSubject: {subject}\r\nDate: Tue, 24 Nov 2026 08:30:00 +0000\r\n\
             {headers}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

/// A rule that leaves newsletters out.
pub fn rule() -> Exclusion {
    Exclusion {
        id: ExclusionId(uuid::Uuid::nil()),
        version: 0,
        field: mail::ExclusionField::Domain,
        pattern: "lettre.example".into(),
        note: "Publicité".into(),
        active: true,
    }
}

/// A mailbox, as an administrator of the mail set it up.
pub fn mailbox() -> Mailbox {
    Mailbox {
        id: MailboxId(uuid::Uuid::nil()),
        version: 0,
        name: "Support".into(),
        address: "support@kerlann.example".into(),
        host: "localhost".into(),
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
        criticality: Criticality::Serious,
        language: Language::French,
        active: true,
        smtp_host: "localhost".into(),
        smtp_port: 587,
        smtp_security: Security::StartTls,
    }
}

async fn set_up(house: &House) -> Mailbox {
    let marie = Contact {
        mail: MARIE.into(),
        ..house.marie.clone()
    };
    house.does(house.ann, SaveContact { contact: marie }).await;
    let kept = house.office.set_mailbox(mailbox(), Some("sealed")).await;
    kept.expect("the mailbox is kept")
}

type Contact = directory::Contact;

impl House {
    async fn gets(&self, mailbox: &Mailbox, uid: i64, letter: &Letter<'_>) -> Receipt {
        self.gets_raw(mailbox, uid, letter.raw()).await
    }

    async fn gets_raw(&self, mailbox: &Mailbox, uid: i64, raw: Vec<u8>) -> Receipt {
        let arrival = Arrival {
            origin: Origin::Mailbox {
                mailbox: Box::new(mailbox.clone()),
                validity: 1,
                uid,
                archived: false,
            },
            arrived: None,
            raw,
        };
        self.office
            .receive(arrival)
            .await
            .expect("the office keeps it")
    }
}

fn ended(receipt: &Receipt) -> (Outcome, MailReason) {
    (receipt.mail.outcome, receipt.mail.reason)
}

#[tokio::test]
async fn r22_a_mail_of_a_contact_opens_a_ticket_with_its_mailbox_defaults() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let receipt = house.gets(&mailbox, 7, &PLAIN).await;
        assert_eq!(
            ended(&receipt),
            (Outcome::NewTicket, MailReason::Unthreaded)
        );
        let sheet = house
            .reads(house.sam, receipt.number.expect("a number"))
            .await;
        let ticket = sheet.ticket;
        assert_eq!(ticket.label, "La caisse ne démarre plus");
        assert_eq!(ticket.description, "Bonjour,\n\nElle reste noire.");
        assert_eq!(ticket.channel, Channel::Mail);
        assert_eq!(ticket.criticality, Criticality::Serious);
        assert_eq!(ticket.contact_id, Some(house.marie.id));
        assert_eq!(ticket.company_id, Some(house.bakery.id));
        assert_eq!(ticket.created_by_contact_id, Some(house.marie.id));
        let wrote: Moment = "2026-11-24T08:30:00Z".parse().expect("an instant");
        assert_eq!(ticket.reported_at, wrote);
    })
    .await;
}

#[tokio::test]
async fn r22_a_message_met_again_where_it_stands_is_kept_once() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let first = house.gets(&mailbox, 7, &PLAIN).await;
        let again = house.gets(&mailbox, 7, &PLAIN).await;
        assert_eq!(again, first);
    })
    .await;
}

#[tokio::test]
async fn r22_a_copy_is_a_duplicate_and_another_mail_under_its_id_is_none() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let first = house.gets(&mailbox, 1, &PLAIN).await;
        let copy = house.gets(&mailbox, 2, &PLAIN).await;
        assert_eq!(ended(&copy), (Outcome::Duplicate, MailReason::SameMessage));
        assert_eq!(copy.mail.duplicate_of, Some(first.mail.id));
        assert_eq!(copy.number, first.number);

        let other = Letter {
            body: "Colis 12 livré.",
            ..PLAIN
        };
        let other = house.gets(&mailbox, 3, &other).await;
        assert_eq!(other.mail.outcome, Outcome::NewTicket);
        assert_eq!(other.mail.detail, "message_id_reused");

        let nameless = Letter {
            headers: "",
            ..PLAIN
        };
        let first = house.gets(&mailbox, 4, &nameless).await;
        assert_eq!(first.mail.outcome, Outcome::NewTicket);
        let copy = house.gets(&mailbox, 5, &nameless).await;
        assert_eq!(ended(&copy), (Outcome::Duplicate, MailReason::SameContent));
    })
    .await;
}

#[tokio::test]
async fn r22_an_answer_resumes_its_ticket_by_what_proves_it() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let number = house
            .gets(&mailbox, 1, &PLAIN)
            .await
            .number
            .expect("a ticket");
        let token = house
            .office
            .reply_token(number, MARIE)
            .await
            .expect("a token");
        let by_token = format!("Message-ID: <a@x>\r\nIn-Reply-To: <{token}@kerlann.example>\r\n");
        let by_answer = "Message-ID: <b@x>\r\nIn-Reply-To: <un@lebihan.example>\r\n";
        let by_references = "Message-ID: <c@x>\r\nReferences: <zero@x> <un@lebihan.example>\r\n";
        let plus = format!("Message-ID: <d@x>\r\nCc: support+{token}@kerlann.example\r\n");
        let by_subject = format!("[Guichet {number}] La caisse");
        let answer = |headers| Letter {
            subject: "Re: La caisse ne démarre plus",
            headers,
            body: "Toujours noire.\r\n\r\nLe 24 nov. 2026, Tom a écrit :\r\n> Et maintenant ?\r\n",
            ..PLAIN
        };
        for (uid, letter, reason) in [
            (2, answer(&by_token), MailReason::Token),
            (3, answer(by_answer), MailReason::InReplyTo),
            (4, answer(by_references), MailReason::References),
            (5, answer(&plus), MailReason::Token),
            (
                6,
                Letter {
                    subject: &by_subject,
                    ..answer("Message-ID: <e@x>\r\n")
                },
                MailReason::Subject,
            ),
        ] {
            if uid == 2 {
                house.takes(house.tom, number).await;
            }
            let version = house.version(number).await;
            let wait = guichet_api::tickets::WaitTicket {
                number,
                version,
                stage: Stage::Waiting,
            };
            house.does(house.tom, wait).await;
            let receipt = house.gets(&mailbox, uid, &letter).await;
            assert_eq!(ended(&receipt), (Outcome::FollowUp, reason));
            assert_eq!(receipt.number, Some(number));
            let sheet = house.reads(house.tom, number).await;
            assert_eq!(sheet.ticket.status, Status::InProgress, "{reason}");
            let step = sheet.steps.last().expect("her words");
            assert_eq!(step.body, "Toujours noire.");
            assert_eq!((step.kind, step.public), (StepKind::Answer, true));
            assert_eq!(step.by_contact_id, Some(house.marie.id));
        }
    })
    .await;
}

#[tokio::test]
async fn r22_references_under_another_subject_and_words_of_a_stranger_open_another_ticket() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let number = house
            .gets(&mailbox, 1, &PLAIN)
            .await
            .number
            .expect("a ticket");
        let recycled = Letter {
            subject: "Le four",
            headers: "Message-ID: <b@x>\r\nReferences: <un@lebihan.example>\r\n",
            body: "Il chauffe mal.",
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 2, &recycled).await;
        assert_eq!(
            ended(&receipt),
            (Outcome::NewTicket, MailReason::Unthreaded)
        );

        let stranger = Letter {
            from: "Paul Riou <p.riou@ailleurs.example>",
            subject: &format!("Re: [Guichet {number}] la caisse"),
            headers: "Message-ID: <c@x>\r\nIn-Reply-To: <un@lebihan.example>\r\n",
            body: "Moi aussi.",
        };
        let receipt = house.gets(&mailbox, 3, &stranger).await;
        assert_eq!(ended(&receipt), (Outcome::NewTicket, MailReason::MayFollow));
        assert_eq!(receipt.mail.detail, number.to_string());
        let sheet = house
            .reads(house.sam, receipt.number.expect("a ticket"))
            .await;
        let newcomer = sheet.ticket.contact_id.expect("a contact to complete");
        assert_ne!(newcomer, house.marie.id);
        assert!(house.reads(house.sam, number).await.steps.is_empty());
    })
    .await;
}

#[tokio::test]
async fn r22_a_token_of_somebody_else_waits_for_a_person() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let number = house
            .gets(&mailbox, 1, &PLAIN)
            .await
            .number
            .expect("a ticket");
        let token = house
            .office
            .reply_token(number, MARIE)
            .await
            .expect("a token");
        let stolen = Letter {
            from: "voleur@ailleurs.example",
            headers: &format!("Message-ID: <v@x>\r\nIn-Reply-To: <{token}@kerlann.example>\r\n"),
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 2, &stolen).await;
        assert_eq!(
            ended(&receipt),
            (Outcome::Quarantined, MailReason::OtherAddress)
        );
        assert_eq!(receipt.mail.detail, number.to_string());

        let forged = token.replace(&format!("t{number}."), "t999.");
        let forged = Letter {
            headers: &format!("Message-ID: <w@x>\r\nIn-Reply-To: <{forged}@kerlann.example>\r\n"),
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 3, &forged).await;
        assert_eq!(
            ended(&receipt),
            (Outcome::NewTicket, MailReason::Unthreaded)
        );
    })
    .await;
}

#[tokio::test]
async fn r22_an_address_of_the_staff_gives_no_right() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let tom = house
            .does(house.ann, guichet_api::people::ListStaff {})
            .await;
        let tom = tom
            .into_iter()
            .find(|staff| staff.id == id(house.tom))
            .expect("Tom");
        let staff = Staff {
            mail: "tom@kerlann.example".into(),
            ..tom
        };
        house
            .does(
                house.ann,
                SaveStaff {
                    staff,
                    password: String::new(),
                },
            )
            .await;
        let number = house
            .gets(&mailbox, 1, &PLAIN)
            .await
            .number
            .expect("a ticket");
        house.takes(house.tina, number).await;
        let token = house
            .office
            .reply_token(number, "tom@kerlann.example")
            .await;
        let spoofed = Letter {
            from: "tom@kerlann.example",
            headers: &format!(
                "Message-ID: <t@x>\r\nIn-Reply-To: <{}@x>\r\n",
                token.expect("a token")
            ),
            body: "Débranchez-la.",
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 2, &spoofed).await;
        assert_eq!(ended(&receipt), (Outcome::FollowUp, MailReason::StaffToken));
        let sheet = house.reads(house.tina, number).await;
        let step = sheet.steps.last().expect("his words");
        assert!(!step.public);
        assert_eq!((step.by_staff_id, step.by_contact_id), (None, None));
        assert_eq!(sheet.ticket.status, Status::InProgress);

        let bare = Letter {
            subject: "Écran de la salle",
            headers: "Message-ID: <u@x>\r\n",
            ..spoofed
        };
        let receipt = house.gets(&mailbox, 3, &bare).await;
        assert_eq!(receipt.mail.outcome, Outcome::NewTicket);
    })
    .await;
}

#[tokio::test]
async fn r6_a_late_answer_is_kept_after_the_closing_and_opens_nothing() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let number = house
            .gets(&mailbox, 1, &PLAIN)
            .await
            .number
            .expect("a ticket");
        house.takes(house.tom, number).await;
        house.resolves(house.tom, number).await;
        let late = Letter {
            headers: "Message-ID: <l@x>\r\nIn-Reply-To: <un@lebihan.example>\r\n",
            body: "Merci !",
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 2, &late).await;
        assert_eq!(receipt.mail.outcome, Outcome::FollowUp);
        let sheet = house.reads(house.tom, number).await;
        assert_eq!(sheet.ticket.status, Status::Resolved);
        assert!(sheet.steps.last().expect("her thanks").after_closing);
    })
    .await;
}

#[tokio::test]
async fn r22_a_robot_changes_no_status_and_a_bounce_is_told_on_its_ticket() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let number = house.gets(&mailbox, 1, &PLAIN).await.number.expect("a ticket");
        house.takes(house.tom, number).await;
        house.waits(house.tom, number).await;
        let away = Letter {
            subject: "Absence du bureau",
            headers: "Message-ID: <r@x>\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <un@lebihan.example>\r\n",
            body: "De retour jeudi.",
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 2, &away).await;
        assert_eq!(ended(&receipt), (Outcome::AutoReply, MailReason::StatusUnchanged));
        let sheet = house.reads(house.tom, number).await;
        assert_eq!(sheet.ticket.status, Status::AwaitingReply);
        assert!(!sheet.steps.last().expect("the robot's words").public);

        let lost = Letter {
            headers: "Message-ID: <s@x>\r\nAuto-Submitted: auto-replied\r\n",
            ..away
        };
        let receipt = house.gets(&mailbox, 3, &lost).await;
        assert_eq!(ended(&receipt), (Outcome::AutoReply, MailReason::NoTicket));

        let token = house.office.reply_token(number, MARIE).await.expect("a token");
        let report = format!(
            "From: MAILER-DAEMON@orange.example\r\nTo: support+{token}@kerlann.example\r\nSubject: Undelivered Mail\r\n\
             Message-ID: <z@x>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.orange.example\r\n\r\n\
             Final-Recipient: rfc822; {MARIE}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--b--\r\n"
        );
        let receipt = house.gets_raw(&mailbox, 4, report.into_bytes()).await;
        assert_eq!(ended(&receipt), (Outcome::Bounce, MailReason::Permanent));
        assert_eq!(receipt.mail.detail, MARIE);
        let sheet = house.reads(house.tom, number).await;
        let step = sheet.steps.last().expect("the server's words");
        assert!(step.body.contains("550 no such user"), "{}", step.body);
        assert!(!step.public);
    })
    .await;
}

#[tokio::test]
async fn r22_a_rule_leaves_out_and_what_cannot_be_read_is_kept_whole() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let rule = SaveExclusion { exclusion: rule() };
        let rules = house.does(house.sam, rule).await;
        let news = Letter {
            from: "promo@la.lettre.example",
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 1, &news).await;
        assert_eq!(ended(&receipt), (Outcome::Excluded, MailReason::Rule));
        assert_eq!(receipt.mail.exclusion_id, Some(rules[0].exclusion.id));
        assert_eq!(receipt.mail.treatment, Tidied::None);

        let receipt = house.gets_raw(&mailbox, 2, b"  \r\n".to_vec()).await;
        assert_eq!(
            ended(&receipt),
            (Outcome::Quarantined, MailReason::Unreadable)
        );
        assert!(!receipt.mail.detail.is_empty());
        let raw = house
            .does(
                house.sam,
                GetMail {
                    id: receipt.mail.id,
                },
            )
            .await
            .raw;
        assert_eq!(raw, "  \r\n");
    })
    .await;
}

#[tokio::test]
async fn r22_a_supervisor_replays_a_message_and_hangs_another_on_its_ticket() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let number = house
            .gets(&mailbox, 1, &PLAIN)
            .await
            .number
            .expect("a ticket");
        let token = house
            .office
            .reply_token(number, MARIE)
            .await
            .expect("a token");
        let headers = |id: &str| {
            format!("Message-ID: <{id}@x>\r\nIn-Reply-To: <{token}@kerlann.example>\r\n")
        };
        let foreign = |headers| Letter {
            from: "Paul Riou <p.riou@ailleurs.example>",
            headers,
            ..PLAIN
        };
        let (one, two) = (headers("1"), headers("2"));
        let one = house.gets(&mailbox, 2, &foreign(&one)).await.mail;
        let two = house.gets(&mailbox, 3, &foreign(&two)).await.mail;
        assert_eq!(two.outcome, Outcome::Quarantined);

        let replayed = house.does(house.sam, ReplayMail { id: one.id }).await;
        assert_eq!(replayed.mail.outcome, Outcome::NewTicket);
        assert_ne!(replayed.number, Some(number));
        assert_eq!(replayed.mail.treatment, Tidied::Pending);
        let again = house.code(house.sam, ReplayMail { id: one.id }).await;
        assert_eq!(again, guichet_api::Code::Conflict, "it is a ticket already");

        let hung = house
            .does(house.sam, AttachMail { id: two.id, number })
            .await;
        assert_eq!(
            (hung.mail.outcome, hung.number),
            (Outcome::FollowUp, Some(number))
        );
        let sheet = house.reads(house.sam, number).await;
        let step = sheet.steps.last().expect("his words");
        assert_eq!(step.by_staff_id, Some(id(house.sam)));
        let message = GetMessage {
            number,
            step_id: Some(step.id),
        };
        let text = house.does(house.tom, message).await;
        assert_eq!(text.from, "Paul Riou <p.riou@ailleurs.example>");
    })
    .await;
}

#[tokio::test]
async fn r22_a_rule_is_tried_on_the_last_messages_before_it_is_saved_and_its_hits_are_counted() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let news = Letter {
            from: "promo@la.lettre.example",
            headers: "Message-ID: <n1@x>\r\n",
            ..PLAIN
        };
        house.gets(&mailbox, 1, &PLAIN).await;
        let first = house.gets(&mailbox, 2, &news).await;
        let trial = house
            .does(house.sam, TryExclusion { exclusion: rule() })
            .await;
        assert_eq!(trial.tried, 2);
        assert_eq!(trial.rows.len(), 1);
        assert_eq!(trial.rows[0].mail.id, first.mail.id);
        assert!(house.does(house.sam, ListExclusions {}).await.is_empty());

        house
            .does(house.sam, SaveExclusion { exclusion: rule() })
            .await;
        let second = Letter {
            headers: "Message-ID: <n2@x>\r\n",
            ..news
        };
        house.gets(&mailbox, 3, &second).await;
        let rules = house.does(house.sam, ListExclusions {}).await;
        assert_eq!(rules[0].hits, 1);
    })
    .await;
}

#[tokio::test]
async fn r22_the_ledger_tells_every_message_and_how_its_mailbox_is() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        house.gets(&mailbox, 1, &PLAIN).await;
        house.gets(&mailbox, 2, &PLAIN).await;
        let all = ListMails {
            outcome: None,
            mailbox_id: Some(mailbox.id),
            before: None,
            limit: 1,
        };
        let page = house.does(house.sam, all.clone()).await;
        assert_eq!(page.rows[0].mail.outcome, Outcome::Duplicate);
        let older = ListMails {
            before: page.next,
            ..all.clone()
        };
        let page = house.does(house.sam, older).await;
        assert_eq!(page.rows[0].mail.outcome, Outcome::NewTicket);
        let duplicates = ListMails {
            outcome: Some(Outcome::Duplicate),
            limit: 50,
            ..all
        };
        assert_eq!(house.does(house.sam, duplicates).await.rows.len(), 1);

        let round = Round {
            validity: 1,
            next: 3,
            held: 0,
        };
        house
            .office
            .begin_round(&mailbox, round)
            .await
            .expect("a round");
        house
            .office
            .fail_round(&mailbox, "mot de passe refusé")
            .await
            .expect("told");
        let health = house.does(house.sam, MailState {}).await;
        let support = &health.mailboxes[0];
        assert_eq!(support.kept, 2);
        assert_eq!(support.trouble.as_deref(), Some("mot de passe refusé"));
        assert_eq!(support.succeeded_at, None);
    })
    .await;
}

#[tokio::test]
async fn r22_an_unknown_sender_becomes_what_the_settings_say() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let colleague = Letter {
            from: "Yann Le Gall <y.legall@lebihan.example>",
            headers: "Message-ID: <1@x>\r\n",
            ..PLAIN
        };
        let stranger = Letter {
            from: "jp.madec74@orange.fr",
            headers: "Message-ID: <2@x>\r\n",
            ..PLAIN
        };
        let settings = |unknown_senders| SaveSettings {
            before: house_settings(),
            settings: Settings {
                unknown_senders,
                ..house_settings()
            },
        };
        let receipt = house.gets(&mailbox, 1, &colleague).await;
        let sheet = house
            .reads(house.sam, receipt.number.expect("a ticket"))
            .await;
        assert_eq!(
            sheet.ticket.company_id,
            Some(house.bakery.id),
            "by the domain"
        );

        house
            .does(house.ann, settings(UnknownSenders::Company))
            .await;
        let receipt = house.gets(&mailbox, 2, &stranger).await;
        assert_eq!(
            ended(&receipt),
            (Outcome::Quarantined, MailReason::UnknownSender)
        );
    })
    .await;
}

fn house_settings() -> Settings {
    Settings {
        office: "Atelier Kerlann".into(),
        sends_mail: true,
        ..Settings::default()
    }
}

#[tokio::test]
async fn r22_a_flood_of_one_sender_waits_for_a_person() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let few = Settings {
            mails_per_hour: 2,
            ..house_settings()
        };
        let change = SaveSettings {
            before: house_settings(),
            settings: few,
        };
        house.does(house.ann, change).await;
        let mut ends = Vec::new();
        for uid in 1..=3 {
            let headers = format!("Message-ID: <{uid}@x>\r\n");
            let letter = Letter {
                headers: &headers,
                ..PLAIN
            };
            ends.push(house.gets(&mailbox, uid, &letter).await.mail.outcome);
        }
        assert_eq!(
            ends,
            [Outcome::NewTicket, Outcome::NewTicket, Outcome::Quarantined]
        );
    })
    .await;
}

#[tokio::test]
async fn r22_known_colleagues_in_copy_join_as_observers() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let mut colleague = contact("Yann", "Le Gall", Some(house.bakery.id));
        colleague.contact.mail = "y.legall@lebihan.example".into();
        let yann = house.does(house.rose, colleague).await;
        let letter = Letter {
            headers: "Message-ID: <1@x>\r\nCc: Y.LeGall@lebihan.example, inconnu@ailleurs.example\r\n",
            ..PLAIN
        };
        let receipt = house.gets(&mailbox, 1, &letter).await;
        let sheet = house.reads(house.sam, receipt.number.expect("a ticket")).await;
        let observers: Vec<ContactId> = sheet.observers.iter().map(|contact| contact.id).collect();
        assert_eq!(observers, [yann.id]);
    })
    .await;
}

#[tokio::test]
async fn r22_a_filled_mailbox_waits_until_a_person_says_what_becomes_of_it() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let round = Round {
            validity: 5,
            next: 413,
            held: 400,
        };
        let begin = async |mailbox: &Mailbox, round| {
            house
                .office
                .begin_round(mailbox, round)
                .await
                .expect("a round")
        };
        assert_eq!(begin(&mailbox, round).await, Reading::Waiting(400));
        let archive = Mailbox {
            start: MailStart::Archive,
            ..mailbox
        };
        let mailbox = house.office.set_mailbox(archive, None).await.expect("kept");
        let all = Reading::After {
            uid: 0,
            archive_to: 412,
        };
        assert_eq!(begin(&mailbox, round).await, all);
        house
            .office
            .end_round(&mailbox, 412)
            .await
            .expect("it ends");
        let later = Round { next: 414, ..round };
        let rest = Reading::After {
            uid: 412,
            archive_to: 412,
        };
        assert_eq!(begin(&mailbox, later).await, rest);
        let made_anew = Round {
            validity: 6,
            ..round
        };
        let again = Reading::After {
            uid: 0,
            archive_to: 0,
        };
        assert_eq!(begin(&mailbox, made_anew).await, again);
    })
    .await;
}

#[tokio::test]
async fn r22_what_is_left_to_do_in_a_mailbox_is_remembered_until_it_is_done() {
    on_both(async |house: House| {
        let mailbox = set_up(&house).await;
        let receipt = house.gets(&mailbox, 7, &PLAIN).await;
        assert_eq!(receipt.mail.treatment, Tidied::Pending);
        let chores = house.office.chores(&mailbox, 1).await.expect("chores");
        assert_eq!(chores.len(), 1);
        assert_eq!((chores[0].uid, chores[0].treatment), (7, Treatment::Move));
        assert_eq!(chores[0].folder, "Traités");
        house
            .office
            .chores_done(&[chores[0].mail])
            .await
            .expect("done");
        let left = house.office.chores(&mailbox, 1).await.expect("chores");
        assert!(left.is_empty());
    })
    .await;
}
