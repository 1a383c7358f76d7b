//! The dialog of a contact.

use guichet_api::directory::SaveContact;
use guichet_domain::directory::Contact;
use guichet_domain::{CompanyId, Language, Segment};
use uuid::Uuid;
use yew::prelude::*;

use super::owner::OwnerField;
use super::save::{foot, use_save};
use crate::components::{Dialog, checkbox, use_form};
use crate::i18n::names;
use crate::t;

/// Which contact.
#[derive(Properties, PartialEq)]
pub struct EditProps {
    /// The contact; none for a new one.
    #[prop_or_default]
    pub contact: Option<Contact>,
    /// The company of a new one.
    #[prop_or_default]
    pub company: Option<(CompanyId, AttrValue)>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// Called with the id of what was saved.
    pub on_saved: Callback<Uuid>,
}

fn blank(company_id: Option<CompanyId>) -> Contact {
    Contact {
        id: Uuid::nil().into(),
        version: 0,
        title: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        position: String::new(),
        segment: Segment::Client,
        company_id,
        phone: String::new(),
        mobile: String::new(),
        mail: String::new(),
        note: String::new(),
        language: Language::French,
        power: false,
        active: true,
    }
}

/// The dialog.
#[component]
pub fn EditContact(props: &EditProps) -> Html {
    let company = props.company.as_ref().map(|(id, _)| *id);
    let form = use_form(|| props.contact.clone().unwrap_or_else(|| blank(company)));
    let on_saved = props.on_saved.reform(|contact: Contact| contact.id.0);
    let on_confirm = use_save(
        &form,
        |contact| SaveContact { contact },
        &props.on_close,
        on_saved,
    );
    let held = &*form.value;
    let segments = Segment::ALL
        .iter()
        .map(|word| (word.code().to_owned(), names::segment(*word)))
        .collect();
    let languages = vec![
        ("fr".to_owned(), "Français".to_owned()),
        ("en".to_owned(), "English".to_owned()),
    ];
    let name = props
        .company
        .as_ref()
        .map(|(_, name)| name.clone())
        .unwrap_or_default();
    let title = if props.contact.is_some() {
        t!("dir-contact-edit")
    } else {
        t!("dir-contact-new")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            <div class="three">
                {form.text("title", t!("dir-title"), &held.title, |contact, text| contact.title = text)}
                {form.text("first_name", t!("first-first-name"), &held.first_name, |contact, text| contact.first_name = text)}
                {form.text("last_name", t!("first-last-name"), &held.last_name, |contact, text| contact.last_name = text)}
            </div>
            <div class="two">
                {form.text("position", t!("dir-position"), &held.position, |contact, text| contact.position = text)}
                {form.select("segment", t!("dir-segment"), held.segment.code().to_owned(), segments, |contact, word| contact.segment = word.parse().unwrap_or(contact.segment))}
            </div>
            <OwnerField chosen={held.company_id.map(|id| id.0)} {name} on_choose={form.on(|contact: &mut Contact, id: Option<Uuid>| contact.company_id = id.map(Into::into))} />
            <div class="two">
                {form.text("phone", t!("dir-phone"), &held.phone, |contact, text| contact.phone = text)}
                {form.text("mobile", t!("dir-mobile"), &held.mobile, |contact, text| contact.mobile = text)}
            </div>
            <div class="two">
                {form.text("mail", t!("dir-mail"), &held.mail, |contact, text| contact.mail = text)}
                {form.select("language", t!("account-language"), held.language.code().to_owned(), languages, |contact, word| contact.language = word.parse().unwrap_or(contact.language))}
            </div>
            {form.lines("note", t!("dir-note"), &held.note, 3, |contact, text| contact.note = text)}
            {checkbox(t!("dir-power"), held.power, form.on(|contact, power| contact.power = power))}
            {checkbox(t!("dir-active"), held.active, form.on(|contact, active| contact.active = active))}
            {form.elsewhere(&["title", "first_name", "last_name", "position", "phone", "mobile", "mail", "note"])}
        </Dialog>
    }
}
