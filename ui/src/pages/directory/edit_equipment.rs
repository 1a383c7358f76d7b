//! The dialog of a machine.

use guichet_api::directory::SaveEquipment;
use guichet_domain::directory::{Equipment, Place};
use guichet_domain::{CompanyId, ContactId};
use uuid::Uuid;
use yew::prelude::*;

use super::owner::OwnerField;
use super::save::{foot, use_save};
use crate::components::{Dialog, checkbox, use_form};
use crate::t;

/// Which machine.
#[derive(Properties, PartialEq)]
pub struct EditProps {
    /// The machine; none for a new one.
    #[prop_or_default]
    pub equipment: Option<Equipment>,
    /// The owner of a new one.
    #[prop_or_default]
    pub company: Option<(CompanyId, AttrValue)>,
    /// Who uses a new one.
    #[prop_or_default]
    pub contact: Option<ContactId>,
    /// Where it may stand.
    #[prop_or_default]
    pub places: Vec<Place>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// Called with the id of what was saved.
    pub on_saved: Callback<Uuid>,
}

fn blank(company_id: Option<CompanyId>, contact_id: Option<ContactId>) -> Equipment {
    Equipment {
        id: Uuid::nil().into(),
        version: 0,
        name: String::new(),
        model: String::new(),
        serial: String::new(),
        company_id,
        contact_id,
        place_id: None,
        location: String::new(),
        active: true,
    }
}

/// The dialog.
#[component]
pub fn EditEquipment(props: &EditProps) -> Html {
    let company = props.company.as_ref().map(|(id, _)| *id);
    let form = use_form(|| {
        props
            .equipment
            .clone()
            .unwrap_or_else(|| blank(company, props.contact))
    });
    let on_saved = props.on_saved.reform(|equipment: Equipment| equipment.id.0);
    let on_confirm = use_save(
        &form,
        |equipment| SaveEquipment { equipment },
        &props.on_close,
        on_saved,
    );
    let held = &*form.value;
    let mut places = vec![(String::new(), t!("none"))];
    places.extend(
        props
            .places
            .iter()
            .map(|place| (place.id.to_string(), place.name.clone())),
    );
    let place = held.place_id.map(|id| id.to_string()).unwrap_or_default();
    let name = props
        .company
        .as_ref()
        .map(|(_, name)| name.clone())
        .unwrap_or_default();
    let title = if props.equipment.is_some() {
        t!("dir-machine-edit")
    } else {
        t!("dir-machine-new")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            {form.text("name", t!("dir-name"), &held.name, |machine, text| machine.name = text)}
            <div class="two">
                {form.text("model", t!("dir-model"), &held.model, |machine, text| machine.model = text)}
                {form.text("serial", t!("dir-serial"), &held.serial, |machine, text| machine.serial = text)}
            </div>
            <OwnerField chosen={held.company_id.map(|id| id.0)} {name} on_choose={form.on(|machine: &mut Equipment, id: Option<Uuid>| machine.company_id = id.map(Into::into))} />
            <div class="two">
                if !props.places.is_empty() {
                    {form.select("place_id", t!("dir-place"), place, places, |machine, id| machine.place_id = id.parse().ok())}
                }
                {form.text("location", t!("dir-location"), &held.location, |machine, text| machine.location = text)}
            </div>
            {checkbox(t!("dir-in-use"), held.active, form.on(|machine, active| machine.active = active))}
            {form.elsewhere(&["name", "model", "serial", "location", "place_id"])}
        </Dialog>
    }
}
