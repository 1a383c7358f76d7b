//! One ticket of a list: pairs of lines, drawn again only when it changed.

use std::rc::Rc;

use guichet_api::lists::TicketLine;
use yew::prelude::*;

use crate::components::{
    avatar, channel_icon, criticality_mark, priority_mark, status_mark, tick_box,
};
use crate::i18n::when::Pressure;
use crate::i18n::{names, when};
use crate::t;

/// What a row shows.
#[derive(Properties, PartialEq)]
pub struct RowProps {
    /// The ticket.
    pub line: Rc<TicketLine>,
    /// Its place in the list, from 0.
    pub index: usize,
    /// Whether it is the current one.
    pub current: bool,
    /// Whether it is chosen.
    pub chosen: bool,
    /// The full name of who has it; empty for nobody.
    pub assignee: AttrValue,
    /// The minute at which it is drawn: ages and due times follow the clock.
    pub minute: i64,
    /// Who else has it open.
    #[prop_or_default]
    pub present: Html,
    /// The element of the current row, for what hangs from it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let line = &*props.line;
    let unseen = line.assignee_id.is_none().then_some("");
    html! {
        <div
            ref={props.node.clone()} id={format!("row-{}", line.number)} class="list-row" role="row" style={format!("--at: {}", props.index)}
            aria-rowindex={(props.index + 2).to_string()} aria-selected={props.chosen.to_string()} data-index={props.index.to_string()}
            data-current={props.current.then_some("")} data-unread={unseen}
        >
            <span role="gridcell">{tick_box(props.chosen, t!("queue-choose", number = line.number.to_string()))}</span>
            <span role="gridcell" class="pair"><span class="num muted">{line.number}</span>{channel_icon(line.channel)}</span>
            {subject(line, &props.present)}
            <span role="gridcell" class="pair wide"><span>{line.company.clone()}</span><span>{line.contact.clone()}</span></span>
            <span role="gridcell" class="pair">{status_mark(line.status)}<span class="under">{names::stage(line.stage)}</span></span>
            <span role="gridcell" class="pair">{criticality_mark(line.criticality)}{priority_mark(line.priority)}</span>
            {who(line, &props.assignee)}
            {due(line)}
        </div>
    }
}

/// The label over company, contact and machine; the machine alone where the list is wide.
fn subject(line: &TicketLine, present: &Html) -> Html {
    let people: Vec<&str> = [&line.company, &line.contact]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let mut narrow = people.join(" · ");
    if line.equipment.is_some() && !narrow.is_empty() {
        narrow.push_str(" · ");
    }
    html! {
        <span role="gridcell" class="pair">
            <span class="line"><span class="title ellipsis" title={line.label.clone()}>{&line.label}</span>{present.clone()}</span>
            <span><span class="narrow">{narrow}</span>{line.equipment.clone()}{"\u{a0}"}</span>
        </span>
    }
}

fn who(line: &TicketLine, name: &AttrValue) -> Html {
    let shown = if line.assignee_id.is_none() {
        AttrValue::from(t!("nobody"))
    } else {
        name.clone()
    };
    let first = shown.split(' ').next().unwrap_or_default().to_owned();
    html! {
        <span role="gridcell" class="line">
            {avatar(shown, line.assignee_id.map(|id| id.0), "", false)}<span class="wide ellipsis">{first}</span>
        </span>
    }
}

/// When it is due over its age; a closed one tells when it last moved.
fn due(line: &TicketLine) -> Html {
    let age = html! { <span>{when::age(line.created_at)}</span> };
    if line.status.is_closed() {
        return html! {
            <span role="gridcell" class="pair end"><span title={when::full(line.updated_at)}>{when::instant(line.updated_at)}</span>{age}</span>
        };
    }
    let (text, pressure) = when::due(line.due_at, line.status);
    let class = match pressure {
        Pressure::Late => Some("late"),
        Pressure::Soon => Some("soon"),
        Pressure::Calm => None,
    };
    html! {
        <span role="gridcell" class="pair end"><span {class} title={when::full(line.due_at)}>{text}</span>{age}</span>
    }
}
