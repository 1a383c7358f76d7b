//! The machine concerned, and further ones.

use std::rc::Rc;

use guichet_api::reception::{Caller, CallerFile, CallerKind};
use guichet_domain::directory::Equipment as Machine;
use guichet_domain::{EquipmentId, Verb};
use yew::prelude::*;
use yew_router::Routable;

use super::desk::Desk;
use super::fact_search::FactSearch;
use super::people::{faint, head, people};
use crate::components::{Button, Kind};
use crate::route::Route;
use crate::t;

/// What the machines need.
#[derive(Properties, PartialEq)]
pub struct EquipmentProps {
    /// The page.
    pub desk: Desk,
    /// What is known of the contact or the company.
    pub known: Option<Rc<CallerFile>>,
}

/// What a machine found will be.
#[derive(Clone, Copy, PartialEq)]
enum Seeking {
    /// The one concerned.
    Main,
    /// A further one.
    Further,
}

/// The machine concerned, and further ones.
#[component]
pub fn Equipment(props: &EquipmentProps) -> Html {
    let desk = &props.desk;
    let seeking = use_state(|| None::<Seeking>);
    let may = desk.may(Verb::ChangeFacts);
    let (main, others) = (&desk.sheet.equipment, &desk.sheet.other_equipment);
    if main.is_none() && others.is_empty() && !may {
        return Html::default();
    }
    let what = if main.is_some() {
        Seeking::Further
    } else {
        Seeking::Main
    };
    let opening = seeking.clone();
    let add = may.then(|| {
        (
            t!("fact-equipment-add"),
            "plus",
            Callback::from(move |_: MouseEvent| opening.set(Some(what))),
        )
    });
    let opening = seeking.clone();
    let on_change = Callback::from(move |_: MouseEvent| opening.set(Some(Seeking::Main)));
    html! {
        <section class="section">
            {head(t!("fact-equipment"), add)}
            {main.as_ref().map(|main| machine(main, buttons(desk, main, may, Some(on_change)))).unwrap_or_default()}
            {others.iter().map(|other| machine(other, buttons(desk, other, may, None))).collect::<Html>()}
            if main.is_none() && others.is_empty() { <p class="small faint">{t!("fact-none")}</p> }
            {search(props, &seeking)}
        </section>
    }
}

fn search(props: &EquipmentProps, seeking: &UseStateHandle<Option<Seeking>>) -> Html {
    let Some(what) = **seeking else {
        return Html::default();
    };
    let (desk, closing) = (props.desk.clone(), seeking.clone());
    let on_choose = Callback::from(move |caller: Caller| {
        closing.set(None);
        let id = EquipmentId(caller.id);
        match what {
            Seeking::Main => desk.edit(
                move |facts| facts.equipment_id = Some(id),
                t!("fact-equipment-changed"),
            ),
            Seeking::Further => {
                let mut people = people(&desk);
                people.other_equipment.retain(|other| *other != id);
                people.other_equipment.push(id);
                desk.regroup(people);
            }
        }
    });
    let known = props
        .known
        .iter()
        .flat_map(|file| file.equipment.iter())
        .map(as_caller)
        .collect::<Vec<_>>();
    let closing = seeking.clone();
    html! {
        <FactSearch id="seek-equipment" label={t!("fact-equipment")} kind={CallerKind::Equipment} {known} {on_choose} on_close={move |()| closing.set(None)} />
    }
}

/// What may be done to one machine: change the main one, take any away.
fn buttons(
    desk: &Desk,
    machine: &Machine,
    may: bool,
    on_change: Option<Callback<MouseEvent>>,
) -> Html {
    if !may {
        return Html::default();
    }
    let (desk, id, is_main) = (desk.clone(), machine.id, on_change.is_some());
    let on_remove = Callback::from(move |_: MouseEvent| {
        if is_main {
            return desk.edit(
                |facts| facts.equipment_id = None,
                t!("fact-equipment-changed"),
            );
        }
        let mut people = people(&desk);
        people.other_equipment.retain(|other| *other != id);
        desk.regroup(people);
    });
    let change = on_change.map(|on_click| {
        html! { <Button class="small square" kind={Kind::Quiet} icon="pen" label={t!("fact-equipment-change")} {on_click} /> }
    });
    html! {
        <span class="push line tight">
            {change.unwrap_or_default()}
            <Button class="small square" kind={Kind::Quiet} icon="x" label={t!("fact-equipment-away", name = machine.name.clone())} on_click={on_remove} />
        </span>
    }
}

fn as_caller(machine: &Machine) -> Caller {
    let detail = if machine.model.is_empty() {
        machine.serial.clone()
    } else {
        machine.model.clone()
    };
    Caller {
        kind: CallerKind::Equipment,
        id: machine.id.0,
        name: machine.name.clone(),
        detail,
        phone: String::new(),
    }
}

fn machine(machine: &Machine, buttons: Html) -> Html {
    let path = Route::Equipment { id: machine.id }.to_path();
    let serial = (!machine.serial.is_empty())
        .then(|| t!("reception-serial", serial = machine.serial.clone()));
    let details = [
        machine.model.clone(),
        serial.unwrap_or_default(),
        machine.location.clone(),
    ];
    let details: Vec<String> = details
        .into_iter()
        .filter(|detail| !detail.is_empty() && *detail != machine.name)
        .collect();
    html! {
        <>
            <p class="line">{faint("box")}<a href={format!("#{path}")}>{&machine.name}</a>{buttons}</p>
            if !details.is_empty() { <p class="small faint">{details.join(", ")}</p> }
        </>
    }
}
