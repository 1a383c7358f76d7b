//! Ids: one newtype per table over a UUIDv7 made by the office's clock.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.parse()?))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

id! {
    /// A ticket; people use its number instead.
    TicketId,
    /// A step of a ticket.
    StepId,
    /// A file kept with a step or a ticket.
    AttachmentId,
    /// An intervention.
    InterventionId,
    /// A member of the staff.
    StaffId,
    /// A contact of the directory.
    ContactId,
    /// A company.
    CompanyId,
    /// A machine.
    EquipmentId,
    /// A site or a private address.
    PlaceId,
    /// A category or sub-category.
    CategoryId,
    /// A project.
    ProjectId,
    /// A task of a project.
    TaskId,
    /// A contract.
    ContractId,
    /// A product (prestation).
    ProductId,
    /// A kind of intervention (genre).
    KindId,
    /// A team.
    TeamId,
    /// A skill (métier).
    SkillId,
    /// An event of the history.
    EventId,
    /// One call as its caller named it; a retried call keeps it.
    RequestId,
    /// A saved view of the queue.
    ViewId,
    /// A notice shown to one person.
    NoticeId,
    /// A mailbox the office reads.
    MailboxId,
    /// A message of the mail ledger.
    MailId,
    /// A rule that leaves mails out.
    ExclusionId,
    /// A mail of the outbox.
    OutboxId,
}
