//! The machine concerned, and further ones.

use std::rc::Rc;

use guichet_api::reception::{Caller, CallerFile, CallerKind};
use guichet_domain::directory::Equipment as Machine;
use guichet_domain::{EquipmentId, Verb};
use yew::prelude::*;
use yew_router::Routable;

use super::desk::Desk;
use super::fact_search::FactSearch;
use super::people::{faint, head};
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

/// The machine concerned, and further ones.
#[component]
pub fn Equipment(props: &EquipmentProps) -> Html {
    let desk = &props.desk;
    let seeking = use_state(|| false);
    let may = desk.may(Verb::ChangeFacts);
    let (main, others) = (&desk.sheet.equipment, &desk.sheet.other_equipment);
    if main.is_none() && others.is_empty() && !may {
        return Html::default();
    }
    let (opening, closing) = (seeking.clone(), seeking.clone());
    let edit = may.then(|| {
        let (label, pictogram) = if main.is_some() {
            (t!("fact-equipment-change"), "pen")
        } else {
            (t!("fact-equipment-add"), "plus")
        };
        (
            label,
            pictogram,
            Callback::from(move |_: MouseEvent| opening.set(true)),
        )
    });
    let acting = desk.clone();
    let on_choose = Callback::from({
        let seeking = seeking.clone();
        move |caller: Caller| {
            seeking.set(false);
            acting.edit(
                move |facts| facts.equipment_id = Some(EquipmentId(caller.id)),
                t!("fact-equipment-changed"),
            );
        }
    });
    let known = props
        .known
        .iter()
        .flat_map(|file| file.equipment.iter())
        .map(as_caller)
        .collect::<Vec<_>>();
    html! {
        <section class="section">
            {head(t!("fact-equipment"), edit)}
            {main.iter().map(machine).collect::<Html>()}
            {others.iter().map(machine).collect::<Html>()}
            if main.is_none() && others.is_empty() { <p class="small faint">{t!("fact-none")}</p> }
            if *seeking { <FactSearch id="seek-equipment" label={t!("fact-equipment")} kind={CallerKind::Equipment} {known} {on_choose} on_close={move |()| closing.set(false)} /> }
        </section>
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

fn machine(machine: &Machine) -> Html {
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
            <p class="line">{faint("box")}<a href={format!("#{path}")}>{&machine.name}</a></p>
            if !details.is_empty() { <p class="small faint">{details.join(", ")}</p> }
        </>
    }
}
