//! The directory: companies, contacts, machines and places (R13).

use guichet_api::Code;
use guichet_api::directory::*;
use guichet_domain::directory::{Company, Contact, Equipment, Place};
use guichet_domain::event::Entity;
use guichet_domain::refusal::Problem;
use guichet_domain::{Refusal, Verb};
use guichet_store::directory::{company_words, contact_words, equipment_words, place_words};
use guichet_store::{CardsOf, DirectoryRow, Kept};
use uuid::Uuid;

use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::handlers::typed_words;

/// Most cards a page of the directory shows.
const MOST_CARDS: i64 = 50;

pub(crate) async fn list_directory(act: &mut Act, request: ListDirectory) -> Result<DirectoryPage> {
    act.need(Verb::ReadDirectory)?;
    let kept = match request.kind {
        DirectoryKind::Companies => Kept::Company,
        DirectoryKind::Contacts => Kept::Contact,
        DirectoryKind::Equipment => Kept::Equipment,
        DirectoryKind::Places => Kept::Place,
    };
    let limit = i64::from(request.limit.clamp(1, 200));
    let words = typed_words(&request.text);
    if !words.is_empty() {
        let rows = act.tx.find_in_directory(kept, &words, limit).await?;
        return Ok(DirectoryPage {
            rows: rows.into_iter().map(line).collect(),
            next: None,
        });
    }
    let after = request.after.unwrap_or_default();
    let (name, id) = position(&after)?;
    let rows = act.tx.directory(kept, (name, id), limit).await?;
    let full = rows.len() as i64 == limit;
    let next = rows
        .last()
        .filter(|_| full)
        .map(|row| format!("{}:{}", row.id, row.sort_name));
    Ok(DirectoryPage {
        rows: rows.into_iter().map(line).collect(),
        next,
    })
}

/// `id:folded name`, as [`DirectoryPage::next`] gave it; empty for the first page.
fn position(after: &str) -> Result<(&str, Uuid)> {
    if after.is_empty() {
        return Ok(("", Uuid::nil()));
    }
    let unknown = || {
        Fault::new(
            Code::Invalid,
            "this page begins nowhere; ask for the first one",
        )
        .field("after", "unknown")
    };
    let (id, name) = after.split_once(':').ok_or_else(unknown)?;
    if name.contains('\0') {
        return Err(unknown());
    }
    Ok((name, id.parse().map_err(|_| unknown())?))
}

fn line(row: DirectoryRow) -> DirectoryLine {
    DirectoryLine {
        id: row.id,
        name: row.name,
        detail: row.detail,
        phone: row.phone,
        active: row.active,
    }
}

pub(crate) async fn get_company(act: &mut Act, request: GetCompany) -> Result<CompanySheet> {
    act.need(Verb::ReadDirectory)?;
    let company = act
        .tx
        .company(request.id)
        .await?
        .ok_or_else(|| Fault::not_found("company"))?;
    let mut contracts = act.tx.records("contract", Some(company.id)).await?;
    contracts.extend(act.tx.records("project", Some(company.id)).await?);
    Ok(CompanySheet {
        contacts: act.tx.contacts_of(company.id, 200).await?,
        equipment: act.tx.equipment_of(Some(company.id), None, 200).await?,
        places: act.tx.places_of(Some(company.id), None).await?,
        contracts,
        tickets: act.all_cards(CardsOf::Company(company.id)).await?,
        company,
    })
}

pub(crate) async fn get_contact(act: &mut Act, request: GetContact) -> Result<ContactSheet> {
    act.need(Verb::ReadDirectory)?;
    let contact = act
        .tx
        .contact(request.id)
        .await?
        .ok_or_else(|| Fault::not_found("contact"))?;
    let company = match contact.company_id {
        Some(id) => act.tx.company(id).await?,
        None => None,
    };
    Ok(ContactSheet {
        company,
        equipment: act.tx.equipment_of(None, Some(contact.id), 200).await?,
        tickets: act.all_cards(CardsOf::Contact(contact.id)).await?,
        contact,
    })
}

pub(crate) async fn get_equipment(act: &mut Act, request: GetEquipment) -> Result<EquipmentSheet> {
    act.need(Verb::ReadDirectory)?;
    let equipment = act
        .tx
        .equipment(request.id)
        .await?
        .ok_or_else(|| Fault::not_found("machine"))?;
    let company = match equipment.company_id {
        Some(id) => act.tx.company(id).await?,
        None => None,
    };
    let contact = match equipment.contact_id {
        Some(id) => act.tx.contact(id).await?,
        None => None,
    };
    let place = match equipment.place_id {
        Some(id) => act.tx.place(id).await?,
        None => None,
    };
    let tickets = act.all_cards(CardsOf::Equipment(equipment.id)).await?;
    Ok(EquipmentSheet {
        equipment,
        company,
        contact,
        place,
        tickets,
    })
}

pub(crate) async fn save_company(act: &mut Act, request: SaveCompany) -> Result<Company> {
    act.need(Verb::ChangeDirectory)?;
    act.save_company(request.company).await
}

pub(crate) async fn save_contact(act: &mut Act, request: SaveContact) -> Result<Contact> {
    act.need(Verb::ChangeDirectory)?;
    act.save_contact(request.contact).await
}

pub(crate) async fn save_equipment(act: &mut Act, request: SaveEquipment) -> Result<Equipment> {
    act.need(Verb::ChangeDirectory)?;
    act.save_equipment(request.equipment).await
}

pub(crate) async fn save_place(act: &mut Act, request: SavePlace) -> Result<Place> {
    act.need(Verb::ChangeDirectory)?;
    act.save_place(request.place).await
}

/// Creates (version 0) or changes a versioned row with its event, and answers it before and after.
macro_rules! save {
    ($act:ident, $row:ident, $entity:ident, $find:ident, $insert:ident, $update:ident, $what:literal) => {{
        let mut row = $row.checked()?;
        let before = if row.version == 0 {
            row.id = $act.clock.id();
            None
        } else {
            Some(
                $act.tx
                    .$find(row.id)
                    .await?
                    .ok_or_else(|| Fault::not_found($what))?,
            )
        };
        if let Some(before) = &before {
            Act::same_version(before.version, row.version)?;
        }
        row.version += 1;
        match &before {
            None => $act.tx.$insert(&row).await?,
            Some(before) => $act.tx.$update(&row, before.version).await?,
        }
        let about = About {
            entity: Entity::$entity,
            id: row.id.0,
            ticket: None,
            version: row.version,
        };
        $act.record(about, before.as_ref(), Some(&row)).await?;
        (before, row)
    }};
}
pub(crate) use save;

impl Act {
    async fn all_cards(&mut self, of: CardsOf) -> Result<Vec<guichet_api::reception::Card>> {
        let mut cards = self.cards(of, true, MOST_CARDS).await?;
        cards.extend(self.cards(of, false, MOST_CARDS).await?);
        Ok(cards)
    }

    pub(crate) async fn save_company(&mut self, company: Company) -> Result<Company> {
        self.know_staff("proposed_staff_id", company.proposed_staff_id)
            .await?;
        let (before, row) = save!(
            self,
            company,
            Company,
            company,
            insert_company,
            update_company,
            "company"
        );
        self.tx
            .set_lookup(Kept::Company, row.id.0, &company_words(&row))
            .await?;
        if before.is_some_and(|before| before.name != row.name) {
            self.tx.index_tickets_of(CardsOf::Company(row.id)).await?;
            for contact in self.tx.contacts_of(row.id, i64::MAX).await? {
                let words = contact_words(&contact, Some(&row.name));
                self.tx
                    .set_lookup(Kept::Contact, contact.id.0, &words)
                    .await?;
            }
        }
        Ok(row)
    }

    pub(crate) async fn save_contact(&mut self, contact: Contact) -> Result<Contact> {
        let company = match contact.company_id {
            Some(id) => Some(
                self.tx
                    .company(id)
                    .await?
                    .ok_or(Refusal::invalid("company_id", Problem::Unknown))?
                    .name,
            ),
            None => None,
        };
        let (before, row) = save!(
            self,
            contact,
            Contact,
            contact,
            insert_contact,
            update_contact,
            "contact"
        );
        self.tx
            .set_lookup(
                Kept::Contact,
                row.id.0,
                &contact_words(&row, company.as_deref()),
            )
            .await?;
        if before.is_some_and(|before| before.name() != row.name()) {
            self.tx.index_tickets_of(CardsOf::Contact(row.id)).await?;
        }
        Ok(row)
    }

    pub(crate) async fn save_equipment(&mut self, equipment: Equipment) -> Result<Equipment> {
        self.know_company("company_id", equipment.company_id)
            .await?;
        self.know_contact("contact_id", equipment.contact_id)
            .await?;
        self.know_place("place_id", equipment.place_id).await?;
        let (before, row) = save!(
            self,
            equipment,
            Equipment,
            equipment,
            insert_equipment,
            update_equipment,
            "machine"
        );
        self.tx
            .set_lookup(Kept::Equipment, row.id.0, &equipment_words(&row))
            .await?;
        if before.is_some_and(|before| equipment_words(&before) != equipment_words(&row)) {
            self.tx.index_tickets_of(CardsOf::Equipment(row.id)).await?;
        }
        Ok(row)
    }

    async fn save_place(&mut self, place: Place) -> Result<Place> {
        self.know_company("company_id", place.company_id).await?;
        self.know_contact("contact_id", place.contact_id).await?;
        let (_, row) = save!(
            self,
            place,
            Place,
            place,
            insert_place,
            update_place,
            "place"
        );
        self.tx
            .set_lookup(Kept::Place, row.id.0, &place_words(&row))
            .await?;
        Ok(row)
    }
}
