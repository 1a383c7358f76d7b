//! Another name for a contact, a company or a machine: their tickets and people are found by it.

use guichet_api::directory::{SaveCompany, SaveContact, SaveEquipment};
use guichet_api::lists::SearchTickets;
use guichet_api::reception::{FindCallers, NewEquipment};
use guichet_domain::Actor;

use crate::house::{House, on_both};

async fn found(house: &House, who: Actor, typed: &str) -> Vec<i64> {
    let text = typed.to_owned();
    let found = house.does(who, SearchTickets { text, limit: 10 }).await;
    found.rows.into_iter().map(|row| row.number).collect()
}

#[tokio::test]
async fn a_ticket_is_found_by_the_new_names_and_no_longer_by_the_old() {
    on_both(async |house: House| {
        let mut request = house.request("Le four ne chauffe plus");
        request.new_equipment = Some(NewEquipment {
            name: "Four Bongard".into(),
            model: String::new(),
            serial: "BG-1182".into(),
        });
        let sheet = house.does(house.rose, request).await;
        let number = sheet.ticket.number;

        let mut company = house.bakery.clone();
        company.name = "Fournil du Port".into();
        house.does(house.rose, SaveCompany { company }).await;
        let mut contact = house.marie.clone();
        contact.last_name = "Kerdoncuff".into();
        house.does(house.rose, SaveContact { contact }).await;
        let mut equipment = sheet.equipment.expect("its machine");
        equipment.serial = "ZX-9030".into();
        house.does(house.rose, SaveEquipment { equipment }).await;

        for new in ["fournil", "kerdoncuff", "zx-9030"] {
            assert_eq!(found(&house, house.sam, new).await, [number], "{new}");
        }
        for old in ["boulangerie", "bg-1182"] {
            assert!(found(&house, house.sam, old).await.is_empty(), "{old}");
        }
        let text = "fournil kerdoncuff".to_owned();
        let callers = house.does(house.rose, FindCallers { text }).await;
        assert_eq!(callers.len(), 1, "the company's people have its new name");
    })
    .await;
}
