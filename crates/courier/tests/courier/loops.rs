//! The whole loop with real servers: a client's mail becomes a ticket, the answer reaches the client, theirs the ticket (R22, R23).

use chrono::TimeDelta;
use guichet_api::tickets::{AddStep, TakeTicket, TicketSheet};
use guichet_courier::Dispatcher;
use guichet_domain::mail::{MailStart, Outcome};
use guichet_domain::step::NewStep;
use guichet_domain::{Mailbox, Status, StepKind};
use guichet_mail::{Limits, read};
use guichet_testkit::dovecot::SUPPORT;
use guichet_testkit::smtp::Smtp;

use crate::collecting::Desk;

const MARIE: &str = "marie@lebihan.example";

#[tokio::test]
async fn r22_a_client_and_a_technician_talk_through_real_servers() {
    let mut desk = Desk::set_up(MailStart::Now).await;
    desk.dovecot.add(MARIE, "secret");
    let inboxes = [
        (SUPPORT, desk.dovecot.inbox(SUPPORT)),
        (MARIE, desk.dovecot.inbox(MARIE)),
    ];
    let smtp = Smtp::delivering(&inboxes).await;
    let authority = desk.folder.path().join("authorities.pem");
    let both = [desk.dovecot.authority(), smtp.authority()];
    let both = both.map(|file| std::fs::read_to_string(file).expect("an authority"));
    std::fs::write(&authority, both.concat()).expect("written");
    let sends = Mailbox {
        smtp_host: "localhost".into(),
        smtp_port: smtp.port().into(),
        ..desk.mailbox.clone()
    };
    desk.mailbox = desk.office().set_mailbox(sends, None).await.expect("kept");
    desk.collector.authority = Some(authority.clone());
    desk.collects().await.expect("it is empty");

    let asks = format!(
        "From: Marie Le Bihan <{MARIE}>\r\nTo: {SUPPORT}\r\nSubject: La caisse\r\nMessage-ID: <un@lebihan.example>\r\n\
         Date: Wed, 25 Nov 2026 08:00:00 +0000\r\n\r\nElle reste noire.\r\n"
    );
    desk.dovecot.deliver(SUPPORT, "INBOX", asks.as_bytes());
    let tally = desk.collects().await.expect("it is read");
    assert_eq!(tally.ended.get(&Outcome::NewTicket), Some(&1));
    let number = desk.ledger().await[0]
        .ticket_id
        .is_some()
        .then_some(1)
        .expect("the first ticket");

    let dispatcher = Dispatcher {
        office: desk.office().clone(),
        key_file: desk.collector.key_file.clone(),
        authority: Some(authority),
    };
    assert_eq!(
        dispatcher.once().await,
        Ok(0),
        "what is born of a change is held"
    );
    desk.clock.advance(TimeDelta::seconds(11));
    assert_eq!(
        dispatcher.once().await,
        Ok(1),
        "her request is acknowledged"
    );

    let take = TakeTicket { number, version: 1 };
    desk.calls("take_ticket", &serde_json::to_string(&take).expect("JSON"))
        .await;
    let answer = AddStep {
        number,
        step: NewStep {
            kind: StepKind::Answer,
            body: "Débranchez-la dix secondes.".into(),
            public: true,
            minutes: 0,
            done_at: None,
            executor_id: None,
            by_contact_id: None,
        },
        attachments: Vec::new(),
        wait: true,
    };
    desk.calls("add_step", &serde_json::to_string(&answer).expect("JSON"))
        .await;
    desk.clock.advance(TimeDelta::seconds(11));
    assert_eq!(dispatcher.once().await, Ok(1));
    let received = desk.dovecot.messages(MARIE, "INBOX");
    let mails: Vec<_> = received
        .iter()
        .map(|mail| read(&mail.raw, &Limits::default()).expect("a mail"))
        .collect();
    let told = mails
        .iter()
        .find(|mail| mail.text.contains("dix secondes"))
        .expect("the answer");
    assert_eq!(told.in_reply_to.as_deref(), Some("un@lebihan.example"));

    // She answers as mail programs do: to where answers go, with what she answers below.
    let to = told.reply_to[0].address.clone().expect("an address");
    let quoted: String = told
        .text
        .lines()
        .map(|line| format!("> {line}\r\n"))
        .collect();
    let thanks = format!(
        "From: {MARIE}\r\nTo: {to}\r\nSubject: Re: {}\r\nMessage-ID: <deux@lebihan.example>\r\nIn-Reply-To: <{}>\r\n\
         Date: Wed, 25 Nov 2026 08:30:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nElle marche, merci !\r\n\r\n{quoted}",
        told.subject.clone().unwrap_or_default(),
        told.message_id.clone().unwrap_or_default(),
    );
    desk.dovecot.deliver(SUPPORT, "INBOX", thanks.as_bytes());
    let tally = desk.collects().await.expect("it is read");
    assert_eq!(tally.ended.get(&Outcome::FollowUp), Some(&1));
    let sheet = desk
        .calls("get_ticket", &format!("{{\"number\":{number}}}"))
        .await;
    let sheet: TicketSheet = serde_json::from_str(&sheet).expect("a ticket");
    assert_eq!(sheet.ticket.status, Status::InProgress, "she resumed it");
    assert_eq!(
        sheet.steps.last().expect("her words").body,
        "Elle marche, merci !"
    );
    assert_eq!(desk.office().check().await, Ok(Vec::new()));
}
