//! The people, machines and tickets these tests speak of.

use guichet_domain::ticket::{Author, Facts, Opening};
use guichet_domain::{
    Channel, CompanyId, ContactId, EquipmentId, Moment, Settings, StaffId, Ticket, TicketId,
};
use uuid::Uuid;

/// Answers the phone.
pub fn gwen() -> StaffId {
    StaffId(Uuid::from_u128(0x1))
}

/// A technician.
pub fn ann() -> StaffId {
    StaffId(Uuid::from_u128(0x2))
}

/// A technician too.
pub fn ronan() -> StaffId {
    StaffId(Uuid::from_u128(0x3))
}

/// The baker, who calls.
pub fn marie() -> ContactId {
    ContactId(Uuid::from_u128(0x11))
}

/// Marie's shop assistant.
pub fn paul() -> ContactId {
    ContactId(Uuid::from_u128(0x12))
}

/// Marie's company.
pub fn bakery() -> CompanyId {
    CompanyId(Uuid::from_u128(0x21))
}

/// Another client.
pub fn garage() -> CompanyId {
    CompanyId(Uuid::from_u128(0x22))
}

/// The bakery's printer.
pub fn printer() -> EquipmentId {
    EquipmentId(Uuid::from_u128(0x31))
}

/// When Marie calls.
pub fn nine() -> Moment {
    "2026-03-03T09:00:00Z".parse().expect("a written instant")
}

/// What Marie says.
pub fn printer_call() -> Facts {
    Facts {
        label: "L’imprimante ne sort plus rien".into(),
        description: "Voyant orange depuis ce matin.".into(),
        contact_id: Some(marie()),
        company_id: Some(bakery()),
        equipment_id: Some(printer()),
        ..Facts::default()
    }
}

/// Logged by Gwen at nine, by phone.
pub fn opening() -> Opening {
    Opening {
        id: TicketId(Uuid::from_u128(0x41)),
        channel: Channel::Phone,
        by: Author::Staff(gwen()),
        at: nine(),
    }
}

/// Marie's call, unassigned.
pub fn printer_ticket() -> Ticket {
    Ticket::open(opening(), printer_call(), &Settings::default()).expect("a whole call")
}

/// Another ticket of the bakery.
pub fn till_ticket() -> Ticket {
    let opening = Opening {
        id: TicketId(Uuid::from_u128(0x42)),
        ..opening()
    };
    let call = Facts {
        label: "La caisse n’imprime plus de tickets".into(),
        ..printer_call()
    };
    Ticket::open(opening, call, &Settings::default()).expect("a whole call")
}

/// Marie's call, taken by Ronan.
pub fn printer_ticket_of_ronan() -> Ticket {
    let mut ticket = printer_ticket();
    ticket.enter(ticket.state().take(ronan()).expect("it is in the pool"));
    ticket
}
