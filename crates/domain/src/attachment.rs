//! A file kept with a ticket: its facts; its bytes are content-addressed in the database.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, ContactId, Moment, StaffId, StepId, TicketId};

/// A file somebody attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The ticket it hangs on; none while its ticket or step is being written.
    pub ticket_id: Option<TicketId>,
    /// The step it came with.
    pub step_id: Option<StepId>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// Its name, never used as a path.
    pub name: String,
    /// Its type as its bytes say.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Whether the client sees it.
    pub public: bool,
    /// Who of the staff attached it.
    pub by_staff_id: Option<StaffId>,
    /// The contact who sent it.
    pub by_contact_id: Option<ContactId>,
    /// When.
    pub created_at: Moment,
}

impl Attachment {
    /// Whether a thumbnail can be made of it.
    pub fn is_picture(&self) -> bool {
        matches!(
            self.media_type.as_str(),
            "image/png" | "image/jpeg" | "image/gif" | "image/webp"
        )
    }
}
