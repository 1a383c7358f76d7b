//! The main job, from the phone ringing to the ticket an administrator reopens.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::reception::NewContact;
use guichet_api::tickets::*;
use guichet_domain::step::NewStep;
use guichet_domain::*;
use guichet_testkit::image;

use crate::desk::{answer, step};
use crate::house::{House, id, on_both};
use crate::interventions::interventions;

/// Rose logs a call of somebody new, with the screenshot they sent.
pub async fn rose_logs_a_call(house: &House) -> TicketSheet {
    let file = house
        .office
        .upload(&house.rose, "C:\\captures\\écran.png", image::screenshot())
        .await
        .expect("a picture is kept");
    let request = OpenTicket {
        new_contact: Some(NewContact {
            title: "M.".into(),
            first_name: "Yann".into(),
            last_name: "Le Floch".into(),
            phone: "+33 2 97 55 10 20".into(),
            mail: String::new(),
            company_id: Some(house.bakery.id),
            company_name: String::new(),
        }),
        attachments: vec![file.id],
        note: "Il rappelle à midi.".into(),
        ..house.request("Imprimante à étiquettes muette")
    };
    house.does(house.rose, request).await
}

#[tokio::test]
async fn r1_r2_a_call_is_logged_with_its_picture_and_a_new_contact_in_one_gesture() {
    on_both(async |house: House| {
        let sheet = rose_logs_a_call(&house).await;
        let ticket = &sheet.ticket;
        assert_eq!(
            (ticket.status, ticket.channel),
            (Status::Unassigned, Channel::Phone)
        );
        assert_eq!(ticket.company_id, Some(house.bakery.id));
        assert_eq!(ticket.created_by_staff_id, Some(id(house.rose)));
        let contact = sheet.contact.expect("the new contact");
        assert_eq!(contact.name(), "M. Yann Le Floch");
        let [file] = &sheet.attachments[..] else {
            panic!("one file: {:?}", sheet.attachments)
        };
        assert_eq!((&*file.name, &*file.media_type), ("écran.png", "image/png"));
        let small = house.office.file(&house.tom, file.id, true).await;
        assert_eq!(small.expect("a thumbnail").media_type, "image/png");
        let whole = house.office.file(&house.tom, file.id, false).await;
        assert_eq!(whole.expect("the file").bytes, image::screenshot());
        let [note] = &sheet.steps[..] else {
            panic!("one note: {:?}", sheet.steps)
        };
        assert!(!note.public && note.body == "Il rappelle à midi.");
        assert!(
            sheet.interventions.is_empty(),
            "R15: only an assignment creates one"
        );
    })
    .await;
}

#[tokio::test]
async fn r3_a_priority_and_a_due_time_are_proposed_from_the_criticality() {
    on_both(async |house: House| {
        let mut request = house.request("Plus de réseau");
        request.facts.criticality = Some(Criticality::Critical);
        let ticket = house.does(house.rose, request).await.ticket;
        assert_eq!(ticket.priority, Priority::Urgent);
        assert_eq!(ticket.due_at, ticket.created_at + TimeDelta::hours(4));
        assert_eq!(ticket.due_by, None);
    })
    .await;
}

#[tokio::test]
async fn r4_a_new_ticket_is_in_every_technicians_queue_and_an_assigned_one_still_is() {
    on_both(async |house: House| {
        let number = rose_logs_a_call(&house).await.ticket.number;
        for technician in [house.tom, house.tina] {
            assert_eq!(
                house.queue(technician, TicketFilter::default()).await,
                [number]
            );
        }
        let moved = house.assigns(house.sam, number, house.tom).await;
        assert_eq!(moved.status, Status::AwaitingIntake);
        for technician in [house.tom, house.tina] {
            assert_eq!(
                house.queue(technician, TicketFilter::default()).await,
                [number]
            );
            assert_eq!(house.finds(technician, "etiquettes").await, [number]);
        }
    })
    .await;
}

#[tokio::test]
async fn r8_seeing_an_assigned_ticket_is_not_writing_it() {
    on_both(async |house: House| {
        let number = rose_logs_a_call(&house).await.ticket.number;
        house.assigns(house.sam, number, house.tom).await;
        let request = |step: NewStep| AddStep {
            number,
            step,
            attachments: Vec::new(),
            wait: false,
        };
        let seen = step(StepKind::Information, "Je regarde", 0);
        let code = house.code(house.tina, request(seen.clone())).await;
        assert_eq!(code, Code::Forbidden);
        let sheet = house.does(house.tom, request(seen)).await;
        assert_eq!(
            sheet.ticket.status,
            Status::InProgress,
            "R4: his first step begins it"
        );
    })
    .await;
}

#[tokio::test]
async fn r8_once_taken_the_others_lose_sight_of_it_everywhere() {
    on_both(async |house: House| {
        let sheet = rose_logs_a_call(&house).await;
        let (number, file) = (sheet.ticket.number, sheet.attachments[0].id);
        house.assigns(house.sam, number, house.tom).await;
        let all = TicketFilter::default;
        assert_eq!(house.counts(house.tina, all()).await, 1);
        house.takes(house.tom, number).await;

        let tina = house.tina;
        assert_eq!(house.queue(tina, all()).await, Vec::<i64>::new());
        assert_eq!(house.counts(tina, all()).await, 0);
        assert_eq!(house.finds(tina, "etiquettes").await, Vec::<i64>::new());
        assert_eq!(
            house.finds(tina, &number.to_string()).await,
            Vec::<i64>::new()
        );
        assert_eq!(house.code(tina, GetTicket { number }).await, Code::NotFound);
        assert_eq!(
            house.code(tina, TicketHistory { number }).await,
            Code::NotFound
        );
        for thumbnail in [true, false] {
            let refused = house.office.file(&tina, file, thumbnail).await;
            assert_eq!(refused.expect_err("it is not hers").code, Code::NotFound);
        }
        for sees in [house.tom, house.rose, house.sam, house.ann] {
            assert_eq!(house.queue(sees, all()).await, [number]);
            assert!(house.office.file(&sees, file, false).await.is_ok());
        }
    })
    .await;
}

#[tokio::test]
async fn r10_minutes_are_those_of_the_steps_whoever_wrote_them() {
    on_both(async |house: House| {
        let number = rose_logs_a_call(&house).await.ticket.number;
        house.takes(house.tom, number).await;
        house
            .writes(house.tom, number, step(StepKind::Instruction, "Pilote", 20))
            .await;
        let by_tina = NewStep {
            executor_id: Some(id(house.tina)),
            ..step(StepKind::Instruction, "Tina a changé la tête", 25)
        };
        let sheet = house.writes(house.tom, number, by_tina).await;
        assert_eq!(sheet.minutes, 45);
        let last = sheet.steps.last().expect("three steps");
        assert_eq!(last.by_staff_id, Some(id(house.tom)));
        assert_eq!(last.executor_id, Some(id(house.tina)));
        assert_eq!(last.intervention_id, Some(sheet.interventions[0].id));
        assert_eq!(
            interventions(&sheet),
            [(InterventionStatus::Started, id(house.tom))]
        );
        // Who executed a step is on the ticket (R8).
        assert_eq!(house.reads(house.tina, number).await.minutes, 45);
    })
    .await;
}

#[tokio::test]
async fn r4_the_clients_answer_by_phone_resumes_what_waited() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Écran noir").await.ticket.number;
        house.takes(house.tom, number).await;
        assert_eq!(
            house.waits(house.tom, number).await.status,
            Status::AwaitingReply
        );
        let said = answer(house.marie.id, "Oui, il est branché.");
        let sheet = house.writes(house.tom, number, said).await;
        assert_eq!(sheet.ticket.status, Status::InProgress);
        let last = sheet.steps.last().expect("her answer");
        assert_eq!(last.by_contact_id, Some(house.marie.id));
        assert_eq!(last.executor_id, None);
        assert!(last.public);
    })
    .await;
}
