//! R39: what the history keeps of an account: teams and skills whole, of a password only that it changed.

use guichet_api::directory::{RecordKind, SaveRecord};
use guichet_api::people::{SetMembership, SetPassword};
use guichet_api::session::ChangePassword;
use guichet_domain::event::{ActorKind, Entity};
use guichet_domain::{Actor, Event, EventId, SkillId, TeamId};
use serde_json::json;
use uuid::Uuid;

use crate::house::{House, PASSWORD, id, on_both};
use crate::premises::record;

async fn saved(house: &House, kind: RecordKind, label: &str) -> Uuid {
    let record = record(label);
    house.does(house.sam, SaveRecord { kind, record }).await.id
}

/// What the history tells of somebody's account under one heading.
async fn told(house: &House, who: Actor, entity: Entity) -> Vec<Event> {
    let mut tx = house.owner.db().read().await.expect("it reads");
    let mut events = tx.history_of(id(who).0).await.expect("the history is read");
    events.retain(|event| event.entity == entity);
    events
}

#[tokio::test]
async fn r39_teams_and_skills_are_told_before_and_after() {
    on_both(async |house: House| {
        let team = TeamId(saved(&house, RecordKind::Team, "Chauffage").await);
        let skill = SkillId(saved(&house, RecordKind::Skill, "Gaz").await);
        let join = |teams: &[TeamId]| SetMembership {
            id: id(house.tom),
            teams: teams.to_vec(),
            skills: vec![skill, skill],
        };
        for teams in [&[team][..], &[team], &[]] {
            house.does(house.ann, join(teams)).await;
        }
        let events = told(&house, house.tom, Entity::Membership).await;
        let [joined, left] = events.as_slice() else {
            panic!("saving the same again tells nothing: {events:#?}");
        };
        assert_eq!(joined.actor_id, Some(id(house.ann).0));
        assert_eq!(joined.call, "set_membership");
        let changed = |event: &Event| {
            let changes = event.changes.iter();
            let sides = changes
                .map(|change| json!([change.field, change.before.clone(), change.after.clone()]));
            json!(sides.collect::<Vec<_>>())
        };
        let expected = json!([["skills", [], [skill]], ["teams", [], [team]]]);
        assert_eq!(changed(joined), expected);
        assert_eq!(changed(left), json!([["teams", [team], []]]));
    })
    .await;
}

#[tokio::test]
async fn r39_another_password_is_told_and_never_the_password() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        let args = json!(ChangePassword {
            current: PASSWORD.into(),
            new: "battery staple".into(),
        });
        let changed = house
            .office
            .rpc(Some(&token), "change_password", &args.to_string())
            .await;
        assert!(changed.body.is_ok(), "{:?}", changed.body);
        let password = "staple battery".to_owned();
        let id = id(house.tom);
        house.does(house.ann, SetPassword { id, password }).await;
        let owner = house.owner.set_password_of("tom", "horse correct").await;
        assert_eq!(owner, Ok(()));

        let events = told(&house, house.tom, Entity::Password).await;
        let by: Vec<_> = events
            .iter()
            .map(|event| (&*event.call, event.actor_kind, event.actor_id))
            .collect();
        let ann = crate::house::id(house.ann).0;
        let expected = [
            ("change_password", ActorKind::Staff, Some(id.0)),
            ("set_password", ActorKind::Staff, Some(ann)),
            ("passwd", ActorKind::Job, None),
        ];
        assert_eq!(by, expected);
        assert!(events.iter().all(|event| event.changes.is_empty()));
        let mut tx = house.owner.db().read().await.expect("it reads");
        let all = tx.events_after(EventId(Uuid::nil()), 10_000).await;
        let all = json!(all.expect("the history is read")).to_string();
        for secret in ["argon2", PASSWORD, "staple", "horse"] {
            assert!(!all.contains(secret), "{secret} is in the history");
        }
    })
    .await;
}
