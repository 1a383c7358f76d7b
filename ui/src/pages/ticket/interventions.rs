//! The interventions of the ticket: where each stands, its kind and product, whether it is billed.

use guichet_api::tickets::SetIntervention;
use guichet_domain::{Intervention, Verb};
use yew::prelude::*;

use super::desk::Desk;
use super::facts::{none_item, record_item, said};
use super::menu_button::MenuButton;
use crate::components::{avatar, icon, intervention_mark, switch};
use crate::t;
use guichet_domain::directory::Record;

/// The interventions, the last one first.
pub fn interventions(desk: &Desk) -> Html {
    desk.sheet
        .interventions
        .iter()
        .rev()
        .map(|one| draw(desk, one))
        .collect()
}

fn draw(desk: &Desk, one: &Intervention) -> Html {
    // What is over is locked with its ticket, but for what it bills until it is invoiced (R6).
    let may = desk.may(Verb::ChangeFacts) && !one.status.is_over();
    let bills = desk.may(Verb::Bill) && !one.status.is_settled();
    let name = desk.staff_name(one.assignee_id);
    html! {
        <section class="section" key={one.id.to_string()}>
            <div class="head"><h3>{t!("intervention-title")}</h3><span class="push small num faint">{format!("I-{}", one.number)}</span></div>
            <ul class="slots">
                <li>{intervention_mark(one.status)}<span class="push line">{avatar(name.clone(), Some(one.assignee_id.0), "small", true)}{name}</span></li>
                <li class="small">{kind(desk, one, may)}{if bills { Html::default() } else { billable(one) }}</li>
                <li class="small">{product(desk, one, bills)}</li>
            </ul>
            if bills { {switch_of(desk, one, t!("fact-billable"), one.billable, |call, on| call.billable = on)} }
            if may { {switch_of(desk, one, t!("fact-without-planning"), one.without_planning, |call, on| call.without_planning = on)} }
            if !may && one.without_planning { <p class="small faint">{t!("fact-without-planning")}</p> }
        </section>
    }
}

fn billable(one: &Intervention) -> Html {
    if !one.billable {
        return Html::default();
    }
    html! { <span class="badge push" data-tone="warning">{icon("euro")}{t!("fact-billable")}</span> }
}

fn kind(desk: &Desk, one: &Intervention, may: bool) -> Html {
    let now = one.kind_id.map(|id| id.0);
    let (desk, one) = (desk.clone(), one.clone());
    record(
        t!("fact-kind"),
        &desk.session.catalog.kinds.clone(),
        now,
        may,
        move |chosen| {
            save(
                &desk,
                SetIntervention {
                    kind_id: chosen.map(Into::into),
                    ..request(&one)
                },
            );
        },
    )
}

fn product(desk: &Desk, one: &Intervention, may: bool) -> Html {
    let now = one.product_id.map(|id| id.0);
    let (desk, one) = (desk.clone(), one.clone());
    record(
        t!("fact-product"),
        &desk.session.catalog.products.clone(),
        now,
        may,
        move |chosen| {
            save(
                &desk,
                SetIntervention {
                    product_id: chosen.map(Into::into),
                    ..request(&one)
                },
            );
        },
    )
}

fn record(
    label: String,
    records: &[Record],
    now: Option<uuid::Uuid>,
    may: bool,
    on_set: impl Fn(Option<uuid::Uuid>) + 'static,
) -> Html {
    let name = records
        .iter()
        .find(|record| Some(record.id) == now)
        .map(|record| record.label.clone());
    let shown = html! { <><span class="faint">{label.clone()}{" "}</span>{said(name)}</> };
    if !may || records.is_empty() {
        return html! { <span>{shown}</span> };
    }
    let mut items = vec![none_item(now.is_none())];
    items.extend(
        records
            .iter()
            .filter(|record| record.active)
            .map(|record| record_item(record, Some(record.id) == now)),
    );
    let on_choose = Callback::from(move |key: AttrValue| on_set(key.parse().ok()));
    html! { <MenuButton {label} {items} {on_choose} class="editable">{shown}</MenuButton> }
}

fn switch_of(
    desk: &Desk,
    one: &Intervention,
    label: String,
    now: bool,
    set: fn(&mut SetIntervention, bool),
) -> Html {
    let (desk, one) = (desk.clone(), one.clone());
    let on_turn = Callback::from(move |on| {
        let mut call = request(&one);
        set(&mut call, on);
        save(&desk, call);
    });
    html! {
        <div class="line small"><span>{label.clone()}</span><span class="push line">{switch(label, now, on_turn)}</span></div>
    }
}

fn request(one: &Intervention) -> SetIntervention {
    SetIntervention {
        id: one.id,
        version: one.version,
        kind_id: one.kind_id,
        product_id: one.product_id,
        billable: one.billable,
        without_planning: one.without_planning,
    }
}

fn save(desk: &Desk, call: SetIntervention) {
    desk.change(call, |_, _| ());
}
