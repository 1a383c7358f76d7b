//! A ticket with everything its page shows, as one actor sees it.

use guichet_api::reception::Card;
use guichet_api::tickets::{Draft, Link, Moved, TicketSheet};
use guichet_domain::closing::WITHDRAWAL;
use guichet_domain::{Ground, Ticket, TicketId, Verb};
use guichet_store::CardRow;

use crate::act::Act;
use crate::fault::Result;

impl Act {
    /// The whole ticket.
    pub(crate) async fn sheet(&mut self, ticket: Ticket, ground: Ground) -> Result<TicketSheet> {
        let id = ticket.id;
        let merged_into = match ticket.merged_into {
            Some(target) => self
                .tx
                .ticket_by_id(target)
                .await?
                .map(|target| target.number),
            None => None,
        };
        let mut observers = Vec::new();
        for observer in self.tx.observers(id).await? {
            observers.extend(self.tx.contact(observer).await?);
        }
        let links = self.links_of(id).await?;
        let steps = self.tx.steps(id).await?;
        let minutes = steps.iter().map(|step| i64::from(step.minutes)).sum();
        Ok(TicketSheet {
            contact: match ticket.contact_id {
                Some(id) => self.tx.contact(id).await?,
                None => None,
            },
            reporter: match ticket.reporter_id {
                Some(id) => self.tx.contact(id).await?,
                None => None,
            },
            company: match ticket.company_id {
                Some(id) => self.tx.company(id).await?,
                None => None,
            },
            equipment: match ticket.equipment_id {
                Some(id) => self.tx.equipment(id).await?,
                None => None,
            },
            other_equipment: self.tx.other_equipment(id).await?,
            place: match ticket.place_id {
                Some(id) => self.tx.place(id).await?,
                None => None,
            },
            contract: match ticket.contract_id {
                Some(id) => self.tx.record(id.0).await?,
                None => None,
            },
            task: match ticket.task_id {
                Some(id) => self.tx.record(id.0).await?,
                None => None,
            },
            technicians: self.tx.technicians(id).await?,
            observers,
            attachments: self.tx.attachments(id).await?,
            interventions: self.tx.interventions(id).await?,
            links,
            merged_into,
            minutes,
            may: self.verbs(&ticket, ground),
            withdraw_until: self.withdraw_until(&ticket),
            draft: self.draft_of(ticket.number).await?,
            steps,
            ticket,
        })
    }

    /// The ticket again after a change, if its actor still sees it.
    pub(crate) async fn moved(&mut self, ticket: Ticket) -> Result<Moved> {
        let ground = self.ground(&ticket).await?;
        let (number, version, status) = (ticket.number, ticket.version, ticket.status);
        let sheet = if self.may_find(Verb::See, &ticket, ground) {
            Some(Box::new(self.sheet(ticket, ground).await?))
        } else {
            None
        };
        Ok(Moved {
            number,
            version,
            status,
            sheet,
        })
    }

    /// The ticket again after a change that leaves it in its actor's sight.
    pub(crate) async fn sheet_of(&mut self, number: i64) -> Result<TicketSheet> {
        let (ticket, ground) = self.seen(number).await?;
        self.sheet(ticket, ground).await
    }

    /// Its links to tickets whose card this actor may see (R8).
    async fn links_of(&mut self, ticket: TicketId) -> Result<Vec<Link>> {
        let mut links = Vec::new();
        for row in self.tx.links(ticket).await? {
            let ground = self.ground_of_card(&row.card).await?;
            if self.may_find_card(&row.card, ground) {
                links.push(Link {
                    kind: row.kind,
                    outgoing: row.outgoing,
                    card: card(row.card),
                });
            }
        }
        Ok(links)
    }

    /// What this actor may do now; a ticket too long in the bin is not taken out of it any more.
    fn verbs(&self, ticket: &Ticket, ground: Ground) -> Vec<Verb> {
        let gone = ticket.is_gone(self.at);
        Verb::ALL
            .iter()
            .copied()
            .filter(|verb| self.actor.may(*verb, ground) && !(gone && *verb == Verb::Bin))
            .collect()
    }

    fn withdraw_until(&self, ticket: &Ticket) -> Option<guichet_domain::Moment> {
        let me = self.actor.staff_id()?;
        ticket
            .may_withdraw(me, self.at)
            .then_some(ticket.closed_at? + WITHDRAWAL)
    }

    async fn draft_of(&mut self, number: i64) -> Result<Option<Draft>> {
        let Some(me) = self.actor.staff_id() else {
            return Ok(None);
        };
        let draft = self.tx.draft(me, &format!("ticket:{number}")).await?;
        Ok(draft.map(|(body, saved_at)| Draft { body, saved_at }))
    }
}

pub(crate) fn card(row: CardRow) -> Card {
    Card {
        number: row.number,
        label: row.label,
        status: row.status,
        created_at: row.created_at,
        updated_at: row.updated_at,
        closed_at: row.closed_at,
        assignee_id: row.assignee_id,
        equipment_id: row.equipment_id,
        equipment: row.equipment,
    }
}
