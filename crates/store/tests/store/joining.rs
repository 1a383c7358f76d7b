//! Joining an office that several workstations share: the way in, and each reason why it ends before.

use guichet_domain::{Role, StaffId};
use guichet_store::{Address, Db, Error, Key, Place, Reach, Tx, verifier};
use guichet_testkit::postgres::OwnServer;
use guichet_testkit::process::free_port;

use crate::desk::{bare, id};
use crate::shared::{PASSWORD, Shared, Somebody, account};

const TOM: Key<'_> = Key {
    login: "tom",
    password: PASSWORD,
    window: "here",
};

async fn joined(url: &str, key: Key<'_>) -> Result<Db, Error> {
    Db::open_as(url, key).await
}

async fn reason(url: &str, key: Key<'_>) -> Reach {
    match joined(url, key).await {
        Err(Error::Reach(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

/// The address of the shared office, without anybody in it.
fn plain(shared: &Shared) -> String {
    let place = Place::Server(shared.database.url.clone()).shown();
    format!("{place}?sslmode=disable")
}

#[tokio::test]
async fn r36_a_person_comes_in_by_their_own_login_and_changes_their_password() {
    let shared = Shared::found().await;
    let url = plain(&shared);
    let elsewhere = Key {
        window: "there",
        ..TOM
    };
    let (here, there) = (joined(&url, TOM).await, joined(&url, elsewhere).await);
    let (here, there) = (here.expect("they come in"), there.expect("twice"));
    assert!(here.is_personal() && !here.is_ours());
    let (before, after) = (PASSWORD, "un autre mot");
    assert!(here.is_password(before).await.expect("an answer"));
    assert!(!here.is_password(after).await.expect("an answer"));
    let mut tx = here.write().await.expect("a transaction");
    tx.set_server_login("tom", &verifier(after, &[3; 16]))
        .await
        .expect("one's own is changed");
    tx.commit().await.expect("it is kept");
    here.renew_password(after).await.expect("it is used");
    assert!(here.is_password(after).await.expect("an answer"));
    assert!(here.read().await.is_ok());
    assert!(
        matches!(there.read().await, Err(Error::Reach(Reach::WrongPassword))),
        "what the old password opened has ended"
    );
    assert_eq!(reason(&url, TOM).await, Reach::WrongPassword);
    here.close().await;
}

#[tokio::test]
async fn r38_a_workstation_that_is_gone_in_the_middle_of_a_change_holds_nobody_up() {
    let shared = Shared::found().await;
    let gone = joined(&plain(&shared), TOM).await.expect("they come in");
    let mut held = gone.write().await.expect("a transaction");
    let number = held.next_number("ticket").await.expect("a number");
    let Tx::Postgres(connection) = &mut held else {
        panic!("it is a server's");
    };
    let patience: String = sqlx::query_scalar("show idle_in_transaction_session_timeout")
        .fetch_one(&mut **connection)
        .await
        .expect("a setting");
    assert_eq!(patience, "15s");
    sqlx::query("set idle_in_transaction_session_timeout = '50ms'")
        .execute(&mut **connection)
        .await
        .expect("less patience");
    let mut other = shared.owner.write().await.expect("a transaction");
    let again = other
        .next_number("ticket")
        .await
        .expect("the lock is let go");
    assert_eq!(again, number, "what was not kept is drawn again");
    assert!(held.commit().await.is_err(), "the session has ended");
    gone.close().await;
}

#[tokio::test]
async fn r12_an_administrator_who_gives_another_password_ends_what_the_old_one_opened() {
    let shared = Shared::found().await;
    let url = plain(&shared);
    let tom = joined(&url, TOM).await.expect("he comes in");
    let ann = joined(
        &url,
        Key {
            login: "ann",
            ..TOM
        },
    )
    .await;
    let mut tx = ann
        .expect("she comes in")
        .write()
        .await
        .expect("a transaction");
    let [_, person, ..] = shared.people();
    tx.set_server_login(person.login, &verifier("un autre mot", &[3; 16]))
        .await
        .expect("she administers");
    let kept = tx.set_password(person.id, "the hash of the same").await;
    kept.expect("she administers");
    tx.commit().await.expect("it is kept");
    assert!(matches!(
        tom.read().await,
        Err(Error::Reach(Reach::WrongPassword))
    ));
}

#[tokio::test]
async fn r36_each_reason_why_one_does_not_come_in_is_told() {
    let shared = Shared::found().await;
    let url = plain(&shared);
    let wrong = Key {
        password: "faux",
        ..TOM
    };
    assert_eq!(reason(&url, wrong).await, Reach::WrongPassword);
    let nobody = Key {
        login: "nobody",
        ..TOM
    };
    assert_eq!(reason(&url, nobody).await, Reach::WrongPassword);
    let elsewhere = url.replace(&shared.database.name, "absent");
    // Its roles are named after it: who would log in there does not exist either.
    assert_eq!(reason(&elsewhere, TOM).await, Reach::WrongPassword);
    let silent = format!(
        "postgres://127.0.0.1:{}/bureau?sslmode=disable",
        free_port()
    );
    assert_eq!(reason(&silent, TOM).await, Reach::Refused);
    let unknown = "postgres://machine.invalid/bureau";
    assert_eq!(reason(unknown, TOM).await, Reach::UnknownHost);
    let nameless = "postgres://127.0.0.1";
    assert_eq!(reason(nameless, TOM).await, Reach::NoDatabase);

    let role = |login: &str| format!("\"{}.{login}\"", shared.database.name);
    let made = format!("create role {} login password 'x'", role("stranger"));
    bare(&shared.owner, &made).await.expect("the owner may");
    let stranger = Key {
        login: "stranger",
        password: "x",
        window: "",
    };
    assert_eq!(reason(&url, stranger).await, Reach::NoRights);
    let retired = "update staff set active = false where login = 'tom'";
    bare(&shared.owner, retired).await.expect("he leaves");
    assert_eq!(reason(&url, TOM).await, Reach::Retired);
}

#[tokio::test]
async fn r36_a_person_never_migrates_and_is_told_which_side_is_older() {
    let shared = Shared::found().await;
    let url = plain(&shared);
    let older =
        "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)";
    bare(&shared.owner, older).await.expect("an older schema");
    assert!(matches!(joined(&url, TOM).await, Err(Error::TooOld { .. })));
    let newer = "insert into _sqlx_migrations select 9999, 'later', installed_on, true, checksum, 0 from _sqlx_migrations limit 1";
    bare(&shared.owner, newer).await.expect("a newer schema");
    assert!(matches!(joined(&url, TOM).await, Err(Error::TooNew { .. })));
}

#[tokio::test]
async fn r36_a_server_proves_who_it_is_before_anything_is_sent_to_it() {
    let server = OwnServer::start().await;
    let url = server.database("bureau");
    let owner = Db::open(&Place::Server(url)).await.expect("an office");
    let shared = owner.share("serve", &[7; 16]).await;
    shared.expect("it is prepared");
    let tom = Somebody {
        role: Role::Technician,
        id: StaffId(id(0x52)),
        login: "tom",
    };
    account(&owner, tom).await;
    let address = |server_name: &str, authority: &std::path::Path| {
        let address = Address {
            server: server_name.into(),
            port: server.port(),
            database: "bureau".into(),
            verified: true,
            authority: authority.display().to_string(),
        };
        match address.place() {
            Place::Server(url) => url,
            Place::File(_) => unreachable!("an address is a server's"),
        }
    };
    let right = joined(&address("localhost", &server.authority()), TOM).await;
    right
        .expect("its own authority vouches for it")
        .close()
        .await;
    let wrong = address("localhost", &server.stranger());
    assert_eq!(reason(&wrong, TOM).await, Reach::Certificate);
    let absent = address("localhost", std::path::Path::new("/absent.pem"));
    assert_eq!(reason(&absent, TOM).await, Reach::Authority);
    let other_name = address("127.0.0.2", &server.authority());
    assert_ne!(reason(&other_name, TOM).await, Reach::WrongPassword);

    let empty = server.database("vide");
    let made = "create role \"vide.tom\" login password 'x'";
    server.administer("vide", made);
    let key = Key {
        password: "x",
        ..TOM
    };
    let empty = Place::Server(empty).shown();
    let plain = format!("{empty}?sslmode=disable");
    assert_eq!(reason(&plain, key).await, Reach::NotPrepared);
    server.administer(
        "vide",
        "create table theirs (a int); grant select on theirs to public",
    );
    assert!(matches!(joined(&plain, key).await, Err(Error::NotOurs(_))));
    let silent = plain.replace("vide", "absente");
    let made = "create role \"absente.tom\" login password 'x'";
    server.administer("vide", made);
    assert_eq!(reason(&silent, key).await, Reach::NoDatabase);
    owner.close().await;
}
