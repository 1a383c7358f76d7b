//! Staff accounts: the administrator's (R12, R13).

use guichet_api::Code;
use guichet_api::people::*;
use guichet_api::settings::{Catalog, GetCatalog};
use guichet_domain::event::Entity;
use guichet_domain::refusal::Problem;
use guichet_domain::staff::Membership;
use guichet_domain::{Refusal, Staff, Verb, staff};

use crate::act::{About, Act};
use crate::door::login_taken;
use crate::fault::{Fault, Result};
use crate::passwords::Kept;
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
        let kept = passwords::keep(&request.password).await?;
        let new = Staff {
            id: act.clock.id(),
            version: 1,
            ..row
        };
        return create(act, new, &kept).await;
    }
    change(act, row).await
}

/// Creates an account with its PSP contact.
pub(crate) async fn create(act: &mut Act, mut new: Staff, kept: &Kept) -> Result<Staff> {
    if new.contact_id.is_none() {
        new.contact_id = Some(act.save_contact(new.psp_contact(act.clock.id())).await?.id);
    }
    act.tx.insert_staff(&new).await?;
    kept.give_to(&mut act.tx, &new).await?;
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
    act.record(about(Entity::Staff, after), before, Some(after))
        .await
}

/// Something of an account, at the version the account has.
const fn about(entity: Entity, person: &Staff) -> About {
    About {
        entity,
        id: person.id.0,
        ticket: None,
        version: person.version,
    }
}

pub(crate) async fn set_password(act: &mut Act, request: SetPassword) -> Result<()> {
    act.need(Verb::ManageAccounts)?;
    let person = act
        .tx
        .staff(request.id)
        .await?
        .ok_or_else(|| Fault::not_found("account"))?;
    staff::password(&request.password, &person.login)?;
    let kept = passwords::keep(&request.password).await?;
    replace_password(act, &person, &kept, "").await
}

/// Gives somebody another password; their sessions end, but the one of this hash.
pub(crate) async fn replace_password(
    act: &mut Act,
    person: &Staff,
    kept: &Kept,
    but: &str,
) -> Result<()> {
    kept.give_to(&mut act.tx, person).await?;
    act.tx.end_sessions_of(person.id, but).await?;
    act.record_secret(about(Entity::Password, person)).await
}

pub(crate) async fn set_membership(act: &mut Act, request: SetMembership) -> Result<Catalog> {
    act.need(Verb::ManageAccounts)?;
    let person = act.tx.staff(request.id).await?;
    let person = person.ok_or_else(|| Refusal::invalid("id", Problem::Unknown))?;
    for team in &request.teams {
        act.know_record("teams", "team", Some(team.0)).await?;
    }
    for skill in &request.skills {
        act.know_record("skills", "skill", Some(skill.0)).await?;
    }
    let before = act.tx.membership(person.id).await?;
    let after = Membership::new(request.teams, request.skills);
    act.tx.set_membership(person.id, &after).await?;
    let about = about(Entity::Membership, &person);
    act.record(about, Some(&before), Some(&after)).await?;
    handlers::get_catalog(act, GetCatalog {}).await
}
