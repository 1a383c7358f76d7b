//! An intervention: the work an assignment creates (R15, R18), here without slots.

use serde::{Deserialize, Serialize};

use crate::*;

/// The work planned and done for a ticket by somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Intervention {
    /// Its id.
    pub id: InterventionId,
    /// The number people use.
    pub number: i64,
    /// Grows by one at each change.
    pub version: i64,
    /// The ticket it is for.
    pub ticket_id: Option<TicketId>,
    /// Who does it.
    pub assignee_id: StaffId,
    /// Where it stands.
    pub status: InterventionStatus,
    /// Its kind (genre).
    pub kind_id: Option<KindId>,
    /// What will be billed.
    pub product_id: Option<ProductId>,
    /// Whether it will be billed.
    pub billable: bool,
    /// Remote work, kept out of the planning's tray.
    pub without_planning: bool,
    /// When it was created.
    pub created_at: Moment,
    /// Its last change.
    pub updated_at: Moment,
}

impl InterventionStatus {
    /// Whether nothing more will be done under it.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Done | Self::ToInvoice | Self::Invoiced | Self::Cancelled => true,
            Self::ToPlan | Self::Planned | Self::Started => false,
        }
    }

    /// Whether what it bills no longer changes.
    pub const fn is_settled(self) -> bool {
        match self {
            Self::Invoiced | Self::Cancelled => true,
            Self::ToPlan | Self::Planned | Self::Started | Self::Done | Self::ToInvoice => false,
        }
    }
}

impl Intervention {
    /// The one an assignment creates.
    pub const fn for_ticket(
        id: InterventionId,
        ticket: TicketId,
        assignee: StaffId,
        at: Moment,
    ) -> Self {
        Self {
            id,
            number: 0,
            version: 1,
            ticket_id: Some(ticket),
            assignee_id: assignee,
            status: InterventionStatus::ToPlan,
            kind_id: None,
            product_id: None,
            billable: false,
            without_planning: false,
            created_at: at,
            updated_at: at,
        }
    }

    /// The first minute begins it.
    pub fn begin(&mut self) {
        if matches!(
            self.status,
            InterventionStatus::ToPlan | InterventionStatus::Planned
        ) {
            self.status = InterventionStatus::Started;
        }
    }

    /// Says what it bills, even once it is over (R6): it is then to be invoiced, or no longer.
    pub fn bill(&mut self, product: Option<ProductId>, billable: bool) -> Result<(), Refusal> {
        if (product, billable) == (self.product_id, self.billable) {
            return Ok(());
        }
        if self.status.is_settled() {
            return Err(Refusal::Settled);
        }
        let turned = billable != self.billable;
        self.product_id = product;
        self.billable = billable;
        if turned && self.status.is_over() {
            self.status = self.finished();
        }
        Ok(())
    }

    /// Its ticket went back to the pool: annulled unless minutes hang on it, else finished.
    pub fn released(&mut self, minutes: i64) {
        self.end(if minutes == 0 {
            InterventionStatus::Cancelled
        } else {
            self.finished()
        });
    }

    /// Its ticket was resolved.
    pub fn ticket_resolved(&mut self) {
        self.end(self.finished());
    }

    /// Its ticket was rejected: annulled when it holds no minute, else finished.
    pub fn ticket_rejected(&mut self, minutes: i64) {
        self.end(if minutes == 0 {
            InterventionStatus::Cancelled
        } else {
            InterventionStatus::Done
        });
    }

    /// Its ticket was reopened; false when a new intervention must be created instead.
    pub fn ticket_reopened(&mut self) -> bool {
        match self.status {
            InterventionStatus::ToInvoice | InterventionStatus::Invoiced => false,
            InterventionStatus::ToPlan
            | InterventionStatus::Planned
            | InterventionStatus::Started
            | InterventionStatus::Done
            | InterventionStatus::Cancelled => {
                self.status = InterventionStatus::Started;
                true
            }
        }
    }

    /// One that is over stays as it ended: an invoiced one is never invoiced again.
    const fn end(&mut self, status: InterventionStatus) {
        if !self.status.is_over() {
            self.status = status;
        }
    }

    const fn finished(&self) -> InterventionStatus {
        if self.billable {
            InterventionStatus::ToInvoice
        } else {
            InterventionStatus::Done
        }
    }
}
