//! R8 beyond the ticket: cards, the caller's file, similar tickets, one's own day.

use guichet_api::Code;
use guichet_api::directory::{GetCompany, GetContact};
use guichet_api::lists::MyDay;
use guichet_api::reception::{CallerSheet, FindCallers, SimilarTickets};
use guichet_api::settings::{GetCatalog, SaveSettings};
use guichet_api::tickets::{GetTicket, SetPeople, TicketHistory};
use guichet_domain::*;

use crate::desk::step;
use crate::house::{House, id, on_both};

async fn cards(house: &House, who: Actor) -> Vec<i64> {
    let sheet = house
        .does(
            who,
            GetCompany {
                id: house.bakery.id,
            },
        )
        .await;
    sheet.tickets.into_iter().map(|card| card.number).collect()
}

#[tokio::test]
async fn r8_a_receptionist_sees_all_cards_of_the_caller_and_a_technician_what_he_sees() {
    on_both(async |house: House| {
        let toms = house.logs(house.tom, "Four").await.ticket.number;
        house.takes(house.tom, toms).await;
        let pool = house.logs(house.sam, "Vitrine").await.ticket.number;
        for who in [house.rose, house.sam, house.ann, house.tom] {
            assert_eq!(cards(&house, who).await, [pool, toms]);
        }
        assert_eq!(cards(&house, house.tina).await, [pool]);
        let file = CallerSheet {
            contact_id: Some(house.marie.id),
            company_id: None,
            equipment_id: None,
        };
        let sheet = house.does(house.rose, file.clone()).await;
        assert_eq!(sheet.open_count, 2);
        assert_eq!(
            house.does(house.tina, file).await.open_count,
            1,
            "a figure tells too"
        );
        let contact = house
            .does(house.tina, GetContact { id: house.marie.id })
            .await;
        assert_eq!(contact.tickets.len(), 1);
        let similar = SimilarTickets {
            label: "Four en panne".into(),
            company_id: Some(house.bakery.id),
            contact_id: None,
            equipment_id: None,
        };
        assert_eq!(
            house.does(house.rose, similar.clone()).await[0].number,
            toms
        );
        assert_eq!(house.does(house.tina, similar).await, []);
    })
    .await;
}

#[tokio::test]
async fn r8_a_setting_shows_technicians_the_cards_of_who_they_work_for() {
    on_both(async |house: House| {
        let toms = house.logs(house.tom, "Four").await.ticket.number;
        house.takes(house.tom, toms).await;
        let before = house.does(house.ann, GetCatalog {}).await.settings;
        let settings = Settings {
            technicians_see_cards: true,
            ..before.clone()
        };
        house
            .does(house.ann, SaveSettings { before, settings })
            .await;
        assert_eq!(
            cards(&house, house.tina).await,
            Vec::<i64>::new(),
            "she does not work for the bakery"
        );
        let hers = house.logs(house.rose, "Vitrine").await.ticket.number;
        house.takes(house.tina, hers).await;
        assert_eq!(cards(&house, house.tina).await, [hers, toms]);
        assert_eq!(
            house.queue(house.tina, TicketFilter::default()).await,
            [hers],
            "cards enter no list"
        );
    })
    .await;
}

#[tokio::test]
async fn r8_another_technician_sees_the_ticket_until_she_takes_herself_off() {
    on_both(async |house: House| {
        let number = house.logs(house.rose, "Four").await.ticket.number;
        house.takes(house.tom, number).await;
        let people = |version, technicians| SetPeople {
            number,
            version,
            technicians,
            observers: vec![house.marie.id],
            other_equipment: Vec::new(),
        };
        let version = house.version(number).await;
        let on = people(version, vec![id(house.tina)]);
        let sheet = house.does(house.tom, on).await.sheet.expect("his ticket");
        assert_eq!(sheet.technicians, [id(house.tina)]);
        assert_eq!(sheet.observers[0].id, house.marie.id);
        let history = house.does(house.tina, TicketHistory { number }).await;
        let names = &history.last().expect("the last change").names;
        assert_eq!(
            names.get(&house.marie.id.to_string()).map(String::as_str),
            Some("Marie Le Bihan")
        );
        let version = house.version(number).await;
        let off = house.does(house.tina, people(version, Vec::new())).await;
        assert_eq!(off.sheet, None);
        assert_eq!(
            house.code(house.tina, GetTicket { number }).await,
            Code::NotFound
        );
    })
    .await;
}

#[tokio::test]
async fn r13_a_caller_is_found_by_name_company_and_phone_however_typed() {
    on_both(async |house: House| {
        for typed in ["bihan", "BOULANG", "+33 2 97 55 01 84", "0297"] {
            let text = typed.to_owned();
            let found = house.does(house.rose, FindCallers { text }).await;
            assert!(!found.is_empty(), "{typed}");
        }
        let text = "personne".to_owned();
        assert_eq!(house.does(house.rose, FindCallers { text }).await, []);
    })
    .await;
}

#[tokio::test]
async fn r29_my_day_is_mine() {
    on_both(async |house: House| {
        let late = house.logs(house.rose, "En retard").await.ticket.number;
        house.assigns(house.sam, late, house.tom).await;
        house.clock.advance(chrono::TimeDelta::hours(25));
        let begin = house.logs(house.rose, "À commencer").await.ticket.number;
        house.assigns(house.sam, begin, house.tom).await;
        let waiting = house.logs(house.rose, "En attente").await.ticket.number;
        house.takes(house.tom, waiting).await;
        house
            .writes(house.tom, waiting, step(StepKind::Instruction, "Appel", 15))
            .await;
        house.waits(house.tom, waiting).await;
        house.logs(house.rose, "À personne").await;
        let day = house.does(house.tom, MyDay {}).await;
        let numbers = |rows: &[guichet_api::lists::TicketLine]| -> Vec<i64> {
            rows.iter().map(|row| row.number).collect()
        };
        assert_eq!(numbers(&day.late), [late]);
        assert_eq!(numbers(&day.to_begin), [begin]);
        assert_eq!(numbers(&day.waiting), [waiting]);
        assert_eq!(day.minutes, 15);
        let hers = house.does(house.tina, MyDay {}).await;
        assert_eq!(
            (hers.late.len(), hers.to_begin.len(), hers.minutes),
            (0, 0, 0)
        );
    })
    .await;
}
