//! The dialog of a place.

use guichet_api::directory::SavePlace;
use guichet_domain::CompanyId;
use guichet_domain::directory::Place;
use uuid::Uuid;
use yew::prelude::*;

use super::save::{foot, use_save};
use crate::components::{Dialog, checkbox, use_form};
use crate::t;

/// Which place.
#[derive(Properties, PartialEq)]
pub struct EditProps {
    /// The place; none for a new one.
    #[prop_or_default]
    pub place: Option<Place>,
    /// Whose site a new one is.
    pub company: CompanyId,
    /// Closes it.
    pub on_close: Callback<()>,
    /// Called once it is saved.
    pub on_saved: Callback<()>,
}

fn blank(company: CompanyId) -> Place {
    Place {
        id: Uuid::nil().into(),
        version: 0,
        name: String::new(),
        address: String::new(),
        access: String::new(),
        time_zone: "Europe/Paris".to_owned(),
        latitude: None,
        longitude: None,
        company_id: Some(company),
        contact_id: None,
        active: true,
    }
}

/// The dialog.
#[component]
pub fn EditPlace(props: &EditProps) -> Html {
    let form = use_form(|| props.place.clone().unwrap_or_else(|| blank(props.company)));
    let on_saved = props.on_saved.reform(|_: Place| ());
    let on_confirm = use_save(
        &form,
        |place| SavePlace { place },
        &props.on_close,
        on_saved,
    );
    let held = &*form.value;
    let degrees = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let title = if props.place.is_some() {
        t!("dir-place-edit")
    } else {
        t!("dir-place-new")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            {form.text("name", t!("dir-name"), &held.name, |place, text| place.name = text)}
            {form.lines("address", t!("dir-address"), &held.address, 3, |place, text| place.address = text)}
            {form.lines("access", t!("dir-access"), &held.access, 2, |place, text| place.access = text)}
            <div class="three">
                {form.text("time_zone", t!("dir-time-zone"), &held.time_zone, |place, text| place.time_zone = text)}
                {form.text("latitude", t!("dir-latitude"), &degrees(held.latitude), |place, text| place.latitude = text.replace(',', ".").parse().ok())}
                {form.text("longitude", t!("dir-longitude"), &degrees(held.longitude), |place, text| place.longitude = text.replace(',', ".").parse().ok())}
            </div>
            {checkbox(t!("dir-active"), held.active, form.on(|place, active| place.active = active))}
            {form.elsewhere(&["name", "address", "access", "time_zone", "latitude", "longitude"])}
        </Dialog>
    }
}
