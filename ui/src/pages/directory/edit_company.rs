//! The dialog of a company.

use guichet_api::directory::SaveCompany;
use guichet_domain::directory::Company;
use uuid::Uuid;
use yew::prelude::*;

use super::save::{foot, use_save};
use crate::components::{Dialog, checkbox, use_form};
use crate::session::{full_name, use_session};
use crate::t;

/// Which company.
#[derive(Properties, PartialEq)]
pub struct EditProps {
    /// The company; none for a new one.
    #[prop_or_default]
    pub company: Option<Company>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// Called with the id of what was saved.
    pub on_saved: Callback<Uuid>,
}

fn blank() -> Company {
    Company {
        id: Uuid::nil().into(),
        version: 0,
        code: String::new(),
        name: String::new(),
        phone: String::new(),
        mail: String::new(),
        note: String::new(),
        proposed_staff_id: None,
        active: true,
    }
}

/// The dialog.
#[component]
pub fn EditCompany(props: &EditProps) -> Html {
    let form = use_form(|| props.company.clone().unwrap_or_else(blank));
    let session = use_session();
    let on_saved = props.on_saved.reform(|company: Company| company.id.0);
    let on_confirm = use_save(
        &form,
        |company| SaveCompany { company },
        &props.on_close,
        on_saved,
    );
    let held = &*form.value;
    let mut staff = vec![(String::new(), t!("nobody"))];
    staff.extend(
        session
            .catalog
            .staff
            .iter()
            .filter(|one| one.active)
            .map(|one| (one.id.to_string(), full_name(one))),
    );
    let proposed = held
        .proposed_staff_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    let title = if props.company.is_some() {
        t!("dir-company-edit")
    } else {
        t!("dir-company-new")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            {form.text("name", t!("dir-name"), &held.name, |company, text| company.name = text)}
            <div class="two">
                {form.text("code", t!("dir-code"), &held.code, |company, text| company.code = text)}
                {form.text("phone", t!("dir-phone"), &held.phone, |company, text| company.phone = text)}
            </div>
            {form.text("mail", t!("dir-mail"), &held.mail, |company, text| company.mail = text)}
            {form.select("proposed_staff_id", t!("dir-proposed"), proposed, staff, |company, id| company.proposed_staff_id = id.parse().ok())}
            {form.lines("note", t!("dir-note"), &held.note, 3, |company, text| company.note = text)}
            {checkbox(t!("dir-active"), held.active, form.on(|company, active| company.active = active))}
            {form.elsewhere(&["name", "code", "phone", "mail", "note"])}
        </Dialog>
    }
}
