//! What a ticket is found by: gathered here, normalised by `domain::fold`, kept by `search`.

use std::collections::BTreeMap;

use guichet_domain::{Ticket, TicketId, fold};

use crate::{CardsOf, Result, Tx};

/// The names around a ticket that people type to find it.
const NAMES: &str = "select c.first_name || ' ' || c.last_name from ticket t join contact c on c.id = t.contact_id where t.id = $1
     union all select c.name from ticket t join company c on c.id = t.company_id where t.id = $1
     union all select e.name || ' ' || e.model || ' ' || e.serial from ticket t join equipment e on e.id = t.equipment_id where t.id = $1
     union all select e.name || ' ' || e.model || ' ' || e.serial from ticket_equipment t join equipment e on e.id = t.equipment_id where t.ticket_id = $1
     union all select body from step where ticket_id = $1";

/// The tickets a machine stands on, the main one of some, a further one of others.
const OF_MACHINE: &str = "select id from ticket where equipment_id = $1
     union select ticket_id from ticket_equipment where equipment_id = $1";

impl Tx {
    /// Gathers anew the words of every ticket whose contact, company or machine this is: it has another name.
    pub async fn index_tickets_of(&mut self, of: CardsOf) -> Result<()> {
        let (sql, id) = match of {
            CardsOf::Contact(id) => ("select id from ticket where contact_id = $1", id.0),
            CardsOf::Company(id) => ("select id from ticket where company_id = $1", id.0),
            CardsOf::Equipment(id) => (OF_MACHINE, id.0),
        };
        let tickets: Vec<TicketId> =
            on!(self, conn => sqlx::query_scalar(sql).bind(id).fetch_all(conn).await)?;
        for id in tickets {
            if let Some(ticket) = self.ticket_by_id(id).await? {
                self.index_ticket(&ticket).await?;
            }
        }
        Ok(())
    }

    /// Adds the words of a message to those of its ticket, which whoever leaves one may not read.
    pub async fn index_message(&mut self, number: i64, body: &str) -> Result<()> {
        if self.add_ticket_words(number, &fold::index([body])).await? {
            return Ok(());
        }
        match self.ticket(number).await? {
            Some(ticket) => self.index_ticket(&ticket).await,
            None => Ok(()),
        }
    }

    /// The words of the tickets of these numbers, gathered anew; `after < number <= upto`.
    pub(crate) async fn words_of_tickets(
        &mut self,
        after: i64,
        upto: i64,
    ) -> Result<Vec<(i64, String)>> {
        let mut texts: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for (number, text) in self.texts_of_tickets(after, upto).await? {
            let known = texts.entry(number);
            known.or_insert_with(|| vec![number.to_string()]).push(text);
        }
        let words = |texts: Vec<String>| fold::index(texts.iter().map(String::as_str));
        Ok(texts
            .into_iter()
            .map(|(number, texts)| (number, words(texts)))
            .collect())
    }

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
