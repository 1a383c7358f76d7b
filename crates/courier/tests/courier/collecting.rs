//! A mailbox read to its end, into an office: nothing is lost, nothing is kept twice, and its folder is tidied up (R22).

use guichet_api::mail::{ListMails, MailState};
use guichet_api::session::SetUp;
use guichet_courier::{Collector, Hitch, SealingKey, Tally, Trouble};
use guichet_domain::mail::{MailStart, Outcome, Security, Treatment};
use guichet_domain::{Language, Mail, Mailbox, Moment};
use guichet_office::{Clock, Office, Place};
use guichet_testkit::dovecot::{Dovecot, PASSWORD, SUPPORT};
use tempfile::TempDir;

use crate::mailbox::flags;

/// An office with a mailbox of a real Dovecot.
pub struct Desk {
    pub dovecot: Dovecot,
    pub collector: Collector,
    pub mailbox: Mailbox,
    pub clock: Clock,
    pub folder: TempDir,
    sealed: String,
}

impl Desk {
    /// A mailbox whose messages move once they are kept.
    pub async fn set_up(start: MailStart) -> Self {
        let dovecot = Dovecot::start().await;
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::at(morning());
        let place = Place::File(folder.path().join("office.guichet"));
        let office = Office::open(&place, clock.clone())
            .await
            .expect("a new office");
        let set_up = SetUp {
            office: "Atelier Kerlann".into(),
            language: Language::French,
            first_name: "Ann".into(),
            last_name: "Le Goff".into(),
            login: "ann".into(),
            password: "correct horse".into(),
            demo_tickets: 0,
        };
        let args = serde_json::to_string(&set_up).expect("it is JSON");
        office
            .rpc(None, "set_up", &args)
            .await
            .body
            .expect("Ann is employed");
        let key_file = folder.path().join("mail.key");
        let key = SealingKey::in_file(&key_file).expect("a key");
        let sealed = key.seal(PASSWORD).expect("sealed");
        let mailbox = Mailbox {
            port: dovecot.tls_port().into(),
            start,
            kept: Treatment::Move,
            kept_folder: "Traités".into(),
            left_out: Treatment::Mark,
            ..Mailbox::new(SUPPORT, "localhost", Security::Tls)
        };
        let mailbox = office
            .set_mailbox(mailbox, Some(&sealed))
            .await
            .expect("kept");
        let collector = Collector {
            office,
            key_file,
            authority: Some(dovecot.authority()),
        };
        Self {
            dovecot,
            collector,
            mailbox,
            clock,
            folder,
            sealed,
        }
    }

    pub fn office(&self) -> &Office {
        &self.collector.office
    }

    pub async fn collects(&self) -> Result<Tally, Hitch> {
        self.collector
            .once(&self.mailbox, Some(&self.sealed), |_| {})
            .await
    }

    fn gets(&self, rank: usize, headers: &str) {
        self.dovecot
            .deliver(SUPPORT, "INBOX", &message(rank, headers));
    }

    pub async fn calls(&self, call: &str, args: &str) -> String {
        self.office()
            .rpc_as("ann", call, args)
            .await
            .body
            .expect("Ann may")
    }

    pub async fn ledger(&self) -> Vec<Mail> {
        let asked = ListMails {
            outcome: None,
            mailbox_id: None,
            before: None,
            limit: 200,
        };
        let args = serde_json::to_string(&asked).expect("it is JSON");
        let page = self.calls("list_mails", &args).await;
        let page: guichet_api::mail::MailPage = serde_json::from_str(&page).expect("a page");
        page.rows.into_iter().rev().map(|row| row.mail).collect()
    }

    /// How many messages of the last day ended so.
    async fn outcomes(&self, outcome: Outcome) -> i64 {
        let counts = self.health().await.counts;
        let found = counts.iter().find(|count| count.outcome == outcome);
        found.map_or(0, |count| count.count)
    }

    async fn health(&self) -> guichet_api::mail::MailHealth {
        let args = serde_json::to_string(&MailState {}).expect("it is JSON");
        serde_json::from_str(&self.calls("mail_state", &args).await).expect("health")
    }

    async fn trouble(&self) -> Option<String> {
        self.health().await.mailboxes[0].trouble.clone()
    }
}

fn morning() -> Moment {
    "2026-11-25T09:00:00Z".parse().expect("an instant")
}

fn message(rank: usize, headers: &str) -> Vec<u8> {
    format!(
        "From: Client {rank} <client{rank}@lebihan.example>\r\nTo: {SUPPORT}\r\nSubject: Panne {rank}\r\n\
         Message-ID: <{rank}@lebihan.example>\r\nDate: Wed, 25 Nov 2026 08:00:00 +0000\r\n{headers}\r\nBonjour, panne {rank}.\r\n"
    )
    .into_bytes()
}

fn tally(ended: &[(Outcome, usize)]) -> Tally {
    Tally {
        ended: ended.iter().copied().collect(),
        waiting: 0,
    }
}

#[tokio::test]
async fn r22_a_mailbox_is_read_to_its_end_and_tidied_up_by_outcome() {
    let desk = Desk::set_up(MailStart::Now).await;
    assert_eq!(desk.collects().await, Ok(Tally::default()));
    desk.gets(1, "");
    desk.gets(1, "");
    desk.gets(2, "In-Reply-To: <1@lebihan.example>\r\n");
    let ended = [(Outcome::NewTicket, 2), (Outcome::Duplicate, 1)];
    assert_eq!(desk.collects().await, Ok(tally(&ended)));
    assert_eq!(flags(&desk.dovecot, "Traités"), ["", ""]);
    assert_eq!(
        flags(&desk.dovecot, "INBOX"),
        ["S"],
        "a copy is marked as read"
    );
    assert_eq!(
        desk.collects().await,
        Ok(Tally::default()),
        "there is nothing new"
    );
    assert_eq!(desk.ledger().await.len(), 3);
    assert_eq!(desk.trouble().await, None);
    assert_eq!(desk.office().check().await, Ok(Vec::new()));
}

#[tokio::test]
async fn r22_a_message_read_elsewhere_is_kept_all_the_same() {
    let desk = Desk::set_up(MailStart::Now).await;
    desk.collects().await.expect("it is empty");
    desk.gets(1, "");
    let mut session = crate::mailbox::inbox(&desk.dovecot).await;
    let all = crate::mailbox::all(&mut session).await;
    session.mark_seen(&all).await.expect("marked");
    assert_eq!(desk.collects().await, Ok(tally(&[(Outcome::NewTicket, 1)])));
}

#[tokio::test]
async fn r22_a_filled_mailbox_waits_for_a_choice_and_an_archive_becomes_tickets() {
    let mut desk = Desk::set_up(MailStart::Ask).await;
    desk.gets(1, "");
    desk.gets(2, "");
    let waits = Tally {
        waiting: 2,
        ..Tally::default()
    };
    assert_eq!(desk.collects().await, Ok(waits));
    assert!(desk.ledger().await.is_empty());
    let archive = Mailbox {
        start: MailStart::Archive,
        ..desk.mailbox.clone()
    };
    desk.mailbox = desk
        .office()
        .set_mailbox(archive, None)
        .await
        .expect("kept");
    assert_eq!(desk.collects().await, Ok(tally(&[(Outcome::NewTicket, 2)])));
}

#[tokio::test]
async fn r22_numbers_given_anew_bring_copies_and_no_second_ticket() {
    let mut desk = Desk::set_up(MailStart::Now).await;
    let stays = Mailbox {
        kept: Treatment::Nothing,
        ..desk.mailbox.clone()
    };
    desk.mailbox = desk.office().set_mailbox(stays, None).await.expect("kept");
    desk.collects().await.expect("it is empty");
    desk.gets(1, "");
    desk.gets(2, "");
    desk.collects().await.expect("they are kept");
    desk.dovecot.stop();
    desk.dovecot.new_validity(SUPPORT, "INBOX");
    desk.dovecot.start_again().await;
    desk.gets(3, "");
    let ended = [(Outcome::NewTicket, 1), (Outcome::Duplicate, 2)];
    assert_eq!(desk.collects().await, Ok(tally(&ended)));
}

#[tokio::test]
async fn r22_what_stops_a_round_is_told_and_the_next_one_goes_on() {
    let mut desk = Desk::set_up(MailStart::Now).await;
    desk.collects().await.expect("it is empty");
    for rank in 1..=300 {
        desk.gets(rank, "");
    }
    let key = SealingKey::in_file(&desk.collector.key_file).expect("the key");
    let wrong = key.seal("marée basse").expect("sealed");
    let refused = desk
        .collector
        .once(&desk.mailbox, Some(&wrong), |_| {})
        .await;
    assert!(
        matches!(refused, Err(Hitch::Mail(Trouble::WrongPassword(_)))),
        "{refused:?}"
    );
    let told = desk.trouble().await.expect("why");
    assert!(told.contains("refuses this login and password"), "{told}");

    let nowhere = Mailbox {
        folder: "Ailleurs".into(),
        ..desk.mailbox.clone()
    };
    let refused = desk
        .collector
        .once(&nowhere, Some(&desk.sealed), |_| {})
        .await;
    assert_eq!(
        refused,
        Err(Hitch::Mail(Trouble::NoFolder("Ailleurs".into())))
    );

    // The power goes after some messages.
    let mut kept = 0;
    let Desk {
        dovecot,
        collector,
        mailbox,
        sealed,
        ..
    } = &mut desk;
    let cut = collector
        .once(mailbox, Some(sealed), |_| {
            kept += 1;
            if kept == 60 {
                dovecot.kill();
            }
        })
        .await;
    assert!(matches!(cut, Err(Hitch::Mail(_))), "{cut:?}");
    desk.dovecot.start_again().await;
    desk.collects().await.expect("it goes on");
    let tickets = desk.outcomes(Outcome::NewTicket).await;
    assert_eq!(tickets, 300, "none is lost, none is kept twice");
    assert_eq!(flags(&desk.dovecot, "Traités").len(), 300);
    assert_eq!(desk.trouble().await, None);
}
