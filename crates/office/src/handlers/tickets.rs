//! Reading a ticket, its history, and changing its facts.

use std::collections::BTreeMap;

use guichet_api::tickets::*;
use guichet_domain::ticket::Facts;
use guichet_domain::{Ticket, Verb};

use crate::act::Act;
use crate::fault::Result;
use crate::history;

pub(crate) async fn get_ticket(act: &mut Act, request: GetTicket) -> Result<TicketSheet> {
    act.sheet_of(request.number).await
}

pub(crate) async fn ticket_history(
    act: &mut Act,
    request: TicketHistory,
) -> Result<Vec<HistoryLine>> {
    let (ticket, _) = act.seen(request.number).await?;
    let events = act.tx.events_of_ticket(ticket.id).await?;
    let mut names = BTreeMap::new();
    let mut lines = Vec::with_capacity(events.len());
    for event in events {
        lines.push(history::line(act, event, &mut names).await?);
    }
    Ok(lines)
}

pub(crate) async fn edit_ticket(act: &mut Act, request: EditTicket) -> Result<TicketSheet> {
    let before = act.allowed(request.number, Verb::ChangeFacts).await?;
    let mut after = before.clone();
    let company_id = act.company_of(&request.facts).await?;
    let facts = Facts {
        company_id,
        ..request.facts
    };
    let facts = act.settled(&before, request.version, facts).await?;
    act.know_facts(&facts).await?;
    after.change_facts(facts, act.staff()?, &act.settings)?;
    if after != before {
        act.save_ticket(&before, &mut after).await?;
    }
    act.sheet_of(request.number).await
}

impl Act {
    /// The company of a request: the one named, else the contact's, else the machine's.
    pub(crate) async fn company_of(
        &mut self,
        facts: &Facts,
    ) -> Result<Option<guichet_domain::CompanyId>> {
        if facts.company_id.is_some() {
            return Ok(facts.company_id);
        }
        if let Some(id) = facts.contact_id
            && let Some(company) = self
                .tx
                .contact(id)
                .await?
                .and_then(|contact| contact.company_id)
        {
            return Ok(Some(company));
        }
        match facts.equipment_id {
            Some(id) => Ok(self
                .tx
                .equipment(id)
                .await?
                .and_then(|machine| machine.company_id)),
            None => Ok(None),
        }
    }

    /// Says that something happened on a ticket that its own row does not hold.
    pub(crate) async fn touch(&mut self, ticket: &Ticket) -> Result<Ticket> {
        let mut after = ticket.clone();
        self.save_ticket(ticket, &mut after).await?;
        Ok(after)
    }
}
