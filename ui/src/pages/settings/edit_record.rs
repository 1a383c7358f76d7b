//! The dialog of a bare record.

use guichet_api::directory::{RecordKind, SaveRecord};
use guichet_domain::directory::Record;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Dialog, checkbox, use_form};
use crate::i18n::dates;
use crate::pages::directory::{OwnerField, foot, use_save};
use crate::t;

/// Which record.
#[derive(Properties, PartialEq)]
pub struct EditProps {
    /// Which list.
    pub kind: RecordKind,
    /// The record; none for a new one.
    pub record: Option<Record>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// Called once it is saved.
    pub on_saved: Callback<()>,
}

/// The record with the text of its dates.
#[derive(Clone)]
struct Typed {
    kind: RecordKind,
    record: Record,
    starts: String,
    ends: String,
}

impl Typed {
    fn of(kind: RecordKind, record: Option<Record>) -> Self {
        let record = record.unwrap_or_else(blank);
        let day = |day: Option<chrono::NaiveDate>| day.map(dates::field_day).unwrap_or_default();
        Self {
            kind,
            starts: day(record.starts_on),
            ends: day(record.ends_on),
            record,
        }
    }

    fn request(self) -> SaveRecord {
        let record = Record {
            starts_on: dates::parse_day(&self.starts),
            ends_on: dates::parse_day(&self.ends),
            ..self.record
        };
        SaveRecord {
            kind: self.kind,
            record,
        }
    }
}

fn blank() -> Record {
    Record {
        id: Uuid::nil(),
        version: 0,
        code: String::new(),
        label: String::new(),
        company_id: None,
        parent_id: None,
        starts_on: None,
        ends_on: None,
        active: true,
    }
}

/// The dialog.
#[component]
pub fn EditRecord(props: &EditProps) -> Html {
    let form = use_form(|| Typed::of(props.kind, props.record.clone()));
    let on_saved = props.on_saved.reform(|_: Record| ());
    let on_confirm = use_save(&form, Typed::request, &props.on_close, on_saved);
    let held = &*form.value;
    let is_dated = matches!(props.kind, RecordKind::Contract | RecordKind::Project);
    let title = if props.record.is_some() {
        t!("key-edit")
    } else {
        t!("settings-add")
    };
    html! {
        <Dialog {title} class="small-dialog" body_class="stack" on_close={props.on_close.clone()} on_confirm={on_confirm.clone()} foot={foot(&props.on_close, &on_confirm)}>
            {form.text("label", t!("settings-label"), &held.record.label, |typed, text| typed.record.label = text)}
            {form.text("code", t!("dir-code"), &held.record.code, |typed, text| typed.record.code = text)}
            if is_dated {
                <OwnerField chosen={held.record.company_id.map(|id| id.0)} name="" on_choose={form.on(|typed: &mut Typed, id: Option<Uuid>| typed.record.company_id = id.map(Into::into))} />
                <div class="two">
                    {form.text("starts_on", t!("settings-starts"), &held.starts, |typed, text| typed.starts = text)}
                    {form.text("ends_on", t!("settings-ends"), &held.ends, |typed, text| typed.ends = text)}
                </div>
            }
            {checkbox(t!("dir-active"), held.record.active, form.on(|typed: &mut Typed, active| typed.record.active = active))}
            {form.elsewhere(&["label", "code", "starts_on", "ends_on"])}
        </Dialog>
    }
}
