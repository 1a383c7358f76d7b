//! Ann's office on both engines: five people, a bakery, and a clock that only the story moves.

use guichet_api::people::SaveStaff;
use guichet_api::session::{LogIn, SetUp};
use guichet_api::tickets::{GetTicket, OpenTicket, TicketSheet};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::directory::{Company, Contact};
use guichet_domain::ticket::Facts;
use guichet_domain::*;
use guichet_office::{Clock, Office, Outcome, Place, SessionChange, Token};
use guichet_testkit::postgres;
use serde_json::json;
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse";

/// The morning every story begins.
pub fn morning() -> Moment {
    "2026-11-24T09:00:00Z".parse().expect("a written instant")
}

/// An office with its people.
pub struct House {
    /// What people call: on PostgreSQL the server's login, which the database believes about whom it says.
    pub office: Office,
    /// The database's owner, for what no call does.
    pub owner: Office,
    pub clock: Clock,
    /// Administrator.
    pub ann: Actor,
    /// Supervisor.
    pub sam: Actor,
    /// Receptionist.
    pub rose: Actor,
    /// Technician.
    pub tom: Actor,
    /// Technician.
    pub tina: Actor,
    /// A client's company.
    pub bakery: Company,
    /// Its contact.
    pub marie: Contact,
}

/// Runs a story in a house on each engine; a machine without PostgreSQL fails loudly.
pub async fn on_both(story: impl AsyncFn(House)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (office, clock) = opened(&file_in(&folder)).await;
    tell(&story, office.clone(), office, clock).await;
    on_postgres(story).await;
}

/// Runs a story in a house that several workstations may share.
pub async fn on_postgres(story: impl AsyncFn(House)) {
    let database = postgres::database("office", "office", async |url| {
        let opened = Office::open(&Place::Server(url), Clock::at(morning())).await;
        opened.expect("an empty database opens").close().await;
    })
    .await;
    let (owner, clock) = opened(&Place::Server(database.url.clone())).await;
    let shared = owner.db().share("serve", &[7; 16]).await;
    let server = shared.expect("the owner may make roles");
    database.stand_still(&morning().to_rfc3339());
    let office = Office::open(&server, clock.clone()).await;
    let office = office.expect("the server's login opens");
    tell(&story, owner, office, clock).await;
}

/// Runs a story on SQLite alone, on rows that no call has written, whose history rebuilds nothing.
pub async fn unchecked(story: impl AsyncFn(House)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (office, clock) = opened(&file_in(&folder)).await;
    story(House::found(office.clone(), office.clone(), clock).await).await;
    office.close().await;
}

fn file_in(folder: &tempfile::TempDir) -> Place {
    Place::File(folder.path().join("office.guichet"))
}

async fn opened(place: &Place) -> (Office, Clock) {
    let clock = Clock::at(morning());
    let office = Office::open(place, clock.clone()).await;
    (office.expect("a new office opens"), clock)
}

async fn tell(story: &impl AsyncFn(House), owner: Office, office: Office, clock: Clock) {
    story(House::found(owner.clone(), office.clone(), clock).await).await;
    let findings = owner.check().await.expect("the check runs");
    assert!(
        findings.is_empty(),
        "the history rebuilds it all: {findings:#?}"
    );
    office.close().await;
    owner.close().await;
}

/// What `set_up` is asked in Ann's office.
pub fn set_up() -> SetUp {
    SetUp {
        office: "Atelier Kerlann".into(),
        language: Language::French,
        first_name: "Ann".into(),
        last_name: "Le Goff".into(),
        login: "ann".into(),
        password: PASSWORD.into(),
        demo_tickets: 0,
    }
}

impl House {
    /// Employs Ann's people in an empty office.
    pub async fn found(owner: Office, office: Office, clock: Clock) -> Self {
        let args = serde_json::to_string(&set_up()).expect("it is JSON");
        let outcome = owner.rpc(None, "set_up", &args).await;
        assert!(outcome.body.is_ok(), "{:?}", outcome.body);
        let status = office.rpc_as("ann", "who_am_i", "").await.body;
        let me: guichet_api::session::Me =
            serde_json::from_str(&status.expect("Ann is known")).expect("it is Ann");
        let ann = actor(me.staff.id, Role::Administrator);
        let sam = employ(&office, ann, "sam", Role::Supervisor).await;
        let rose = employ(&office, ann, "rose", Role::Receptionist).await;
        let tom = employ(&office, ann, "tom", Role::Technician).await;
        let tina = employ(&office, ann, "tina", Role::Technician).await;
        let bakery = ok(office.call(rose, bakery()).await);
        let marie = ok(office
            .call(rose, contact("Marie", "Le Bihan", Some(bakery.id)))
            .await);
        Self {
            office,
            owner,
            clock,
            ann,
            sam,
            rose,
            tom,
            tina,
            bakery,
            marie,
        }
    }

    /// Makes a call that must succeed.
    pub async fn does<C: Call>(&self, who: Actor, request: C) -> C::Reply {
        let reply = self.office.call(who, request).await;
        reply.unwrap_or_else(|error| panic!("{} was refused: {error:?}", C::NAME))
    }

    /// Makes a call that must be refused.
    pub async fn refused<C: Call>(&self, who: Actor, request: C) -> ApiError {
        match self.office.call(who, request).await {
            Ok(_) => panic!("{} was not refused", C::NAME),
            Err(error) => error,
        }
    }

    /// The code a call is refused with.
    pub async fn code<C: Call>(&self, who: Actor, request: C) -> Code {
        self.refused(who, request).await.code
    }

    /// Logs a call of Marie's.
    pub async fn logs(&self, who: Actor, label: &str) -> TicketSheet {
        self.does(who, self.request(label)).await
    }

    /// A call of Marie's, not logged yet.
    pub fn request(&self, label: &str) -> OpenTicket {
        OpenTicket {
            channel: Channel::Phone,
            facts: Facts {
                label: label.into(),
                contact_id: Some(self.marie.id),
                ..Facts::default()
            },
            new_contact: None,
            new_equipment: None,
            attachments: Vec::new(),
            note: String::new(),
            assignee_id: None,
            follows: None,
        }
    }

    /// A ticket as somebody reads it.
    pub async fn reads(&self, who: Actor, number: i64) -> TicketSheet {
        self.does(who, GetTicket { number }).await
    }

    /// A ticket's version as an administrator reads it.
    pub async fn version(&self, number: i64) -> i64 {
        self.reads(self.ann, number).await.ticket.version
    }

    /// Tries to log in.
    pub async fn tries(&self, login: &str, password: &str) -> Outcome {
        let args = json!(LogIn {
            login: login.into(),
            password: password.into(),
            keep: false,
        });
        self.office.rpc(None, "log_in", &args.to_string()).await
    }

    /// Logs in.
    pub async fn logs_in(&self, login: &str, password: &str) -> Token {
        let outcome = self.tries(login, password).await;
        assert!(outcome.body.is_ok(), "{login}: {:?}", outcome.body);
        match outcome.session {
            SessionChange::Begin(token) => token,
            other => panic!("a log-in begins a session, not {other:?}"),
        }
    }

    /// Whether a session is still one.
    pub async fn is_in(&self, token: &Token) -> bool {
        match self.office.rpc(Some(token), "who_am_i", "").await.body {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.code, Code::Unauthenticated);
                false
            }
        }
    }
}

fn ok<T>(reply: Result<T, ApiError>) -> T {
    reply.unwrap_or_else(|error| panic!("refused: {error:?}"))
}

pub fn actor(id: StaffId, role: Role) -> Actor {
    Actor::Staff { id, role }
}

/// Who of the staff this is.
pub fn id(actor: Actor) -> StaffId {
    actor.staff_id().expect("somebody of the staff")
}

async fn employ(office: &Office, by: Actor, login: &str, role: Role) -> Actor {
    let staff = Staff {
        id: StaffId(Uuid::nil()),
        version: 0,
        login: login.into(),
        first_name: login.into(),
        last_name: "Le Roux".into(),
        role,
        mail: String::new(),
        phone: String::new(),
        language: Language::French,
        contact_id: None,
        active: true,
    };
    let password = PASSWORD.into();
    let saved = ok(office.call(by, SaveStaff { staff, password }).await);
    actor(saved.id, role)
}

fn bakery() -> guichet_api::directory::SaveCompany {
    guichet_api::directory::SaveCompany {
        company: company("Boulangerie Le Bihan"),
    }
}

/// A company not saved yet.
pub fn company(name: &str) -> Company {
    Company {
        id: CompanyId(Uuid::nil()),
        version: 0,
        code: String::new(),
        name: name.into(),
        phone: "02 97 55 01 84".into(),
        mail: String::new(),
        note: String::new(),
        proposed_staff_id: None,
        active: true,
    }
}

/// A contact not saved yet.
pub fn contact(
    first_name: &str,
    last_name: &str,
    company_id: Option<CompanyId>,
) -> guichet_api::directory::SaveContact {
    guichet_api::directory::SaveContact {
        contact: Contact {
            id: ContactId(Uuid::nil()),
            version: 0,
            title: String::new(),
            first_name: first_name.into(),
            last_name: last_name.into(),
            position: String::new(),
            segment: Segment::Client,
            company_id,
            phone: String::new(),
            mobile: String::new(),
            mail: String::new(),
            note: String::new(),
            language: Language::French,
            power: false,
            active: true,
        },
    }
}
