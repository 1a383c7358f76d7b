//! What a ticket is found by: gathered here, normalised by `domain::fold`, kept by `search`.

use guichet_domain::{Ticket, fold};

use crate::{Result, Tx};

/// The names around a ticket that people type to find it.
const NAMES: &str = "select c.first_name || ' ' || c.last_name from ticket t join contact c on c.id = t.contact_id where t.id = $1
     union all select c.name from ticket t join company c on c.id = t.company_id where t.id = $1
     union all select e.name || ' ' || e.model || ' ' || e.serial from ticket t join equipment e on e.id = t.equipment_id where t.id = $1
     union all select e.name || ' ' || e.model || ' ' || e.serial from ticket_equipment t join equipment e on e.id = t.equipment_id where t.ticket_id = $1
     union all select body from step where ticket_id = $1";

impl Tx {
    /// Gathers and keeps the words of a ticket: number, label, description, names, serials, steps.
    pub async fn index_ticket(&mut self, ticket: &Ticket) -> Result<()> {
        let around: Vec<String> =
            on!(self, conn => sqlx::query_scalar(NAMES).bind(ticket.id).fetch_all(conn).await)?;
        let number = ticket.number.to_string();
        let own = [number.as_str(), &ticket.label, &ticket.description];
        let words = fold::index(own.into_iter().chain(around.iter().map(String::as_str)));
        self.set_ticket_words(ticket.number, &words).await
    }
}
