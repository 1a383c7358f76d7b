//! Staff accounts: the administrator's (R12, R13).

use guichet_api::Code;
use guichet_api::people::*;
use guichet_api::settings::{Catalog, GetCatalog};
use guichet_domain::event::Entity;
use guichet_domain::{Staff, Verb, staff};
use uuid::Uuid;

use crate::act::{About, Act};
use crate::door::login_taken;
use crate::fault::{Fault, Result};
use crate::{handlers, passwords};

pub(crate) async fn list_staff(act: &mut Act, _: ListStaff) -> Result<Vec<Staff>> {
    act.need(Verb::ManageAccounts)?;
    Ok(act.tx.all_staff().await?)
}

pub(crate) async fn save_staff(act: &mut Act, request: SaveStaff) -> Result<Staff> {
    act.need(Verb::ManageAccounts)?;
    let row = request.staff.checked()?;
    act.know_contact("contact_id", row.contact_id).await?;
    if let Some(other) = act.tx.staff_by_login(&row.login).await?
        && (row.version == 0 || other.id != row.id)
    {
        return Err(login_taken());
    }
    if row.version == 0 {
        staff::password(&request.password, &row.login)?;
        let hash = passwords::hash(&request.password).await?;
        let new = Staff {
            id: act.clock.id(),
            version: 1,
            ..row
        };
        return create(act, new, &hash).await;
    }
    change(act, row).await
}

/// Creates an account with its PSP contact.
pub(crate) async fn create(act: &mut Act, mut new: Staff, hash: &str) -> Result<Staff> {
    if new.contact_id.is_none() {
        new.contact_id = Some(act.save_contact(new.psp_contact(act.clock.id())).await?.id);
    }
    act.tx.insert_staff(&new).await?;
    act.tx.set_password(new.id, hash).await?;
    record(act, None, &new).await?;
    Ok(new)
}

async fn change(act: &mut Act, row: Staff) -> Result<Staff> {
    let before = act
        .tx
        .staff(row.id)
        .await?
        .ok_or_else(|| Fault::not_found("account"))?;
    Act::same_version(before.version, row.version)?;
    let demoted = before.may_administer() && !row.may_administer();
    if demoted
        && act
            .tx
            .all_staff()
            .await?
            .iter()
            .filter(|staff| staff.may_administer())
            .count()
            == 1
    {
        return Err(
            Fault::new(Code::Invalid, "the last administrator stays one")
                .field("role", "one_required"),
        );
    }
    let after = Staff {
        version: before.version + 1,
        contact_id: row.contact_id.or(before.contact_id),
        ..row
    };
    act.tx.update_staff(&after, before.version).await?;
    if !after.active {
        act.tx.end_sessions_of(after.id, "").await?;
    }
    record(act, Some(&before), &after).await?;
    Ok(after)
}

async fn record(act: &mut Act, before: Option<&Staff>, after: &Staff) -> Result<()> {
    let about = About {
        entity: Entity::Staff,
        id: after.id.0,
        ticket: None,
        version: after.version,
    };
    act.record(about, before, Some(after)).await
}

pub(crate) async fn set_password(act: &mut Act, request: SetPassword) -> Result<()> {
    act.need(Verb::ManageAccounts)?;
    let person = act
        .tx
        .staff(request.id)
        .await?
        .ok_or_else(|| Fault::not_found("account"))?;
    staff::password(&request.password, &person.login)?;
    let hash = passwords::hash(&request.password).await?;
    act.tx.set_password(person.id, &hash).await?;
    Ok(act.tx.end_sessions_of(person.id, "").await?)
}

pub(crate) async fn set_membership(act: &mut Act, request: SetMembership) -> Result<Catalog> {
    act.need(Verb::ManageAccounts)?;
    act.know_staff("id", Some(request.id)).await?;
    for team in &request.teams {
        act.know_record("teams", "team", Some(team.0)).await?;
    }
    for skill in &request.skills {
        act.know_record("skills", "skill", Some(skill.0)).await?;
    }
    let records: Vec<Uuid> = request
        .teams
        .iter()
        .map(|team| team.0)
        .chain(request.skills.iter().map(|skill| skill.0))
        .collect();
    act.tx.set_staff_records(request.id, &records).await?;
    handlers::get_catalog(act, GetCatalog {}).await
}
