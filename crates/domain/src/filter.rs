//! What a list of tickets shows and in which order.

use serde::{Deserialize, Serialize};

use crate::word::word;
use crate::{
    CategoryId, Channel, CompanyId, ContactId, Criticality, EquipmentId, Moment, Priority, StaffId,
    Stage, Status,
};

word! {
    /// The orders a list of tickets may take; the ticket's id settles ties.
    TicketSort {
        Due = "due",
        Priority = "priority",
        Updated = "updated",
        Number = "number",
    }
}

/// What a list of tickets keeps: empty lists and `None` keep everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TicketFilter {
    /// Any of these statuses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<Status>,
    /// Any of these stages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
    /// Any of these criticalities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criticalities: Vec<Criticality>,
    /// Any of these priorities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// Any of these channels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Of this assignee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<StaffId>,
    /// Of whoever asks.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mine: bool,
    /// Of this company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// Of this contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    /// Of this machine, the main one of the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment: Option<EquipmentId>,
    /// Of this category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// Created at this instant or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_from: Option<Moment>,
    /// Created before this instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_before: Option<Moment>,
    /// Not closed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// Open, not awaiting a reply, past due (R2).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// In the bin, which hides tickets from every other list (R5).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub binned: bool,
}
