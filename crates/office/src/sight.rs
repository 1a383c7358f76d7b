//! What an actor is to a ticket, and which tickets their lists walk (R8).

use guichet_domain::{Actor, Ground, Relation, Role, Ticket};
use guichet_store::Sight;

use crate::act::Act;
use crate::fault::{Fault, Result};

impl Act {
    /// Where the ticket stands and what this actor is to it.
    pub(crate) async fn ground(&mut self, ticket: &Ticket) -> Result<Ground> {
        let relation = match self.actor {
            Actor::Staff { id, .. } => Relation {
                logged: ticket.created_by_staff_id == Some(id),
                assignee: ticket.assignee_id == Some(id),
                on: self.tx.is_on_ticket(ticket.id, id).await?,
                ..Relation::default()
            },
            Actor::Client { id, company_id, .. } => Relation {
                party: [ticket.contact_id, ticket.reporter_id].contains(&Some(id)),
                observer: self.tx.observers(ticket.id).await?.contains(&id),
                colleague: company_id.is_some() && ticket.company_id == company_id,
                ..Relation::default()
            },
            Actor::Job => Relation::default(),
        };
        Ok(Ground {
            status: ticket.status,
            relation,
        })
    }

    /// Which tickets this actor's lists, counters and searches may show.
    pub(crate) fn sight(&self) -> Result<Sight> {
        match self.actor {
            Actor::Job => Ok(Sight::Everything),
            Actor::Staff { id, role } => Ok(match role {
                Role::Supervisor | Role::Administrator => Sight::Everything,
                Role::Technician => Sight::Technician(id),
                Role::Receptionist => Sight::Receptionist(id),
            }),
            Actor::Client { .. } => Err(Fault::forbidden()),
        }
    }
}
