//! A change as one line: who did what, where the ticket went from and to, and which fields moved.

use std::collections::BTreeMap;

use guichet_api::tickets::HistoryLine;
use guichet_domain::event::Entity;
use guichet_domain::{Change, Channel, Criticality, Moment, Priority, Stage, Status};
use serde_json::Value;
use yew::prelude::*;

use super::desk::Desk;
use crate::components::{avatar, icon, shape, status_slug};
use crate::i18n::{names, when};
use crate::t;

/// Fields that say where a ticket stands: their changes are always shown.
const MOVES: [&str; 4] = ["status", "assignee_id", "merged_into", "binned_at"];

/// Fields the office keeps for itself.
const HIDDEN: [&str; 22] = [
    "id",
    "number",
    "version",
    "ticket_id",
    "created_at",
    "updated_at",
    "created_by_staff_id",
    "created_by_contact_id",
    "closed_at",
    "closed_by",
    "closed_from",
    "closed_from_stage",
    "closed_from_assignee",
    "withdrawals",
    "due_by",
    "edited_at",
    "body_before",
    "hash",
    "step_id",
    "origin_number",
    "intervention_id",
    "by_staff_id",
];

/// Whether a line is drawn: moves always, the rest when the whole history is asked for.
pub fn is_shown(line: &HistoryLine, all: bool) -> bool {
    let is_move = |change: &Change| {
        change.field == "assignee_id"
            || (MOVES.contains(&change.field.as_str()) && !change.before.is_null())
    };
    let moves = line.entity == Entity::Ticket && line.changes.iter().any(is_move);
    // The opening, steps and their files stand in the timeline as themselves.
    let itself = match line.entity {
        Entity::Ticket => line.call == "open_ticket" && !moves,
        Entity::Step => line.call != "edit_step",
        Entity::Attachment => line.call != "attach_files",
        _ => false,
    };
    !itself && (moves || (all && line.changes.iter().any(|change| is_told(&change.field))))
}

/// Whether a change of this field is told at all.
pub(super) fn is_told(field: &str) -> bool {
    !HIDDEN.contains(&field)
}

/// One line.
pub fn entry(desk: &Desk, line: &HistoryLine) -> Html {
    let who = match (line.by_staff_id, &line.by_contact) {
        (Some(id), _) => desk.staff_name(id),
        (None, Some(name)) => name.clone(),
        (None, None) => t!("ticket-office"),
    };
    let value_of = |field: &str| line.changes.iter().find(|change| change.field == field);
    let status = value_of("status")
        .filter(|_| line.entity == Entity::Ticket)
        .and_then(|change| Some((status_of(&change.before), status_of(&change.after)?)));
    let assignee = value_of("assignee_id")
        .filter(|change| line.entity == Entity::Ticket && !change.after.is_null())
        .filter(|_| !matches!(line.call.as_str(), "take_ticket" | "resolve_ticket"));
    let pictogram = status.map_or_else(
        || icon("history"),
        |(_, after)| shape(&format!("s-{}", status_slug(after))),
    );
    html! {
        <li class="step event" key={format!("{}{:?}{}", line.at, line.entity, line.call)}>
            <span class="step-icon" aria-hidden="true">{pictogram}</span>
            <p class="step-line">
                <b>{who}</b><span>{deed(line)}</span>
                {assignee.map(|change| person(desk, line, change))}
                {status.map(|(before, after)| passage(before, after))}
                {for details(line, status.is_some())}
                <time datetime={line.at.to_rfc3339()} title={when::full(line.at)}>{when::instant(line.at)}</time>
            </p>
        </li>
    }
}

fn person(desk: &Desk, line: &HistoryLine, change: &Change) -> Html {
    let id = change
        .after
        .as_str()
        .and_then(|id| id.parse::<uuid::Uuid>().ok());
    let name = id
        .map(|id| desk.staff_name(id.into()))
        .filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| said("assignee_id", &change.after, &line.names));
    html! { <>{avatar(name.clone(), id, "small", true)}<b>{name}</b></> }
}

fn passage(before: Option<Status>, after: Status) -> Html {
    let before = before
        .filter(|before| *before != after)
        .map(|before| html! { <>{names::short_status(before)}{" → "}</> });
    html! { <span>{before}<b>{names::status(after)}</b></span> }
}

/// The fields beside status and assignee: `Priorité : haute → urgent`.
fn details(line: &HistoryLine, moved: bool) -> Vec<Html> {
    let told = line.changes.iter().filter(|change| is_told(&change.field));
    // Where the ticket itself went is said by the line; where its intervention went is a detail.
    let told = told.filter(|change| {
        line.entity != Entity::Ticket
            || !(MOVES.contains(&change.field.as_str()) || (moved && change.field == "stage"))
    });
    told.map(|change| {
        let (before, after) = (said(&change.field, &change.before, &line.names), said(&change.field, &change.after, &line.names));
        let words = match (before.is_empty(), after.is_empty()) {
            (true, _) => after,
            (false, true) => t!("history-emptied", before = before),
            (false, false) => format!("{before} → {after}"),
        };
        html! { <span class="change"><span class="faint">{field_name(&change.field)}</span>{" "}{words}</span> }
    })
    .collect()
}

/// What was done, by the call that did it.
fn deed(line: &HistoryLine) -> String {
    match (line.call.as_str(), line.entity) {
        ("take_ticket", Entity::Ticket) => t!("history-took"),
        ("assign_ticket", Entity::Ticket) => t!("history-assigned"),
        ("unassign_ticket", Entity::Ticket) => t!("history-unassigned"),
        ("wait_ticket", Entity::Ticket) => t!("history-waited"),
        ("resolve_ticket", Entity::Ticket) => t!("history-resolved"),
        ("reject_ticket", Entity::Ticket) => t!("history-rejected"),
        ("reopen_ticket", Entity::Ticket) => t!("history-reopened"),
        ("undo_changes", _) => t!("history-undid"),
        ("merge_tickets", _) => t!("history-merged"),
        ("undo_merge", _) => t!("history-unmerged"),
        ("split_ticket", _) => t!("history-split"),
        ("bin_ticket", Entity::Ticket) => t!("history-binned"),
        ("restore_ticket", Entity::Ticket) => t!("history-restored"),
        ("add_step", Entity::Ticket) => t!("history-step-moved"),
        ("edit_step", _) => t!("history-step-edited"),
        ("attach_files", _) => t!("history-attached"),
        (_, Entity::TicketLink) => t!("history-link"),
        (_, Entity::TicketTechnician) => t!("history-technicians"),
        (_, Entity::TicketObserver) => t!("history-observers"),
        (_, Entity::Intervention) => t!("history-intervention"),
        _ => t!("history-changed"),
    }
}

fn status_of(value: &Value) -> Option<Status> {
    value.as_str()?.parse().ok()
}

pub(super) fn field_name(field: &str) -> String {
    match field {
        // Its words say enough.
        "status" => String::new(),
        "assignee_id" => t!("fact-assignee"),
        "label" => t!("reception-label"),
        "description" => t!("ticket-description"),
        "contact_id" => t!("fact-contact"),
        "reporter_id" | "reporter_staff_id" => t!("fact-reporter"),
        "company_id" => t!("fact-company"),
        "equipment_id" => t!("fact-equipment"),
        "place_id" => t!("fact-place"),
        "category_id" => t!("fact-category"),
        "task_id" => t!("fact-task"),
        "contract_id" => t!("fact-contract"),
        "criticality" => t!("fact-criticality"),
        "priority" => t!("fact-priority"),
        "channel" => t!("fact-channel"),
        "reported_at" => t!("fact-reported"),
        "due_at" => t!("fact-due"),
        "stage" => t!("fact-stage"),
        "reason" => t!("fact-reason"),
        "staff_id" => t!("fact-technicians"),
        "kind_id" | "kind" => t!("fact-kind"),
        "product_id" => t!("fact-product"),
        "billable" => t!("fact-billable"),
        "without_planning" => t!("fact-without-planning"),
        "body" => t!("step-text"),
        "minutes" => t!("step-minutes"),
        "name" => t!("fact-file"),
        other => other.to_owned(),
    }
}

/// A value as people read it.
pub(super) fn said(field: &str, value: &Value, known: &BTreeMap<String, String>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(on) => {
            if *on {
                t!("yes")
            } else {
                t!("no")
            }
        }
        Value::String(text) => match known.get(text) {
            Some(name) => name.clone(),
            None => word(field, text).unwrap_or_else(|| text.clone()),
        },
        other => other.to_string(),
    }
}

fn word(field: &str, code: &str) -> Option<String> {
    match field {
        "status" => match code.parse::<Status>() {
            Ok(status) => Some(names::status(status)),
            Err(_) => code.parse().ok().map(names::intervention),
        },
        "stage" => code.parse::<Stage>().ok().map(names::stage),
        "criticality" => code.parse::<Criticality>().ok().map(names::criticality),
        "priority" => code.parse::<Priority>().ok().map(names::priority),
        "channel" => code.parse::<Channel>().ok().map(names::channel),
        _ if field.ends_with("_at") => code.parse::<Moment>().ok().map(when::spoken),
        _ => None,
    }
}
