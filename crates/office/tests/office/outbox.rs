//! Mail out (R7, R23): each change is told once to whoever it concerns, ten seconds later, and what the server says is kept.

use chrono::TimeDelta;
use guichet_api::directory::SaveContact;
use guichet_api::people::{ListStaff, SaveStaff};
use guichet_api::tickets::*;
use guichet_domain::mail::{MailReason, Outcome};
use guichet_domain::*;
use guichet_office::mail::{Arrival, Delivery, Draft, Origin, Receipt};

use crate::desk::step;
use crate::house::{House, contact, id, on_both};
use crate::mails::mailbox;

const MARIE: &str = "marie@lebihan.example";
const TOM: &str = "tom@kerlann.example";

impl House {
    /// Marie and Tom have addresses, and the office a mailbox that sends.
    async fn posts(&self) -> Mailbox {
        let marie = directory::Contact {
            mail: MARIE.into(),
            ..self.marie.clone()
        };
        self.does(self.ann, SaveContact { contact: marie }).await;
        let staff = self.does(self.ann, ListStaff {}).await;
        let tom = staff.into_iter().find(|staff| staff.id == id(self.tom));
        let staff = Staff {
            mail: TOM.into(),
            ..tom.expect("Tom")
        };
        let password = String::new();
        self.does(self.ann, SaveStaff { staff, password }).await;
        let kept = self.office.set_mailbox(mailbox(), Some("sealed")).await;
        kept.expect("the mailbox is kept")
    }

    /// What leaves once the ten seconds are over, and is taken by a server.
    async fn sends(&self) -> Vec<Draft> {
        let drafts = self.leaves().await;
        for draft in &drafts {
            let taken = self.office.delivered(draft.id, Delivery::Taken).await;
            taken.expect("it is kept");
        }
        drafts
    }

    /// What leaves once the ten seconds are over.
    async fn leaves(&self) -> Vec<Draft> {
        self.clock.advance(TimeDelta::seconds(11));
        self.office.due_mails().await.expect("the outbox is read")
    }

    async fn writes_to_client(&self, number: i64, body: &str) {
        let public = guichet_domain::step::NewStep {
            public: true,
            ..step(StepKind::Answer, body, 0)
        };
        self.writes(self.tom, number, public).await;
    }

    async fn receives(&self, mailbox: &Mailbox, uid: i64, raw: String) -> Receipt {
        let arrival = Arrival {
            origin: Origin::Mailbox {
                mailbox: Box::new(mailbox.clone()),
                validity: 1,
                uid,
                archived: false,
            },
            arrived: None,
            raw: raw.into_bytes(),
        };
        self.office.receive(arrival).await.expect("it is kept")
    }
}

fn mail(from: &str, rank: i64, headers: &str, body: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@kerlann.example\r\nSubject: La caisse\r\nMessage-ID: <{rank}@x>\r\n\
         Date: Tue, 24 Nov 2026 08:30:00 +0000\r\n{headers}\r\n{body}\r\n"
    )
}

fn readers(drafts: &[Draft]) -> Vec<&str> {
    let mut readers: Vec<&str> = drafts.iter().map(|draft| draft.to.as_str()).collect();
    readers.sort_unstable();
    readers
}

#[tokio::test]
async fn r7_a_public_step_is_told_to_the_clients_ten_seconds_later_and_an_internal_one_is_not() {
    on_both(async |house: House| {
        house.posts().await;
        let mut yann = contact("Yann", "Le Gall", Some(house.bakery.id));
        yann.contact.mail = "yann@lebihan.example".into();
        let yann = house.does(house.rose, yann).await;
        let number = house.logs(house.rose, "La caisse").await.ticket.number;
        house.takes(house.tom, number).await;
        let people = SetPeople {
            number,
            version: house.version(number).await,
            technicians: Vec::new(),
            observers: vec![yann.id],
            other_equipment: Vec::new(),
        };
        house.does(house.tom, people).await;
        house.sends().await;

        house
            .writes(
                house.tom,
                number,
                step(StepKind::Information, "Entre nous", 5),
            )
            .await;
        house
            .writes_to_client(number, "Débranchez-la dix secondes.")
            .await;
        let early = house.office.due_mails().await.expect("the outbox is read");
        assert!(early.is_empty(), "they are held");
        let drafts = house.sends().await;
        assert_eq!(readers(&drafts), [MARIE, "yann@lebihan.example"]);
        for draft in &drafts {
            assert_eq!(
                draft.subject,
                format!("[Atelier Kerlann {number}] La caisse")
            );
            assert!(
                draft
                    .text
                    .starts_with("-- Répondez au-dessus de cette ligne --\n"),
                "{}",
                draft.text
            );
            assert!(
                draft.text.contains("Débranchez-la dix secondes."),
                "{}",
                draft.text
            );
            assert!(!draft.text.contains("Entre nous"), "{}", draft.text);
            assert!(draft.message_id.starts_with(&format!("t{number}.")));
        }
        assert!(house.sends().await.is_empty(), "each is told once");
    })
    .await;
}

#[tokio::test]
async fn r7_undoing_a_closing_takes_its_mail_back() {
    on_both(async |house: House| {
        house.posts().await;
        let number = house.logs(house.rose, "La caisse").await.ticket.number;
        house.takes(house.tom, number).await;
        house.sends().await;
        house.resolves(house.tom, number).await;
        let version = house.version(number).await;
        let items = vec![TicketVersion { number, version }];
        house.does(house.tom, UndoChanges { items }).await;
        assert!(house.sends().await.is_empty());
        house.resolves(house.tom, number).await;
        let drafts = house.sends().await;
        assert_eq!(readers(&drafts), [MARIE]);
        assert!(drafts[0].text.contains("est résolue"), "{}", drafts[0].text);
    })
    .await;
}

#[tokio::test]
async fn r7_a_closing_with_its_solution_is_one_mail_and_an_unwanted_request_gets_none() {
    on_both(async |house: House| {
        house.posts().await;
        let number = house.logs(house.rose, "La caisse").await.ticket.number;
        house.takes(house.tom, number).await;
        house.sends().await;
        let solution = guichet_domain::step::NewStep {
            public: true,
            ..step(StepKind::Solution, "Le câble est changé.", 0)
        };
        let resolve = ResolveTicket {
            number,
            version: house.version(number).await,
            step: Some(solution),
        };
        house.does(house.tom, resolve).await;
        let drafts = house.sends().await;
        assert_eq!(readers(&drafts), [MARIE]);
        assert!(drafts[0].text.contains("est résolue"), "{}", drafts[0].text);
        assert!(
            drafts[0].text.contains("Le câble est changé."),
            "{}",
            drafts[0].text
        );

        let number = house
            .logs(house.rose, "Gagnez un voyage")
            .await
            .ticket
            .number;
        let reject = RejectTicket {
            number,
            version: house.version(number).await,
            stage: Stage::Rejected,
            reason: "Indésirable".into(),
        };
        house.does(house.sam, reject).await;
        assert!(house.sends().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn r22_a_new_sender_is_told_once_an_hour_and_nothing_of_their_mail_is_repeated() {
    on_both(async |house: House| {
        let mailbox = house.posts().await;
        house
            .receives(&mailbox, 1, mail(MARIE, 1, "", "Elle reste noire."))
            .await;
        house
            .receives(&mailbox, 2, mail(MARIE, 2, "", "Toujours noire."))
            .await;
        let robot = "Auto-Submitted: auto-generated\r\n";
        house
            .receives(&mailbox, 3, mail("robot@x.example", 3, robot, "Alarme."))
            .await;
        let list = "List-Id: <liste.x.example>\r\n";
        house
            .receives(&mailbox, 4, mail("liste@x.example", 4, list, "Lettre."))
            .await;
        let drafts = house.sends().await;
        assert_eq!(readers(&drafts), [MARIE]);
        let draft = &drafts[0];
        assert_eq!(draft.in_reply_to.as_deref(), Some("1@x"));
        let told = format!("{} {}", draft.subject, draft.text);
        assert!(
            !told.contains("caisse") && !told.contains("noire"),
            "{told}"
        );
        house.clock.advance(TimeDelta::hours(1));
        house
            .receives(&mailbox, 5, mail(MARIE, 5, "", "Encore."))
            .await;
        assert_eq!(readers(&house.sends().await), [MARIE]);
    })
    .await;
}

#[tokio::test]
async fn r22_the_loop_works_in_both_directions_and_staff_write_inside() {
    on_both(async |house: House| {
        let mailbox = house.posts().await;
        let opened = house
            .receives(&mailbox, 1, mail(MARIE, 1, "", "Elle reste noire."))
            .await;
        let number = opened.number.expect("a ticket");
        house.takes(house.tom, number).await;
        house.sends().await;
        house.writes_to_client(number, "Débranchez-la.").await;
        let asked = house.sends().await.remove(0);

        let answers = format!("In-Reply-To: <{}>\r\n", asked.message_id);
        let quoted: String = asked
            .text
            .lines()
            .map(|line| format!("> {line}\r\n"))
            .collect();
        let body = format!("Elle marche, merci !\r\n\r\n{quoted}");
        let answer = house
            .receives(&mailbox, 2, mail(MARIE, 2, &answers, &body))
            .await;
        assert_eq!(
            (answer.mail.outcome, answer.mail.reason),
            (Outcome::FollowUp, MailReason::Token)
        );
        let step = house
            .reads(house.tom, number)
            .await
            .steps
            .pop()
            .expect("her words");
        assert_eq!(step.body, "Elle marche, merci !");

        let told = house.sends().await;
        assert_eq!(readers(&told), [TOM]);
        assert!(
            told[0].text.contains("Elle marche, merci !"),
            "{}",
            told[0].text
        );
        let by_mail = format!("In-Reply-To: <{}>\r\n", told[0].message_id);
        let inside = house
            .receives(&mailbox, 3, mail(TOM, 3, &by_mail, "Je clos demain."))
            .await;
        assert_eq!(inside.mail.reason, MailReason::StaffToken);
        let step = house
            .reads(house.tom, number)
            .await
            .steps
            .pop()
            .expect("his words");
        assert!(!step.public);
        assert!(
            house.sends().await.is_empty(),
            "what is inside leaves nobody a mail"
        );
    })
    .await;
}

#[tokio::test]
async fn r23_what_is_put_off_is_tried_again_later_under_the_same_id_and_what_is_refused_is_not() {
    on_both(async |house: House| {
        house.posts().await;
        let number = house.logs(house.rose, "La caisse").await.ticket.number;
        house.takes(house.tom, number).await;
        house.leaves().await;
        house.writes_to_client(number, "Débranchez-la.").await;
        let first = house.leaves().await.remove(0);
        let later = Delivery::Later("452 mailbox full".into());
        house.office.delivered(first.id, later).await.expect("kept");
        assert!(house.leaves().await.is_empty(), "not at once");
        house.clock.advance(TimeDelta::minutes(1));
        let again = house.leaves().await.remove(0);
        assert_eq!((again.id, &again.message_id), (first.id, &first.message_id));
        let refused = Delivery::Refused("550 no such user".into());
        house
            .office
            .delivered(again.id, refused)
            .await
            .expect("kept");
        house.clock.advance(TimeDelta::days(1));
        assert!(house.leaves().await.is_empty());

        house.writes_to_client(number, "Et maintenant ?").await;
        assert!(house.leaves().await.is_empty(), "nobody writes there again");
        let other = directory::Contact {
            mail: "marie.lebihan@lebihan.example".into(),
            version: 2,
            ..house.marie.clone()
        };
        house.does(house.ann, SaveContact { contact: other }).await;
        house.writes_to_client(number, "Et là ?").await;
        assert_eq!(
            readers(&house.leaves().await),
            ["marie.lebihan@lebihan.example"]
        );
    })
    .await;
}

#[tokio::test]
async fn r23_an_office_that_sends_no_mail_fills_no_outbox() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "La caisse").await.ticket.number;
        house.takes(house.tom, number).await;
        house.writes_to_client(number, "Débranchez-la.").await;
        house.posts().await;
        assert!(house.leaves().await.is_empty());
    })
    .await;
}
