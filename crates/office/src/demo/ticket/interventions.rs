//! The interventions of a ticket being lived, as an assignment and the rest make them.

use guichet_domain::event::Entity;
use guichet_domain::*;

use super::Lived;
use crate::act::About;

/// Numbers given to interventions, in order.
pub(in crate::demo) struct Series(pub(in crate::demo) i64);

impl Series {
    const fn draw(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}

impl Lived {
    /// Says what will be billed for the intervention under way.
    pub(in crate::demo) fn set_intervention(
        &mut self,
        kind: KindId,
        product: ProductId,
        billable: bool,
    ) {
        if let Some(at) = self.under_way() {
            self.change_intervention(at, |intervention, _| {
                intervention.kind_id = Some(kind);
                intervention.product_id = Some(product);
                intervention.billable = billable;
            });
        }
    }

    pub(super) fn under_way(&self) -> Option<usize> {
        self.interventions
            .iter()
            .rposition(|intervention| !intervention.status.is_over())
    }

    pub(super) fn give_intervention(&mut self, to: StaffId, series: &mut Series) {
        match self.under_way() {
            Some(at) => {
                self.change_intervention(at, |intervention, _| intervention.assignee_id = to)
            }
            None => self.create_intervention(to, series),
        }
    }

    /// The last one goes on, or a new one begins when that is billed.
    pub(super) fn resume_intervention(&mut self, assignee: StaffId, series: &mut Series) {
        let last = self.interventions.len().checked_sub(1);
        let goes_on = last.is_some_and(|last| {
            let mut goes_on = false;
            self.change_intervention(last, |intervention, _| {
                intervention.assignee_id = assignee;
                goes_on = intervention.ticket_reopened();
            });
            goes_on
        });
        if !goes_on {
            self.create_intervention(assignee, series);
        }
    }

    fn create_intervention(&mut self, to: StaffId, series: &mut Series) {
        let mut new =
            Intervention::for_ticket(self.chance.id(self.made.at), self.ticket.id, to, self.at());
        new.number = series.draw();
        let about = About {
            entity: Entity::Intervention,
            id: new.id.0,
            ticket: new.ticket_id,
            version: 1,
        };
        self.record(about, None, Some(&new));
        self.interventions.push(new);
    }

    pub(super) fn end_intervention(&mut self, end: impl FnOnce(&mut Intervention, i64)) {
        if let Some(at) = self.under_way() {
            self.change_intervention(at, end);
        }
    }

    pub(super) fn change_intervention(
        &mut self,
        at: usize,
        change: impl FnOnce(&mut Intervention, i64),
    ) {
        let before = self.interventions[at].clone();
        let of_it = self
            .steps
            .iter()
            .filter(|step| step.intervention_id == Some(before.id));
        let minutes = of_it.map(|step| i64::from(step.minutes)).sum();
        let mut after = before.clone();
        change(&mut after, minutes);
        if after != before {
            after.version += 1;
            after.updated_at = self.at();
            let about = About {
                entity: Entity::Intervention,
                id: after.id.0,
                ticket: after.ticket_id,
                version: after.version,
            };
            self.record(about, Some(&before), Some(&after));
            self.interventions[at] = after;
        }
    }
}
