//! What is asked: the machine, the words, how grave it is, the files; and the one key that saves.

use guichet_domain::directory::Category;
use guichet_domain::{CategoryId, Criticality};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Desk;
use super::form::Typed;
use super::machines::MachineBlock;
use super::similar::Similar;
use super::{opening, promise};
use crate::components::{
    Button, Card, Group, Kind, SelectField, TextField, Tone, UploadButton, caps, cards, error_line,
    field, icon, notice, shape, upload_chips,
};
use crate::i18n::{names, when};
use crate::keys::{Action, Chord, Key, Screen};
use crate::{bridge, refusals, t};

/// Fields that carry their own refusal.
const FIELDS: [&str; 13] = [
    "contact_id",
    "label",
    "description",
    "last_name",
    "first_name",
    "phone",
    "mail",
    "company_name",
    "name",
    "model",
    "serial",
    "note",
    "reported_at",
];

/// The second column.
pub fn request_column(desk: &Desk) -> Html {
    let error = (*desk.error).as_ref();
    let on_submit = {
        let desk = desk.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            opening::open(&desk);
        })
    };
    html! {
        <form class="desk-col form" aria-labelledby="what" onsubmit={on_submit} novalidate=true>
            <h2 id="what" class="step-title"><span>{"2"}</span>{t!("reception-what")}</h2>
            <MachineBlock desk={desk.clone()} />
            <TextField
                id="label" label={t!("reception-label")} value={desk.form.label.clone()} on_input={desk.on(Typed::Label)} node={desk.places.label.clone()}
                error={refusals::of_field(error, "label")} keys={(Screen::Reception, Action::Label)}
            />
            <Similar desk={desk.clone()} />
            <TextField
                id="description" label={t!("reception-description")} rows=3 value={desk.form.description.clone()} on_input={desk.on(Typed::Description)}
                node={desk.places.description.clone()} error={refusals::of_field(error, "description")} keys={(Screen::Reception, Action::Description)}
            />
            {criticality(desk)}
            {category_and_time(desk)}
            {note(desk)}
            {files(desk)}
            {refusals::elsewhere(error, &FIELDS).map(|sentence| notice(Tone::Danger, None, html! { <>{sentence}{" "}{t!("reception-kept")}</> }, Html::default())).unwrap_or_default()}
            {foot(desk)}
        </form>
    }
}

fn criticality(desk: &Desk) -> Html {
    let all = Criticality::ALL.iter().map(|criticality| {
        let slug = criticality.code();
        let quiet = matches!(criticality, Criticality::Medium | Criticality::Low).then_some("");
        let mark = html! {
            <span class="mark" data-quiet={quiet} data-criticality={slug}>{shape(&format!("c-{slug}"))}{names::criticality(*criticality)}</span>
        };
        Card::new(*criticality, mark, "")
    });
    let group = Group {
        label: t!("reception-criticality"),
        class: "four",
        node: desk.places.criticality.clone(),
    };
    html! {
        <fieldset class="field">
            <legend class="label-row">{t!("reception-criticality")}<span class="push">{Screen::Reception.chord(Action::Criticality).map(caps)}</span></legend>
            {cards(group, all.collect(), Some(&desk.form.criticality), desk.on(Typed::Criticality))}
        </fieldset>
    }
}

/// What about, and since when.
fn category_and_time(desk: &Desk) -> Html {
    let mut options = vec![(
        AttrValue::from(""),
        AttrValue::from(t!("reception-category-none")),
    )];
    options.extend(category_options(&desk.session.catalog.categories));
    let form = desk.form.clone();
    let on_change =
        Callback::from(move |id: String| form.dispatch(Typed::Category(id.parse().ok())));
    let value = desk
        .form
        .category_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    let error = refusals::of_field((*desk.error).as_ref(), "reported_at");
    let on_time = desk.on(Typed::ReportedAt).reform(|event: Event| {
        when::from_field(&event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let latest = when::to_field(bridge::now());
    html! {
        <div class="two">
            <SelectField id="category_id" label={t!("reception-category")} {value} {options} {on_change} node={desk.places.category.clone()} keys={(Screen::Reception, Action::Category)} />
            {field("reported_at", t!("reception-reported"), error.clone(), None, None, html! { <input
                    id="reported_at" class="input num" type="datetime-local" max={latest} onchange={on_time}
                    value={desk.form.reported_at.map(when::to_field).unwrap_or_default()}
                    aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={error.map(|_| "reported_at-error")}
                /> })}
        </div>
    }
}

/// `Chauffage › Eau chaude`, those still in use.
pub(crate) fn category_options(categories: &[Category]) -> Vec<(AttrValue, AttrValue)> {
    let used = categories.iter().filter(|category| category.active);
    let mut options: Vec<(AttrValue, AttrValue)> = used
        .map(|category| {
            (
                category.id.to_string().into(),
                category_name(categories, category.id).into(),
            )
        })
        .collect();
    options.sort_by(|one, other| one.1.cmp(&other.1));
    options
}

/// `Chauffage › Eau chaude`.
pub(crate) fn category_name(categories: &[Category], id: CategoryId) -> String {
    let find = |id| categories.iter().find(|category| category.id == id);
    let Some(category) = find(id) else {
        return String::new();
    };
    match category.parent_id.and_then(find) {
        Some(parent) => format!("{} › {}", parent.name, category.name),
        None => category.name.clone(),
    }
}

fn note(desk: &Desk) -> Html {
    let on_input = desk
        .on(Typed::Note)
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let error = refusals::of_field((*desk.error).as_ref(), "note");
    html! {
        <div class="field">
            <label for="note">{icon("lock")}{t!("reception-note")}{Screen::Reception.chord(Action::Note).map(caps)}</label>
            <input ref={desk.places.note.clone()} id="note" class="input" placeholder={t!("reception-note-example")} value={desk.form.note.clone()} oninput={on_input} autocomplete="off" />
            {error.map(|error| error_line("note", error)).unwrap_or_default()}
        </div>
    }
}

fn files(desk: &Desk) -> Html {
    let paste = caps(Chord::ctrl(Key::Letter('v')));
    html! {
        <>
            {upload_chips(&desk.uploads)}
            <div class="line small faint">
                <UploadButton uploads={desk.uploads.clone()} node={desk.places.files.clone()} keys={(Screen::Reception, Action::Attach)}>{t!("reception-attach")}</UploadButton>
                {t!("reception-paste")}{" "}{paste}{" "}{t!("reception-drop")}
            </div>
        </>
    }
}

/// Clear, the draft's hour, save.
fn foot(desk: &Desk) -> Html {
    let (clearing, opening_desk) = (desk.clone(), desk.clone());
    let draft = desk.draft.saved_at.filter(|_| !desk.form.is_empty());
    let due = promise::due(&desk.session, desk.form.criticality, desk.form.reported_at);
    html! {
        <footer class="desk-foot">
            <Button kind={Kind::Quiet} on_click={move |_| clearing.clear()} keys={(Screen::Reception, Action::Back)}>{t!("reception-clear")}</Button>
            if let Some(at) = draft { <span class="small faint ellipsis" title={t!("draft-saved", hour = when::hour(at))}>{t!("reception-draft", hour = when::hour(at))}</span> }
            <Button class="push" kind={Kind::Primary} disabled={*desk.busy} on_click={move |_| opening::open(&opening_desk)} keys={(Screen::Reception, Action::Confirm)}>
                {t!("reception-open", due = when::spoken(due))}
            </Button>
        </footer>
    }
}
