//! Who of the office is on the ticket: its assignee and the other technicians.

use guichet_api::tickets::SetPeople;
use guichet_domain::{Role, StaffId, Verb};
use yew::prelude::*;

use super::desk::Desk;
use super::menu_button::MenuButton;
use super::people::people;
use crate::components::{MenuItem, avatar};
use crate::session::full_name;
use crate::t;

/// Who has it; the head gives it to another.
pub fn assignee(desk: &Desk) -> Html {
    match desk.sheet.ticket.assignee_id {
        Some(id) => {
            let name = desk.staff_name(id);
            html! { <span class="line">{avatar(name.clone(), Some(id.0), "small", true)}{name}</span> }
        }
        None => {
            html! { <span class="line faint">{avatar(t!("nobody"), None, "small", false)}{t!("nobody")}</span> }
        }
    }
}

/// Who helps.
pub fn technicians(desk: &Desk) -> Html {
    let may = desk.may(Verb::ChangeFacts);
    let technicians = &desk.sheet.technicians;
    if technicians.is_empty() && !may {
        return Html::default();
    }
    let faces = technicians.iter().map(|id| {
        let name = desk.staff_name(*id);
        html! { <span class="line" key={id.to_string()}>{avatar(name.clone(), Some(id.0), "small", true)}{name}</span> }
    });
    let shown = if technicians.is_empty() {
        html! { <span class="faint">{t!("nobody")}</span> }
    } else {
        html! { <span>{for faces}</span> }
    };
    let assignee = desk.sheet.ticket.assignee_id;
    let able = desk.session.catalog.staff.iter().filter(|person| {
        person.active && person.role != Role::Receptionist && Some(person.id) != assignee
    });
    let items = able.map(|person| {
        let face = avatar(full_name(person), Some(person.id.0), "small", true);
        MenuItem::new(person.id.to_string(), face, full_name(person))
            .chosen(technicians.contains(&person.id))
    });
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        if let Ok(id) = key.parse() {
            toggle(&acting, id);
        }
    });
    let label = t!("fact-technicians");
    html! {
        <>
            <dt>{label.clone()}</dt>
            <dd>
                if may {
                    <MenuButton label={label.clone()} items={items.collect::<Vec<_>>()} {on_choose} class="editable"><span class="sr">{label}{" "}</span>{shown}</MenuButton>
                } else { {shown} }
            </dd>
        </>
    }
}

fn toggle(desk: &Desk, id: StaffId) {
    let mut technicians = desk.sheet.technicians.clone();
    match technicians.iter().position(|other| *other == id) {
        Some(index) => _ = technicians.remove(index),
        None => technicians.push(id),
    }
    desk.regroup(SetPeople {
        technicians,
        ..people(desk)
    });
}
