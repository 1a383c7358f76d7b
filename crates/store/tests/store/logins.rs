//! Logins of their own: whom a connection is, what leaves its sight, and what becomes of it when its person leaves.

use guichet_domain::*;
use guichet_store::{Db, Error, Person, sharing};
use sqlx::AssertSqlSafe;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use crate::desk::write;
use crate::shared::{PASSWORD, Shared};

#[tokio::test]
async fn r12_whoever_leaves_or_changes_role_does_so_on_open_connections_too() {
    let shared = Shared::found().await;
    let tom = shared.people()[1];
    let theirs = shared.set(1, (Status::InProgress, "none"), tom).await;
    let mut connection = shared.connect(tom.login).await;
    let question = format!("select count(*) from ticket where id = '{}'", theirs.id.0);
    let sees = async |connection: &mut PgConnection| {
        sqlx::query_scalar::<_, i64>(AssertSqlSafe(question.clone()))
            .fetch_one(connection)
            .await
    };
    assert_eq!(sees(&mut connection).await.expect("an answer"), 0);
    let change = async |what: &str| {
        let changed = crate::desk::bare(
            &shared.owner,
            &format!("update staff set {what} where login = 'tom'"),
        )
        .await;
        assert_eq!(changed.expect("the account changes"), 1);
    };
    change("role = 'supervisor'").await;
    assert_eq!(sees(&mut connection).await.expect("an answer"), 1);
    change("active = false").await;
    assert!(
        sees(&mut connection).await.is_err(),
        "the connection is ended"
    );
    assert!(
        PgConnection::connect(&shared.url("tom")).await.is_err(),
        "and no other begins"
    );
    change("active = true, login = 'thomas'").await;
    let mut again = shared.connect("thomas").await;
    assert_eq!(
        sees(&mut again)
            .await
            .expect("the same password under another name"),
        1
    );
}

#[tokio::test]
async fn r8_a_hand_over_leaves_ones_sight_and_is_taken_back() {
    let shared = Shared::found().await;
    let (tom, other) = (shared.people()[1], shared.office.technicians[1]);
    let before = shared.set(1, (Status::InProgress, "assignee"), tom).await;
    let db = shared.opened(tom.login, PASSWORD).await;
    assert!(db.is_personal() && !db.is_ours());
    let mut after = before.clone();
    (after.assignee_id, after.version) = (Some(other), 2);
    write(&db, async |tx| {
        tx.update_ticket(&after, 1).await?;
        // What belongs to the same change still follows it.
        let mut event = crate::desk::event_of(&after, 1);
        event.actor_id = Some(tom.id.0);
        event.changes = guichet_domain::event::changes(Some(&before), Some(&after));
        event.at = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(40_000);
        tx.append_event(&event).await?;
        tx.set_ticket_words(1, "remis").await
    })
    .await
    .expect("one's own is handed over");
    let mut tx = db.read().await.expect("a transaction");
    assert_eq!(tx.ticket(1).await.expect("an answer"), None);
    let own = tx.own_changed_ticket(1).await.expect("an answer");
    assert_eq!(own.map(|ticket| ticket.version), Some(2));
    drop(tx);
    let mut back = before.clone();
    (back.version, back.withdrawals) = (3, 1);
    let taken_back = write(&db, async |tx| tx.update_ticket(&back, 2).await).await;
    taken_back.expect("it comes back");
    let again = write(&db, async |tx| tx.ticket(1).await).await;
    assert_eq!(again.expect("an answer"), Some(back));
}

#[tokio::test]
async fn r12_a_message_is_left_on_a_card_whose_ticket_stays_unread() {
    let shared = Shared::found().await;
    let rose = shared.people()[0];
    let ticket = shared.set(1, (Status::InProgress, "none"), rose).await;
    write(&shared.owner, async |tx| {
        tx.set_ticket_words(1, "secret").await
    })
    .await
    .expect("it has words");
    let db = shared.opened(rose.login, PASSWORD).await;
    let left = write(&db, async |tx| {
        let card = tx.card(1).await?.expect("a card");
        let mut message = crate::desk::step_of(&ticket, 1);
        (message.minutes, message.public) = (0, false);
        (message.by_staff_id, message.executor_id) = (Some(rose.id), Some(rose.id));
        tx.insert_step(&message).await?;
        tx.touch_ticket(card.id, card.version, crate::desk::at(5))
            .await?;
        tx.index_message(1, "Rappeler avant midi").await?;
        tx.steps(ticket.id).await
    });
    assert_eq!(
        left.await.expect("it is left"),
        [],
        "and is read by nobody who may not read the ticket"
    );
    let mut tx = db.read().await.expect("a transaction");
    assert_eq!(tx.ticket(1).await.expect("an answer"), None);
    let mut owner = shared.owner.read().await.expect("a transaction");
    for word in ["secret", "rappeler"] {
        let sight = guichet_store::Sight::Everything;
        let found = owner
            .search_tickets(sight, word, 5)
            .await
            .expect("an answer");
        assert_eq!(found.rows.len(), 1, "{word}");
    }
}

#[tokio::test]
async fn r14_the_server_is_whom_it_says_and_a_workstation_is_not() {
    let shared = Shared::found().await;
    let tom = shared.people()[1];
    shared.set(1, (Status::InProgress, "none"), tom).await;
    shared.set(2, (Status::InProgress, "assignee"), tom).await;
    let server = shared.opened("SERVER", "serve").await;
    let seen = async |db: &Db, person: Person| {
        let mut tx = db.read_as(person).await.expect("a transaction");
        let both = [
            tx.ticket(1).await.expect("an answer"),
            tx.ticket(2).await.expect("an answer"),
        ];
        both.map(|ticket| ticket.is_some())
    };
    assert_eq!(seen(&server, Person::Staff(tom.id)).await, [false, true]);
    assert_eq!(seen(&server, Person::Job).await, [true, true]);
    assert_eq!(seen(&server, Person::Nobody).await, [false, false]);
    // The next transaction of the same connection is nobody's again.
    let people = server
        .read()
        .await
        .expect("a transaction")
        .all_staff()
        .await;
    assert!(people.expect("the door reads accounts").len() > 4);
    let desk = shared.opened(tom.login, PASSWORD).await;
    assert_eq!(
        seen(&desk, Person::Job).await,
        [false, true],
        "a workstation names nobody"
    );
    let written = desk
        .write_as(Person::Job)
        .await
        .expect("a transaction")
        .next_number("ticket")
        .await;
    assert!(written.is_ok());
}

#[tokio::test]
async fn r36_an_owner_is_told_what_stands_in_a_database() {
    let shared = Shared::found().await;
    assert!(shared.owner.is_shared().await.expect("an answer"));
    let url = &shared.database.url;
    let ground = sharing::survey(url).await.expect("the owner looks");
    assert_eq!(ground.schema, Some(sharing::schema()));
    assert_eq!(ground.obstacles, []);
    let hers = sharing::survey(&shared.url("ann")).await;
    assert!(matches!(hers, Err(Error::NotOwner { .. })), "{hers:?}");
}

#[tokio::test]
async fn r36_a_file_is_not_shared() {
    crate::both::on_sqlite(async |db: Db| {
        assert!(!db.is_shared().await.expect("an answer"));
        assert!(db.share("serve", &[7; 16]).await.is_err());
    })
    .await;
}
