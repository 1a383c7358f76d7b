//! Who is logged in and what is theirs.

use guichet_api::session::*;
use guichet_domain::{Staff, StaffId, Verb, text};
use guichet_store::ViewRow;

use crate::act::Act;
use crate::dispatch::nobody;
use crate::fault::{Fault, Result};

pub(crate) async fn office_status(act: &mut Act, _: OfficeStatus) -> Result<OfficeState> {
    let ready = !act.tx.all_staff().await?.is_empty();
    let demo = match act.tx.setting("demo").await? {
        Some(logins) => serde_json::from_value(logins).unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(OfficeState {
        ready,
        office: act.settings.office.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        place: act.place.clone(),
        demo,
        by_login: act.db.is_personal(),
    })
}

pub(crate) async fn who_am_i(act: &mut Act, _: WhoAmI) -> Result<Me> {
    me(act).await
}

/// Whoever is logged in, with what is theirs.
pub(crate) async fn me(act: &mut Act) -> Result<Me> {
    let id = act.staff()?;
    let staff: Staff = act.tx.staff(id).await?.ok_or_else(nobody)?;
    let preferences = act.preferences_of(id).await?;
    let views = act.tx.views(id).await?.into_iter().map(view).collect();
    let may = Verb::ALL
        .iter()
        .copied()
        .filter(|verb| act.actor.may_in_general(*verb))
        .collect();
    Ok(Me {
        staff,
        settings: act.settings.clone(),
        preferences,
        views,
        may,
    })
}

impl Act {
    /// What somebody prefers; what an older program wrote and this one cannot read is the default.
    pub(crate) async fn preferences_of(&mut self, id: StaffId) -> Result<Preferences> {
        Ok(match self.tx.preferences(id).await? {
            Some(value) => serde_json::from_value(value).unwrap_or_default(),
            None => Preferences::default(),
        })
    }
}

fn view(row: ViewRow) -> View {
    View {
        id: row.id,
        name: row.name,
        filter: row.filter,
        sort: row.sort,
        descending: row.descending,
    }
}

pub(crate) async fn save_preferences(act: &mut Act, request: SavePreferences) -> Result<Me> {
    let id = act.staff()?;
    let value = serde_json::to_value(&request.preferences)
        .map_err(|error| Fault::new(guichet_api::Code::Invalid, &error.to_string()))?;
    act.tx.set_preferences(id, &value).await?;
    me(act).await
}

pub(crate) async fn save_view(act: &mut Act, request: SaveView) -> Result<Me> {
    let id = act.staff()?;
    let view = ViewRow {
        id: request.id.unwrap_or_else(|| act.clock.id()),
        name: text::line("name", &request.name)?,
        filter: request.filter,
        sort: request.sort,
        descending: request.descending,
    };
    act.tx.save_view(id, &view).await?;
    me(act).await
}

pub(crate) async fn delete_view(act: &mut Act, request: DeleteView) -> Result<Me> {
    let id = act.staff()?;
    act.tx.delete_view(id, request.id).await?;
    me(act).await
}
