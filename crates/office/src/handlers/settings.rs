//! The small lists every screen needs, and the office's settings.

use guichet_api::settings::*;
use guichet_domain::event::Entity;
use guichet_domain::{Settings, SkillId, Staff, StaffId, TeamId, Verb};
use uuid::Uuid;

use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::jobs;

/// The one id the settings' events are about.
const SETTINGS: Uuid = Uuid::nil();

pub(crate) async fn get_catalog(act: &mut Act, _: GetCatalog) -> Result<Catalog> {
    act.staff()?;
    let memberships = act.tx.staff_records().await?;
    let staff = act
        .tx
        .all_staff()
        .await?
        .into_iter()
        .map(|staff| colleague(staff, &memberships))
        .collect();
    Ok(Catalog {
        settings: act.settings.clone(),
        staff,
        categories: act.tx.categories().await?,
        kinds: act.tx.records("kind", None).await?,
        products: act.tx.records("product", None).await?,
        teams: act.tx.records("team", None).await?,
        skills: act.tx.records("skill", None).await?,
        now: act.at,
        last_copy: jobs::last_copy(&act.place),
    })
}

fn colleague(staff: Staff, memberships: &[(StaffId, Uuid, String)]) -> Colleague {
    let of = |kind: &str| -> Vec<Uuid> {
        let mine = memberships
            .iter()
            .filter(|(id, _, of)| *id == staff.id && of == kind);
        mine.map(|(_, record, _)| *record).collect()
    };
    Colleague {
        teams: of("team").into_iter().map(TeamId).collect(),
        skills: of("skill").into_iter().map(SkillId).collect(),
        id: staff.id,
        login: staff.login,
        first_name: staff.first_name,
        last_name: staff.last_name,
        role: staff.role,
        active: staff.active,
    }
}

pub(crate) async fn save_settings(act: &mut Act, request: SaveSettings) -> Result<Catalog> {
    act.need(Verb::ChangeSettings)?;
    let stored = act.settings.clone();
    if stored != request.before {
        return Err(Fault::conflict());
    }
    store_settings(act, &stored, &request.settings.checked()?).await?;
    get_catalog(act, GetCatalog {}).await
}

/// Stores the settings with their event.
pub(crate) async fn store_settings(
    act: &mut Act,
    before: &Settings,
    after: &Settings,
) -> Result<()> {
    let value = serde_json::to_value(after)
        .map_err(|error| Fault::new(guichet_api::Code::Invalid, &error.to_string()))?;
    act.tx.set_setting("office", &value).await?;
    let about = About {
        entity: Entity::Settings,
        id: SETTINGS,
        ticket: None,
        version: 1,
    };
    let before = (before.office != Settings::default().office).then_some(before);
    act.record(about, before, Some(after)).await?;
    act.settings = after.clone();
    Ok(())
}
