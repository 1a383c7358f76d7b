//! How a ticket's intervention follows it (R15, R18): created by an assignment and by nothing else.

use guichet_domain::event::Entity;
use guichet_domain::{Intervention, InterventionId, StaffId, Ticket};

use crate::act::{About, Act};
use crate::fault::Result;

impl Act {
    /// An assignment creates the intervention; a hand-over moves it.
    pub(crate) async fn give_intervention(&mut self, ticket: &Ticket, to: StaffId) -> Result<()> {
        match self.open_intervention(ticket).await? {
            Some(before) => {
                let mut after = before.clone();
                after.assignee_id = to;
                self.save_intervention(&before, after).await
            }
            None => self.create_intervention(ticket, to).await,
        }
    }

    async fn create_intervention(&mut self, ticket: &Ticket, to: StaffId) -> Result<()> {
        let mut intervention = Intervention::for_ticket(self.clock.id(), ticket.id, to, self.at);
        intervention.number = self.tx.next_number("intervention").await?;
        self.tx.insert_intervention(&intervention).await?;
        self.record_intervention(None, &intervention).await
    }

    /// The ticket went back to the pool.
    pub(crate) async fn release_intervention(&mut self, ticket: &Ticket) -> Result<()> {
        self.end_intervention(ticket, Intervention::released).await
    }

    /// The ticket was resolved.
    pub(crate) async fn finish_intervention(&mut self, ticket: &Ticket) -> Result<()> {
        self.end_intervention(ticket, |intervention, _| intervention.ticket_resolved())
            .await
    }

    /// The ticket was rejected.
    pub(crate) async fn reject_intervention(&mut self, ticket: &Ticket) -> Result<()> {
        self.end_intervention(ticket, Intervention::ticket_rejected)
            .await
    }

    async fn end_intervention(
        &mut self,
        ticket: &Ticket,
        end: fn(&mut Intervention, i64),
    ) -> Result<()> {
        let Some(before) = self.open_intervention(ticket).await? else {
            return Ok(());
        };
        let minutes = self.tx.intervention_minutes(before.id).await?;
        let mut after = before.clone();
        end(&mut after, minutes);
        self.save_intervention(&before, after).await
    }

    /// The first minute begins it.
    pub(crate) async fn begin_intervention(&mut self, ticket: &Ticket) -> Result<()> {
        let Some(before) = self.open_intervention(ticket).await? else {
            return Ok(());
        };
        let mut after = before.clone();
        after.begin();
        self.save_intervention(&before, after).await
    }

    /// The ticket was reopened: its last one goes on, or a new one begins when that is billed.
    pub(crate) async fn reopen_intervention(&mut self, ticket: &Ticket) -> Result<()> {
        let Some(assignee) = ticket.assignee_id else {
            return Ok(());
        };
        let Some(before) = self.tx.interventions(ticket.id).await?.pop() else {
            return self.create_intervention(ticket, assignee).await;
        };
        let mut after = before.clone();
        after.assignee_id = assignee;
        if after.ticket_reopened() {
            self.save_intervention(&before, after).await
        } else {
            self.create_intervention(ticket, assignee).await
        }
    }

    /// The intervention a new step is made under.
    pub(crate) async fn under_way(&mut self, ticket: &Ticket) -> Result<Option<InterventionId>> {
        Ok(self
            .open_intervention(ticket)
            .await?
            .map(|intervention| intervention.id))
    }

    async fn open_intervention(&mut self, ticket: &Ticket) -> Result<Option<Intervention>> {
        let all = self.tx.interventions(ticket.id).await?;
        Ok(all
            .into_iter()
            .rfind(|intervention| !intervention.status.is_over()))
    }

    pub(crate) async fn save_intervention(
        &mut self,
        before: &Intervention,
        mut after: Intervention,
    ) -> Result<()> {
        if after == *before {
            return Ok(());
        }
        after.version = before.version + 1;
        after.updated_at = self.at;
        self.tx.update_intervention(&after, before.version).await?;
        self.record_intervention(Some(before), &after).await
    }

    async fn record_intervention(
        &mut self,
        before: Option<&Intervention>,
        after: &Intervention,
    ) -> Result<()> {
        let about = About {
            entity: Entity::Intervention,
            id: after.id.0,
            ticket: after.ticket_id,
            version: after.version,
        };
        self.record(about, before, Some(after)).await
    }
}
