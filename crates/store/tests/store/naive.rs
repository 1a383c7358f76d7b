//! What a list should answer, worked out in memory, one ticket after the other.
//!
//! It knows nothing of facets, drivers or walks, and asks `domain` who sees what.

use std::cmp::Reverse;

use guichet_domain::*;
use guichet_store::{Cursor, Order, Sight, TicketLine};

use crate::office::{Known, Office};

/// The lines of a filter, in order.
pub fn lines(
    office: &Office,
    sight: Sight,
    filter: &TicketFilter,
    order: Order,
    now: Moment,
) -> Vec<TicketLine> {
    let kept = office
        .known
        .iter()
        .filter(|known| is_seen(known, sight) && is_kept(&known.ticket, filter, now));
    let mut lines: Vec<TicketLine> = kept.map(|known| line(office, &known.ticket)).collect();
    match order.descending {
        false => lines.sort_by_key(|line| key(line, order.sort)),
        true => lines.sort_by_key(|line| Reverse(key(line, order.sort))),
    }
    lines
}

/// Whether whoever looks sees a ticket, by the rights themselves.
pub fn is_seen(known: &Known, sight: Sight) -> bool {
    let (id, role) = match sight {
        Sight::Everything => return true,
        Sight::Technician(id) => (id, Role::Technician),
        Sight::Receptionist(id) => (id, Role::Receptionist),
    };
    let ticket = &known.ticket;
    let relation = Relation {
        logged: ticket.created_by_staff_id == Some(id),
        assignee: ticket.assignee_id == Some(id),
        on: known.on.contains(&id),
        ..Relation::default()
    };
    let ground = Ground {
        status: ticket.status,
        relation,
    };
    Actor::Staff { id, role }.may(Verb::See, ground)
}

fn is_kept(ticket: &Ticket, filter: &TicketFilter, now: Moment) -> bool {
    among(&filter.statuses, ticket.status)
        && among(&filter.stages, ticket.stage)
        && among(&filter.criticalities, ticket.criticality)
        && among(&filter.priorities, ticket.priority)
        && among(&filter.channels, ticket.channel)
        && is_or_any(filter.assignee, ticket.assignee_id)
        && is_or_any(filter.company, ticket.company_id)
        && is_or_any(filter.contact, ticket.contact_id)
        && is_or_any(filter.equipment, ticket.equipment_id)
        && is_or_any(filter.category, ticket.category_id)
        && filter
            .created_from
            .is_none_or(|from| ticket.created_at >= from)
        && filter
            .created_before
            .is_none_or(|before| ticket.created_at < before)
        && (!filter.open || !ticket.status.is_closed())
        && (!filter.late || ticket.is_late(now))
        && filter.binned == ticket.binned_at.is_some()
}

fn among<T: PartialEq>(chosen: &[T], value: T) -> bool {
    chosen.is_empty() || chosen.contains(&value)
}

fn is_or_any<T: PartialEq>(asked: Option<T>, value: Option<T>) -> bool {
    asked.is_none() || asked == value
}

fn key(line: &TicketLine, sort: TicketSort) -> Cursor {
    match sort {
        TicketSort::Due => Cursor::Due(line.due_at, line.id.0),
        TicketSort::Priority => Cursor::Priority(line.priority.rank(), line.created_at, line.id.0),
        TicketSort::Updated => Cursor::Updated(line.updated_at, line.id.0),
        TicketSort::Number => Cursor::Number(line.number),
    }
}

/// A ticket as lists show it.
pub fn line(office: &Office, ticket: &Ticket) -> TicketLine {
    let company = office
        .companies
        .iter()
        .find(|company| Some(company.id) == ticket.company_id);
    let contact = office
        .contacts
        .iter()
        .find(|contact| Some(contact.id) == ticket.contact_id);
    let machine = office
        .equipment
        .iter()
        .find(|machine| Some(machine.id) == ticket.equipment_id);
    TicketLine {
        id: ticket.id,
        number: ticket.number,
        version: ticket.version,
        label: ticket.label.clone(),
        status: ticket.status,
        stage: ticket.stage,
        criticality: ticket.criticality,
        priority: ticket.priority,
        channel: ticket.channel,
        company: company.map(|company| company.name.clone()),
        contact: contact.map(|contact| contact.name()),
        equipment: machine.map(|machine| machine.name.clone()),
        assignee_id: ticket.assignee_id,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        due_at: ticket.due_at,
    }
}
