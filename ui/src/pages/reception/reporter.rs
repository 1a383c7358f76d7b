//! *Signalé par*: folded under the contact, for when somebody else calls in their place.

use guichet_api::reception::{CallerKind, FindCallers};
use yew::prelude::*;

use super::Desk;
use super::caller::ColumnProps;
use super::form::{Reporter, Typed};
use crate::components::{Button, Choice, Combobox, Kind, avatar};
use crate::i18n::fold;
use crate::keys::{Action, Screen};
use crate::load::use_call;
use crate::session::{full_name, use_session};
use crate::settled::{use_kept, use_settled};
use crate::t;

/// Members of the staff proposed beside contacts.
const STAFF: usize = 3;

/// Unfolds the field, which takes the focus.
pub(super) fn unfold(desk: &Desk) {
    desk.reports.set(true);
}

/// Who reported it.
pub fn reporter_block(desk: &Desk) -> Html {
    if let Some(reporter) = &desk.form.reporter {
        return chosen(desk, reporter);
    }
    if *desk.reports {
        return html! { <ReporterField desk={desk.clone()} /> };
    }
    let reports = desk.reports.clone();
    html! {
        <Button kind={Kind::Quiet} icon="user" on_click={move |_| reports.set(true)} keys={(Screen::Reception, Action::Reporter)}>{t!("reception-reporter-other")}</Button>
    }
}

fn chosen(desk: &Desk, reporter: &Reporter) -> Html {
    let (id, name) = match reporter {
        Reporter::Contact(id, name) => (id.0, name),
        Reporter::Staff(id, name) => (id.0, name),
    };
    let (form, reports) = (desk.form.clone(), desk.reports.clone());
    let on_click = Callback::from(move |_| {
        reports.set(false);
        form.dispatch(Typed::Reporter(None));
    });
    html! {
        <div class="line small">
            <span class="faint">{t!("reception-reporter")}</span>{avatar(name.clone(), Some(id), "small", true)}<span class="ellipsis">{name}</span>
            <Button class="small square push" kind={Kind::Quiet} icon="x" label={t!("reception-reporter-away")} {on_click} />
        </div>
    }
}

/// Contacts and staff as typed.
#[component]
fn ReporterField(props: &ColumnProps) -> Html {
    let desk = &props.desk;
    let session = use_session();
    let typed = use_state(String::new);
    let settled = use_settled(typed.trim().to_owned());
    let answer = use_call((!settled.is_empty()).then(|| FindCallers {
        text: settled.clone(),
    }));
    let found = use_kept(answer.data).filter(|_| !typed.is_empty());
    let mut people: Vec<(Reporter, String)> = Vec::new();
    if typed.is_empty() {
        let colleagues = desk.file.iter().flat_map(|file| file.colleagues.iter());
        people.extend(colleagues.map(|contact| {
            (
                Reporter::Contact(contact.id, contact.name()),
                contact.position.clone(),
            )
        }));
    } else {
        let wanted = fold(&typed);
        let staff = session
            .catalog
            .staff
            .iter()
            .filter(|person| person.active && fold(&full_name(person)).contains(&wanted));
        people.extend(staff.take(STAFF).map(|person| {
            (
                Reporter::Staff(person.id, full_name(person)),
                t!("reception-staff"),
            )
        }));
        let contacts = found
            .iter()
            .flat_map(|found| found.iter())
            .filter(|caller| caller.kind == CallerKind::Contact);
        people.extend(contacts.map(|caller| {
            (
                Reporter::Contact(caller.id.into(), caller.name.clone()),
                caller.detail.clone(),
            )
        }));
    }
    let choices = people
        .iter()
        .enumerate()
        .map(|(index, (reporter, detail))| choice(index, reporter, detail));
    let choices = choices.collect::<Vec<Choice>>();
    let form = desk.form.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        let picked = key
            .parse::<usize>()
            .ok()
            .and_then(|index| people.get(index));
        if let Some((reporter, _)) = picked {
            form.dispatch(Typed::Reporter(Some(reporter.clone())));
        }
    });
    let on_input = Callback::from({
        let typed = typed.clone();
        move |text| typed.set(text)
    });
    html! {
        <Combobox
            id="reporter_id" label={t!("reception-reporter")} text={(*typed).clone()} {choices} {on_input} {on_choose} focused=true
            keys={(Screen::Reception, Action::Reporter)}
        />
    }
}

fn choice(index: usize, reporter: &Reporter, detail: &str) -> Choice {
    let (id, name) = match reporter {
        Reporter::Contact(id, name) => (id.0, name.clone()),
        Reporter::Staff(id, name) => (id.0, name.clone()),
    };
    Choice {
        key: index.to_string().into(),
        mark: avatar(name.clone(), Some(id), "small", true),
        words: name.into(),
        detail: detail.to_owned().into(),
    }
}
