//! The machine concerned: those of the caller, numbered; or a new one, created with the ticket.

use guichet_api::reception::NewEquipment;
use guichet_domain::directory::Equipment;
use yew::prelude::*;

use super::Desk;
use super::caller::ColumnProps;
use super::form::{Machine, Typed};
use crate::components::{Button, Card, Group, Kind, TextField, caps, cards, icon};
use crate::keys::{Action, Screen};
use crate::{refusals, t};

/// Machines shown before the others are asked for.
const FIRST: usize = 3;

/// What a card means.
#[derive(Clone, PartialEq)]
enum Pick {
    Machine(Machine),
    /// Shows all of them.
    Others,
}

/// Begins a new machine.
pub(super) fn unfold(desk: &Desk) {
    let blank = NewEquipment {
        name: String::new(),
        model: String::new(),
        serial: String::new(),
    };
    desk.form.dispatch(Typed::Machine(Machine::New(blank)));
}

/// The machine concerned.
#[component]
pub fn MachineBlock(props: &ColumnProps) -> Html {
    let desk = &props.desk;
    let all = use_state(|| false);
    {
        let all = all.clone();
        use_effect_with(desk.form.who.clone(), move |_| all.set(false));
    }
    let machines = desk
        .file
        .as_ref()
        .map(|file| file.equipment.as_slice())
        .unwrap_or_default();
    let picks = picks(machines, *all, desk.form.equipment_id());
    let group = Group {
        label: t!("reception-machine"),
        class: "equip",
        node: desk.places.machines.clone(),
    };
    let on_choose = {
        let desk = desk.clone();
        Callback::from(move |pick| match pick {
            Pick::Machine(machine) => desk.form.dispatch(Typed::Machine(machine)),
            Pick::Others => all.set(true),
        })
    };
    let value = match &desk.form.machine {
        Machine::New(_) => None,
        machine => Some(Pick::Machine(machine.clone())),
    };
    html! {
        <fieldset class="field">
            <legend class="label-row">{t!("reception-machine")}<span class="push">{Screen::Reception.chord(Action::Equipment).map(caps)}</span></legend>
            if !machines.is_empty() {
                {cards(group, picks, value.as_ref(), on_choose)}
            }
            {new_machine(desk, machines.is_empty())}
        </fieldset>
    }
}

fn picks(
    machines: &[Equipment],
    all: bool,
    chosen: Option<guichet_domain::EquipmentId>,
) -> Vec<Card<Pick>> {
    let folded = !all && machines.len() > FIRST + 1;
    let shown = if folded { FIRST } else { machines.len() };
    // The chosen machine never hides among the others.
    let hidden = machines
        .iter()
        .skip(shown)
        .find(|machine| Some(machine.id) == chosen);
    let mut cards: Vec<Card<Pick>> = machines
        .iter()
        .take(shown)
        .chain(hidden)
        .map(card)
        .collect();
    let none = Pick::Machine(Machine::None);
    cards.push(if folded {
        let others = machines.len() - cards.len();
        Card::new(
            Pick::Others,
            icon("dots"),
            t!("reception-machine-others", count = others),
        )
        .with_detail(t!("reception-machine-or-none"))
    } else {
        Card::new(none, icon("x"), t!("reception-machine-none"))
    });
    cards
}

fn card(machine: &Equipment) -> Card<Pick> {
    let details = [&machine.model, &machine.location, &machine.serial];
    let detail = details
        .into_iter()
        .find(|detail| !detail.is_empty() && **detail != machine.name);
    let card = Card::new(
        Pick::Machine(Machine::Known(machine.id)),
        icon("box"),
        machine.name.clone(),
    );
    match detail {
        Some(detail) => card.with_detail(detail.clone()),
        None => card,
    }
}

fn new_machine(desk: &Desk, alone: bool) -> Html {
    let Machine::New(machine) = &desk.form.machine else {
        let opener = desk.clone();
        let hint = (alone && desk.form.who.is_some()).then(|| t!("reception-machine-unknown"));
        return html! {
            <div class="line small faint">
                <Button class="small" kind={Kind::Quiet} icon="plus" on_click={move |_| unfold(&opener)} keys={(Screen::Reception, Action::NewEquipment)}>{t!("reception-machine-new")}</Button>{hint}
            </div>
        };
    };
    let form = desk.form.clone();
    let on_give_up = Callback::from(move |_| form.dispatch(Typed::Machine(Machine::None)));
    html! {
        <div class="card contact newcomer">
            <div class="line"><h3 class="name">{t!("reception-machine-new")}</h3>
                <Button class="small square push" kind={Kind::Quiet} icon="x" label={t!("reception-machine-away")} on_click={on_give_up} />
            </div>
            {field(desk, "name", t!("reception-machine-name"), &machine.name, |machine| &mut machine.name)}
            <div class="two">
                {field(desk, "model", t!("reception-machine-model"), &machine.model, |machine| &mut machine.model)}
                {field(desk, "serial", t!("reception-machine-serial"), &machine.serial, |machine| &mut machine.serial)}
            </div>
        </div>
    }
}

fn field(
    desk: &Desk,
    id: &'static str,
    label: String,
    value: &str,
    write: fn(&mut NewEquipment) -> &mut String,
) -> Html {
    let form = desk.form.clone();
    let on_input = Callback::from(move |text| {
        if let Machine::New(machine) = &form.machine {
            let mut machine = machine.clone();
            *write(&mut machine) = text;
            form.dispatch(Typed::Machine(Machine::New(machine)));
        }
    });
    let error = refusals::of_field((*desk.error).as_ref(), id);
    html! { <TextField {id} {label} value={value.to_owned()} {on_input} {error} focused={id == "name"} /> }
}
