//! Ids a caller names: each must be of something that exists, and the refusal says which field is not.
//!
//! The database refuses a dangling id too, but cannot say in which field it stood.

use guichet_domain::refusal::Problem;
use guichet_domain::ticket::Facts;
use guichet_domain::{CategoryId, CompanyId, ContactId, EquipmentId, PlaceId, Refusal, StaffId};
use uuid::Uuid;

use crate::act::Act;
use crate::fault::Result;

macro_rules! know {
    ($($(#[$doc:meta])* $name:ident($id:ty) by $find:ident;)+) => {
        impl Act {$(
            $(#[$doc])*
            pub(crate) async fn $name(&mut self, field: &'static str, id: Option<$id>) -> Result<()> {
                match id {
                    Some(id) if self.tx.$find(id).await?.is_none() => Err(unknown(field).into()),
                    Some(_) | None => Ok(()),
                }
            }
        )+}
    };
}

know! {
    /// Refuses a contact nobody has met.
    know_contact(ContactId) by contact;
    /// Refuses a company the office does not know.
    know_company(CompanyId) by company;
    /// Refuses a machine the office does not know.
    know_equipment(EquipmentId) by equipment;
    /// Refuses a place the office does not know.
    know_place(PlaceId) by place;
    /// Refuses a category that does not exist.
    know_category(CategoryId) by category;
    /// Refuses somebody who never worked here.
    know_staff(StaffId) by staff;
}

impl Act {
    /// Refuses a record that is not of this list.
    pub(crate) async fn know_record(
        &mut self,
        field: &'static str,
        kind: &str,
        id: Option<Uuid>,
    ) -> Result<()> {
        match id {
            Some(id) if self.tx.record_kind(id).await?.as_deref() != Some(kind) => {
                Err(unknown(field).into())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Refuses facts that name something unknown.
    pub(crate) async fn know_facts(&mut self, facts: &Facts) -> Result<()> {
        self.know_contact("contact_id", facts.contact_id).await?;
        self.know_contact("reporter_id", facts.reporter_id).await?;
        self.know_staff("reporter_staff_id", facts.reporter_staff_id)
            .await?;
        self.know_company("company_id", facts.company_id).await?;
        self.know_equipment("equipment_id", facts.equipment_id)
            .await?;
        self.know_place("place_id", facts.place_id).await?;
        self.know_category("category_id", facts.category_id).await?;
        let task = facts.task_id.map(|id| id.0);
        self.know_record("task_id", "task", task).await?;
        let contract = facts.contract_id.map(|id| id.0);
        self.know_record("contract_id", "contract", contract).await
    }
}

fn unknown(field: &'static str) -> Refusal {
    Refusal::invalid(field, Problem::Unknown)
}
