//! R38: what somebody types is kept outside the ticket, for them alone.

use guichet_api::Code;
use guichet_api::tickets::{GetDraft, MergeTickets, SaveDraft, UndoMerge};
use guichet_domain::StepKind;
use serde_json::{Value, json};

use crate::desk::step;
use crate::house::{House, PASSWORD, on_both};
use crate::live::beside;

fn draft(key: &str, body: Value) -> SaveDraft {
    SaveDraft {
        key: key.into(),
        body,
    }
}

#[tokio::test]
async fn r38_a_draft_survives_its_ticket_taken_away_and_is_ones_own() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran noir").await.ticket.number;
        let key = format!("ticket:{number}");
        let typed = json!({"body": "Je regarde l’alim…", "minutes": "10"});
        house.does(house.tina, draft(&key, typed.clone())).await;
        let other = json!({"body": "À moi"});
        house.does(house.tom, draft(&key, other.clone())).await;
        let sheet = house.reads(house.tina, number).await;
        assert_eq!(sheet.draft.map(|draft| draft.body), Some(typed.clone()));

        house.takes(house.tom, number).await;
        let kept = house.does(house.tina, GetDraft { key: key.clone() }).await;
        assert_eq!(kept.map(|draft| draft.body), Some(typed));
        assert_eq!(
            house.does(house.sam, GetDraft { key: key.clone() }).await,
            None
        );
        house
            .writes(house.tom, number, step(StepKind::Information, "Vu", 0))
            .await;
        assert_eq!(
            house.does(house.tom, GetDraft { key }).await,
            None,
            "it was sent"
        );
    })
    .await;
}

#[tokio::test]
async fn r38_a_draft_survives_a_merge_and_its_undoing() {
    on_both(async |house: House| {
        let source = house.logs(house.rose, "Écran noir").await.ticket.number;
        let target = house.logs(house.rose, "Écran éteint").await.ticket.number;
        let key = format!("ticket:{source}");
        let typed = json!({"text": "Je passe à 15 h"});
        house.does(house.sam, draft(&key, typed.clone())).await;
        let version = house.version(source).await;
        let merge = MergeTickets {
            source,
            version,
            target,
        };
        house.does(house.ann, merge).await;
        let merged = house.reads(house.sam, source).await;
        assert_eq!(merged.merged_into, Some(target));
        assert_eq!(merged.draft.map(|draft| draft.body), Some(typed.clone()));
        house.does(house.ann, UndoMerge { source }).await;
        let back = house.reads(house.sam, source).await.draft;
        assert_eq!(back.map(|draft| draft.body), Some(typed));
    })
    .await;
}

#[tokio::test]
async fn r38_a_draft_survives_a_logout_and_a_program_that_dies() {
    on_both(async |house: House| {
        let token = house.logs_in("tom", PASSWORD).await;
        let asked = draft("ticket:1", json!("À moi"));
        let args = json!(asked).to_string();
        let saved = house.office.rpc(Some(&token), "save_draft", &args).await;
        assert!(saved.body.is_ok(), "{saved:?}");
        let left = house.office.rpc(Some(&token), "log_out", "").await;
        assert!(left.body.is_ok(), "{left:?}");
        // Nothing of the first program is asked: another one opens the same database.
        let other = beside(&house).await;
        let key = "ticket:1".to_owned();
        let kept = other.call(house.tom, GetDraft { key }).await;
        let kept = kept.expect("an answer").expect("the draft");
        assert_eq!(kept.body, json!("À moi"));
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn r38_a_null_draft_is_forgotten_and_a_logged_call_forgets_its_own() {
    on_both(async |house: House| {
        let key = "reception".to_owned();
        house
            .does(house.rose, draft(&key, json!({"label": "Four"})))
            .await;
        house.does(house.rose, draft(&key, Value::Null)).await;
        assert_eq!(
            house.does(house.rose, GetDraft { key: key.clone() }).await,
            None
        );
        house
            .does(house.rose, draft(&key, json!({"label": "Four"})))
            .await;
        house.logs(house.rose, "Four").await;
        assert_eq!(house.does(house.rose, GetDraft { key }).await, None);
    })
    .await;
}

#[tokio::test]
async fn r38_a_draft_that_cannot_be_kept_says_so() {
    on_both(async |house: House| {
        for key in ["", &"k".repeat(101), "nul\0"] {
            let error = house.refused(house.tom, draft(key, json!("x"))).await;
            assert_eq!(
                (error.code, error.fields.contains_key("key")),
                (Code::Invalid, true)
            );
            let key = key.to_owned();
            assert_eq!(house.code(house.tom, GetDraft { key }).await, Code::Invalid);
        }
        let long = json!("x".repeat(400_001));
        let error = house.refused(house.tom, draft("ticket:1", long)).await;
        assert_eq!(error.fields["body"], "too_long");
        let nul = json!({"bo\0dy": ["a\0b"]});
        house.does(house.tom, draft("ticket:1", nul)).await;
        let key = "ticket:1".to_owned();
        let kept = house.does(house.tom, GetDraft { key }).await;
        assert_eq!(kept.map(|draft| draft.body), Some(json!({"body": ["ab"]})));
    })
    .await;
}
