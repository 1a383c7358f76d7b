//! What an actor is to a ticket, and which tickets their lists walk (R8).

use guichet_domain::{Actor, Ground, Relation, Role, Ticket, Verb};
use guichet_store::{CardRow, Sight};

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

    /// The same for a ticket of which this actor may see no more than its card.
    pub(crate) async fn ground_of_card(&mut self, card: &CardRow) -> Result<Ground> {
        let relation = match self.actor {
            Actor::Staff { id, .. } => Relation {
                logged: card.created_by_staff_id == Some(id),
                assignee: card.assignee_id == Some(id),
                on: self.tx.is_on_ticket(card.id, id).await?,
                ..Relation::default()
            },
            Actor::Client { .. } | Actor::Job => Relation::default(),
        };
        Ok(Ground {
            status: card.status,
            relation,
        })
    }

    /// A card this actor may see, by its ticket's number.
    pub(crate) async fn found(&mut self, number: i64) -> Result<(CardRow, Ground)> {
        let not_found = || Fault::not_found("ticket");
        let card = self.tx.card(number).await?.ok_or_else(not_found)?;
        let ground = self.ground_of_card(&card).await?;
        if self.may_find_card(&card, ground) {
            Ok((card, ground))
        } else {
            Err(not_found())
        }
    }

    /// Whether this actor may see a card: the bin hides it from who may not empty it.
    pub(crate) fn may_find_card(&self, card: &CardRow, ground: Ground) -> bool {
        let hidden = card.binned_at.is_some() && !self.actor.may(Verb::Bin, ground);
        !hidden && self.actor.may(Verb::SeeCard, ground)
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
