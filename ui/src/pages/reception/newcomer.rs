//! Somebody new, created with the ticket: two names and a way to call back, a company found or named.

use guichet_api::reception::{Caller, CallerKind, FindCallers, NewContact};
use yew::prelude::*;

use super::Desk;
use super::caller::ColumnProps;
use super::form::Typed;
use crate::components::{Button, Choice, Combobox, Kind, SelectField, TextField, icon};
use crate::load::use_call;
use crate::settled::{use_kept, use_settled};
use crate::{browser, refusals, t};

/// How people are addressed.
const TITLES: [&str; 4] = ["", "Mme", "M.", "Dr"];

/// The new contact.
pub fn newcomer_form(desk: &Desk) -> Html {
    let Some(newcomer) = desk.form.newcomer.clone() else {
        return Html::default();
    };
    let on_give_up = {
        let desk = desk.clone();
        Callback::from(move |_| {
            desk.form.dispatch(Typed::Newcomer(None));
            browser::focus(&desk.places.caller);
        })
    };
    let named = !newcomer.last_name.is_empty();
    let titles = TITLES
        .map(|title| (AttrValue::from(title), AttrValue::from(title)))
        .to_vec();
    let field = |id: &'static str,
                 label: String,
                 read: fn(&NewContact) -> &String,
                 write: fn(&mut NewContact) -> &mut String| {
        Line {
            id,
            label,
            value: read(&newcomer).clone(),
            write,
            kind: "text",
            focused: false,
        }
        .draw(desk)
    };
    let last = Line {
        id: "last_name",
        label: t!("reception-last-name"),
        value: newcomer.last_name.clone(),
        write: |contact| &mut contact.last_name,
        kind: "text",
        focused: !named,
    };
    let phone = Line {
        id: "phone",
        label: t!("reception-phone"),
        value: newcomer.phone.clone(),
        write: |contact| &mut contact.phone,
        kind: "tel",
        focused: named,
    };
    html! {
        <section class="card contact newcomer" aria-label={t!("reception-newcomer")}>
            <div class="line"><h3 class="name">{t!("reception-newcomer")}</h3>
                <Button class="small square push" kind={Kind::Quiet} icon="x" label={t!("reception-newcomer-away")} on_click={on_give_up} />
            </div>
            <div class="newcomer-name">
                <SelectField id="title" label={t!("reception-title")} value={newcomer.title.clone()} options={titles} on_change={write(desk, |contact| &mut contact.title)} />
                {field("first_name", t!("reception-first-name"), |contact| &contact.first_name, |contact| &mut contact.first_name)}
            </div>
            {last.draw(desk)}
            {phone.draw(desk)}
            {field("mail", t!("reception-mail"), |contact| &contact.mail, |contact| &mut contact.mail)}
            <CompanyField desk={desk.clone()} />
        </section>
    }
}

/// One line of the form, before it is drawn.
struct Line {
    id: &'static str,
    label: String,
    value: String,
    write: fn(&mut NewContact) -> &mut String,
    kind: &'static str,
    focused: bool,
}

impl Line {
    fn draw(self, desk: &Desk) -> Html {
        let error = refusals::of_field((*desk.error).as_ref(), self.id);
        html! {
            <TextField
                id={self.id} label={self.label} value={self.value} kind={self.kind} focused={self.focused} {error}
                on_input={write(desk, self.write)}
            />
        }
    }
}

fn write(desk: &Desk, field: fn(&mut NewContact) -> &mut String) -> Callback<String> {
    let form = desk.form.clone();
    Callback::from(move |text| {
        if let Some(mut newcomer) = form.newcomer.clone() {
            *field(&mut newcomer) = text;
            form.dispatch(Typed::Newcomer(Some(newcomer)));
        }
    })
}

/// The company: one of the directory, else the name of a new one.
#[component]
fn CompanyField(props: &ColumnProps) -> Html {
    let desk = &props.desk;
    let typed = desk
        .form
        .newcomer
        .as_ref()
        .map(|newcomer| newcomer.company_name.clone())
        .unwrap_or_default();
    let known = desk
        .form
        .newcomer
        .as_ref()
        .is_some_and(|newcomer| newcomer.company_id.is_some());
    let settled = use_settled(typed.trim().to_owned());
    let answer = use_call((!settled.is_empty() && !known).then(|| FindCallers {
        text: settled.clone(),
    }));
    let found = use_kept(answer.data);
    let companies: Vec<Caller> = found
        .iter()
        .flat_map(|found| found.iter())
        .filter(|caller| caller.kind == CallerKind::Company)
        .cloned()
        .collect();
    let choices = companies.iter().map(|company| Choice {
        key: company.id.to_string().into(),
        mark: icon("building"),
        words: company.name.clone().into(),
        detail: company.detail.clone().into(),
    });
    let choices = if known { Vec::new() } else { choices.collect() };
    let change = |act: fn(&mut NewContact, Option<uuid::Uuid>, String)| {
        let form = desk.form.clone();
        move |id: Option<uuid::Uuid>, name: String| {
            if let Some(mut newcomer) = form.newcomer.clone() {
                act(&mut newcomer, id, name);
                form.dispatch(Typed::Newcomer(Some(newcomer)));
            }
        }
    };
    let set = change(|newcomer, id, name| {
        newcomer.company_id = id.map(Into::into);
        newcomer.company_name = name;
    });
    let on_input = Callback::from({
        let set = set.clone();
        move |text: String| set(None, text)
    });
    let on_choose = Callback::from(move |key: AttrValue| {
        if let Some(company) = companies
            .iter()
            .find(|company| company.id.to_string() == *key)
        {
            set(Some(company.id), company.name.clone());
        }
    });
    let is_new = !known && !typed.trim().is_empty();
    html! {
        <>
            <Combobox id="company_name" label={t!("reception-company")} text={typed} {choices} {on_input} {on_choose} error={refusals::of_field((*desk.error).as_ref(), "company_name")} />
            if is_new { <p class="hint">{t!("reception-company-new")}</p> }
        </>
    }
}
