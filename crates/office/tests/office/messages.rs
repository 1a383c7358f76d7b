//! Internal messages: what a receptionist leaves for whoever treats the ticket, and rewrites (R5, R12).

use guichet_api::Code;
use guichet_api::tickets::*;
use guichet_domain::step::NewStep;
use guichet_domain::*;

use crate::desk::{answer, step};
use crate::house::{House, id, on_both};

#[tokio::test]
async fn r12_a_receptionist_leaves_a_message_on_any_card_and_nothing_more() {
    on_both(async |house: House| {
        let number = house.logs(house.tom, "Écran noir").await.ticket.number;
        house.takes(house.tom, number).await;
        house.waits(house.tom, number).await;
        let message = LeaveMessage {
            number,
            body: "Elle a rappelé.".into(),
            attachments: Vec::new(),
        };
        let card = house.does(house.rose, message).await;
        assert_eq!((card.number, card.status), (number, Status::AwaitingReply));
        assert_eq!(
            house.code(house.rose, GetTicket { number }).await,
            Code::NotFound
        );
        let sheet = house.reads(house.tom, number).await;
        let left = sheet.steps.last().expect("her message");
        assert_eq!(left.by_staff_id, Some(id(house.rose)));
        assert!(!left.public);
    })
    .await;
}

#[tokio::test]
async fn r12_a_message_in_somebody_elses_name_is_no_message() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran noir").await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        let begins = NewStep {
            executor_id: Some(id(house.tom)),
            ..step(StepKind::Information, "Tom commence", 0)
        };
        let says = NewStep {
            public: false,
            ..answer(house.marie.id, "C’est bon")
        };
        for step in [begins, says] {
            let request = AddStep {
                number,
                step,
                attachments: Vec::new(),
                wait: false,
            };
            assert_eq!(house.code(house.rose, request).await, Code::Forbidden);
        }
        let status = house.reads(house.sam, number).await.ticket.status;
        assert_eq!(status, Status::AwaitingIntake);
    })
    .await;
}

#[tokio::test]
async fn r5_a_receptionist_rewrites_her_own_message_until_the_closing() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran noir").await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        house.takes(house.tom, number).await;
        let told = step(StepKind::Information, "Elle rappelle à 14 h", 0);
        let left = house.writes(house.rose, number, told).await;
        let message = left.steps.last().expect("her message").clone();
        let edit = EditStep {
            number,
            step_id: message.id,
            body: "Elle rappelle à 16 h".into(),
            minutes: 0,
        };
        let sheet = house.does(house.rose, edit.clone()).await;
        let expected = Step {
            body: edit.body.clone(),
            body_before: Some(message.body.clone()),
            edited_at: Some(house.clock.now()),
            ..message
        };
        assert_eq!(sheet.steps.last(), Some(&expected));
        assert_eq!(sheet.interventions[0].status, InterventionStatus::ToPlan);

        let timed = EditStep {
            minutes: 5,
            ..edit.clone()
        };
        assert_eq!(house.code(house.rose, timed).await, Code::Forbidden);
        assert_eq!(house.code(house.tom, edit.clone()).await, Code::Forbidden);
        house.resolves(house.tom, number).await;
        assert_eq!(house.code(house.rose, edit).await, Code::Locked);
    })
    .await;
}

#[tokio::test]
async fn r5_what_she_wrote_as_a_technician_is_no_message_of_a_receptionist() {
    on_both(async |house: House| {
        let number = house.logs(house.tom, "Écran noir").await.ticket.number;
        house.takes(house.tom, number).await;
        let said = NewStep {
            public: true,
            ..step(StepKind::Answer, "On passe demain", 0)
        };
        house.writes(house.tom, number, said).await;
        let worked = step(StepKind::Instruction, "Câble changé", 10);
        let steps = house.writes(house.tom, number, worked).await.steps;
        let at_the_desk = crate::house::actor(id(house.tom), Role::Receptionist);
        for step in steps {
            let edit = EditStep {
                number,
                step_id: step.id,
                body: "Autre chose".into(),
                minutes: step.minutes,
            };
            assert_eq!(house.code(at_the_desk, edit).await, Code::Forbidden);
        }
    })
    .await;
}
