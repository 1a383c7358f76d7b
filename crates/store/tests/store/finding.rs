//! The directory: its records, and the words by which the reception finds them.

use guichet_domain::directory::{Category, Contact, Equipment, Place, Record};
use guichet_domain::*;
use guichet_store::directory::{company_words, contact_words, equipment_words, place_words};
use guichet_store::{Db, Error, Kept, Tx};

use crate::both::on_both;
use crate::desk::*;
use crate::office::Office;

fn contact(rank: u128, first_name: &str, last_name: &str) -> Contact {
    Contact {
        id: ContactId(id(0x100 + rank)),
        version: 1,
        title: String::new(),
        first_name: first_name.into(),
        last_name: last_name.into(),
        position: "Gérante".into(),
        segment: Segment::Client,
        company_id: None,
        phone: "+33 2 98 00 11 22".into(),
        mobile: String::new(),
        mail: String::new(),
        note: String::new(),
        language: Language::French,
        power: true,
        active: true,
    }
}

async fn meet(tx: &mut Tx, contact: &Contact) -> guichet_store::Result<()> {
    tx.insert_contact(contact).await?;
    let words = contact_words(contact, Some("Mairie d’Évran"));
    tx.set_lookup(Kept::Contact, contact.id.0, &words).await
}

/// The names found by what was typed.
pub async fn found(db: &Db, typed: &str) -> Vec<String> {
    let mut tx = db.read().await.expect("a reader");
    let rows = tx
        .find_in_directory(Kept::Contact, &fold::query(typed), 10)
        .await;
    rows.expect("it searches")
        .into_iter()
        .map(|row| row.name)
        .collect()
}

#[tokio::test]
async fn words_are_beginnings_and_all_of_them_count() {
    on_both(async |db: Db| {
        write(&db, async |tx| {
            meet(tx, &contact(1, "Zoé", "Étienne")).await?;
            meet(tx, &contact(2, "Noël", "Le Cœur")).await?;
            let mut mobile = contact(3, "Anne", "Etienne");
            mobile.mobile = "06.12.34.56.78".into();
            meet(tx, &mobile).await?;
            let mut gone = contact(4, "Zoé", "Étienne-Partie");
            gone.active = false;
            meet(tx, &gone).await
        })
        .await
        .expect("they are kept");
        assert_eq!(found(&db, "ETIEN").await, ["Anne Etienne", "Zoé Étienne"]);
        assert_eq!(found(&db, "étienne zo").await, ["Zoé Étienne"]);
        assert_eq!(found(&db, "coeur no").await, ["Noël Le Cœur"]);
        assert_eq!(found(&db, "0612345").await, ["Anne Etienne"]);
        assert_eq!(found(&db, "0298001122").await.len(), 3);
        assert_eq!(found(&db, "evran zoe").await, ["Zoé Étienne"]);
        assert!(found(&db, "tienne").await.is_empty());
        assert!(found(&db, "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn names_are_in_the_same_order_on_both_engines() {
    let expected = [
        "Abel",
        "Éclair",
        "Ecluse",
        "L’Hôte",
        "Le Goff",
        "Œuvrard",
        "Omer",
        "Zèbre",
        "Ørsted",
    ];
    let expected = {
        let mut names = expected;
        names.sort_by_key(|name| fold::fold(name));
        names
    };
    on_both(async |db: Db| {
        write(&db, async |tx| {
            for (rank, name) in (0..).zip([
                "Zèbre",
                "Œuvrard",
                "Omer",
                "Ecluse",
                "Éclair",
                "Abel",
                "Ørsted",
                "Le Goff",
                "L’Hôte",
            ]) {
                let contact = contact(rank, "", name);
                tx.insert_contact(&contact).await?;
                tx.set_lookup(Kept::Contact, contact.id.0, "commun").await?;
            }
            let found = tx
                .find_in_directory(Kept::Contact, &["commun".into()], 20)
                .await?;
            let found: Vec<&str> = found.iter().map(|row| row.name.as_str()).collect();
            assert_eq!(found, expected);
            let (mut after, mut paged) = ((String::new(), id(0)), Vec::new());
            loop {
                let page = tx.directory(Kept::Contact, (&after.0, after.1), 2).await?;
                let Some(last) = page.last() else { break };
                after = (last.sort_name.clone(), last.id);
                paged.extend(page.into_iter().map(|row| row.name));
            }
            assert_eq!(paged, expected);
            Ok(())
        })
        .await
        .expect("they are kept");
    })
    .await;
}

#[tokio::test]
async fn words_are_replaced_and_kinds_kept_apart() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let (company, oven) = (&office.companies[0], &office.equipment[0]);
        write(&db, async |tx| {
            tx.set_lookup(Kept::Company, company.id.0, &company_words(company))
                .await?;
            tx.set_lookup(Kept::Equipment, oven.id.0, &equipment_words(oven))
                .await?;
            let boul = ["boul".to_owned()];
            let rows = tx.find_in_directory(Kept::Company, &boul, 5).await?;
            assert_eq!(
                (rows[0].id, rows[0].kind.as_str()),
                (company.id.0, "company")
            );
            assert!(
                tx.find_in_directory(Kept::Equipment, &boul, 5)
                    .await?
                    .is_empty()
            );
            assert!(
                tx.find_in_directory(Kept::Place, &boul, 5)
                    .await?
                    .is_empty()
            );
            tx.set_lookup(Kept::Company, company.id.0, "autre").await?;
            assert!(
                tx.find_in_directory(Kept::Company, &boul, 5)
                    .await?
                    .is_empty()
            );
            let four = ["four".to_owned()];
            assert_eq!(
                tx.find_in_directory(Kept::Equipment, &four, 5).await?.len(),
                1
            );
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

#[tokio::test]
async fn records_are_read_as_they_were_stored() {
    on_both(async |db: Db| {
        let office = Office::found(&db, 1).await;
        let company = office.companies[0].id;
        let record = Record {
            id: id(1),
            version: 1,
            code: "CT-7".into(),
            label: "Entretien".into(),
            company_id: Some(company),
            parent_id: None,
            starts_on: "2026-01-31".parse().ok(),
            ends_on: None,
            active: true,
        };
        let mut person = contact(1, "Zoé", "Étienne");
        person.company_id = Some(company);
        let place = Place {
            id: PlaceId(id(2)),
            version: 1,
            name: "Dépôt".into(),
            address: "3 rue du Port".into(),
            access: "Code 12B".into(),
            time_zone: "Europe/Paris".into(),
            latitude: Some(48.39),
            longitude: Some(-4.486),
            company_id: Some(company),
            contact_id: None,
            active: true,
        };
        let mut oven = Equipment {
            id: EquipmentId(id(3)),
            ..office.equipment[0].clone()
        };
        oven.company_id = Some(company);
        let category = Category {
            id: CategoryId(id(4)),
            version: 1,
            name: "Sous-catégorie".into(),
            parent_id: Some(office.categories[0]),
            proposed_team_id: None,
            proposed_staff_id: Some(office.technicians[0]),
            active: true,
        };
        write(&db, async |tx| {
            tx.insert_record("contract", &record).await?;
            tx.insert_contact(&person).await?;
            tx.insert_place(&place).await?;
            tx.insert_equipment(&oven).await?;
            tx.insert_category(&category).await?;
            assert_eq!(tx.record(record.id).await?, Some(record.clone()));
            assert_eq!(
                tx.record_kind(record.id).await?.as_deref(),
                Some("contract")
            );
            assert_eq!(
                tx.records("contract", Some(company)).await?,
                std::slice::from_ref(&record)
            );
            assert_eq!(tx.records("contract", None).await?.len(), 1);
            assert!(tx.records("task", None).await?.is_empty());
            assert_eq!(tx.contact(person.id).await?, Some(person.clone()));
            assert!(tx.contacts_of(company, 50).await?.contains(&person));
            assert_eq!(tx.contacts_of(company, 1).await?.len(), 1);
            assert_eq!(tx.place(place.id).await?, Some(place.clone()));
            assert_eq!(
                tx.places_of(Some(company), None).await?,
                std::slice::from_ref(&place)
            );
            assert!(tx.places_of(None, Some(person.id)).await?.is_empty());
            assert_eq!(tx.equipment(oven.id).await?, Some(oven.clone()));
            assert_eq!(
                tx.equipment_of(Some(company), None, 5).await?,
                std::slice::from_ref(&oven)
            );
            assert_eq!(tx.category(category.id).await?, Some(category.clone()));
            assert_eq!(tx.categories().await?.last(), Some(&category));
            assert_eq!(
                tx.company(company).await?.as_ref(),
                office.companies.first()
            );
            assert!(place_words(&place).contains("port"));
            change_everything(tx, (record, person, place, oven, category)).await
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

/// Each changed once, then refused as stale.
async fn change_everything(
    tx: &mut Tx,
    (mut record, mut person, mut place, mut oven, mut category): (
        Record,
        Contact,
        Place,
        Equipment,
        Category,
    ),
) -> guichet_store::Result<()> {
    record.version = 2;
    person.version = 2;
    place.version = 2;
    oven.version = 2;
    category.version = 2;
    tx.update_record(&record, 1).await?;
    tx.update_contact(&person, 1).await?;
    tx.update_place(&place, 1).await?;
    tx.update_equipment(&oven, 1).await?;
    tx.update_category(&category, 1).await?;
    let stale = [
        tx.update_record(&record, 1).await,
        tx.update_contact(&person, 1).await,
        tx.update_place(&place, 1).await,
        tx.update_equipment(&oven, 1).await,
        tx.update_category(&category, 1).await,
    ];
    assert!(
        stale
            .iter()
            .all(|answer| matches!(answer, Err(Error::Stale))),
        "{stale:?}"
    );
    Ok(())
}
